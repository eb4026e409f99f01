import { LRUCache } from 'lru-cache'
import type { ChangeHistory } from '../../ports/change-history.ts'
import { Fault } from '../../ports/fault.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'
import type { ClientFor } from './answer.ts'
import { commitNotes, type NoteTrees } from './commit-notes.ts'
import { lineOrigins } from './line-origins.ts'
import { githubSourceTrees, type SourceTreesCache, sourceTreesCache } from './source-trees.ts'

/** A repository with many notes spreads them over 256 trees. */
const MAX_LISTED_TREES = 600
const MAX_NOTED_COMMITS = 5_000

/**
 * The history of one repository on GitHub. Make one a review. Notes take a few requests of the REST interface, the
 * origins of a file's lines one or two of GraphQL's, with `contents: read`.
 */
export function githubChangeHistory(
  clientFor: ClientFor,
  repository: RepositoryKey,
  cache: SourceTreesCache = sourceTreesCache(),
): ChangeHistory {
  const trees = githubSourceTrees(clientFor, repository, cache)
  const listed: NoteTrees = new LRUCache({ max: MAX_LISTED_TREES })
  const noted = new LRUCache<string, true>({ max: MAX_NOTED_COMMITS })
  const client = () => clientFor(repository.installationId)
  return {
    async notes(shas, tipSha) {
      const found = await commitNotes(await client(), repository, shas, { listed, trees, tipSha })
      for (const { sha } of found.notes) noted.set(sha, true)
      return found
    },
    async lineOrigins(revision, path) {
      if (!/^[0-9a-f]{40}$/.test(revision)) throw new Fault('invalid', `${revision} is not the id of a commit`)
      if (path.includes('\0')) return undefined
      return lineOrigins(await client(), repository, { revision, path }, (sha) => noted.has(sha))
    },
  }
}
