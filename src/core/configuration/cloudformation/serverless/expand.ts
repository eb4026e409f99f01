import type { MapEntry, MapValue, Value } from '../../../value/value.ts'
import { plainText } from '../../terraform/text.ts'
import { functionCall } from '../function-call.ts'
import { memberOf, textAt } from '../parameters.ts'
import type { Template } from '../template.ts'
import type { Made, Serverless } from './declared.ts'
import { withDefinition } from './definition.ts'
import type { DefaultAuthorizers } from './events.ts'
import { expandedFunction } from './functions.ts'
import { remade, type Writer, writerAt } from './written.ts'

export const SERVERLESS = 'AWS::Serverless-2016-10-31'

/**
 * What the macro of the Serverless Application Model makes of a template, as far as it is about access: functions and
 * state machines with their roles, APIs with their policies. `Globals` say what resources do not say themselves.
 */
export function expandServerless(template: Template): Template {
  const resources = new Map<string, MapEntry>()
  for (const [id, entry] of template.resources) {
    for (const [name, made] of expanded(id, entry, template)) {
      // What the template declares itself is not made again.
      if (name === id || !template.resources.has(name)) resources.set(name, made)
    }
  }
  return { ...template, resources }
}

function expanded(id: string, entry: MapEntry, template: Template): Made {
  const kind = /^AWS::Serverless::(\w+)$/.exec(textAt(entry.value, 'Type') ?? '')?.[1]
  const own = memberOf(entry.value, 'Properties')
  if (kind === undefined || (own !== undefined && own.kind !== 'map')) return [[id, entry]]
  const properties = withGlobals(own, template.globals.get(kind)?.value, entry)
  const declared: Serverless = { id, entry, properties }
  switch (kind) {
    case 'Function':
      return expandedFunction(declared, 'function', defaultAuthorizers(template))
    case 'StateMachine':
      return expandedFunction(declared, 'state-machine', defaultAuthorizers(template))
    case 'Api':
      return [[id, api(withDefinition(declared, 'rest'))]]
    case 'HttpApi':
      return [[id, retyped(withDefinition(declared, 'http'), 'AWS::ApiGatewayV2::Api')]]
    case 'SimpleTable':
      return [[id, retyped(declared, 'AWS::DynamoDB::Table')]]
    default:
      return [[id, entry]]
  }
}

/** What a resource says with what all of its kind say: maps are merged, lists follow each other, other values win. */
function withGlobals(own: MapValue | undefined, globals: Value | undefined, { keySpan }: MapEntry): MapValue {
  const written = own ?? writerAt(keySpan).map({})
  return globals?.kind === 'map' ? merged(globals, written) : written
}

function merged(globals: MapValue, own: MapValue): MapValue {
  const entries = new Map<string, MapEntry>(globals.entries)
  for (const [name, entry] of own.entries) {
    const shared = globals.entries.get(name)?.value
    const { value } = entry
    if (shared?.kind === 'map' && value.kind === 'map') entries.set(name, { ...entry, value: merged(shared, value) })
    else if (shared?.kind === 'list' && value.kind === 'list') {
      entries.set(name, { ...entry, value: { ...value, items: [...shared.items, ...value.items] } })
    } else entries.set(name, entry)
  }
  return { ...own, entries }
}

/** Of the API that an event names, or else of the one that the model makes itself, which says what all of them say. */
function defaultAuthorizers({ globals, resources }: Template): DefaultAuthorizers {
  return (kind, api) => {
    const shared = globals.get(kind)?.value
    const entry = resources.get(referenceOf(api) ?? '')
    const own = entry === undefined ? undefined : memberOf(entry.value, 'Properties')
    const said = entry === undefined || own?.kind !== 'map' ? shared : withGlobals(own, shared, entry)
    const auth = said === undefined ? undefined : memberOf(said, 'Auth')
    return auth === undefined ? undefined : memberOf(auth, 'DefaultAuthorizer')
  }
}

function referenceOf(value: Value | undefined): string | undefined {
  const call = value === undefined ? undefined : functionCall(value)
  return call?.name === 'Ref' ? plainText(call.argument) : undefined
}

function retyped({ entry, properties }: Serverless, type: string): MapEntry {
  const kept = Object.fromEntries([...properties.entries].map(([name, { value }]) => [name, value]))
  return remade(entry, type, kept)
}

/** An API, whose policy is made of statements and of lists that stand for some, and which is reached in one way. */
function api({ properties: written, ...declaration }: Serverless): MapEntry {
  const properties = withEndpointTypes(written)
  const declared = { ...declaration, properties }
  const { entry } = declared
  const auth = memberOf(properties, 'Auth')
  const policy = auth === undefined ? undefined : memberOf(auth, 'ResourcePolicy')
  if (auth?.kind !== 'map' || policy === undefined) return retyped(declared, 'AWS::ApiGateway::RestApi')
  const writer = writerAt(auth.entries.get('ResourcePolicy')?.keySpan ?? entry.keySpan)
  const others = new Map([...auth.entries].filter(([name]) => name !== 'ResourcePolicy'))
  const entries = new Map(properties.entries)
  if (others.size === 0) entries.delete('Auth')
  else entries.set('Auth', { keySpan: entry.keySpan, value: { ...auth, entries: others } })
  entries.set('Policy', { keySpan: entry.keySpan, value: policyDocument(policy, writer) })
  return retyped({ ...declared, properties: { ...properties, entries } }, 'AWS::ApiGateway::RestApi')
}

function withEndpointTypes(properties: MapValue): MapValue {
  const endpoint = properties.entries.get('EndpointConfiguration')
  const type = endpoint?.value.kind === 'map' ? endpoint.value.entries.get('Type') : undefined
  if (endpoint?.value.kind !== 'map' || type === undefined) return properties
  const { keySpan, value } = endpoint
  const entries = new Map([...value.entries, ['Types', type] as const])
  entries.delete('Type')
  return {
    ...properties,
    entries: new Map([...properties.entries, ['EndpointConfiguration', { keySpan, value: { ...value, entries } }]]),
  }
}

function policyDocument(policy: Value, writer: Writer): Value {
  const statements = memberOf(policy, 'CustomStatements')
  const isWhole = policy.kind === 'map' && policy.entries.size === 1 && statements !== undefined
  if (!isWhole) return writer.unknown('the resource policy of an API', policy)
  return writer.map({ Version: writer.text('2012-10-17'), Statement: statements })
}
