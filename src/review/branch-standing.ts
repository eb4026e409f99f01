import type { Landing, LandingRecords } from '../ports/landing-records.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'
import type { ExamineDependencies } from './examine.ts'
import { judgeDirect } from './judge-landing.ts'
import { type MovesStanding, standingOfMoves } from './standing-of-moves.ts'

export interface BranchStandingDependencies extends ExamineDependencies {
  readonly landingRecords: Pick<LandingRecords, 'at' | 'of'>
}

/** What is known of a commit as one that a governed branch stands or stood at; `unknown` where it never did. */
export type BranchStanding = MovesStanding | 'unknown'

/** How a commit stands on the branches that were moved to it: of several the worst counts. Throws `Fault`. */
export async function branchStanding(
  repository: RepositoryKey,
  sha: string,
  dependencies: BranchStandingDependencies,
): Promise<BranchStanding> {
  const { landingRecords } = dependencies
  const branches = new Set((await landingRecords.at(repository, sha)).map(({ branch }) => branch))
  if (branches.size === 0) return 'unknown'
  const moves = await landingRecords.of(repository)
  if (moves === undefined) return 'untold'
  const covers = async ({ branch, before }: Landing) =>
    (await judgeDirect({ ...repository, branch }, { before, after: sha }, dependencies)).isCovered
  const standings: BranchStanding[] = []
  for (const branch of branches) standings.push(await standingOfMoves({ branch, sha }, moves, covers))
  return WORST_FIRST.find((standing) => standings.includes(standing)) ?? 'unknown'
}

const WORST_FIRST: readonly BranchStanding[] = ['uncovered', 'untold', 'pending', 'clean']
