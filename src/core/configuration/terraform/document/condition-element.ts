import { NOWHERE, type Span } from '../../../text/span.ts'
import { fingerprintOf } from '../../../value/fingerprint.ts'
import type { MapEntry, UnknownValue, Value } from '../../../value/value.ts'
import { compareText } from '../text.ts'
import { unknownPart } from './provider-form.ts'
import { listOf, oneOrMany } from './texts.ts'

/**
 * What stands under one test: a variable with its values, something that may be any condition of that test, or
 * something that is all of the test's conditions.
 */
export type ConditionGroup = {
  readonly test: string
  readonly testSpan: Span
  readonly spans: readonly Span[]
} & (
  | {
      readonly kind: 'values'
      readonly variable: string
      readonly variableSpan: Span
      readonly values: readonly Value[]
    }
  | { readonly kind: 'opaque'; readonly inputs: readonly Value[] }
  | { readonly kind: 'unknown'; readonly value: UnknownValue }
)

/**
 * Condition as `{test: {variable: value or values}}`, values of one test and variable added up. A test with an opaque
 * group is unknown as a whole. Undefined where there is no group.
 */
export function conditionElement(groups: readonly ConditionGroup[], spans: readonly Span[]): Value | undefined {
  const byTest = new Map<string, ConditionGroup[]>()
  for (const group of groups) byTest.set(group.test, [...(byTest.get(group.test) ?? []), group])
  const tests = [...byTest].sort(([left], [right]) => compareText(left, right))
  const entries = tests.flatMap(([test, members]) => {
    const [first] = members
    return first === undefined ? [] : [[test, { keySpan: first.testSpan, value: testValue(test, members) }] as const]
  })
  if (entries.length === 0) return undefined
  return { kind: 'map', collection: 'object', entries: new Map(entries), spans }
}

function testValue(test: string, members: readonly ConditionGroup[]): Value {
  const spans = members.flatMap((member) => member.spans)
  const byVariable = new Map<
    string,
    { readonly keySpan: Span; readonly values: Value[]; readonly spans: readonly Span[] }
  >()
  for (const member of members) {
    if (member.kind === 'unknown') return member.value
    if (member.kind === 'opaque') return opaqueTest(test, members)
    const { variable, variableSpan: keySpan, values } = member
    const known = byVariable.get(variable) ?? { keySpan, values: [], spans: member.spans }
    known.values.push(...values)
    byVariable.set(variable, known)
  }
  const variables = [...byVariable].sort(([left], [right]) => compareText(left, right))
  const entries = variables.map(([name, each]): readonly [string, MapEntry] => [
    name,
    { keySpan: each.keySpan, value: oneOrMany(each.values, each.spans) },
  ])
  return { kind: 'map', collection: 'object', entries: new Map(entries), spans }
}

/** The members of a test are a set: their order does not count. */
function opaqueTest(test: string, members: readonly ConditionGroup[]): Value {
  const inputs = members.map((member): Value => {
    if (member.kind === 'opaque') return listOf(member.inputs, member.spans)
    if (member.kind === 'unknown') return member.value
    const variable: Value = { kind: 'text', parts: [{ kind: 'literal', text: member.variable }], spans: member.spans }
    return listOf([variable, ...member.values], member.spans)
  })
  const sorted = inputs.toSorted((left, right) => compareText(fingerprintOf(left), fingerprintOf(right)))
  const span = members[0]?.spans[0] ?? NOWHERE
  return unknownPart(`condition ${test}`, `a condition of ${test}`, sorted, span)
}
