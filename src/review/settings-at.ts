import type { Settings } from '../core/rules/settings.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'
import type { SourceTrees } from '../ports/source-trees.ts'
import type { Bundle } from './bundle.ts'
import { readPolicy } from './review.ts'
import { openSide } from './side-texts.ts'

/** The settings that apply to what lands on a commit, the strict defaults where they cannot be read. Throws `Fault`. */
export async function settingsAt(
  baseTipSha: string,
  key: RepositoryKey,
  {
    sourceTrees,
    bundle,
  }: { readonly sourceTrees: (repository: RepositoryKey) => SourceTrees; readonly bundle: Bundle },
): Promise<Settings> {
  const { settings } = await readPolicy(await openSide({ trees: sourceTrees(key), id: baseTipSha }), bundle)
  return settings.settings
}
