import { isHeld, type MergedChange, type Verdict } from './replayed.ts'
import { type RuleDifference, ruleDifferences, type VerdictPair } from './rule-differences.ts'
import { type HeldChange, heldChange, type Totals, totalsOf } from './tally.ts'

/** One change beside the verdicts of two sets of rules. */
export interface ReplayedTwice extends VerdictPair {
  readonly change: MergedChange
}

/** What a second set of rules would change. */
export interface BacktestDifference {
  readonly before: Totals
  readonly after: Totals
  /** Held by the second set alone; rules and files are the second set's. In the order of the history. */
  readonly newlyHeld: readonly HeldChange[]
  /** Held by the first set alone; rules and files are the first set's. */
  readonly noLongerHeld: readonly HeldChange[]
  /** Rules that do not hold the same changes, those that differ the most first. */
  readonly rules: readonly RuleDifference[]
}

/** Puts two sets of rules side by side over one history, which is given newest first. */
export function backtestDifference(history: readonly ReplayedTwice[]): BacktestDifference {
  const before = history.map(({ change, verdict }) => ({ change, verdict }))
  const after = history.map(({ change, against }) => ({ change, verdict: against }))
  return {
    before: totalsOf(before),
    after: totalsOf(after),
    newlyHeld: after.filter(({ verdict }, index) => isHeld(verdict) && !heldAt(before, index)).map(heldChange),
    noLongerHeld: before.filter(({ verdict }, index) => isHeld(verdict) && !heldAt(after, index)).map(heldChange),
    rules: ruleDifferences(history),
  }
}

function heldAt(history: readonly { readonly verdict: Verdict }[], index: number): boolean {
  const verdict = history[index]?.verdict
  return verdict !== undefined && isHeld(verdict)
}
