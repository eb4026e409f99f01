import { z } from 'zod'
import type { AppDependencies } from '../app-dependencies.ts'
import { repositoryEventSchema, repositoryOf } from './payload.ts'

interface RerequestDependencies extends Pick<AppDependencies, 'appId' | 'jobs' | 'mergeGroups' | 'groupJobs'> {
  readonly pullRequests: Pick<AppDependencies['pullRequests'], 'withHead'>
}

const check = z.object({ head_sha: z.string(), app: z.object({ id: z.int() }).nullable() })
const schema = z.union([
  repositoryEventSchema.extend({ check_run: check }),
  repositoryEventSchema.extend({ check_suite: check }),
])

/**
 * Somebody asks for the check again. A check belongs to a commit: the merge group that it is, or else all the pull
 * requests at that commit are examined. GitHub is asked which these are, since the event names none for forks.
 */
export async function onRerequest(payload: unknown, dependencies: RerequestDependencies): Promise<void> {
  const event = schema.parse(payload)
  const { head_sha: sha, app } = 'check_run' in event ? event.check_run : event.check_suite
  if (app?.id !== dependencies.appId) return
  const repository = repositoryOf(event)
  const group = { ...repository, headSha: sha }
  if ((await dependencies.mergeGroups.of(group)) !== undefined) {
    // Its examination asks after pull requests at the same commit as well.
    await dependencies.groupJobs.requestGroupExamination(group)
    return
  }
  for (const number of await dependencies.pullRequests.withHead(repository, sha)) {
    await dependencies.jobs.requestExamination({ ...repository, number })
  }
}
