import type { MapEntry, Value } from '../../value/value.ts'
import { BASE_OPERATORS } from './operators.ts'
import type { Condition, OpaqueCondition } from './policy.ts'
import { entrySpan, kindName, opaqueSymbol, type Problems, readTexts, reject, spanOf, wholeSymbol } from './reading.ts'
import { unsettledReason } from './unsettled-condition.ts'

/**
 * Reads the Condition element: operator → key → value or values. A condition that is unknown, that AWS would
 * reject or whose meaning AWS leaves open is opaque on its own, so that the rest of its statement still says something. A Condition element that
 * is no object makes the statement unreadable (`rejections`).
 * Source: "IAM JSON policy elements: Condition operators", IAM User Guide.
 */
export function readConditions(
  entry: MapEntry | undefined,
  rejections: Problems,
  problems: Problems,
): readonly Condition[] {
  if (entry === undefined) return []
  const { value } = entry
  const symbol = wholeSymbol(value)
  if (symbol !== undefined) return [{ kind: 'opaque', symbol, span: entrySpan(entry) }]
  if (value.kind !== 'map') {
    const detail = 'Condition takes an object of operators, each with an object of keys and values.'
    reject(rejections, 'wrong-type', spanOf(value), `Condition is ${kindName(value)}`, detail)
    return []
  }
  return [...value.entries].flatMap(([operator, block]) => readBlock(operator, block, problems))
}

function readBlock(name: string, entry: MapEntry, problems: Problems): readonly Condition[] {
  const operator = parseOperator(name)
  if (operator === undefined) {
    const detail = `AWS knows no condition operator ${JSON.stringify(name)}; operators are spelled as in StringEquals.`
    reject(problems, 'unknown-operator', entrySpan(entry), `Unknown condition operator ${JSON.stringify(name)}`, detail)
    return [opaque(name, entry, 'has an unknown operator')]
  }
  if (wholeSymbol(entry.value) !== undefined) return [opaque(name, entry, wholeSymbol(entry.value)?.reason ?? '')]
  if (entry.value.kind !== 'map') {
    const detail = `${name} takes an object of condition keys and values.`
    reject(problems, 'wrong-type', spanOf(entry.value), `${name} holds ${kindName(entry.value)}`, detail)
    return [opaque(name, entry, 'is not an object')]
  }
  const seen = new Set<string>()
  return [...entry.value.entries].map(([key, keyEntry]) => {
    const repeated = seen.has(key.toLowerCase())
    seen.add(key.toLowerCase())
    return repeated ? repeatedKey(name, key, keyEntry, problems) : readKey(name, operator, key, keyEntry, problems)
  })
}

interface Operator {
  readonly operator: string
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue'
  readonly ifExists: boolean
}

/** `ForAnyValue:StringLikeIfExists` → its three parts; undefined where AWS knows no such operator. */
function parseOperator(name: string): Operator | undefined {
  const match = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(name)
  if (match === null) return undefined
  const [, quantifier, operator = '', suffix] = match
  if (!BASE_OPERATORS.has(operator)) return undefined
  if (operator === 'Null' && (suffix !== undefined || quantifier !== undefined)) return undefined
  const ifExists = suffix !== undefined
  if (quantifier === 'ForAllValues' || quantifier === 'ForAnyValue') return { operator, quantifier, ifExists }
  return { operator, ifExists }
}

function readKey(name: string, operator: Operator, key: string, entry: MapEntry, problems: Problems): Condition {
  const before = problems.length
  const values = readTexts(entry.value, `The condition on ${key}`, problems, true)
  if (problems.length > before) return opaque(`${name} ${key}`, entry, 'has a value that AWS rejects')
  const unsettled = unsettledReason({ operator: operator.operator, values })
  if (unsettled !== undefined) return opaque(`${name} ${key}`, entry, unsettled)
  return { kind: 'condition', ...operator, key, values, span: entrySpan(entry) }
}

/** Keys are case-insensitive, so two spellings in one block are the same key twice. */
function repeatedKey(name: string, key: string, entry: MapEntry, problems: Problems): Condition {
  const detail = 'Condition keys do not tell upper from lower case; AWS takes each key once an operator.'
  reject(problems, 'repeated-key', entrySpan(entry), `The condition key ${key} stands twice under ${name}`, detail)
  return opaque(`${name} ${key}`, entry, 'stands twice')
}

function opaque(name: string, entry: MapEntry, reason: string): OpaqueCondition {
  const content: Value = {
    kind: 'map',
    collection: 'object',
    entries: new Map([[name, entry]]),
    spans: entry.value.spans,
  }
  const symbol = wholeSymbol(entry.value)
  const address = symbol === undefined ? `the condition ${name}` : symbol.address
  return { kind: 'opaque', symbol: opaqueSymbol(content, address, reason), span: entrySpan(entry) }
}
