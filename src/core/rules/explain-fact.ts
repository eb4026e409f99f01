import type { ConditionTrace } from './explain-condition.ts'
import { explainCondition, explanationBudget, missingParts } from './explain-condition.ts'
import type { Fact } from './fact.ts'
import { isAsked } from './judge.ts'
import type { Rule } from './rule.ts'
import type { Settings } from './settings.ts'
import { parameterValuesOf, type ReviewContext, subjectOf } from './subject.ts'
import { tunedRule } from './tuned-rule.ts'

/** What one rule says of one fact, and why. */
export interface RuleAnswer {
  readonly rule: string
  /** `failed`: its condition could not be evaluated, which holds. */
  readonly answer: 'matches' | 'does-not-match' | 'failed'
  /** Whether it would make a finding of it: it may be off, elsewhere, in preview, or removed. */
  readonly acts: boolean
  /** Why it does not act, or holds nothing, as sentences. */
  readonly notes: readonly string[]
  /** The condition with the value of each of its parts. */
  readonly trace: ConditionTrace
}

/**
 * Asks every rule that takes facts of this kind about a fact, as the judge does: those that match first, then those that
 * nearly do, and of equals by name.
 * A pure function: the same fact, rules and settings give the same answers.
 */
export function explainFact(
  fact: Fact,
  rules: readonly Rule[],
  settings: Settings,
  context: ReviewContext,
): readonly RuleAnswer[] {
  const { input, place } = subjectOf(fact, settings, context)
  const budget = explanationBudget()
  const answers = rules
    .filter((rule) => isAsked(rule, fact))
    .map((rule): RuleAnswer => {
      const full = { ...input, parameters: parameterValuesOf(rule, settings) }
      const answer = rule.when.evaluate(full)
      const { acts, isOff, mode } = tunedRule(rule, settings, place)
      return {
        rule: rule.id,
        answer: typeof answer !== 'boolean' ? 'failed' : answer ? 'matches' : 'does-not-match',
        acts,
        notes: [
          ...(typeof answer === 'boolean' ? [] : [`It could not be evaluated: ${answer.failure}.`]),
          ...(acts ? [] : [isOff ? 'Settings turn it off here.' : `It does not act: it is ${rule.lifecycle}.`]),
          ...(mode === 'advisory' ? ['Settings make it a hint here.'] : []),
        ],
        trace: explainCondition(rule.when, full, budget),
      }
    })
  const ranked = answers.map((answer) => ({ answer, missing: missingParts(answer.trace) }))
  return ranked
    .sort((left, right) => RANK[left.answer.answer] - RANK[right.answer.answer] || left.missing - right.missing)
    .map(({ answer }) => answer)
}

const RANK = { matches: 0, failed: 1, 'does-not-match': 2 } as const
