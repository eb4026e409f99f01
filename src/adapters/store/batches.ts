import { setImmediate } from 'node:timers/promises'

export interface BatchLimits {
  readonly items: number
  readonly sizeBytes: number
}

/**
 * Items that arrive while a batch is being stored are stored together in the next one: under load one transaction
 * serves many callers, and a lone item hardly waits. `store` returns the positions of its items that were new,
 * and each caller hears whether its own was; where it throws, every caller of that batch hears so.
 */
export function inBatches<Item>(
  store: (items: readonly Item[]) => Promise<ReadonlySet<number>>,
  limits: BatchLimits,
): (item: Item, sizeBytes: number) => Promise<boolean> {
  const waiting: Waiting<Item>[] = []
  let storing = false
  const drain = async () => {
    if (storing) return
    storing = true
    // Whatever arrives in the same turn of the event loop comes along with the first.
    await setImmediate()
    while (waiting.length > 0) await storeBatch(takeBatch(waiting, limits), store)
    storing = false
  }
  return (item, sizeBytes) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, sizeBytes, resolve, reject })
      void drain()
    })
}

/** One item, and how its caller hears of it. */
interface Waiting<Item> {
  readonly item: Item
  readonly sizeBytes: number
  readonly resolve: (isNew: boolean) => void
  readonly reject: (error: unknown) => void
}

function takeBatch<Item>(waiting: Waiting<Item>[], limits: BatchLimits): Waiting<Item>[] {
  let count = 0
  let total = 0
  for (const { sizeBytes } of waiting) {
    if (count > 0 && (count === limits.items || total + sizeBytes > limits.sizeBytes)) break
    count += 1
    total += sizeBytes
  }
  return waiting.splice(0, count)
}

async function storeBatch<Item>(
  batch: readonly Waiting<Item>[],
  store: (items: readonly Item[]) => Promise<ReadonlySet<number>>,
): Promise<void> {
  try {
    const stored = await store(batch.map(({ item }) => item))
    for (const [position, { resolve }] of batch.entries()) resolve(stored.has(position))
  } catch (error) {
    for (const { reject } of batch) reject(error)
  }
}
