import { z } from 'zod'
import type { AppDependencies } from '../app-dependencies.ts'
import { repositoryEventSchema, repositoryOf } from './payload.ts'

const ownerSchema = z.object({ login: z.string() })
const schema = repositoryEventSchema.extend({
  changes: z.object({
    repository: z.object({ name: z.object({ from: z.string() }) }).optional(),
    owner: z
      .object({ from: z.object({ user: ownerSchema.optional(), organization: ownerSchema.optional() }) })
      .optional(),
  }),
})

/** A repository got another name or owner: what is remembered of it is kept by name and moves along. */
export async function onRepositoryMoved(payload: unknown, { records }: AppDependencies): Promise<void> {
  const event = schema.parse(payload)
  const { owner, repo } = repositoryOf(event)
  const { repository, owner: former } = event.changes
  const formerOwner = former?.from.user?.login ?? former?.from.organization?.login
  await records.moveRepository({ owner: formerOwner ?? owner, repo: repository?.name.from ?? repo }, { owner, repo })
}
