import { FLOOR_REPOSITORY } from '../ports/floor-source.ts'
import type { Observations } from '../ports/observations.ts'
import type { OutdatedAnswers } from '../ports/outdated-answers.ts'
import type { RepositoryName } from '../ports/pull-requests.ts'

export interface FloorDependencies {
  readonly outdatedAnswers: Pick<OutdatedAnswers, 'outdate'>
  readonly observations: Pick<Observations, 'forgetAll'>
  /** Has open pull requests looked through soon; those that were not examined are then, the newest first. */
  readonly catchUpSoon: () => Promise<void>
}

/**
 * Something happened to a repository. Where it is the one with the organisation's floor, that is read anew, and every
 * open pull request of the organisation is examined again: what it is judged by may be something else.
 */
export async function floorChanged(
  { owner, repo }: RepositoryName,
  { outdatedAnswers, observations, catchUpSoon }: FloorDependencies,
): Promise<void> {
  if (repo.toLowerCase() !== FLOOR_REPOSITORY) return
  await outdatedAnswers.outdate(owner)
  await observations.forgetAll({ owner })
  await catchUpSoon()
}
