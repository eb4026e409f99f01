import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { description, operationDescription } from './description.ts'
import { unknownProperties } from './unknown-properties.ts'

const ID = 'https://github.example/description'

/** Query and path values arrive as text and are coerced; bodies are taken as they are. */
const parameterAjv = instance(true)
const bodyAjv = instance(false)
const compiled = new Map<string, ValidateFunction>()

/** What GitHub's description has against these path and query values; empty where nothing. */
export function checkParameters(
  operation: string,
  path: ReadonlyMap<string, string>,
  query: ReadonlyMap<string, string>,
): readonly string[] {
  const { parameters } = operationDescription(operation)
  const check = compile(parameterAjv, `${operation} parameters`, () => ({
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  }))
  return run(check, Object.fromEntries([...query, ...path]))
}

/** What GitHub's description has against this request body, properties it does not know included. */
export function checkBody(operation: string, body: unknown): readonly string[] {
  const { body: schema, bodyRequired } = operationDescription(operation)
  if (schema === undefined) return body === undefined ? [] : ['this operation takes no body']
  if (body === undefined) return bodyRequired === true ? ['a body is required'] : []
  const check = compile(bodyAjv, `${operation} body`, () => schema)
  return [...run(check, body), ...unknownProperties(schema, body)]
}

/** Whether the double's own answer is one that GitHub could give. */
export function checkResponse(operation: string, status: number, body: unknown): readonly string[] {
  const schema = operationDescription(operation).responses[String(status)]
  if (schema === undefined) return [`the description has no answer ${status}`]
  const check = compile(bodyAjv, `${operation} ${status}`, () => schema)
  return [...run(check, body), ...unknownProperties(schema, body)]
}

function instance(coerceTypes: boolean): Ajv {
  // Compiling takes longer than validating ever will here: shared schemas are compiled once, and not optimized.
  const cheap = { inlineRefs: false, validateSchema: false, meta: false, code: { optimize: false } }
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes, logger: false, ...cheap })
  addFormats.default(ajv)
  ajv.addSchema({ $id: ID, schemas: description.schemas })
  return ajv
}

/** Schemas are compiled when first used: most tests use few operations. */
function compile(ajv: Ajv, key: string, schema: () => object): ValidateFunction {
  const known = compiled.get(key)
  if (known !== undefined) return known
  // A relative `#/schemas/x` must be looked up in the extract, not in the schema that refers to it.
  const absolute = JSON.parse(JSON.stringify(schema()).replaceAll('"#/schemas/', `"${ID}#/schemas/`))
  const check = ajv.compile(absolute)
  compiled.set(key, check)
  return check
}

function run(check: ValidateFunction, value: unknown): readonly string[] {
  return check(value) ? [] : (check.errors ?? []).slice(0, 5).map(print)
}

function print(error: ErrorObject): string {
  const detail = JSON.stringify(error.params)
  return `${error.instancePath || 'it'} ${error.message ?? 'is wrong'} ${detail}`
}
