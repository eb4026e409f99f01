import { z } from 'zod'
import type { AppDependencies } from '../app-dependencies.ts'
import { repositoryEventSchema, repositoryOf } from './payload.ts'

const check = z.object({ head_sha: z.string(), app: z.object({ id: z.int() }).nullable() })
const schema = z.union([
  repositoryEventSchema.extend({ check_run: check }),
  repositoryEventSchema.extend({ check_suite: check }),
])

/**
 * Somebody asks for the check again. A check belongs to a commit: all the pull requests at that commit are examined,
 * and GitHub is asked which these are, since the event names none for forks.
 */
export async function onRerequest(payload: unknown, dependencies: AppDependencies): Promise<void> {
  const event = schema.parse(payload)
  const { head_sha: sha, app } = 'check_run' in event ? event.check_run : event.check_suite
  if (app?.id !== dependencies.appId) return
  const repository = repositoryOf(event)
  for (const number of await dependencies.pullRequests.withHead(repository, sha)) {
    await dependencies.jobs.requestExamination({ ...repository, number })
  }
}
