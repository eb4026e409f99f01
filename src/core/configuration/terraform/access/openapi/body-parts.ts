import { NOWHERE } from '../../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../../value/fingerprint.ts'
import type { MapEntry, MapValue, UnknownSymbol, Value } from '../../../../value/value.ts'
import { followed } from './open-document.ts'
import { type ApiOperation, isMethod } from './operations.ts'

/** A part of a document that is about access, and that nothing else reads. */
export interface BodyPart {
  readonly symbol: UnknownSymbol
  /** It can only protect: where it comes, nothing is opened. */
  readonly protects: boolean
}

/**
 * What a document says to API Gateway beside its operations' logins, as far as it may decide about access. What
 * extensions say to others, and what a document tells people, is none of it. Source: "OpenAPI extensions for API
 * Gateway", Amazon API Gateway Developer Guide.
 */
export function unreadParts(root: MapValue, operations: readonly ApiOperation[]): readonly BodyPart[] {
  return [
    ...partsOf(root, ''),
    ...pathsOf(root).flatMap(([path, { value }]) => {
      const item = followed(value, root)
      const others = item?.kind === 'map' ? [...item.entries].filter(([name]) => !isMethod(name)) : []
      return item?.kind === 'map' ? partsOf({ ...item, entries: new Map(others) }, `${path} `) : []
    }),
    ...operations.flatMap(({ operation, called }) => {
      const place = called.kind === 'calls' ? called.shown : called.symbol.address
      return operation === undefined ? [] : partsOf(operation, `${place} `)
    }),
  ]
}

function pathsOf(root: MapValue): readonly (readonly [string, MapEntry])[] {
  const paths = root.entries.get('paths')?.value
  return paths?.kind === 'map' ? [...paths.entries].filter(([name]) => !name.startsWith('x-')) : []
}

const EXTENSION = /^x-amazon-apigateway-/i

/** What is read elsewhere, or says nothing of who may call. */
const QUIET = new Set(
  [
    ...['any-method', 'auth', 'binary-media-types', 'cors', 'documentation', 'gateway-responses', 'integration'],
    ...['integrations', 'importexport-version', 'minimum-compression-size', 'policy', 'request-validator'],
    'request-validators',
  ].map((name) => `x-amazon-apigateway-${name}`),
)

/** What OpenAPI itself has, on any level. */
const STANDARD = new Set([
  ...['basePath', 'callbacks', 'components', 'consumes', 'definitions', 'deprecated', 'description', 'externalDocs'],
  ...[
    'host',
    'info',
    'isDefaultRoute',
    'jsonSchemaDialect',
    'openapi',
    'operationId',
    'parameters',
    'paths',
    'produces',
    'requestBody',
  ],
  ...['responses', 'schemes', 'security', 'securityDefinitions', 'servers', 'summary', 'swagger', 'tags', 'webhooks'],
])

const PROTECTING = new Set(['x-amazon-apigateway-api-key-source', 'x-amazon-apigateway-endpoint-configuration'])

function partsOf(map: MapValue, place: string): readonly BodyPart[] {
  return [...map.entries].flatMap(([name, { value, keySpan }]): readonly BodyPart[] => {
    if (name === 'servers') return endpointsIn(value, place)
    const isForOthers = name.startsWith('x-') && !EXTENSION.test(name)
    if (QUIET.has(name) || STANDARD.has(name) || isForOthers) return []
    return [partOf(name, value, place, keySpan)]
  })
}

/** HTTP APIs say there which networks they are reached from. */
function endpointsIn(servers: Value, place: string): readonly BodyPart[] {
  const items = servers.kind === 'list' ? servers.items : [servers]
  return items.flatMap((server) => {
    if (server.kind !== 'map') return []
    return [...server.entries].flatMap(([name, { value, keySpan }]) => {
      return EXTENSION.test(name) ? [partOf(name, value, `${place}servers `, keySpan)] : []
    })
  })
}

function partOf(name: string, value: Value, place: string, span = NOWHERE): BodyPart {
  const address = `${place}${name.slice(0, 80)}`
  const fingerprint = digestOf('api part', place, name, fingerprintOf(value))
  return { symbol: { address, fingerprint, reason: 'may decide about access', span }, protects: PROTECTING.has(name) }
}
