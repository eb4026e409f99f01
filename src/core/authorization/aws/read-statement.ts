import type { MapEntry, MapValue, UnknownSymbol, Value } from '../../value/value.ts'
import { knownText } from '../../value/value.ts'
import type { PolicyKind } from '../access.ts'
import type { PatternClause, PrincipalClause, ReadStatement, Statement } from './policy.ts'
import { readConditions } from './read-conditions.ts'
import { readPrincipals } from './read-principals.ts'
import { rejectInResourceControl } from './read-resource-control.ts'
import { entrySpan, kindName, opaqueSymbol, type Problems, readTexts, reject, spanOf, wholeSymbol } from './reading.ts'

const ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
])

/**
 * Reads one statement. One that AWS would reject, or whose effect is not known, is opaque as a whole: its
 * fingerprint covers its content, so that it is equal only to the same text. `position` is 1-based.
 */
export function readStatement(value: Value, kind: PolicyKind, position: number, problems: Problems): Statement {
  const symbol = wholeSymbol(value)
  if (symbol !== undefined) return { kind: 'opaque', symbol, span: spanOf(value) }
  if (value.kind !== 'map') {
    const detail = 'Statement takes an object or a list of objects. AWS rejects the document.'
    reject(problems, 'wrong-type', spanOf(value), `A statement is ${kindName(value)}`, detail)
    return opaque(value, `statement ${position}`, 'is not an object')
  }
  const rejections: Problems = []
  const statement = readElements(value, kind, rejections, problems)
  problems.push(...rejections)
  const name = `statement ${sidOf(value) ?? position}`
  const rejection = rejections[0]
  if (rejection !== undefined) return opaque(value, name, `cannot be read: ${rejection.summary}`)
  if (statement.kind === 'unknown-effect') {
    return opaque(value, statement.symbol.address, statement.symbol.reason)
  }
  return statement
}

interface UnknownEffect {
  readonly kind: 'unknown-effect'
  readonly symbol: UnknownSymbol
}

/** `rejections` make the statement opaque; `problems` are of conditions, which are opaque on their own. */
function readElements(
  statement: MapValue,
  kind: PolicyKind,
  rejections: Problems,
  problems: Problems,
): ReadStatement | UnknownEffect {
  rejectUnknownElements(statement, rejections)
  if (kind === 'rcp') rejectInResourceControl(statement, rejections)
  const effect = readEffect(statement, rejections)
  const principal = readPrincipalClause(statement, kind, rejections)
  const action = readClause(statement, 'Action', rejections)
  const resource = readResourceClause(statement, kind, rejections)
  const conditions = readConditions(statement.entries.get('Condition'), rejections, problems)
  const sid = sidOf(statement)
  if (typeof effect === 'object') return { kind: 'unknown-effect', symbol: effect }
  return {
    kind: 'statement',
    ...(sid === undefined ? {} : { sid }),
    effect,
    ...(principal === undefined ? {} : { principal }),
    action: action ?? { negated: false, patterns: [], span: spanOf(statement) },
    ...(resource === undefined ? {} : { resource }),
    conditions,
    span: spanOf(statement),
  }
}

function rejectUnknownElements(statement: MapValue, rejections: Problems): void {
  for (const [name, entry] of statement.entries) {
    if (ELEMENTS.has(name)) continue
    const detail = `A statement has the elements ${[...ELEMENTS].join(', ')}, spelled like this. AWS rejects ${JSON.stringify(name)}.`
    const summary = `Unknown statement element ${JSON.stringify(name)}`
    reject(rejections, 'unknown-element', entrySpan(entry), summary, detail)
  }
  const sid = statement.entries.get('Sid')
  if (sid === undefined || sid.value.kind === 'text' || sid.value.kind === 'unknown') return
  reject(rejections, 'wrong-type', spanOf(sid.value), `Sid is ${kindName(sid.value)}`, 'Sid takes a string.')
}

