/**
 * How much work one comparison may do before it gives up and says so. Counted in steps, not in time, so that the
 * same input always gets the same answer.
 */
export interface Limits {
  /** States of the automata's product, over a whole comparison. */
  readonly states: number
  /** Questions asked of the search, over a whole comparison. */
  readonly searches: number
  /** Regions described one by one; what is beyond is summed up. */
  readonly regions: number
}

export const DEFAULT_LIMITS: Limits = { states: 400_000, searches: 40_000, regions: 200 }

export class Budget {
  readonly limits: Limits
  #states = 0
  #searches = 0

  constructor(limits: Limits) {
    this.limits = limits
  }

  /** Counts one state; false where the limit is passed. */
  spendState(): boolean {
    return ++this.#states <= this.limits.states
  }

  spendSearch(): boolean {
    return ++this.#searches <= this.limits.searches
  }

  /** For people: which limit was hit, if one was. */
  get exceeded(): string | undefined {
    if (this.#states > this.limits.states) return `the comparison needs more than ${this.limits.states} states`
    if (this.#searches > this.limits.searches) return `the comparison needs more than ${this.limits.searches} searches`
    return undefined
  }
}
