import { z } from 'zod'
import { CHECK_NAME } from '../../ports/checks.ts'
import type { AppDependencies } from '../app-dependencies.ts'
import { accountSchema, repositoryEventSchema, repositoryOf } from './payload.ts'

const schema = repositoryEventSchema.extend({
  repository: repositoryEventSchema.shape.repository.extend({ private: z.boolean() }),
  sender: accountSchema,
  requested_action: z.object({ identifier: z.string().max(20) }),
  check_run: z.object({ name: z.string(), head_sha: z.string(), app: z.object({ id: z.int() }).nullable() }),
})

/**
 * Somebody has pressed a button on a check. It counts only on this app's own check, for the open pull requests at its
 * commit: GitHub is asked which these are, since the event names none for forks.
 */
export async function onRequestedAction(
  payload: unknown,
  deliveryId: string,
  { appId, pullRequests, commandJobs }: Pick<AppDependencies, 'appId' | 'pullRequests' | 'commandJobs'>,
): Promise<void> {
  const event = schema.parse(payload)
  const { sender, check_run: run, requested_action: requested } = event
  if (run.app?.id !== appId || run.name !== CHECK_NAME || sender.type !== 'User') return
  const repository = repositoryOf(event)
  const by = { login: sender.login, id: sender.id, type: sender.type } as const
  const eventId = deliveryId.toLowerCase().replace(/[^a-z0-9-]/g, '-')
  const asked = { kind: 'button', eventId, action: requested.identifier, headSha: run.head_sha } as const
  const isPublic = !event.repository.private
  const numbers = await pullRequests.withHead(repository, run.head_sha)
  for (const number of numbers.slice(0, MAX_PULLS)) {
    await commandJobs.requestCommand({ key: { ...repository, number }, by, isAuthor: false, isPublic, asked })
  }
}

/** Each may be answered by a comment. */
const MAX_PULLS = 5
