import { isHeld, type MergedChange, type Verdict } from './replayed.ts'
import { type HeldChange, heldChange, holdingRules, type Totals, totalsOf } from './tally.ts'

/** One change beside the verdicts of two sets of rules. */
export interface ReplayedTwice {
  readonly change: MergedChange
  readonly verdict: Verdict
  readonly against: Verdict
}

/** How many changes one rule holds, in either set of rules. */
export interface RuleDifference {
  readonly rule: string
  readonly before: number
  readonly after: number
  /** Changes that it holds in the second set and not in the first, and the other way round. */
  readonly newly: number
  readonly noLonger: number
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
    rules: rulesOf(history),
  }
}

function heldAt(history: readonly { readonly verdict: Verdict }[], index: number): boolean {
  const verdict = history[index]?.verdict
  return verdict !== undefined && isHeld(verdict)
}

function rulesOf(history: readonly ReplayedTwice[]): readonly RuleDifference[] {
  const before = holdersOf(history, ({ verdict }) => verdict)
  const after = holdersOf(history, ({ against }) => against)
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((rule): RuleDifference => {
      const [one, other] = [before.get(rule) ?? NONE, after.get(rule) ?? NONE]
      return {
        rule,
        before: one.size,
        after: other.size,
        newly: other.difference(one).size,
        noLonger: one.difference(other).size,
      }
    })
    .filter(({ newly, noLonger }) => newly + noLonger > 0)
    .sort((one, other) => changed(other) - changed(one) || (one.rule < other.rule ? -1 : 1))
}

const NONE: ReadonlySet<string> = new Set()

/** The changes that each rule holds. */
function holdersOf(
  history: readonly ReplayedTwice[],
  side: (each: ReplayedTwice) => Verdict,
): ReadonlyMap<string, ReadonlySet<string>> {
  const holders = new Map<string, Set<string>>()
  for (const each of history) {
    for (const { rule } of holdingRules(side(each))) {
      const held = holders.get(rule) ?? new Set()
      held.add(each.change.sha)
      holders.set(rule, held)
    }
  }
  return holders
}

function changed({ newly, noLonger }: RuleDifference): number {
  return newly + noLonger
}
