import { z } from 'zod'
import type { LandingRecords } from '../../ports/landing-records.ts'
import { type BranchRulesDependencies, onBranchRules } from './branch-rules.ts'
import { repositoryEventSchema, repositoryOf } from './payload.ts'

export interface RepositoryEditedDependencies extends BranchRulesDependencies {
  readonly landings: Pick<LandingRecords, 'of' | 'settle' | 'tips'>
}

const schema = repositoryEventSchema.extend({
  changes: z.object({ default_branch: z.object({ from: z.string() }).optional() }),
  repository: repositoryEventSchema.shape.repository.extend({ default_branch: z.string() }),
})

/**
 * A repository was edited. Where another branch is the default one now, and was none that is watched, it is taken to
 * come from where the former one stood: what it holds beyond that is looked at with the next look at branches. Open
 * pull requests are examined again, since the default branch is gated whatever its rules are.
 */
export async function onRepositoryEdited(payload: unknown, dependencies: RepositoryEditedDependencies): Promise<void> {
  const { landings } = dependencies
  const event = schema.parse(payload)
  const former = event.changes.default_branch?.from
  if (former === undefined) return
  const repository = repositoryOf(event)
  const branch = event.repository.default_branch
  const sha = (await landings.tips(repository)).get(former)
  const moves = await landings.of(repository)
  // A branch whose moves are all to be looked at still may be one that is not governed.
  const isWatched = moves?.some((move) => move.branch === branch && move.standing !== 'pending') === true
  if (sha !== undefined && !isWatched) {
    await landings.settle(repository, { branch, before: sha, sha, standing: 'clean' })
  }
  await onBranchRules(payload, dependencies)
}
