import { examineOpenIn, type OpenPullRequestsDependencies } from './open-pull-requests.ts'
import { repositoryEventSchema, repositoryOf } from './payload.ts'

/** Somebody may do more or less in a repository than before: whose approval counts there is looked at again. */
export async function onMember(payload: unknown, dependencies: OpenPullRequestsDependencies): Promise<void> {
  await examineOpenIn(repositoryOf(repositoryEventSchema.parse(payload)), dependencies)
}
