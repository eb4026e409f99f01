/**
 * How much work one comparison may do before it gives up and says so. Counted in steps, not in time, so that the
 * same input always gets the same answer.
 */
export interface Limits {
  /** Steps of automata, over a whole comparison. */
  readonly steps: number
  /** Combinations of conditions tried, over a whole comparison. */
  readonly combinations: number
  /** Pairs of statements compared with each other. */
  readonly pairs: number
  /** Regions described one by one; what is beyond is summed up. */
  readonly regions: number
}

export const DEFAULT_LIMITS: Limits = { steps: 2_000_000, combinations: 200_000, pairs: 2_000_000, regions: 200 }

export class Budget {
  readonly limits: Limits
  #steps = 0
  #combinations = 0
  #pairs = 0

  constructor(limits: Limits) {
    this.limits = limits
  }

  /** Counts steps; false where the limit is passed. */
  spendSteps(count: number): boolean {
    this.#steps += count
    return this.#steps <= this.limits.steps
  }

  spendCombination(): boolean {
    return ++this.#combinations <= this.limits.combinations
  }

  spendPair(): boolean {
    return ++this.#pairs <= this.limits.pairs
  }

  /** For people: which limit was hit, if one was. */
  get exceeded(): string | undefined {
    const { steps, combinations, pairs } = this.limits
    if (this.#steps > steps) return `the comparison takes more than ${steps} steps`
    if (this.#combinations > combinations) return `the conditions combine in more than ${combinations} ways`
    if (this.#pairs > pairs) return `the comparison has more than ${pairs} pairs of statements`
    return undefined
  }
}
