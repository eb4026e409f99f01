import { z } from 'zod'
import type { Setup } from '../../ports/setup.ts'
import { repositoryEventSchema, repositoryOf } from './payload.ts'

export interface BranchRulesDependencies {
  readonly setup: Pick<Setup, 'forgetRules'>
}

const ofRepository = repositoryEventSchema.transform(repositoryOf)
/** A ruleset of an organization names no repository. */
const ofOrganization = z
  .object({ installation: z.object({ id: z.int() }), organization: z.object({ login: z.string() }) })
  .transform(({ installation, organization }) => ({ installationId: installation.id, owner: organization.login }))
const schema = z.union([ofRepository, ofOrganization])

/**
 * What a branch requires was changed. No verdict depends on it; the next check says whether the gate is in force as it
 * is then, and not as it was an hour ago.
 */
export async function onBranchRules(payload: unknown, { setup }: BranchRulesDependencies): Promise<void> {
  setup.forgetRules(schema.parse(payload))
}
