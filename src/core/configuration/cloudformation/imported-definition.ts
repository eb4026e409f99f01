import { DEFAULT_JSON_LIMITS } from '../../syntax/json/limits.ts'
import { parseJson } from '../../syntax/json/parse.ts'
import { DEFAULT_YAML_LIMITS } from '../../syntax/yaml/limits.ts'
import { parseYaml } from '../../syntax/yaml/parse.ts'
import { NOWHERE } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import type { Value } from '../../value/value.ts'
import { plainText } from '../terraform/text.ts'
import { unknownOf, unreadableDefinition } from '../terraform/unknown.ts'
import { functionCall } from './function-call.ts'
import { MACRO } from './macros.ts'
import { repositoryPath } from './nested-stack.ts'
import { memberOf } from './parameters.ts'
import { transformName } from './parse-template.ts'
import type { StackResource } from './stack.ts'

/**
 * The OpenAPI document that an API imports: as it stands in the template, or of a file in the repository that the
 * template names from its own folder, as `aws cloudformation package` reads it. What stands elsewhere is not known.
 * Source: "AWS::ApiGateway::RestApi" and "AWS::Include transform", AWS CloudFormation Template Reference.
 */
export function importedDefinition(resource: StackResource): { readonly body?: Value } {
  const properties = resource.properties()
  const body = memberOf(properties, 'Body')
  const written = resource.beside('Properties')
  const included = includedPlace(written === undefined ? undefined : memberOf(written, 'Body'))
  if (body !== undefined) {
    const place = included === undefined ? undefined : resource.stack.evaluate(included)
    const file = place === undefined ? undefined : definitionAt(resource, place)
    // What is included is a part of the template, with its functions.
    return { body: file === undefined ? body : resource.stack.evaluate(file) }
  }
  const place = memberOf(properties, 'BodyS3Location')
  if (place === undefined) return properties.kind === 'unknown' ? { body: properties } : {}
  return { body: definitionAt(resource, place) ?? elsewhere(place) }
}

function includedPlace(body: Value | undefined): Value | undefined {
  const call = body === undefined ? undefined : functionCall(body)
  if (call?.name !== MACRO || transformName(call.argument) !== 'AWS::Include') return undefined
  const parameters = memberOf(call.argument, 'Parameters')
  return parameters === undefined ? undefined : memberOf(parameters, 'Location')
}

/** What a file says; undefined where the place is none in the repository. */
function definitionAt({ stack }: StackResource, place: Value): Value | undefined {
  const { run, template } = stack
  const text = plainText(place)
  const path = text === undefined ? undefined : repositoryPath(template.path, text)
  if (path === undefined) return undefined
  const found = run.find(path)
  if (found.kind === 'not-loaded') run.wanted.add(path)
  if (found.kind !== 'template') return undefined
  run.read.add(path)
  return parsed(path, found.text)
}

function parsed(path: string, text: string): Value {
  const isJson = /^\ufeff?\s*\{/.test(text)
  const { value, diagnostics } = isJson
    ? parseJson(path, text, { ...DEFAULT_JSON_LIMITS, length: DEFAULT_YAML_LIMITS.length })
    : parseYaml(path, text, () => undefined)
  if (value !== undefined && diagnostics.every(({ severity }) => severity !== 'error')) return value
  return unreadableDefinition(path, text)
}

function elsewhere(place: Value): Value {
  const [span = NOWHERE] = place.spans
  const fingerprint = digestOf('definition elsewhere', fingerprintOf(place))
  const address = plainText(place) ?? 'the definition'
  return unknownOf({ address, fingerprint, reason: 'is read from a place that is not in the repository' }, [span])
}
