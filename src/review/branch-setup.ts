import type { BranchSetup } from '../core/report/setup-section.ts'
import { requiresCheck } from '../core/setup/enforcement.ts'
import type { Seen, ServerFacts } from '../core/setup/facts.ts'
import { Fault } from '../ports/fault.ts'
import type { GovernedBranches } from '../ports/governed-branches.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'
import type { Setup } from '../ports/setup.ts'
import type { WebhookRecords } from '../ports/webhook-records.ts'

/** Who tells what a branch requires, and which app asks. */
export interface BranchSetupSource {
  readonly setup: Pick<Setup, 'requiredChecks' | 'installation'>
  readonly appId: number
  readonly governedBranches: Pick<GovernedBranches, 'saw'>
  readonly webhooks: Pick<WebhookRecords, 'health'>
  /** The machine's clock less GitHub's; undefined where that is not known. */
  readonly clock: { readonly skewMs: () => number | undefined }
}

/**
 * What a base branch requires, what the app was granted, and how its server is doing. A verdict never fails for these questions: where one has
 * no answer, that is not visible. That the branch requires the check is remembered, in case that the rule is gone when
 * somebody pushes.
 */
export async function branchSetup(
  repository: RepositoryKey,
  branch: string,
  { setup, appId, governedBranches, webhooks, clock }: BranchSetupSource,
): Promise<BranchSetup> {
  const required = await seen(async () => {
    const answer = await setup.requiredChecks(repository, branch)
    if (answer.kind === 'seen' && requiresCheck(answer.value, appId)) await governedBranches.saw(repository, branch)
    return answer
  })
  const installation = await seen(async () => {
    return { kind: 'seen', value: await setup.installation(repository.installationId) } as const
  })
  const server: ServerFacts = {
    webhooks: await seen(async () => ({ kind: 'seen', value: await webhooks.health() })),
    skewMs: clock.skewMs(),
  }
  return { branch, appId, required, installation, server }
}

async function seen<T>(ask: () => Promise<Seen<T>>): Promise<Seen<T>> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { kind: 'not-visible', why: error.message }
  }
}
