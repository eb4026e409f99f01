import { z } from 'zod'
import { examineOpenOf, type OpenPullRequestsDependencies } from './open-pull-requests.ts'

const schema = z.object({ installation: z.object({ id: z.int() }) })

/**
 * Somebody joined or left a team or the organisation. A team may be asked for, and give access, in any of the
 * repositories: whose approval counts is looked at again in all of them.
 */
export async function onMembership(payload: unknown, dependencies: OpenPullRequestsDependencies): Promise<void> {
  await examineOpenOf(schema.parse(payload).installation.id, dependencies)
}
