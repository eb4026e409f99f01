import { NOWHERE } from '../../../text/span.ts'
import { knownText, type MapValue, textOf, type Value } from '../../../value/value.ts'
import { isPolicyDocument } from '../recognise.ts'
import { ANSIBLE_MODULE, keyPath, type Place } from './place.ts'

/**
 * The policy document that a value is by its shape: a document, a list of statements, or one statement. Undefined where
 * it is none. What only lacks `Version` and `Statement` around it counts as of the current version.
 */
export function policyShape(value: Value): Value | undefined {
  if (value.kind === 'list') return value.items.some(isStatement) ? documentOf(value) : undefined
  if (value.kind !== 'map') return undefined
  if (value.entries.has('Statement') && isDocument(value)) return value
  return isStatement(value) ? documentOf(value) : undefined
}

/** Statements that are not known do not keep a document from being one. */
function isDocument(value: MapValue): boolean {
  const statement = value.entries.get('Statement')?.value
  if (isPolicyDocument(value)) return true
  const version = value.entries.get('Version')?.value
  const isVersioned = version?.kind === 'text' && /^20(?:08|12)-10-17$/.test(knownText(version) ?? '')
  const isOpen = statement?.kind === 'unknown' || (statement !== undefined && calledFunction(statement) !== undefined)
  return isVersioned || isOpen
}

function isStatement(value: Value): boolean {
  const effect = value.kind === 'map' ? value.entries.get('Effect')?.value : undefined
  if (value.kind !== 'map' || effect === undefined) return false
  const text = effect.kind === 'text' ? knownText(effect) : undefined
  const isEffect = text === undefined || text === 'Allow' || text === 'Deny'
  return isEffect && ELEMENTS.some((name) => value.entries.has(name))
}

const ELEMENTS = ['Action', 'NotAction', 'Resource', 'NotResource']

/** Statements as a document of the current version. */
export function documentOf(statements: Value): MapValue {
  const { spans } = statements
  const [keySpan = NOWHERE] = spans
  const entries = new Map([
    ['Version', { keySpan, value: textOf('2012-10-17', spans) }],
    ['Statement', { keySpan, value: statements }],
  ])
  return { kind: 'map', collection: 'object', entries, spans }
}

/** What a place is for, whatever stands there. */
export function namedAs(place: Place): 'document' | 'statements' | undefined {
  const keys = place.steps.map(({ key }) => key)
  const [last = '', parent = ''] = [keys.at(-1), keys.at(-2)]
  if (last === 'iamRoleStatements' || keyPath(place) === 'provider.iam.role.statements') return 'statements'
  if (DOCUMENT_KEY.test(last)) return 'document'
  const isOfAws = parent === 'forProvider' || ANSIBLE_MODULE.test(parent)
  return isOfAws && /^policy$/i.test(last) ? 'document' : undefined
}

const DOCUMENT_KEY =
  /^(?:policy[-_]?(?:json|document)|assume[-_]?role[-_]?policy(?:[-_]?document)?|(?:bucket|queue|topic|resource|repository|key|trust|inline|access)[-_]?policy[-_]?(?:json|document|text))$/i

/** The name of a function that a map of one key calls: CloudFormation's, or a tag. */
export function calledFunction(value: Value): string | undefined {
  if (value.kind !== 'map' || value.entries.size !== 1) return undefined
  const [name = ''] = value.entries.keys()
  return /^(?:Ref$|Fn::|!)/.test(name) ? name : undefined
}
