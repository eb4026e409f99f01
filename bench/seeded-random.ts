/** Random draws that are the same for the same seed: mulberry32, a 32-bit generator by T. Ettinger. */
export class SeededRandom {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 to 1, 1 excluded. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from 0 to `limit`, `limit` excluded. */
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item
  pick<Item>(items: readonly Item[]): Item | undefined
  pick<Item>(items: readonly Item[]): Item | undefined {
    return items[this.below(items.length)]
  }

  /** Some of the items, in their order; at least one where there are any. */
  some<Item>(items: readonly Item[], count: number): readonly Item[] {
    const left = new Set<number>()
    while (left.size < Math.min(count, items.length)) left.add(this.below(items.length))
    return items.filter((_, index) => left.has(index))
  }

  /** A whole number of a log-normal distribution, from 1 to `largest`. */
  heavyTailed(median: number, spread: number, largest: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
    return Math.max(1, Math.min(largest, Math.round(median * Math.exp(spread * normal))))
  }
}
