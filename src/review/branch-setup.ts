import type { BranchSetup } from '../core/report/setup-section.ts'
import { requiresCheck } from '../core/setup/enforcement.ts'
import { Fault } from '../ports/fault.ts'
import type { GovernedBranches } from '../ports/governed-branches.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'
import type { Setup } from '../ports/setup.ts'

/** Who tells what a branch requires, and which app asks. */
export interface BranchSetupSource {
  readonly setup: Pick<Setup, 'requiredChecks'>
  readonly appId: number
  readonly governedBranches: Pick<GovernedBranches, 'saw'>
}

/**
 * What a base branch requires. A verdict never fails for this question: where it has no answer, that is not visible.
 * That it requires the check is remembered, in case that the rule is gone when somebody pushes.
 */
export async function branchSetup(
  repository: RepositoryKey,
  branch: string,
  { setup, appId, governedBranches }: BranchSetupSource,
): Promise<BranchSetup> {
  try {
    const required = await setup.requiredChecks(repository, branch)
    if (required.kind === 'seen' && requiresCheck(required.value, appId)) {
      await governedBranches.saw(repository, branch)
    }
    return { branch, appId, required }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { branch, appId, required: { kind: 'not-visible', why: error.message } }
  }
}
