import { z } from 'zod'
import type { Observations } from '../../ports/observations.ts'
import type { OutdatedAnswers } from '../../ports/outdated-answers.ts'
import { repositoryEventSchema, repositoryOf } from './payload.ts'

export interface BranchRulesDependencies {
  readonly outdatedAnswers: Pick<OutdatedAnswers, 'outdate'>
  readonly observations: Pick<Observations, 'forgetAll'>
  /** Has open pull requests looked through soon; those that were not examined are then, the newest first. */
  readonly catchUpSoon: () => Promise<void>
}

const ofRepository = repositoryEventSchema.transform(repositoryOf)
/** A ruleset of an organization names no repository. */
const ofOrganization = z
  .object({ organization: z.object({ login: z.string() }) })
  .transform(({ organization }) => ({ owner: organization.login }))
const schema = z.union([ofRepository, ofOrganization])

/**
 * What a branch requires was changed. Whether it requires the check tells under which name a verdict is written, and
 * whether anybody has to wait for it: open pull requests are examined again, behind everything else.
 */
export async function onBranchRules(
  payload: unknown,
  { outdatedAnswers, observations, catchUpSoon }: BranchRulesDependencies,
): Promise<void> {
  const { owner, repo }: { owner: string; repo?: string } = schema.parse(payload)
  await outdatedAnswers.outdate(owner)
  await observations.forgetAll(repo === undefined ? { owner } : { owner, repo })
  await catchUpSoon()
}
