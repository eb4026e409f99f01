import { parseAddressRange, parseDate, parseNumber } from '../../authorization/aws/comparable-values.ts'
import type { Relation } from '../../authorization/aws/operators.ts'
import type { Bound, CompiledCondition, TestValue, ValueTest } from './compiled-condition.ts'
import { isLetter, OTHER, type Word } from './letters.ts'
import type { Lexicon } from './lexicon.ts'
import { isResolved, type Match, matchesOf, type Resolved } from './reader.ts'
import { anyTruth, negate, type Stance, type Truth } from './truth.ts'

/** What a request says of one condition key. */
export type KeyValue = 'absent' | readonly Word[]

export interface ConditionContext {
  readonly stance: Stance
  readonly lexicon: Lexicon
  /** Keys of policy variables that the request is known to resolve. */
  readonly resolved: Resolved
}

/** The truth of a condition where its key has this value. */
export function conditionTruth(condition: CompiledCondition, value: KeyValue, context: ConditionContext): Truth {
  switch (condition.kind) {
    case 'opaque':
      return { kind: 'unknown', anyOf: [condition.id] }
    case 'presence': {
      const answer = value === 'absent' ? condition.whenAbsent : condition.whenPresent
      const atom = `${condition.id} ${value === 'absent'}`
      return answer === 'unknown' ? { kind: 'unknown', anyOf: [atom] } : answer === 'yes'
    }
    case 'value':
      return value === 'absent' ? condition.whenAbsent : valueTruth(condition, value, context)
  }
}

function valueTruth(test: ValueTest, words: readonly Word[], context: ConditionContext): Truth {
  const truths = words.map((word) => singleTruth(test, word, context))
  const [only] = truths
  if (only !== undefined && truths.length === 1) return only
  const asksAll = test.quantifier === 'ForAllValues' || (test.quantifier === undefined && test.negated)
  if (truths.some((truth) => truth === !asksAll)) return !asksAll
  if (truths.every((truth) => truth === asksAll)) return asksAll
  // Which of several values an unknown text equals is not told apart: the condition hangs together as one.
  return { kind: 'unknown', anyOf: [`${test.id} of ${words.length}`] }
}

/** The test of one value of the request, negation included. */
export function singleTruth(test: ValueTest, word: Word, context: ConditionContext): Truth {
  const possible: string[] = []
  let isCertain = false
  let isUnresolvable = false
  for (const value of test.values) {
    const match = matchValue(value, test, word, context)
    if (match === 'certain') isCertain = true
    if (match === 'possible') possible.push(value.id)
    if (!isResolved(value.lexeme, context.resolved)) isUnresolvable = true
  }
  const truth = anyTruth(isCertain, possible)
  if (!test.negated) return truth
  // A variable that the request does not resolve keeps the condition from holding at all.
  if (truth === false && isUnresolvable) return { kind: 'unknown', noneOf: [`${test.id} unresolved`] }
  return negate(truth)
}

function matchValue(value: TestValue, test: ValueTest, word: Word, context: ConditionContext): Match {
  const { lexeme } = value
  if (test.type !== 'address' && test.type !== 'number' && test.type !== 'date') {
    return matchesOf(word, context.stance, context.lexicon)(lexeme)
  }
  const isUnknown = lexeme.hasSymbol || lexeme.hasVariable
  if (isUnknown || word.some(isLetter)) return matchUnknown(value, word, context)
  if (value.bound === undefined) return 'no'
  const text = textOfWord(word)
  return text !== undefined && meetsBound(value.bound, text) ? 'certain' : 'no'
}

/** The unknown text itself as the request's value: it equals itself; nothing else is certain. */
function matchUnknown(value: TestValue, word: Word, context: ConditionContext): Match {
  const relation = value.id.split(' ')[0] ?? ''
  const isReflexive = !relation.endsWith('<') && !relation.endsWith('>')
  if (!isReflexive) return 'possible'
  return context.lexicon.automaton(value.lexeme, 'must').accepts(word) ? 'certain' : 'possible'
}

function textOfWord(word: Word): string | undefined {
  return word.some((code) => code >= OTHER) ? undefined : String.fromCharCode(...word)
}

function meetsBound(bound: Bound, text: string): boolean {
  switch (bound.type) {
    case 'address': {
      const address = parseAddressRange(text)
      const { range } = bound
      if (address === undefined || address.family !== range.family) return false
      return range.first <= address.first && address.last <= range.last
    }
    case 'number': {
      const number = parseNumber(text)
      return number !== undefined && isInOrder(bound.relation, number.comparedTo(bound.value))
    }
    case 'date': {
      const date = parseDate(text)
      return date !== undefined && isInOrder(bound.relation, date - bound.value)
    }
  }
}

function isInOrder(relation: Relation, order: number): boolean {
  if (order === 0) return relation === '=' || relation === '<=' || relation === '>='
  return order < 0 ? relation === '<' || relation === '<=' : relation === '>' || relation === '>='
}
