import { enforcementOf } from '../core/setup/enforcement.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'
import type { ExamineDependencies } from './examine.ts'

/**
 * Whether what lands on a branch is the gate's business: the default branch, and any whose rules require its check.
 * Settings in the branch's tree tell nothing, since every branch made from the default one has them.
 */
export async function isGovernedBranch(
  repository: RepositoryKey,
  branch: string,
  isDefault: boolean,
  { branchSetup }: Pick<ExamineDependencies, 'branchSetup'>,
): Promise<boolean> {
  if (isDefault) return true
  const setup = await branchSetup?.(repository, branch)
  if (setup === undefined || setup.required.kind !== 'seen') return false
  const { kind } = enforcementOf(setup.required.value, setup.appId)
  return kind === 'enforced' || kind === 'from-anybody'
}
