import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Checks } from '../ports/checks.ts'
import { Fault } from '../ports/fault.ts'
import type { MergeGroups } from '../ports/merge-queue.ts'
import type { OpenChecks } from '../ports/open-checks.ts'
import type { PullHead, PullRequestKey, RepositoryKey } from '../ports/pull-requests.ts'

/** Has the check of a new head appear before its examination has its turn. */
export interface AnnouncedChecks {
  /**
   * Opens the check of a commit soon, unless the examination that waits for it comes first. Nobody waits for this and
   * nothing fails by it: where it cannot be done, the examination opens the check. `requested` resolves once that
   * examination is stored: the turn is taken before, lest it come first, and nothing is opened that nobody concludes.
   */
  announce(key: PullRequestKey, head: AnnouncedHead, requested: Promise<unknown>): void
  /** Takes no more; resolves when what has begun has ended, after `graceMs` at the latest. */
  close(graceMs: number): Promise<void>
}

/** A head, and where it is to be merged. */
export type AnnouncedHead = Pick<PullHead, 'headSha' | 'baseRef' | 'isOntoDefault'>

export interface AnnouncingMeans {
  /** Whether the check is for what is to be merged there. */
  readonly isGated: (key: RepositoryKey, head: AnnouncedHead) => Promise<boolean>
  readonly checks: Pick<Checks, 'announce'>
  readonly openChecks: Pick<OpenChecks, 'beginAnnouncing' | 'announced' | 'withdraw'>
  /** A merge group has a check of its own making. */
  readonly mergeGroups: Pick<MergeGroups, 'of'>
  /** One writer at a time for each commit, as the examination has it. */
  readonly inTurn: (repository: RepositoryKey, headSha: string, work: () => Promise<void>) => Promise<void>
  /** Hears of each check that was opened. */
  readonly onAnnounced?: (key: PullRequestKey) => void
  readonly log: Logger
}

/** Each has a connection of the database for as long as it has its turn; GitHub takes 100 requests at a time. */
const MAX_AT_ONCE = 12
const REFUSALS: ReadonlySet<Fault['kind']> = new Set(['rate-limited', 'forbidden', 'not-installed', 'not-found'])
/** Beyond these, examinations open their checks themselves. */
const MAX_WAITING = 1_000

export function announcedChecks(means: AnnouncingMeans): AnnouncedChecks {
  const waiting: Announcement[] = []
  const running = new Set<Promise<void>>()
  const next = () => {
    const each = running.size < MAX_AT_ONCE ? waiting.shift() : undefined
    if (each === undefined) return
    const work = announceOrTell(each, means).finally(() => {
      running.delete(work)
      next()
    })
    running.add(work)
  }
  let isClosed = false
  return {
    announce(key, head, requested) {
      if (isClosed || waiting.length >= MAX_WAITING) return
      waiting.push({ key, head, requested })
      next()
    },
    async close(graceMs) {
      isClosed = true
      waiting.length = 0
      const inTime = new AbortController()
      await Promise.race([
        Promise.all(running),
        delay(graceMs, undefined, { signal: inTime.signal }).catch(() => undefined),
      ])
      inTime.abort()
    },
  }
}

interface Announcement {
  readonly key: PullRequestKey
  readonly head: AnnouncedHead
  readonly requested: Promise<unknown>
}

async function announceOrTell({ key, head, requested }: Announcement, means: AnnouncingMeans): Promise<void> {
  try {
    if (!(await means.isGated(key, head))) return
    await means.inTurn(key, head.headSha, async () => {
      await requested
      await announce(key, head.headSha, means)
    })
  } catch (err) {
    means.log.info({ err, pull: key }, 'a check was not opened before its examination')
  }
}

async function announce(key: PullRequestKey, headSha: string, means: AnnouncingMeans): Promise<void> {
  const { installationId, owner, repo } = key
  if ((await means.mergeGroups.of({ installationId, owner, repo, headSha })) !== undefined) return
  // INVARIANT: noted before it is opened, for an examination that has not ended, which concludes whatever is noted.
  if (!(await means.openChecks.beginAnnouncing(key, headSha))) return
  try {
    const checkRun = await means.checks.announce(key, headSha)
    await means.openChecks.announced(key, headSha, checkRun)
    means.onAnnounced?.(key)
  } catch (error) {
    // Where GitHub did not refuse it may have been opened all the same: then the examination looks for it.
    if (error instanceof Fault && REFUSALS.has(error.kind)) await means.openChecks.withdraw(key, headSha)
    throw error
  }
}
