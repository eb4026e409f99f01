import { Fault } from '../ports/fault.ts'
import type { Landing, LandingRecords } from '../ports/landing-records.ts'
import { NO_COMMIT, type PushedRange } from '../ports/watch-jobs.ts'
import { type BranchStandingDependencies, branchStanding } from './branch-standing.ts'
import type { Governance } from './governed-branch.ts'
import { type JudgedLanding, type JudgeLandingDependencies, judgeDirect } from './judge-landing.ts'

export interface NewBranchDependencies extends JudgeLandingDependencies, BranchStandingDependencies {
  readonly landingRecords: Pick<LandingRecords, 'at' | 'of' | 'tips'>
  readonly governance: Pick<Governance, 'governedBranches'>
}

/** What a governed branch holds that is new. */
export type NewBranch =
  /** It stands where another governed branch stands or stood: what landed there was looked at there. */
  | { readonly kind: 'known' }
  /** There is no other one to compare it with. */
  | { readonly kind: 'first' }
  /** What it holds beyond the other governed branches: of several comparisons that which says the least. */
  | { readonly kind: 'compared'; readonly judged: JudgedLanding }

/**
 * Looks at a branch that was made: it may begin at any commit, also at one that no governed branch ever stood at, such
 * as one in the midst of a merged pull request. It is covered where it adds no access to what some governed branch
 * holds, or held where it parted from it, by the settings at the tip of the default branch. Throws `Fault`, also where
 * what landed on another branch has to be looked at first.
 */
export async function lookAtNewBranch(push: PushedRange, dependencies: NewBranchDependencies): Promise<NewBranch> {
  const standing = await standingElsewhere(push, push.after, dependencies)
  if (standing === 'clean') return { kind: 'known' }
  if (standing === 'pending') throw stillLookedAt()
  const awaited: string[] = []
  const judged: JudgedLanding[] = []
  for (const { tip, settingsAt } of await tipsFor(push, awaited, dependencies)) {
    for (const before of await basesOf(push, tip, awaited, dependencies)) {
      if (before === push.after) return { kind: 'known' }
      const each = await judgeDirect(push, { before, after: push.after }, dependencies, settingsAt)
      if (each.isCovered) return { kind: 'compared', judged: each }
      judged.push(each)
    }
  }
  if (awaited.length > 0) throw stillLookedAt()
  const [least] = judged.toSorted((one, other) => findingsIn(one) - findingsIn(other))
  return least === undefined ? { kind: 'first' } : { kind: 'compared', judged: least }
}

function stillLookedAt(): Fault {
  return new Fault('unavailable', 'What landed on a branch with which a new one is compared is still looked at')
}

interface Tip {
  readonly tip: string
  readonly settingsAt: string
}

/** The nearest first, as a rule. A default branch that is new is not asked for the settings that it is judged by. */
async function tipsFor(
  push: PushedRange,
  awaited: string[],
  dependencies: NewBranchDependencies,
): Promise<readonly Tip[]> {
  const others = await otherTips(push, awaited, dependencies)
  if (push.isDefault) return others.map((tip) => ({ tip, settingsAt: tip }))
  const settingsAt = await dependencies.landings.defaultTip(push)
  return settingsAt === undefined ? [] : [settingsAt, ...others].map((tip) => ({ tip, settingsAt }))
}

/** Comparisons of whole trees. One that is not made makes nothing covered. */
const MAX_OTHERS = 5

/**
 * Whether a governed branch stood at a commit and all was well, or is still looked at. Of two branches that were made
 * there neither vouches for the other.
 */
async function standingElsewhere(
  push: PushedRange,
  sha: string,
  dependencies: NewBranchDependencies,
): Promise<'clean' | 'pending' | 'unproven'> {
  const { landingRecords, governance } = dependencies
  const standing = await branchStanding(push, sha, dependencies)
  if (standing !== 'pending') return standing === 'clean' ? 'clean' : 'unproven'
  const governed = await governance.governedBranches.of(push)
  const isElsewhere = ({ branch, before }: Landing) => branch !== push.branch && before !== NO_COMMIT
  const moves = (await landingRecords.at(push, sha)).filter(isElsewhere)
  return moves.some(({ branch }) => governed.includes(branch)) ? 'pending' : 'unproven'
}

/** Where the other governed branches stand, as far as all is well there. `awaited` gets what is still looked at. */
async function otherTips(
  push: PushedRange,
  awaited: string[],
  dependencies: NewBranchDependencies,
): Promise<readonly string[]> {
  const { landingRecords, governance } = dependencies
  const tips = await landingRecords.tips(push)
  const others = (await governance.governedBranches.of(push)).filter((branch) => branch !== push.branch)
  const found: string[] = []
  for (const tip of others.flatMap((branch) => tips.get(branch) ?? [])) {
    if (found.length === MAX_OTHERS) break
    if (await isBase(push, tip, awaited, dependencies)) found.push(tip)
  }
  return found
}

/** The commit at which the branches part counts where a governed branch once stood there and all was well. */
async function basesOf(
  push: PushedRange,
  tip: string,
  awaited: string[],
  dependencies: NewBranchDependencies,
): Promise<readonly string[]> {
  const parting = await dependencies.landings.mergeBase(push, tip, push.after)
  if (parting === undefined || parting === tip) return [tip]
  return (await isBase(push, parting, awaited, dependencies)) ? [parting, tip] : [tip]
}

async function isBase(
  push: PushedRange,
  sha: string,
  awaited: string[],
  dependencies: NewBranchDependencies,
): Promise<boolean> {
  const standing = await standingElsewhere(push, sha, dependencies)
  if (standing === 'pending') awaited.push(sha)
  return standing === 'clean'
}

function findingsIn({ reviewed }: JudgedLanding): number {
  return reviewed.result.findings.length
}
