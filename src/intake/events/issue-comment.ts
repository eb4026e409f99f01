import { z } from 'zod'
import type { AppDependencies } from '../app-dependencies.ts'
import { accountSchema, repositoryEventSchema, repositoryOf } from './payload.ts'

const schema = repositoryEventSchema.extend({
  repository: repositoryEventSchema.shape.repository.extend({ private: z.boolean() }),
  issue: z.object({
    number: z.int(),
    state: z.string(),
    user: accountSchema.nullable(),
    pull_request: z.unknown().optional(),
  }),
  comment: z.object({
    id: z.int(),
    body: z.string().nullable(),
    created_at: z.string(),
    user: accountSchema.nullable(),
    performed_via_github_app: z.unknown().optional(),
  }),
})

/**
 * Somebody has written a comment. Where it may hold a command, on an open pull request and of a person, it is run by a
 * job of its own. What an app writes in somebody's name is no command of that person.
 */
export async function onIssueComment(
  payload: unknown,
  { commandJobs }: Pick<AppDependencies, 'commandJobs'>,
): Promise<void> {
  const event = schema.parse(payload)
  const { issue, comment } = event
  const { user, performed_via_github_app: via, id: commentId, created_at: at } = comment
  const text = comment.body ?? ''
  if (issue.pull_request === undefined || issue.state !== 'open' || !MAY_BE_COMMAND.test(text)) return
  if (user?.type !== 'User' || (via !== undefined && via !== null)) return
  const by = { login: user.login, id: user.id, type: user.type } as const
  const key = { ...repositoryOf(event), number: issue.number }
  const asked = { kind: 'comment', commentId, text, at } as const
  const [isAuthor, isPublic] = [issue.user?.id === by.id, !event.repository.private]
  await commandJobs.requestCommand({ key, by, isAuthor, isPublic, asked })
}

/** Most comments hold none, and cost nothing then; whether one does is found out by whoever runs it. */
const MAY_BE_COMMAND = /^\/countersign/im
