import type { Decimal } from 'decimal.js'
import {
  type AddressRange,
  parseAddressRange,
  parseDate,
  parseNumber,
} from '../../authorization/aws/comparable-values.ts'
import { BASE_OPERATORS, type Comparison, type Relation } from '../../authorization/aws/operators.ts'
import { parsePattern, type Reading } from '../../authorization/aws/pattern.ts'
import type { Condition, OpaqueCondition, PolicyDocument, ReadCondition } from '../../authorization/aws/policy.ts'
import { knownText, type TextValue } from '../../value/value.ts'
import { conditionKey } from './condition-key.ts'
import type { Lexeme, Lexicon } from './lexicon.ts'

export type CompiledCondition = OpaqueTest | PresenceTest | ValueTest

/** True or false, nobody knows. */
export interface OpaqueTest {
  readonly kind: 'opaque'
  readonly source: OpaqueCondition
  readonly id: string
}

/** `Null`: holds where the key is absent, present, either, or nobody knows. */
export interface PresenceTest {
  readonly kind: 'presence'
  readonly key: string
  readonly whenAbsent: 'yes' | 'no' | 'unknown'
  readonly whenPresent: 'yes' | 'no' | 'unknown'
  readonly source: ReadCondition
  readonly id: string
}

export interface ValueTest {
  readonly kind: 'value'
  /** In lower case. */
  readonly key: string
  readonly type: Comparison['type']
  readonly negated: boolean
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue'
  /** Whether a request without the key meets it. */
  readonly whenAbsent: boolean
  readonly values: readonly TestValue[]
  readonly source: ReadCondition
  readonly id: string
}

export interface TestValue {
  readonly lexeme: Lexeme
  /** What a typed comparison compares with; absent for text, unknown parts, and what is not of the type. */
  readonly bound?: Bound
  readonly source: TextValue
  readonly id: string
}

export type Bound =
  | { readonly type: 'address'; readonly range: AddressRange }
  | { readonly type: 'number'; readonly value: Decimal; readonly relation: Relation }
  | { readonly type: 'date'; readonly value: number; readonly relation: Relation }

export function compileCondition(
  condition: Condition,
  version: PolicyDocument['version'],
  lexicon: Lexicon,
): CompiledCondition {
  if (condition.kind === 'opaque') return opaqueTest(condition)
  const operator = BASE_OPERATORS.get(condition.operator)
  if (operator === undefined) throw new Error(`the reader let an unknown operator through: ${condition.operator}`)
  if (operator === 'null') return presenceTest(condition)
  const { comparison, negated } = operator
  const values = condition.values.map((value) => compileValue(value, comparison, version, lexicon))
  const whenAbsent =
    condition.ifExists || condition.quantifier === 'ForAllValues' || (negated && condition.quantifier === undefined)
  const key = conditionKey(condition.key)
  const head = [key, comparison.type, negated, condition.quantifier ?? '', whenAbsent]
  return {
    kind: 'value',
    key,
    type: comparison.type,
    negated,
    ...(condition.quantifier === undefined ? {} : { quantifier: condition.quantifier }),
    whenAbsent,
    values,
    source: condition,
    id: JSON.stringify([...head, [...new Set(values.map((value) => value.id))].sort()]),
  }
}

function opaqueTest(source: OpaqueCondition): OpaqueTest {
  return { kind: 'opaque', source, id: `opaque ${source.symbol.fingerprint}` }
}

function presenceTest(source: ReadCondition): PresenceTest {
  const texts = source.values.map((value) => knownText(value)?.toLowerCase())
  const answer = (text: string) => (texts.includes(text) ? 'yes' : texts.includes(undefined) ? 'unknown' : 'no')
  const ids = source.values.map((value) => knownText(value) ?? JSON.stringify(fingerprints(value)))
  const key = conditionKey(source.key)
  const id = JSON.stringify(['null', key, ids.map((each) => each.toLowerCase()).sort()])
  return { kind: 'presence', key, whenAbsent: answer('true'), whenPresent: answer('false'), source, id }
}

function fingerprints(value: TextValue): readonly string[] {
  return value.parts.map((part) => (part.kind === 'literal' ? part.text : `<${part.symbol.fingerprint}>`))
}

function compileValue(
  source: TextValue,
  comparison: Comparison,
  version: PolicyDocument['version'],
  lexicon: Lexicon,
): TestValue {
  const reading: Reading = comparison.type === 'glob' ? 'glob' : comparison.type === 'arn' ? 'arn-value' : 'exact'
  const ignoreCase = comparison.type === 'boolean' || (comparison.type === 'string' && comparison.ignoreCase)
  const lexeme = lexicon.lexeme(parsePattern(source, { reading, version, ignoreCase }))
  const bound = boundOf(lexeme, comparison)
  const relation = 'relation' in comparison ? comparison.relation : ''
  const id = `${comparison.type}${relation} ${lexeme.id}`
  return { lexeme, ...(bound === undefined ? {} : { bound }), source, id }
}

function boundOf(lexeme: Lexeme, comparison: Comparison): Bound | undefined {
  if (comparison.type !== 'address' && comparison.type !== 'number' && comparison.type !== 'date') return undefined
  if (lexeme.hasSymbol || lexeme.hasVariable) return undefined
  const text = lexeme.pattern.tokens.map((token) => (token.kind === 'literal' ? token.text : '')).join('')
  if (comparison.type === 'address') {
    const range = parseAddressRange(text)
    return range && { type: 'address', range }
  }
  if (comparison.type === 'number') {
    const value = parseNumber(text)
    return value && { type: 'number', value, relation: comparison.relation }
  }
  const value = parseDate(text)
  return value === undefined ? undefined : { type: 'date', value, relation: comparison.relation }
}
