import { z } from 'zod'
import { addStatus } from '../acts/statuses.ts'
import { actingAccount, type Call, type Operation, parseBody, pathParameter, repositoryOf } from '../http/operation.ts'
import { listAnswer, paginate } from '../http/paginate.ts'
import { Refusal } from '../http/refusal.ts'
import { accountShape, nodeId } from '../shapes/account-shape.ts'
import { repositoryShape, repositoryUrl } from '../shapes/repository-shape.ts'
import type { CommitStatus } from '../world/check-run.ts'
import { commitInPath } from './find-commit.ts'

const statusRequest = z.strictObject({
  state: z.enum(['error', 'failure', 'pending', 'success']),
  target_url: z.url().nullable().default(null),
  description: z.string().max(140).nullable().default(null),
  context: z.string().min(1).max(255).default('default'),
})

export const statusOperations: readonly Operation[] = [
  { id: 'repos/create-commit-status', as: 'token', needs: ['statuses', 'write'], handle: create },
  { id: 'repos/list-commit-statuses-for-ref', as: 'token', needs: ['statuses', 'read'], handle: list },
  { id: 'repos/get-combined-status-for-ref', as: 'token', needs: ['statuses', 'read'], handle: combined },
]

async function create(call: Call) {
  const repository = repositoryOf(call)
  const sha = pathParameter(call, 'sha')
  if (!/^[0-9a-f]{40}$/.test(sha) || (await repository.git.commit(sha)) === undefined) {
    throw new Refusal(422, `No commit found for SHA: ${sha}`)
  }
  const { state, context, description, target_url: targetUrl } = parseBody(statusRequest, call)
  const status = addStatus(call.world, repository, actingAccount(call), { sha, state, context, description, targetUrl })
  return { status: 201, body: withCreator(call, status) }
}

/** Newest first, superseded ones included. */
async function list(call: Call) {
  const { sha } = await commitInPath(call, 'ref')
  const url = `${repositoryUrl(call.world, repositoryOf(call))}/commits/${sha}/statuses`
  return listAnswer(call, url, statusesOf(call, sha), (status) => withCreator(call, status))
}

/** The newest status of each context, and the worst of them. */
async function combined(call: Call) {
  const { world } = call
  const repository = repositoryOf(call)
  const { sha } = await commitInPath(call, 'ref')
  const latest = statusesOf(call, sha).filter(
    (status, index, all) => all.findIndex(({ context }) => context === status.context) === index,
  )
  const url = `${repositoryUrl(world, repository)}/commits/${sha}`
  const page = paginate(call, `${url}/status`, latest)
  return {
    status: 200,
    headers: page.headers,
    body: {
      state: worst(latest),
      statuses: page.items.map((status) => shape(call, status)),
      sha,
      total_count: latest.length,
      repository: repositoryShape(world, repository),
      commit_url: url,
      url: `${url}/status`,
    },
  }
}

function worst(statuses: readonly CommitStatus[]) {
  if (statuses.some(({ state }) => state === 'error' || state === 'failure')) return 'failure'
  return statuses.length === 0 || statuses.some(({ state }) => state === 'pending') ? 'pending' : 'success'
}

function statusesOf(call: Call, sha: string): readonly CommitStatus[] {
  return repositoryOf(call)
    .statuses.filter((status) => status.sha === sha)
    .toReversed()
}

function shape(call: Call, status: CommitStatus) {
  return {
    url: `${repositoryUrl(call.world, repositoryOf(call))}/statuses/${status.sha}`,
    avatar_url: `${call.world.origin}/avatars/u/${status.creator.id}`,
    id: status.id,
    node_id: nodeId('SC', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
  }
}

function withCreator(call: Call, status: CommitStatus) {
  return { ...shape(call, status), creator: accountShape(call.world, status.creator) }
}
