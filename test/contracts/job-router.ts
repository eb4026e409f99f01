import type { Store } from '../../src/adapters/store/store.ts'
import type { AbandonedJob, Delivery, JobHandlers } from '../../src/ports/jobs.ts'
import type { PullRequestKey } from '../../src/ports/pull-requests.ts'

export interface JobRouter {
  readonly handlers: JobHandlers
  readonly abandoned: readonly AbandonedJob[]
  /** What was delivered under an id, in order; `behave` hears how many runs there were, this one included. */
  onDelivery(id: string, behave?: (runs: number) => void): readonly Delivery[]
  onExamination(number: number, behave?: (runs: number) => Promise<void>): readonly PullRequestKey[]
}

/** Handlers that lead each job to the test it belongs to. */
export function jobRouter(): JobRouter {
  const deliveries = new Map<string, (delivery: Delivery) => void>()
  const examinations = new Map<number, (key: PullRequestKey) => Promise<void>>()
  const abandoned: AbandonedJob[] = []
  return {
    abandoned,
    handlers: {
      deliver: async (delivery) => deliveries.get(delivery.id)?.(delivery),
      examine: async (key) => examinations.get(key.number)?.(key),
      abandoned: async (job) => void abandoned.push(job),
    },
    onDelivery(id, behave = () => undefined) {
      const runs: Delivery[] = []
      deliveries.set(id, (delivery) => behave(runs.push(delivery)))
      return runs
    },
    onExamination(number, behave = async () => undefined) {
      const runs: PullRequestKey[] = []
      examinations.set(number, (key) => behave(runs.push(key)))
      return runs
    },
  }
}

/** Has this process run all jobs of a store, so many examinations at a time. */
export async function startWorkers(
  store: Pick<Store, 'startDeliveries' | 'startExaminations'>,
  handlers: JobHandlers,
  concurrency: number,
): Promise<void> {
  await store.startDeliveries(handlers)
  await store.startExaminations(handlers, { concurrency })
}
