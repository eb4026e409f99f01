import { requiresCheck } from '../core/setup/enforcement.ts'
import type { GovernedBranches } from '../ports/governed-branches.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'
import type { Setup } from '../ports/setup.ts'

/** Who tells whether a branch is the gate's business, and remembers for a while that it was. */
export interface Governance {
  readonly setup: Pick<Setup, 'requiredChecks'>
  readonly appId: number
  readonly governedBranches: GovernedBranches
}

/** `why` is a sentence without its full stop. */
export type Governed =
  | { readonly kind: 'governed' | 'not-governed' }
  | { readonly kind: 'not-visible'; readonly why: string }

/**
 * Whether what lands on a branch is the gate's business: the default branch, any whose rules require its check, and
 * any for which that was so in the last days, since the rule may be taken off for a push and put back. Settings in the
 * branch's tree tell nothing, since every branch made from the default one has them. Throws `Fault` where GitHub does
 * not answer: no answer is not "no".
 */
export async function governedBranch(
  repository: RepositoryKey,
  branch: string,
  isDefault: boolean,
  { setup, appId, governedBranches }: Governance,
): Promise<Governed> {
  const required = isDefault ? undefined : await setup.requiredChecks(repository, branch)
  if (required === undefined || (required.kind === 'seen' && requiresCheck(required.value, appId))) {
    await governedBranches.saw(repository, branch)
    return { kind: 'governed' }
  }
  if ((await governedBranches.of(repository)).includes(branch)) return { kind: 'governed' }
  return required.kind === 'seen' ? { kind: 'not-governed' } : { kind: 'not-visible', why: required.why }
}
