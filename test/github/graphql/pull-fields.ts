import type { Pull } from '../world/pull.ts'
import { mergeability } from '../world/pull-content.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { GraphError, type GraphObject } from './run-query.ts'

/** What a repository tells of its pull requests, as ids of commits; `commitObject` describes one of them. */
export function pullFields(
  world: World,
  repository: Repository,
  commitObject: (sha: string) => GraphObject,
): GraphObject['fields'] {
  return {
    pullRequest: {
      takes: { number: 'Int!' },
      answer({ number }) {
        const pull = repository.pulls.get(Number(number))
        if (pull === undefined) throw new GraphError('NOT_FOUND', `Could not resolve to a PullRequest ${number}`)
        return pullObject(world, pull, commitObject)
      },
    },
    pullRequests: {
      takes: { states: '[PullRequestState!]', first: 'Int', after: 'String' },
      answer({ states, first = '0', after = '0' }) {
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
  return {
    type: 'PullRequest',
    fields: {
      number: { answer: () => pull.number },
      headRefOid: { answer: () => pull.headSha },
      baseRefName: { answer: () => pull.baseRef },
      baseRef: {
        async answer() {
          const tip = await pull.base.git.resolve(`refs/heads/${pull.baseRef}`)
          return tip === undefined ? null : { type: 'Ref', fields: { target: { answer: () => commitObject(tip) } } }
        },
      },
      potentialMergeCommit: {
        async answer() {
          const isMergeable = await mergeability(world, pull)
          return isMergeable === null || pull.mergeCommitSha === null ? null : commitObject(pull.mergeCommitSha)
        },
      },
    },
  }
}
