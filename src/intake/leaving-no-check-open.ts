import type { Logger } from 'pino'
import type { CheckOutput, Checks } from '../ports/checks.ts'
import { Fault } from '../ports/fault.ts'
import type { OpenChecks } from '../ports/open-checks.ts'
import type { PullRequestKey, RepositoryKey } from '../ports/pull-requests.ts'

export interface CheckKeeping {
  readonly checks: Checks
  readonly openChecks: OpenChecks
  /** One writer at a time for each commit, as the examination has it. */
  readonly inTurn: <T>(repository: RepositoryKey, headSha: string, work: () => Promise<T>) => Promise<T>
  /** Has whatever the check of a commit speaks of examined. */
  readonly examineCommit: (repository: RepositoryKey, headSha: string) => Promise<void>
  /**
   * Whether the verdict that is shown stands until there is another one, so that nothing is written where there is none:
   * for what is examined because something else has changed.
   */
  readonly keepsVerdict?: () => boolean
  readonly log: Logger
}

/**
 * An examination after which no check run of its pull request stands "in progress". A process that was killed leaves
 * one; the next examination may find another head and would not look at that commit again, so it is concluded here.
 * `examine` has to write through the `Checks` that it is given.
 */
export async function leavingNoCheckOpen(
  key: PullRequestKey,
  keeping: CheckKeeping,
  examine: (checks: Checks) => Promise<void>,
): Promise<void> {
  await examine(noted(keeping))
  for (const headSha of await keeping.openChecks.of(key)) await concludeAbandoned(key, headSha, keeping)
}

function noted({ checks, openChecks, keepsVerdict = () => false }: CheckKeeping): Checks {
  const commits = new Map<number, string>()
  return {
    ...checks,
    async start(key, headSha) {
      const { number } = key
      // Every run that is opened by way of this is known: where none is, nobody has to look for one.
      const known = number === undefined ? 'unknown' : await openChecks.begin({ ...key, number }, headSha)
      // After an examination that did not end the check has to say that it is in progress: this one may not end either.
      const id = await checks.start(key, headSha, known, known === 'none' && keepsVerdict())
      commits.set(id, headSha)
      return id
    },
    async conclude(key, checkRunId, conclusion, output) {
      const concludedAt = await checks.conclude(key, checkRunId, conclusion, output)
      const headSha = commits.get(checkRunId)
      if (headSha !== undefined) await openChecks.end(key, headSha)
      return concludedAt
    },
  }
}

async function concludeAbandoned(key: PullRequestKey, headSha: string, keeping: CheckKeeping): Promise<void> {
  const { checks, openChecks, inTurn, log } = keeping
  await inTurn(key, headSha, async () => {
    // Another pull request at this commit may have concluded it meanwhile.
    if (!(await openChecks.of(key)).includes(headSha)) return
    try {
      // Whoever else has this head is examined once more, and has the last word on it.
      await keeping.examineCommit(key, headSha)
      await checks.conclude(key, await checks.start(key, headSha), 'failure', ABANDONED)
    } catch (error) {
      if (!(error instanceof Fault) || error.retryable) throw error
      log.warn({ err: error, pull: key, headSha }, 'the check of an earlier commit cannot be concluded any more')
    }
    await openChecks.end(key, headSha)
  })
}

const ABANDONED: CheckOutput = {
  title: 'Not examined: the pull request has moved on',
  summary:
    'The examination of this commit was interrupted, and by then the pull request was closed or had another head.',
  annotations: [],
}
