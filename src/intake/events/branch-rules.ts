import { z } from 'zod'
import type { OutdatedAnswers } from '../../ports/outdated-answers.ts'
import { repositoryEventSchema, repositoryOf } from './payload.ts'

export interface BranchRulesDependencies {
  readonly outdatedAnswers: Pick<OutdatedAnswers, 'outdate'>
}

const ofRepository = repositoryEventSchema.transform((payload) => repositoryOf(payload).owner)
/** A ruleset of an organization names no repository. */
const ofOrganization = z
  .object({ organization: z.object({ login: z.string() }) })
  .transform(({ organization }) => organization.login)
const schema = z.union([ofRepository, ofOrganization])

/**
 * What a branch requires was changed. No verdict depends on it; the next check says whether the gate is in force as it
 * is then, and not as it was an hour ago.
 */
export async function onBranchRules(payload: unknown, { outdatedAnswers }: BranchRulesDependencies): Promise<void> {
  await outdatedAnswers.outdate(schema.parse(payload))
}
