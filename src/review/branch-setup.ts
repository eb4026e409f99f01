import type { BranchSetup } from '../core/report/setup-section.ts'
import { Fault } from '../ports/fault.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'
import type { Setup } from '../ports/setup.ts'

/** Who tells what a branch requires, and which app asks. */
export interface BranchSetupSource {
  readonly setup: Pick<Setup, 'requiredChecks'>
  readonly appId: number
}

/** What a base branch requires. A verdict never fails for this question: where it has no answer, that is not visible. */
export async function branchSetup(
  repository: RepositoryKey,
  branch: string,
  { setup, appId }: BranchSetupSource,
): Promise<BranchSetup> {
  try {
    return { branch, appId, required: await setup.requiredChecks(repository, branch) }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { branch, appId, required: { kind: 'not-visible', why: error.message } }
  }
}
