import { LRUCache } from 'lru-cache'
import { isWorkflow, type PipelineFile } from '../core/setup/pipeline-files.ts'
import { type EarlyApply, earlyApplies } from '../core/setup/workflow-apply.ts'
import { Fault } from '../ports/fault.ts'
import type { PullRequest, RepositoryKey } from '../ports/pull-requests.ts'
import type { SourceTrees, TreeEntry } from '../ports/source-trees.ts'

/** What the workflows at the tip of a base branch apply before a merge; the same ones are looked at once. */
export type EarlyAppliesOf = (
  repository: RepositoryKey,
  base: Pick<PullRequest, 'baseRef' | 'baseTipSha'>,
) => Promise<readonly EarlyApply[]>

/** A verdict never fails for this question: where it has no answer, nothing was seen. */
export function earlyAppliesOf(sourceTrees: (repository: RepositoryKey) => SourceTrees): EarlyAppliesOf {
  const known = new LRUCache<string, readonly EarlyApply[]>({ max: MAX_KNOWN })
  return async (repository, { baseRef, baseTipSha }) => {
    try {
      const trees = sourceTrees(repository)
      const listed = (await trees.list(baseTipSha)).filter(isReadable).slice(0, MAX_WORKFLOWS)
      const name = JSON.stringify([
        repository.owner,
        repository.repo,
        baseRef,
        listed.map(({ path, id }) => [path, id]),
      ])
      const before = known.get(name)
      if (before !== undefined) return before
      const files: PipelineFile[] = []
      for (const entry of listed) {
        files.push({ path: entry.path, text: new TextDecoder().decode(await trees.read(baseTipSha, entry)) })
      }
      const found = earlyApplies(files, baseRef).found
      known.set(name, found)
      return found
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return []
    }
  }
}

const MAX_KNOWN = 500
const MAX_WORKFLOWS = 100
const MAX_BYTES = 262_144

function isReadable({ path, kind, sizeBytes = 0 }: TreeEntry): boolean {
  return kind === 'file' && isWorkflow(path) && sizeBytes <= MAX_BYTES
}