function readEffect(statement: MapValue, rejections: Problems): 'Allow' | 'Deny' | UnknownSymbol {
  const entry = statement.entries.get('Effect')
  if (entry === undefined) {
    const detail = 'Every statement says "Effect": "Allow" or "Effect": "Deny".'
    reject(rejections, 'missing-element', spanOf(statement), 'The statement has no Effect', detail)
    return 'Deny'
  }
  const { value } = entry
  if (value.kind === 'unknown') return value.symbol
  const text = value.kind === 'text' ? knownText(value) : undefined
  if (text === 'Allow' || text === 'Deny') return text
  if (value.kind === 'text' && text === undefined) {
    for (const part of value.parts) if (part.kind === 'symbol') return part.symbol
  }
  const detail = 'Effect is "Allow" or "Deny", spelled like this. AWS rejects anything else.'
  reject(rejections, 'unknown-effect', spanOf(value), 'The statement has an unknown Effect', detail)
  return 'Deny'
}

function readPrincipalClause(statement: MapValue, kind: PolicyKind, rejections: Problems): PrincipalClause | undefined {
  const found = oneOf(statement, 'Principal', rejections)
  const takesPrincipal = kind === 'resource' || kind === 'trust' || kind === 'rcp'
  if (found === undefined) {
    if (!takesPrincipal) return undefined
    const detail = 'A statement of a resource, trust or resource control policy says whom it is for, with Principal.'
    reject(rejections, 'missing-element', spanOf(statement), 'The statement has no Principal', detail)
    return undefined
  }
  if (!takesPrincipal) {
    const detail =
      'An identity policy, boundary, session policy or service control policy applies to what it is attached to.'
    reject(rejections, 'prohibited-element', entrySpan(found.entry), 'A Principal is not allowed here', detail)
    return undefined
  }
  const members = readPrincipals(found.entry.value, rejections)
  return { negated: found.negated, members, span: entrySpan(found.entry) }
}

function readResourceClause(statement: MapValue, kind: PolicyKind, rejections: Problems): PatternClause | undefined {
  const span = spanOf(statement)
  const has = statement.entries.get('Resource') ?? statement.entries.get('NotResource')
  if (kind === 'trust' && has !== undefined) {
    const detail = 'A trust policy acts on the role it belongs to; AWS rejects Resource and NotResource in it.'
    reject(rejections, 'prohibited-element', entrySpan(has), 'A Resource is not allowed here', detail)
    return undefined
  }
  if (has === undefined && kind !== 'trust' && kind !== 'resource') {
    const detail = 'A statement says what it acts on, with Resource or NotResource.'
    reject(rejections, 'missing-element', span, 'The statement has no Resource', detail)
    return undefined
  }
  // Some resource policies (ECR repositories) take no Resource: they act on what they are attached to.
  return has === undefined ? undefined : readClause(statement, 'Resource', rejections)
}

function readClause(
  statement: MapValue,
  element: 'Action' | 'Resource',
  rejections: Problems,
): PatternClause | undefined {
  const found = oneOf(statement, element, rejections)
  if (found === undefined) {
    const detail = `A statement has either ${element} or Not${element}.`
    reject(rejections, 'missing-element', spanOf(statement), `The statement has no ${element}`, detail)
    return undefined
  }
  const name = found.negated ? `Not${element}` : element
  const patterns = readTexts(found.entry.value, name, rejections)
  if (found.negated && patterns.length === 0) {
    const detail = `An empty ${name} would mean everything to one reader and nothing to another.`
    reject(rejections, 'empty-list', entrySpan(found.entry), `${name} is empty`, detail)
  }
  return { negated: found.negated, patterns, span: entrySpan(found.entry) }
}

/** The element or its Not form; both at once is an error. */
function oneOf(
  statement: MapValue,
  element: string,
  rejections: Problems,
): { readonly negated: boolean; readonly entry: MapEntry } | undefined {
  const plain = statement.entries.get(element)
  const negated = statement.entries.get(`Not${element}`)
  if (plain !== undefined && negated !== undefined) {
    const detail = `A statement has either ${element} or Not${element}; AWS rejects both at once.`
    const summary = `The statement has both ${element} and Not${element}`
    reject(rejections, 'conflicting-elements', entrySpan(negated), summary, detail)
  }
  if (plain !== undefined) return { negated: false, entry: plain }
  return negated === undefined ? undefined : { negated: true, entry: negated }
}

function sidOf(statement: MapValue): string | undefined {
  const sid = statement.entries.get('Sid')?.value
  return sid?.kind === 'text' ? knownText(sid) : undefined
}

function opaque(content: Value, address: string, reason: string): Statement {
  return { kind: 'opaque', symbol: opaqueSymbol(content, address, reason), span: spanOf(content) }
}
