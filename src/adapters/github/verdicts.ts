import { z } from 'zod'
import type { CheckConclusion } from '../../ports/checks.ts'
import type { Verdicts } from '../../ports/verdicts.ts'
import type { ClientFor } from './answer.ts'
import { checkRuns } from './check-runs.ts'

/** The app's own check runs, read. A conclusion that the app does not write (GitHub's `stale`) is taken for a failure. */
export function githubVerdicts(clientFor: ClientFor, appId: number): Verdicts {
  return {
    async of(repository, sha) {
      const run = await checkRuns(await clientFor(repository.installationId), repository, appId).latestOn(sha)
      if (run === undefined) return undefined
      if (run.status !== 'completed') return 'in-progress'
      return conclusion.catch('failure').parse(run.conclusion)
    },
  }
}

const conclusion = z.enum(['success', 'neutral', 'action_required', 'failure']) satisfies z.ZodType<CheckConclusion>
