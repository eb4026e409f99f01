import type { Logger } from 'pino'
import type { Clock } from '../ports/clock.ts'
import type { Departed, Departures, KeptContent } from '../ports/departures.ts'
import type { PeriodicTask } from '../ports/jobs.ts'
import type { RepositoryName } from '../ports/pull-requests.ts'

export interface LedgerRetention {
  readonly departures: Pick<Departures, 'before' | 'forgetLedger' | 'returned'>
  /** Asked of GitHub: an event that told of a return may have been lost. */
  readonly isInstalledOn: (repository: RepositoryName) => Promise<boolean>
  readonly clock: Clock
  readonly log: Logger
}

/** Deletes who pushed and what was shown, where the app was taken off for long enough and has not come back. */
export function deleteOldLedgers(retention: LedgerRetention): PeriodicTask {
  const { departures, isInstalledOn, clock, log } = retention
  return {
    name: 'departures',
    everySeconds: 3_600,
    async run(signal) {
      const until = new Date(clock.now() - KEEP_LEDGER_DAYS * 86_400_000).toISOString()
      for (const repository of await departures.before(until)) {
        signal.throwIfAborted()
        if (await isInstalledOn(repository)) await departures.returned(repository)
        else {
          await departures.forgetLedger(repository)
          log.info('the records of a repository that the app has left were deleted')
        }
      }
    },
  }
}

export interface LostDepartures {
  readonly departures: Pick<Departures, 'accounts'>
  readonly content: KeptContent
  /** Logins of the accounts that the app is installed on, suspended ones included. */
  readonly installedOn: () => Promise<readonly string[]>
  readonly isInstalledOn: LedgerRetention['isInstalledOn']
  readonly log: Logger
}

/** Deletes what is kept of accounts that the app was taken off without an event that told so. */
export function noticeDepartures(means: LostDepartures): PeriodicTask {
  const { departures, content, installedOn, isInstalledOn, log } = means
  return {
    name: 'lost-departures',
    everySeconds: 3_600,
    async run(signal) {
      const kept = await departures.accounts()
      if (kept.length === 0) return
      const installed = new Set((await installedOn()).map((login) => login.toLowerCase()))
      for (const { installationId, owner, repo } of kept) {
        signal.throwIfAborted()
        // One that got another name is there as well: GitHub knows it under both.
        if (installed.has(owner) || (await isInstalledOn({ owner, repo }))) continue
        await content.forget({ installationId, owner })
        log.info('the content of an account was deleted: the app is no longer installed on it')
      }
    },
  }
}

/** docs/privacy.md says so. */
const KEEP_LEDGER_DAYS = 30

/**
 * Has this process forget what it keeps of repositories that were left lately, whichever process heard of it; and once
 * more what was under way then. Returns what stops it.
 */
export function forgettingWhatWasLeft(
  departures: Pick<Departures, 'since'>,
  kept: (departed: Departed) => Promise<void>,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): () => void {
  const look = async () => {
    try {
      const left = await departures.since(new Date(clock.now() - LATELY_MS).toISOString())
      for (const departed of left) await kept(departed)
    } catch (err) {
      log.warn({ err }, 'what was kept of repositories that the app has left was not deleted yet')
    }
  }
  const timer = setInterval(() => void look(), LOOK_MS).unref()
  return () => clearInterval(timer)
}

const LOOK_MS = 60_000
/** Longer than any job runs. */
const LATELY_MS = 20 * 60_000

/** Content that is kept in several places, as if it were one. The first one notes the departure for the others. */
export function keptContent(first: KeptContent, others: (departed: Departed) => Promise<void>): KeptContent {
  return {
    async forget(departed) {
      await first.forget(departed)
      await others(departed)
    },
  }
}
