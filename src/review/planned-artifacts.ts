import type { PullRequestKey, PullRequests } from '../ports/pull-requests.ts'
import { type SettingsSources, settingsAt } from './settings-at.ts'

/** Names of the artifacts that the plans of a pull request are read from, as its base branch says now. Throws `Fault`. */
export async function plannedArtifacts(
  key: PullRequestKey,
  dependencies: PlannedArtifactsDependencies,
): Promise<readonly string[]> {
  const settings = await settingsAt(await dependencies.pullRequests.get(key), key, dependencies)
  return settings.plans?.artifacts ?? []
}

interface PlannedArtifactsDependencies extends SettingsSources {
  readonly pullRequests: Pick<PullRequests, 'get'>
}
