import type { CompiledCondition, ValueTest } from './compiled-condition.ts'
import { type ConditionContext, conditionTruth, type KeyValue, singleTruth } from './condition-truth.ts'
import type { Word } from './letters.ts'
import { conditionsOf, type Question, statementsOf } from './question.ts'
import { assume, isMet } from './truth.ts'
import { valueCandidates, type WantedTest } from './value-candidates.ts'

/** One value of a key, and the negatives it keeps from applying. */
export interface KeyOption {
  readonly value: KeyValue
  /** Indices of the question's negatives. */
  readonly avoids: ReadonlySet<number>
}

/** More different values than this are not combined freely into sets. */
const MAX_SET_CLASSES = 8

/**
 * The values of one key that meet every positive condition on it, without those that keep less away than another.
 * `pin` fixes the value. Where not every value could be told apart, the question is told so.
 */
export function keyOptions(question: Question, key: string, pin: Word | 'absent' | undefined): readonly KeyOption[] {
  const positives = conditionsOf(question.positives).filter((condition) => isOn(condition, key))
  const negatives = question.negatives.map((rule) =>
    statementsOf([rule]).flatMap((statement) => statement.conditions.filter((condition) => isOn(condition, key))),
  )
  const context: ConditionContext = { ...question, resolved: question.pins }
  const values = pin === undefined ? allValues(question, key, positives, negatives.flat(), context) : [pinned(pin)]
  const options = values.flatMap((value) => optionFor(value, positives, negatives, context))
  return undominated(options)
}

function isOn(condition: CompiledCondition, key: string): boolean {
  return condition.kind !== 'opaque' && condition.key === key
}

function pinned(pin: Word | 'absent'): KeyValue {
  return pin === 'absent' ? 'absent' : [pin]
}

function allValues(
  question: Question,
  key: string,
  positives: readonly CompiledCondition[],
  negatives: readonly CompiledCondition[],
  context: ConditionContext,
): readonly KeyValue[] {
  const tests: WantedTest[] = [
    ...valueTests(positives).map((test) => ({ test, wanted: !test.negated || test.quantifier !== undefined })),
    ...valueTests(negatives).map((test) => ({ test, wanted: test.negated || test.quantifier !== undefined })),
  ]
  const { words, exhaustive } = valueCandidates(tests, question)
  if (!exhaustive) question.doubts.push('a condition key is compared in more ways than are told apart')
  const singles: KeyValue[] = ['absent', ...words.map((word) => [word])]
  return question.multivalued.has(key) ? [...singles, ...setsOf(words, tests, context, question)] : singles
}

function valueTests(conditions: readonly CompiledCondition[]): readonly ValueTest[] {
  return conditions.filter((condition) => condition.kind === 'value')
}

/** Sets of two or more values, one of each class that the tests tell apart. */
function setsOf(
  words: readonly Word[],
  tests: readonly WantedTest[],
  context: ConditionContext,
  question: Question,
): readonly KeyValue[] {
  const classes = new Map<string, Word>()
  for (const word of words) {
    const answers = JSON.stringify(tests.map(({ test }) => singleTruth(test, word, context)))
    if (!classes.has(answers)) classes.set(answers, word)
  }
  const members = [...classes.values()]
  if (members.length > MAX_SET_CLASSES) {
    question.doubts.push('a condition key with several values is compared in more ways than are told apart')
    return [members, ...members.flatMap((one, index) => members.slice(index + 1).map((other) => [one, other]))]
  }
  return Array.from({ length: 2 ** members.length }, (_, bits) => members.filter((_, at) => (bits >> at) & 1)).filter(
    (set) => set.length > 1,
  )
}

function optionFor(
  value: KeyValue,
  positives: readonly CompiledCondition[],
  negatives: readonly (readonly CompiledCondition[])[],
  context: ConditionContext,
): readonly KeyOption[] {
  const truths = positives.map((condition) => conditionTruth(condition, value, context))
  const assumptions = assume(truths, context.stance)
  if (assumptions === undefined) return []
  const avoids = new Set<number>()
  negatives.forEach((conditions, index) => {
    const isAvoided = conditions.some(
      (condition) => !isMet(conditionTruth(condition, value, context), context.stance, assumptions),
    )
    if (isAvoided) avoids.add(index)
  })
  return [{ value, avoids }]
}

function undominated(options: readonly KeyOption[]): readonly KeyOption[] {
  const kept: KeyOption[] = []
  for (const option of [...options].sort((left, right) => right.avoids.size - left.avoids.size)) {
    if (!kept.some((other) => option.avoids.isSubsetOf(other.avoids))) kept.push(option)
  }
  return kept
}
