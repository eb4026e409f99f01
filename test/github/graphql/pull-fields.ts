import type { Actor } from '../http/operation.ts'
import type { Pull } from '../world/pull.ts'
import { mergeability } from '../world/pull-content.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { actorObject, MAX_PAGE } from './edited-text.ts'
import { permit } from './permit.ts'
import { GraphError, type GraphObject } from './run-query.ts'

/** What a repository tells of its pull requests, as ids of commits; `commitObject` describes one of them. */
export function pullFields(
  world: World,
  actor: Actor,
  repository: Repository,
  commitObject: (sha: string) => GraphObject,
): GraphObject['fields'] {
  return {
    pullRequest: {
      takes: { number: 'Int!' },
      answer({ number }) {
        permit(world, actor, repository, ['pull_requests', 'read'])
        const pull = repository.pulls.get(Number(number))
        if (pull === undefined) throw new GraphError('NOT_FOUND', `Could not resolve to a PullRequest ${number}`)
        return pullObject(world, pull, commitObject)
      },
    },
    pullRequests: {
      takes: { states: '[PullRequestState!]', first: 'Int', after: 'String' },
      answer({ states, first = '0', after = '0' }) {
        permit(world, actor, repository, ['pull_requests', 'read'])
        if (states !== 'OPEN' || Number(first) < 1 || Number(first) > 100) throw new Error('The double lists open ones')
        const open = [...repository.pulls.values()].filter(({ state }) => state === 'open')
        const end = Number(after) + Number(first)
        const nodes = open.slice(Number(after), end).map((pull) => pullObject(world, pull, commitObject))
        const pageInfo = {
          type: 'PageInfo',
          fields: {
            hasNextPage: { answer: () => end < open.length },
            endCursor: { answer: () => (nodes.length === 0 ? null : String(end)) },
          },
        }
        return {
          type: 'PullRequestConnection',
          fields: { nodes: { answer: () => nodes }, pageInfo: { answer: () => pageInfo } },
        }
      },
    },
  }
}

function pullObject(world: World, pull: Pull, commitObject: (sha: string) => GraphObject): GraphObject {
  // One look at it, whatever is asked of it.
  let merging: Promise<boolean | null> | undefined
  const isMergeable = () => {
    merging ??= mergeability(world, pull)
    return merging
  }
  return {
    type: 'PullRequest',
    fields: {
      number: { answer: () => pull.number },
      state: { answer: () => (pull.mergedAt === null ? pull.state.toUpperCase() : 'MERGED') },
      isDraft: { answer: () => pull.draft },
      title: { answer: () => pull.title },
      body: { answer: () => pull.body ?? '' },
      author: { answer: () => actorObject(pull.author) },
      headRefOid: { answer: () => pull.headSha },
      headRefName: { answer: () => pull.headRef },
      headRepository: {
        answer: () => ({ type: 'Repository', fields: { databaseId: { answer: () => pull.head.id } } }),
      },
      headRepositoryOwner: { answer: () => actorObject(pull.head.owner) },
      baseRefName: { answer: () => pull.baseRef },
      baseRef: {
        async answer() {
          const tip = await pull.base.git.resolve(`refs/heads/${pull.baseRef}`)
          return tip === undefined ? null : { type: 'Ref', fields: { target: { answer: () => commitObject(tip) } } }
        },
      },
      mergeable: {
        async answer() {
          const isClean = await isMergeable()
          return isClean === null ? 'UNKNOWN' : isClean ? 'MERGEABLE' : 'CONFLICTING'
        },
      },
      potentialMergeCommit: {
        async answer() {
          const isClean = await isMergeable()
          return isClean === null || pull.mergeCommitSha === null ? null : commitObject(pull.mergeCommitSha)
        },
      },
      reviewRequests: { takes: { first: 'Int' }, answer: ({ first = '0' }) => requestsOf(pull, Number(first)) },
    },
  }
}

/** The REST interface lists people and teams apart. */
function requestsOf(pull: Pull, first: number): GraphObject {
  if (!(first >= 1 && first <= MAX_PAGE)) throw new Error('You must provide a `first` from 1 to 100')
  const teams = [...pull.requestedTeams.keys()].map((slug): GraphObject => {
    return { type: 'Team', fields: { slug: { answer: () => slug } } }
  })
  const asked = [...[...pull.requestedReviewers.values()].map(actorObject), ...teams].slice(0, first)
  const nodes = asked.map((reviewer): GraphObject => {
    return { type: 'ReviewRequest', fields: { requestedReviewer: { answer: () => reviewer } } }
  })
  return {
    type: 'ReviewRequestConnection',
    fields: { totalCount: { answer: () => nodes.length }, nodes: { answer: () => nodes } },
  }
}
