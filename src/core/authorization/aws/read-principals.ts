import type { MapEntry, TextValue, Value } from '../../value/value.ts'
import { knownText, textOf } from '../../value/value.ts'
import type { PrincipalMember, PrincipalType } from './policy.ts'
import { entrySpan, kindName, type Problems, readTexts, reject, spanOf, wholeSymbol } from './reading.ts'

const TYPES: ReadonlyMap<string, PrincipalType> = new Map([
  ['AWS', 'AWS'],
  ['Service', 'Service'],
  ['Federated', 'Federated'],
  ['CanonicalUser', 'CanonicalUser'],
])

/**
 * Reads the value of Principal or NotPrincipal: `"*"`, or a map of type to id or ids. An unknown value is one
 * member of unknown type. Source: "AWS JSON policy elements: Principal", IAM User Guide.
 */
export function readPrincipals(value: Value, problems: Problems): readonly PrincipalMember[] {
  const symbol = wholeSymbol(value)
  if (symbol !== undefined) {
    return [{ type: 'unknown', id: { kind: 'text', parts: [{ kind: 'symbol', symbol }], spans: value.spans } }]
  }
  if (value.kind === 'text') return readStar(value, problems)
  if (value.kind !== 'map') {
    const detail = 'Principal takes "*" or an object such as {"AWS": "arn:aws:iam::111122223333:root"}.'
    reject(problems, 'wrong-type', spanOf(value), `Principal is ${kindName(value)}`, detail)
    return []
  }
  return [...value.entries].flatMap(([name, entry]) => readMembers(name, entry, problems))
}

function readStar(value: TextValue, problems: Problems): readonly PrincipalMember[] {
  const text = knownText(value)
  if (text === '*') return [{ type: 'AWS', id: value }]
  if (text === undefined) return [{ type: 'unknown', id: value }]
  const detail = 'The only string that Principal takes is "*"; anything else needs its type, as in {"AWS": "…"}.'
  reject(problems, 'unknown-principal', spanOf(value), 'Principal is a string other than "*"', detail)
  return []
}

function readMembers(name: string, entry: MapEntry, problems: Problems): readonly PrincipalMember[] {
  const type = TYPES.get(name)
  if (type === undefined) {
    const detail = `The types of principal are ${[...TYPES.keys()].join(', ')}, spelled like this.`
    const summary = `Unknown type of principal ${JSON.stringify(name)}`
    reject(problems, 'unknown-principal', entrySpan(entry), summary, detail)
    return []
  }
  const ids = readTexts(entry.value, `Principal ${name}`, problems)
  return ids.map((id) => ({ type, id: type === 'AWS' ? accountAsRoot(id) : id }))
}

/** "You can specify an AWS account by its id": the twelve digits mean the account's root ARN. */
function accountAsRoot(id: TextValue): TextValue {
  const text = knownText(id)
  return text !== undefined && /^\d{12}$/.test(text) ? textOf(`arn:aws:iam::${text}:root`, id.spans) : id
}
