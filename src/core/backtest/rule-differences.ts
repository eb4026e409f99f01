import type { Verdict } from './replayed.ts'
import { holdingRules } from './tally.ts'

/** How many changes one rule holds, in either set of rules. */
export interface RuleDifference {
  readonly rule: string
  readonly before: number
  readonly after: number
  /** Changes that it holds in the second set and not in the first, and the other way round. */
  readonly newly: number
  readonly noLonger: number
}

/** One change's verdicts by two sets of rules. */
export interface VerdictPair {
  readonly verdict: Verdict
  readonly against: Verdict
}

/** The rules that do not hold the same changes, those that differ the most first. */
export function ruleDifferences(changes: readonly VerdictPair[]): readonly RuleDifference[] {
  const before = holdersOf(changes, ({ verdict }) => verdict)
  const after = holdersOf(changes, ({ against }) => against)
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

const NONE: ReadonlySet<number> = new Set()

/** The changes that each rule holds, by their place in the list. */
function holdersOf(
  changes: readonly VerdictPair[],
  side: (each: VerdictPair) => Verdict,
): ReadonlyMap<string, ReadonlySet<number>> {
  const holders = new Map<string, Set<number>>()
  for (const [index, each] of changes.entries()) {
    for (const { rule } of holdingRules(side(each))) {
      const held = holders.get(rule) ?? new Set()
      held.add(index)
      holders.set(rule, held)
    }
  }
  return holders
}

function changed({ newly, noLonger }: RuleDifference): number {
  return newly + noLonger
}
