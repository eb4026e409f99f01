import { type DryRunDifference, dryRunDifference, type TriedPull } from '../core/backtest/dry-run.ts'
import type { JudgedBy } from '../core/rules/judged-change.ts'
import { judgeChange } from '../core/rules/judged-change.ts'
import type { Rule } from '../core/rules/rule.ts'
import type { Clock } from '../ports/clock.ts'
import type { ExaminedPull } from '../ports/examined-pulls.ts'
import type { ReleaseDependencies } from './follow-up-release.ts'

export interface TryDependencies {
  /** Measures how long it takes. */
  readonly clock: Clock
  readonly releases: Pick<ReleaseDependencies, 'clock'>
}

/** What a pull request is judged by now, and what it would be judged by. */
export interface TriedPolicies {
  readonly before: JudgedBy
  readonly after: JudgedBy
}

interface TriedOn {
  readonly difference: DryRunDifference
  readonly repositories: number
  readonly unusable: number
  readonly late: number
}

/**
 * Judges pull requests anew, twice each. Nobody has approved the rules that a pull request brings: what they may take of
 * this process's time is bounded, and what there is no time for is counted.
 */
export async function tryOn(
  pulls: readonly ExaminedPull[],
  policiesFor: (pull: ExaminedPull) => Promise<TriedPolicies>,
  { clock, releases }: TryDependencies,
): Promise<TriedOn> {
  const startedAt = clock.now()
  const isOver = () => clock.now() - startedAt > MAX_MS
  const nowMs = releases.clock.now()
  const tried: TriedPull[] = []
  const repositories = new Set<string>()
  let unusable = 0
  for (const [index, pull] of pulls.entries()) {
    if (isOver()) return answer(pulls.length - index)
    const judged = pull.change === undefined ? undefined : tryOne(pull, await policiesFor(pull), nowMs, isOver)
    if (judged === 'late') return answer(pulls.length - index)
    if (judged === undefined) unusable += 1
    else tried.push(judged)
    repositories.add(pull.repo)
    await nextTurn()
  }
  return answer(0)

  function answer(late: number): TriedOn {
    return { difference: dryRunDifference(tried), repositories: repositories.size, unusable, late }
  }
}

/** On a machine at rest a hundred pull requests of five facts each take an eighth of it. */
const MAX_MS = 2_500

/**
 * Undefined where what is kept cannot be judged: it was judged when it was kept, so another version has kept it. Whoever
 * changes settings must not be held up by that.
 */
function tryOne(
  { number, isOpen, change }: ExaminedPull,
  { before, after }: TriedPolicies,
  nowMs: number,
  isOver: () => boolean,
): TriedPull | 'late' | undefined {
  if (change === undefined) return undefined
  const judged = (by: JudgedBy) =>
    judgeChange(change, { ...by, rules: by.rules.map((rule) => inTime(rule, isOver)) }, nowMs)
  try {
    return { number, isOpen, before: judged(before), after: judged(after) }
  } catch (error) {
    return error instanceof OutOfTime ? 'late' : undefined
  }
}

class OutOfTime extends Error {}

function inTime(rule: Rule, isOver: () => boolean): Rule {
  const { when } = rule
  const evaluate: typeof when.evaluate = (input) => {
    if (isOver()) throw new OutOfTime()
    return when.evaluate(input)
  }
  return { ...rule, when: { ...when, evaluate } }
}

/** Lets others have their turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
