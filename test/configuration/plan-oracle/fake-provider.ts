import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { loadPackageDefinition, Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { z } from 'zod'
import { goJson } from './go-json.ts'
import { renderDocument, type WireObject } from './policy-document.ts'
import type { BlockSchema } from './schema.ts'
import { DATA_SOURCES, PROVIDER_SCHEMA, RESOURCES, SAME_ATTRIBUTES } from './schemas.ts'
import { decodeWire, encodeWire, UNKNOWN, type WireValue } from './wire-values.ts'

export interface FakeProvider {
  /** `127.0.0.1:port`. */
  readonly address: string
  close(): void
}

/**
 * Serves every provider of the configurations here, over Terraform's plugin protocol. In a plan, computed attributes
 * are not known. Applied, they are texts that tell which attribute of which configuration they are, so that what is
 * made of them can be seen.
 */
export async function startFakeProvider(): Promise<FakeProvider> {
  const server = new Server()
  server.addService(serviceDefinition(), handlers())
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    )
  })
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() }
}

/** What a computed attribute is once applied. `~` occurs in no configuration here. */
function markerOf(type: string, attribute: string, config: WireValue): string {
  const digest = createHash('sha256').update(goJson(config, '')).digest('hex')
  return `~${type}.${attribute}.${digest.slice(0, 10)}~`
}

function serviceDefinition() {
  const path = fileURLToPath(new URL('provider.proto', import.meta.url))
  const loaded = loadPackageDefinition(loadSync(path, { keepCase: true, defaults: true }))
  const { tfplugin5 } = loaded
  if (tfplugin5 === undefined || !('Provider' in tfplugin5)) throw new Error('provider.proto has no Provider')
  const { Provider: provider } = tfplugin5
  if (typeof provider !== 'function' || !('service' in provider)) throw new Error('Provider is no service')
  return provider.service
}

const Request = z.object({
  type_name: z.string().default(''),
  config: z.object({ msgpack: z.instanceof(Buffer) }).nullish(),
  proposed_new_state: z.object({ msgpack: z.instanceof(Buffer) }).nullish(),
  planned_state: z.object({ msgpack: z.instanceof(Buffer) }).nullish(),
})
type Request = z.infer<typeof Request>

function handlers(): UntypedServiceImplementation {
  const answers: Readonly<Record<string, (request: Request) => unknown>> = {
    GetSchema: () => ({
      provider: wireSchema(PROVIDER_SCHEMA),
      resource_schemas: mapValues(RESOURCES, wireSchema),
      data_source_schemas: mapValues(DATA_SOURCES, wireSchema),
    }),
    PrepareProviderConfig: ({ config }) => ({ prepared_config: config }),
    ValidateResourceTypeConfig: () => ({}),
    ValidateDataSourceConfig: () => ({}),
    Configure: () => ({}),
    Stop: () => ({}),
    PlanResourceChange: ({ type_name, config, proposed_new_state }) => ({
      planned_state: dynamic(withComputed(type_name, objectOf(config), objectOf(proposed_new_state), () => UNKNOWN)),
    }),
    ApplyResourceChange: ({ type_name, config, planned_state }) => {
      const made = (name: string, given: WireObject): WireValue => markerOf(type_name, name, given)
      return { new_state: dynamic(withComputed(type_name, objectOf(config), objectOf(planned_state), made)) }
    },
    ReadDataSource: ({ type_name, config }) => readDataSource(type_name, objectOf(config)),
  }
  return mapValues(
    answers,
    (answer) => (call: { readonly request: unknown }, callback: (error: null, value: unknown) => void) =>
      callback(null, answer(Request.parse(call.request))),
  )
}

/** A resource's state with a value for each computed attribute that its configuration does not set. */
function withComputed(
  type: string,
  config: WireObject,
  state: WireObject,
  make: (name: string, config: WireObject) => WireValue,
): WireValue {
  const schema = RESOURCES[type]
  if (schema === undefined) throw new Error(`no schema for ${type}`)
  const same = SAME_ATTRIBUTES[type] ?? {}
  const value = (name: string): WireValue => {
    const given = config[name] ?? null
    const other = same[name]
    if (given !== null) return given
    return other === undefined || make(name, config) === UNKNOWN ? make(name, config) : value(other)
  }
  return { ...state, ...Object.fromEntries(schema.computed.map((name) => [name, value(name)])) }
}

function readDataSource(type: string, config: WireObject): unknown {
  const schema = DATA_SOURCES[type]
  if (schema === undefined) throw new Error(`no schema for ${type}`)
  const made = schema.computed.map((name) => [name, config[name] ?? markerOf(type, name, config)] as const)
  try {
    const texts = type === 'aws_iam_policy_document' ? renderDocument(config) : undefined
    const rendered = texts === undefined ? {} : { json: texts.json, minified_json: texts.minified }
    return { state: dynamic({ ...config, ...Object.fromEntries(made), ...rendered }) }
  } catch (error) {
    return { diagnostics: [{ severity: 1, summary: String(error) }] }
  }
}

function wireSchema(schema: BlockSchema): unknown {
  return { version: 0, block: wireBlock(schema) }
}

function wireBlock({ attributes, computed, blocks }: BlockSchema): unknown {
  const names = new Set([...Object.keys(attributes), ...computed])
  return {
    version: 0,
    attributes: [...names].map((name) => ({
      name,
      type: Buffer.from(wireType(attributes[name] ?? 'string')),
      optional: name in attributes,
      computed: computed.includes(name),
    })),
    block_types: Object.entries(blocks).map(([name, nested]) => ({
      type_name: name,
      block: wireBlock(nested),
      nesting: nested.nesting === 'list' ? 2 : 3,
    })),
  }
}

function wireType(type: string): string {
  const [, collection, item] = /^(\w+)\((\w+)\)$/.exec(type) ?? []
  return JSON.stringify(collection === undefined ? type : [collection, item])
}

function objectOf(dynamicValue: { readonly msgpack: Buffer } | null | undefined): WireObject {
  const value = dynamicValue ? decodeWire(dynamicValue.msgpack) : null
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return Object.fromEntries(Object.entries(value))
}

function dynamic(value: WireValue): { readonly msgpack: Uint8Array } {
  return { msgpack: Buffer.from(encodeWire(value)) }
}

function mapValues<A, B>(object: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]))
}
