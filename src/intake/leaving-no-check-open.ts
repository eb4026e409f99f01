import type { Logger } from 'pino'
import type { CheckOutput, Checks } from '../ports/checks.ts'
import { Fault } from '../ports/fault.ts'
import type { OpenChecks } from '../ports/open-checks.ts'
import type { PullRequestKey } from '../ports/pull-requests.ts'

export interface CheckKeeping {
  readonly checks: Checks
  readonly openChecks: OpenChecks
  /** One writer at a time for each commit, as the examination has it. */
  readonly inTurn: <T>(commit: string, work: () => Promise<T>) => Promise<T>
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

function noted({ checks, openChecks }: CheckKeeping): Checks {
  const commits = new Map<number, string>()
  return {
    async start(key, headSha) {
      const { number } = key
      // Every run that is opened by way of this is known: where none is, nobody has to look for one.
      const mayBeOpen = number === undefined || (await openChecks.isOpen(key, headSha))
      if (number !== undefined) await openChecks.begin({ ...key, number }, headSha)
      const id = await checks.start(key, headSha, mayBeOpen)
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
  const commit = `${key.installationId}/${key.owner}/${key.repo}@${headSha}`.toLowerCase()
  await inTurn(commit, async () => {
    // Another pull request at this commit may have concluded it meanwhile.
    if (!(await openChecks.of(key)).includes(headSha)) return
    try {
      await checks.conclude(key, await checks.start(key, headSha), 'failure', ABANDONED)
    } catch (error) {
      if (!(error instanceof Fault) || error.retryable) throw error
      log.warn({ err: error, commit }, 'the check of an earlier commit cannot be concluded any more')
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
