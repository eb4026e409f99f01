import type { Settings } from '../core/rules/settings.ts'
import type { PullRequest, RepositoryKey } from '../ports/pull-requests.ts'
import type { SourceTrees } from '../ports/source-trees.ts'
import type { Bundle } from './bundle.ts'
import { readPolicy } from './policy.ts'
import { type PolicyLookups, policyContext } from './policy-context.ts'
import { openSide } from './side-texts.ts'

export interface SettingsSources extends PolicyLookups {
  readonly sourceTrees: (repository: RepositoryKey) => SourceTrees
  readonly bundle: Bundle
}

/** The settings that apply to what lands on a branch's tip, in all their layers. Throws `Fault`. */
export async function settingsAt(
  tip: Pick<PullRequest, 'baseRef' | 'baseTipSha'>,
  key: RepositoryKey,
  sources: SettingsSources,
): Promise<Settings> {
  const { sourceTrees, bundle } = sources
  const context = await policyContext(key, tip, sources)
  const { settings } = await readPolicy(
    await openSide({ trees: sourceTrees(key), id: tip.baseTipSha }),
    bundle,
    context,
  )
  return settings.settings
}
