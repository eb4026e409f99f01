import { type Answer, type Call, type Operation, repositoryOf } from '../http/operation.ts'
import { accountShape, nodeId } from '../shapes/account-shape.ts'
import { repositoryUrl } from '../shapes/repository-shape.ts'
import type { Activity } from '../world/repository.ts'

export const activityOperations: readonly Operation[] = [
  { id: 'repos/list-activities', as: 'token', needs: ['contents', 'read'], handle: list },
]

/** Newest first, by cursors: each names the last one of the page before. */
function list(call: Call): Answer {
  const { world, query } = call
  const repository = repositoryOf(call)
  const ref = query.get('ref')
  const name = ref === undefined || ref.startsWith('refs/') ? ref : `refs/heads/${ref}`
  const all = repository.activities.filter((each) => name === undefined || each.ref === name).toReversed()
  const after = query.get('after')
  const start = after === undefined ? 0 : all.findIndex(({ id }) => String(id) === after) + 1
  const size = Math.min(Number(query.get('per_page') ?? 30), 100)
  const page = all.slice(start, start + size)
  const last = page.at(-1)
  const next = `${repositoryUrl(world, repository)}/activity?per_page=${size}&after=${last?.id}`
  const hasMore = last !== undefined && start + size < all.length
  return {
    status: 200,
    headers: hasMore ? { link: `<${next}>; rel="next"` } : {},
    body: page.map((activity) => shape(call, activity)),
  }
}

const NOTHING = '0'.repeat(40)

function shape({ world }: Call, { id, ref, before, after, kind, actor, at }: Activity) {
  return {
    id,
    node_id: nodeId('PSH', id),
    before: before ?? NOTHING,
    after: after ?? NOTHING,
    ref,
    timestamp: at,
    activity_type: kind,
    actor: accountShape(world, actor),
  }
}
