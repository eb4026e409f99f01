import type { LandingRecords } from '../ports/landing-records.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'
import type { ExamineDependencies } from './examine.ts'
import { judgeDirect } from './judge-landing.ts'

export interface BranchStandingDependencies extends ExamineDependencies {
  readonly landingRecords: Pick<LandingRecords, 'at'>
}

/** What is known of a commit as one that a governed branch stands or stood at; `unknown` where it never did. */
export type BranchStanding = 'clean' | 'uncovered' | 'pending' | 'unknown'

/**
 * Follows the branch back from a commit: it is clean where nothing landed on the way without a countersignature, or
 * what did is no longer in it. Of several branches the worst counts. Throws `Fault`.
 */
export async function branchStanding(
  repository: RepositoryKey,
  sha: string,
  dependencies: BranchStandingDependencies,
): Promise<BranchStanding> {
  const standings: BranchStanding[] = []
  for (const { branch } of await dependencies.landingRecords.at(repository, sha)) {
    standings.push(await onBranch(repository, branch, sha, dependencies))
  }
  return WORST_FIRST.find((standing) => standings.includes(standing)) ?? 'unknown'
}

const WORST_FIRST: readonly BranchStanding[] = ['uncovered', 'pending', 'clean']

/** Pushes that are followed back; what landed before them is taken for known. */
const MAX_PUSHES = 1_000

async function onBranch(
  repository: RepositoryKey,
  branch: string,
  sha: string,
  dependencies: BranchStandingDependencies,
): Promise<BranchStanding> {
  const seen = new Set<string>()
  let at = sha
  while (seen.size < MAX_PUSHES && !seen.has(at)) {
    seen.add(at)
    const landings = await dependencies.landingRecords.at(repository, at)
    const landing = landings.find((each) => each.branch === branch)
    // What was before the app watched is where it began.
    if (landing === undefined) return 'clean'
    if (landing.standing === 'pending') return 'pending'
    if (landing.standing === 'uncovered') {
      const { isCovered } = await judgeDirect(
        { ...repository, branch },
        { before: landing.before, after: sha },
        dependencies,
      )
      if (!isCovered) return 'uncovered'
    }
    at = landing.before
  }
  return 'clean'
}
