import type { PullRequestKey, PullRequests, RepositoryKey } from '../ports/pull-requests.ts'
import type { SourceTrees } from '../ports/source-trees.ts'
import type { Bundle } from './bundle.ts'
import { readPolicy } from './review.ts'
import { openSide } from './side-texts.ts'

/** Names of the artifacts that the plans of a pull request are read from, as its base branch says now. Throws `Fault`. */
export async function plannedArtifacts(
  key: PullRequestKey,
  { pullRequests, sourceTrees, bundle }: PlannedArtifactsDependencies,
): Promise<readonly string[]> {
  const { baseTipSha } = await pullRequests.get(key)
  const { settings } = await readPolicy(await openSide({ trees: sourceTrees(key), id: baseTipSha }), bundle)
  return settings.settings.plans?.artifacts ?? []
}

interface PlannedArtifactsDependencies {
  readonly pullRequests: Pick<PullRequests, 'get'>
  readonly sourceTrees: (repository: RepositoryKey) => SourceTrees
  readonly bundle: Bundle
}
