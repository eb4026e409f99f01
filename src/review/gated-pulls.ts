import type { BranchSetup } from '../core/report/setup-section.ts'
import { requiresCheck } from '../core/setup/enforcement.ts'
import { Fault } from '../ports/fault.ts'
import type { PullRequest, RepositoryKey } from '../ports/pull-requests.ts'

/** Who tells what a branch requires; absent where nobody does, and then all are taken for gated. */
export interface GateSource {
  readonly branchSetup?: (repository: RepositoryKey, branch: string) => Promise<BranchSetup>
}

/** Pull requests at one commit, by what the commit's check is to the branch that they are to be merged into. */
export interface PullsAtCommit {
  /** The default branch, or one that requires the check. */
  readonly gated: readonly PullRequest[]
  /** Any other branch: whoever may push may make one, and what it holds already says nothing of the gated ones. */
  readonly beside: readonly PullRequest[]
}

/** Throws `Fault` where it is not visible what a branch requires: then nothing may be said that could count for it. */
export async function gatedPulls(
  repository: RepositoryKey,
  pulls: readonly PullRequest[],
  source: GateSource,
): Promise<PullsAtCommit> {
  const [gated, beside]: [PullRequest[], PullRequest[]] = [[], []]
  for (const pull of pulls) ((await isGated(repository, pull, source)) ? gated : beside).push(pull)
  return { gated, beside }
}

/** Whether the check is for what is to be merged into this branch. Throws `Fault` where that is not visible. */
export async function isGated(
  repository: RepositoryKey,
  { baseRef, isOntoDefault }: Pick<PullRequest, 'baseRef' | 'isOntoDefault'>,
  { branchSetup }: GateSource,
): Promise<boolean> {
  if (isOntoDefault || branchSetup === undefined) return true
  const { required, appId } = await branchSetup(repository, baseRef)
  if (required.kind === 'not-visible') {
    throw new Fault('unavailable', `It is not visible whether ${baseRef} requires this check: ${required.why}`)
  }
  return requiresCheck(required.value, appId)
}
