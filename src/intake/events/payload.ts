import { z } from 'zod'
import type { PullRequestKey, RepositoryKey } from '../../ports/pull-requests.ts'
import type { Pusher } from '../../ports/records.ts'

/** What every event of a repository carries. Only what is used is read; all the rest may be anything. */
export const repositoryEventSchema = z.object({
  installation: z.object({ id: z.int() }),
  repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
})

export const pullRequestEventSchema = repositoryEventSchema.extend({
  pull_request: z.object({ number: z.int() }),
})

export const accountSchema = z.object({ login: z.string(), id: z.int(), type: z.string() })

export function repositoryOf(payload: z.infer<typeof repositoryEventSchema>): RepositoryKey {
  const { installation, repository } = payload
  return { installationId: installation.id, owner: repository.owner.login, repo: repository.name }
}

export function pullRequestOf(payload: z.infer<typeof pullRequestEventSchema>): PullRequestKey {
  return { ...repositoryOf(payload), number: payload.pull_request.number }
}

export function pusherOf({ login, id, type }: z.infer<typeof accountSchema>): Pusher {
  return { login, id, type }
}
