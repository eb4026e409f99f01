import { byKind, type ConfiguredAccess } from '../../authorization/access.ts'
import { parseJson } from '../../syntax/json/parse.ts'
import { parseYaml } from '../../syntax/yaml/parse.ts'
import type { Diagnostic } from '../../text/diagnostic.ts'
import { textOf, type Value } from '../../value/value.ts'
import { accessOf } from './access/adapters.ts'
import type { ConfiguredResource } from './access/resource.ts'
import { unreadableDefinition } from './unknown.ts'

/** What only documents for API Gateway say, or ways to write it without letters. */
const SPEAKS_OF_API_GATEWAY = /x-amazon-apigateway-|\\[ux]/i

/** What a document of any name begins with. */
const SAYS_ITS_VERSION = /^\uFEFF?\s*\{?\s*["']?(?:openapi|swagger)["']?\s*:/

/** Whether a file in JSON or YAML is an OpenAPI document that tells API Gateway what to make of it. */
export function isApiDefinition(path: string, text: string): boolean {
  const isNamed = /\.(?:json|ya?ml)$/i.test(path)
  if (!(isNamed || SAYS_ITS_VERSION.test(text)) || !SPEAKS_OF_API_GATEWAY.test(text)) return false
  const { value } = parsed(path, text)
  if (value === undefined) return /^\s*["']?(?:openapi|swagger)["']?\s*:/m.test(text)
  return value.kind === 'map' && (value.entries.has('openapi') || value.entries.has('swagger'))
}

/**
 * A file that an API is made of, as an API of its own: which one imports it, nobody here knows. Modules and templates
 * that name it read it themselves.
 */
export function configureApiFile(path: string, text: string): ConfiguredAccess {
  const { value, diagnostics } = parsed(path, text)
  const isSound = value !== undefined && diagnostics.every(({ severity }) => severity !== 'error')
  const body = isSound ? value : unreadableDefinition(path, text)
  const reported: Diagnostic[] = []
  const grants = accessOf(apiOf(path, text, body, reported))
  return { ...byKind(grants), opaque: [], diagnostics: [...diagnostics, ...reported] }
}

function parsed(path: string, text: string) {
  return /\.json$/i.test(path) ? parseJson(path, text) : parseYaml(path, text, () => undefined)
}

function apiOf(path: string, text: string, body: Value, reported: Diagnostic[]): ConfiguredResource {
  const span = { file: path, start: 0, end: text.length }
  return {
    type: 'aws_api_gateway_rest_api',
    address: path,
    identity: path,
    place: 'file:',
    account: 'file:',
    presence: [],
    span,
    header: span,
    calls: [],
    isNew: false,
    written: (name) => (name === 'body' ? body : undefined),
    attribute: () => textOf(path, [span]),
    blocks: () => [],
    ignored: () => undefined,
    report: (diagnostic) => {
      reported.push(diagnostic)
    },
  }
}
