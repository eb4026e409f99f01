import { type Call, type Operation, pathParameter, repositoryOf } from '../http/operation.ts'
import { listAnswer, paginate } from '../http/paginate.ts'
import { notFound } from '../http/refusal.ts'
import { changedFileShape } from '../shapes/changed-file-shape.ts'
import { commitShape } from '../shapes/commit-shape.ts'
import { fullPullShape, pullUrls, simplePullShape } from '../shapes/pull-shape.ts'
import { repositoryUrl } from '../shapes/repository-shape.ts'
import type { Pull } from '../world/pull.ts'
import { commitsOf, filesOf, mergeability } from '../world/pull-content.ts'

export const pullOperations: readonly Operation[] = [
  { id: 'pulls/list', as: 'token', needs: ['pull_requests', 'read'], handle: listPulls },
  { id: 'pulls/get', as: 'token', needs: ['pull_requests', 'read'], handle: getPull },
  { id: 'pulls/list-files', as: 'token', needs: ['pull_requests', 'read'], handle: listFiles },
  { id: 'pulls/list-commits', as: 'token', needs: ['pull_requests', 'read'], handle: listCommits },
]

/** The pull request that the path names. */
export function pullInPath(call: Call): Pull {
  const pull = repositoryOf(call).pulls.get(Number(pathParameter(call, 'pull_number')))
  if (pull === undefined) throw notFound()
  return pull
}

function listPulls(call: Call) {
  const repository = repositoryOf(call)
  const state = call.query.get('state') ?? 'open'
  const base = call.query.get('base')
  const head = call.query.get('head')
  const found = [...repository.pulls.values()].filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (base === undefined || pull.baseRef === base) &&
      // GitHub ignores a head without an owner.
      (head === undefined || !head.includes(':') || `${pull.head.owner.login}:${pull.headRef}` === head),
  )
  const byUpdate = call.query.get('sort') === 'updated'
  found.sort((left, right) =>
    byUpdate ? Date.parse(left.updatedAt) - Date.parse(right.updatedAt) : left.number - right.number,
  )
  const ascending = (call.query.get('direction') ?? (call.query.has('sort') ? 'asc' : 'desc')) === 'asc'
  const url = `${repositoryUrl(call.world, repository)}/pulls`
  return listAnswer(call, url, ascending ? found : found.toReversed(), (pull) => simplePullShape(call.world, pull))
}

async function getPull(call: Call) {
  const pull = pullInPath(call)
  const mergeable = await mergeability(call.world, pull)
  return { status: 200, body: await fullPullShape(call.world, pull, mergeable) }
}

async function listFiles(call: Call) {
  const { world } = call
  const pull = pullInPath(call)
  const files = (await filesOf(pull)).slice(0, world.settings.pullFileLimit)
  return listAnswer(call, `${pullUrls(world, pull).url}/files`, files, (file) =>
    changedFileShape(world, pull.base, file, pull.headSha),
  )
}

/** At most 250, the oldest ones; the pull request's own `commits` tells how many there are. */
async function listCommits(call: Call) {
  const { world } = call
  const pull = pullInPath(call)
  const shas = (await commitsOf(pull)).slice(0, world.settings.pullCommitLimit)
  const page = paginate(call, pullUrls(world, pull).commits_url, shas)
  const commits = await Promise.all(page.items.map((sha) => pull.base.git.commit(sha)))
  return {
    status: 200,
    headers: page.headers,
    body: commits.flatMap((commit) => (commit === undefined ? [] : [commitShape(world, pull.base, commit)])),
  }
}
