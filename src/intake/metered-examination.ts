import { AsyncLocalStorage } from 'node:async_hooks'
import { LRUCache } from 'lru-cache'
import type { CheckConclusion, Checks } from '../ports/checks.ts'
import type { Clock } from '../ports/clock.ts'
import type { Delivery, Jobs } from '../ports/jobs.ts'
import type { EndedExamination, Metrics } from '../ports/metrics.ts'
import type { PullRequestKey } from '../ports/pull-requests.ts'

/** Times the way from a webhook to the verdict, as far as one process goes it. */
export interface ExaminationMeter {
  /** Handles a delivery; examinations asked for meanwhile, through `jobs`, are timed from its arrival. */
  handling(delivery: Pick<Delivery, 'receivedAt'>, work: () => Promise<void>): Promise<void>
  /** A pull request's check was opened before its examination. */
  announced(key: PullRequestKey): void
  jobs<T extends Pick<Jobs, 'requestExamination'>>(jobs: T): T
  /** Runs an examination, which has to write through the `Checks` that it is given. */
  examination(key: PullRequestKey, checks: Checks, examine: (checks: Checks) => Promise<void>): Promise<void>
}

/** Only what one examination writes for its own commit is timed. `clock` is that of `receivedAt`. */
export function examinationMeter(metrics: Metrics, clock: Clock): ExaminationMeter {
  const arrival = new AsyncLocalStorage<number>()
  const asked = new LRUCache<string, number>({ max: MAX_REMEMBERED })
  /** Of what was asked, whose check is there already. */
  const created = new LRUCache<string, true>({ max: MAX_REMEMBERED })
  const examined = new LRUCache<string, true>({ max: MAX_REMEMBERED })
  const secondsSince = (ms: number) => Math.max(0, clock.now() - ms) / 1_000
  return {
    handling: (delivery, work) => arrival.run(Date.parse(delivery.receivedAt), work),
    announced(key) {
      const arrivedMs = asked.get(nameOf(key))
      if (arrivedMs === undefined || created.has(nameOf(key))) return
      metrics.sinceWebhook('check-created', secondsSince(arrivedMs))
      created.set(nameOf(key), true)
    },
    jobs: (jobs) => ({
      ...jobs,
      async requestExamination(key) {
        const arrivedMs = arrival.getStore()
        // The first of several events that one examination answers has waited longest.
        if (arrivedMs !== undefined && !asked.has(nameOf(key))) asked.set(nameOf(key), arrivedMs)
        await jobs.requestExamination(key)
      },
    }),
    async examination(key, checks, examine) {
      const name = nameOf(key)
      const arrivedMs = asked.get(name)
      asked.delete(name)
      const isCreated = created.delete(name)
      const start = examined.has(name) ? 'warm' : 'cold'
      examined.set(name, true)
      const startedMs = clock.now()
      const told: Told = {}
      const steps = (step: 'check-created' | 'verdict') => {
        if (arrivedMs !== undefined && !(step === 'check-created' && isCreated))
          metrics.sinceWebhook(step, secondsSince(arrivedMs))
      }
      const end = (conclusion: EndedExamination['conclusion']) =>
        metrics.examined({ conclusion, start, seconds: secondsSince(startedMs) })
      try {
        await examine(watched(checks, told, steps))
        end(told.conclusion ?? 'none')
      } catch (error) {
        end('fault')
        throw error
      }
    },
  }
}

const MAX_REMEMBERED = 20_000

interface Told {
  conclusion?: CheckConclusion
}

function nameOf({ owner, repo, number }: PullRequestKey): string {
  return `${owner}/${repo}#${number}`.toLowerCase()
}

/** Tells when a check was first opened and first concluded. */
function watched(checks: Checks, told: Told, reached: (step: 'check-created' | 'verdict') => void): Checks {
  let isCreated = false
  return {
    ...checks,
    async start(...given) {
      const id = await checks.start(...given)
      if (!isCreated) reached('check-created')
      isCreated = true
      return id
    },
    async conclude(...given) {
      const concludedAt = await checks.conclude(...given)
      if (told.conclusion === undefined) reached('verdict')
      const [, , conclusion] = given
      told.conclusion = conclusion
      return concludedAt
    },
  }
}
