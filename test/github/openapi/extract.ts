import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { operationIds } from './operation-ids.ts'

/**
 * Writes `github.json`: the operations of `operation-ids.ts` out of GitHub's own OpenAPI description, as JSON Schema.
 * Run by hand (`npx node test/github/openapi/extract.ts`) when an operation is added; tests read only its output.
 */
const PACKAGE = '@octokit/openapi@23.0.2'
const DESCRIPTION = 'package/generated/api.github.com.json'

/** Formats that ajv-formats knows; the description uses others (`repo.nwo`, `ssh-url`) that say nothing checkable. */
const FORMATS = new Set(['date-time', 'date', 'uri', 'email', 'int32', 'int64'])

/** Keywords that document and do not constrain. */
const DOCUMENTATION = new Set(['description', 'example', 'examples', 'title', 'deprecated', 'externalDocs', 'default'])

/**
 * Where the description contradicts itself: here it spells installations out a second time, with an account that is
 * a user *and* an enterprise, and without the newer permissions.
 */
const CORRECTIONS: Readonly<Record<string, Json>> = {
  'apps/list-installations': { type: 'array', items: { $ref: '#/components/schemas/installation' } },
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type JsonObject = { readonly [key: string]: Json }

const jsonSchema = z.json()
const parameterSchema = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  schema: jsonSchema,
})
const contentSchema = z.record(z.string(), z.object({ schema: jsonSchema.optional() }))
const operationSchema = z.object({
  operationId: z.string(),
  parameters: z.array(jsonSchema).default([]),
  requestBody: z.object({ required: z.boolean().optional(), content: contentSchema }).optional(),
  responses: z.record(z.string(), jsonSchema),
})
const descriptionSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), jsonSchema)),
  components: z.record(z.string(), z.record(z.string(), jsonSchema)),
})
type Description = z.infer<typeof descriptionSchema>

await main()

async function main(): Promise<void> {
  const description = await download()
  const schemas = new Map<string, Json>()
  const operations = new Map<string, Json>()
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, value] of Object.entries(methods)) {
      const parsed = operationSchema.safeParse(value)
      if (!parsed.success || !operationIds.includes(parsed.data.operationId)) continue
      const extracted = extractOperation(description, method, path, parsed.data)
      operations.set(parsed.data.operationId, extracted)
      collect(description, extracted, schemas)
    }
  }
  const missing = operationIds.filter((id) => !operations.has(id))
  if (missing.length > 0) throw new Error(`Not in ${PACKAGE}: ${missing.join(', ')}`)
  await writeFile(new URL('./github.json', import.meta.url), print(operations, schemas))
}

async function download(): Promise<Description> {
  const run = promisify(execFile)
  const folder = await mkdtemp(join(tmpdir(), 'github-openapi-'))
  try {
    await run('npm', ['pack', PACKAGE, '--silent'], { cwd: folder })
    await run('sh', ['-c', `tar -xzf *.tgz ${DESCRIPTION}`], { cwd: folder })
    return descriptionSchema.parse(JSON.parse(await readFile(join(folder, DESCRIPTION), 'utf8')))
  } finally {
    await rm(folder, { recursive: true })
  }
}

function extractOperation(
  description: Description,
  method: string,
  path: string,
  operation: z.infer<typeof operationSchema>,
): JsonObject {
  const parameters = operation.parameters
    .map((parameter) => parameterSchema.parse(resolve(description, parameter)))
    .filter((parameter) => parameter.in !== 'header')
    .map((parameter) => ({
      name: parameter.name,
      in: parameter.in,
      required: parameter.required ?? false,
      schema: toJsonSchema(parameter.schema),
    }))
  const body = operation.requestBody?.content['application/json']?.schema
  const responses: Record<string, Json> = {}
  for (const [status, value] of Object.entries(operation.responses)) {
    // A redirection is the answer where content lies elsewhere; all the other ones are errors.
    if (!status.startsWith('2') && status !== '302') continue
    const response = z.object({ content: contentSchema.optional() }).parse(resolve(description, value))
    const described = response.content?.['application/json']?.schema ?? {}
    responses[status] = toJsonSchema(CORRECTIONS[operation.operationId] ?? described)
  }
  return {
    method,
    path,
    parameters,
    ...(body === undefined ? {} : { body: toJsonSchema(body), bodyRequired: operation.requestBody?.required ?? false }),
    responses,
  }
}

/** OpenAPI 3.0 to JSON Schema: documentation dropped, `nullable` spelled out, references into `#/schemas/`. */
function toJsonSchema(schema: Json): Json {
  if (isArray(schema)) return schema.map(toJsonSchema)
  if (!isObject(schema)) return schema
  const result: Record<string, Json> = {}
  for (const [key, value] of Object.entries(schema)) {
    if (DOCUMENTATION.has(key) || key.startsWith('x-') || key === 'nullable' || key === 'readOnly') continue
    if (key === 'format' && !FORMATS.has(String(value))) continue
    if (key === 'properties' && isObject(value)) {
      result[key] = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toJsonSchema(inner)]))
    } else if (key === '$ref') {
      result[key] = String(value).replace('#/components/schemas/', '#/schemas/')
    } else if (key === 'required' || key === 'enum') {
      result[key] = value
    } else {
      result[key] = toJsonSchema(value)
    }
  }
  return schema['nullable'] === true ? orNull(result) : result
}

function orNull(schema: JsonObject): Json {
  const { type, enum: values } = schema
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] }
  const nullable = { ...schema, type: [type, 'null'] }
  return isArray(values) ? { ...nullable, enum: [...values.filter((value) => value !== null), null] } : nullable
}

/** Adds every schema that `value` refers to, and theirs. */
function collect(description: Description, value: Json, schemas: Map<string, Json>): void {
  if (isArray(value)) {
    for (const item of value) collect(description, item, schemas)
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (key !== '$ref' || typeof inner !== 'string') {
        collect(description, inner, schemas)
        continue
      }
      const name = inner.replace('#/schemas/', '')
      if (schemas.has(name)) continue
      const schema = toJsonSchema(description.components['schemas']?.[name] ?? {})
      schemas.set(name, schema)
      collect(description, schema, schemas)
    }
  }
}

function resolve(description: Description, value: Json): Json {
  const reference = isObject(value) ? value['$ref'] : undefined
  if (typeof reference !== 'string') return value
  const [, , kind, name] = reference.split('/')
  const target = description.components[kind ?? '']?.[name ?? '']
  if (target === undefined) throw new Error(`Dangling reference ${reference}`)
  return target
}

/** One line an operation and a schema, sorted, so that a difference between two extracts can be read. */
function print(operations: ReadonlyMap<string, Json>, schemas: ReadonlyMap<string, Json>): string {
  const lines = (entries: ReadonlyMap<string, Json>) =>
    [...entries]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(',\n')
  return `{\n  "source": ${JSON.stringify(PACKAGE)},\n  "operations": {\n${lines(operations)}\n  },\n  "schemas": {\n${lines(schemas)}\n  }\n}\n`
}

function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
