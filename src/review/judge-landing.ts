import type { PullRequestAuthorship } from '../core/authorship/authorship.ts'
import { conclusionOf } from '../core/gate/conclusion.ts'
import type { LandedPull } from '../core/report/landing-report.ts'
import { Fault } from '../ports/fault.ts'
import type { Landings, MergedPull } from '../ports/landings.ts'
import type { PullRequest, PullRequestKey, RepositoryKey } from '../ports/pull-requests.ts'
import { decidePull } from './decide-pull.ts'
import { type ExamineDependencies, reviewPull } from './examine.ts'
import { policyContext } from './policy-context.ts'
import { type Review, review } from './review.ts'
import type { Stretch } from './stretches.ts'

export interface JudgeLandingDependencies extends ExamineDependencies {
  readonly landings: Landings
}

/** What a stretch of a branch brought, and whether the gate answers for it. */
export interface JudgedLanding {
  readonly stretch: Stretch
  readonly reviewed: Review
  readonly isCovered: boolean
  /** What became of the gate, where a pull request brought it. */
  readonly pull?: LandedPull
}

/**
 * What landed by no pull request is covered where it adds no access and asks for nobody. What a pull request brought is
 * decided as its check decides, with what was known when it was merged, and on what in fact landed: an approval is
 * bound to a digest, which is another one where anything else came along. Throws `Fault`.
 */
export async function judgeLanding(
  repository: LandedOn,
  stretch: Stretch,
  dependencies: JudgeLandingDependencies,
): Promise<JudgedLanding> {
  const { pull } = stretch
  return pull === undefined
    ? judgeDirect(repository, stretch, dependencies)
    : judgeMerged({ ...repository, number: pull.number }, stretch, pull, dependencies)
}

/** A branch of a repository. */
interface LandedOn extends RepositoryKey {
  readonly branch: string
}

/** Reviews the difference of two commits, by the settings at the earlier one unless told where. Throws `Fault`. */
export async function judgeDirect(
  repository: LandedOn,
  stretch: Pick<Stretch, 'before' | 'after'>,
  dependencies: ExamineDependencies,
  settingsAt: string = stretch.before,
): Promise<JudgedLanding> {
  const { bundle, secondOpinion, clock } = dependencies
  const trees = dependencies.sourceTrees(repository)
  const base = { trees, id: stretch.before }
  const reviewed = await review({
    comparisons: [{ base, head: { trees, id: stretch.after } }],
    policy: { trees, id: settingsAt },
    policyContext: await policyContext(repository, { baseRef: repository.branch }, dependencies),
    authorship: () => NOT_ASKED,
    modules: dependencies.modules(repository),
    memory: dependencies.memory(repository),
    ...{ bundle, secondOpinion, clock },
    nowMs: dependencies.releases.clock.now(),
    accountable: { kind: 'nobody' },
  })
  const { judgement } = reviewed
  const isCovered = judgement.humansNeeded < 2 || judgement.mode === 'advisory'
  return { stretch, reviewed, isCovered }
}

/** Whoever wrote it: access that nobody has countersigned is told in any case. */
const NOT_ASKED: PullRequestAuthorship = {
  verdict: 'human',
  tools: [],
  commits: [],
  directors: [],
  evidence: [],
  notes: [],
  complete: true,
}

async function judgeMerged(
  key: PullRequestKey,
  stretch: Stretch,
  merged: MergedPull,
  dependencies: JudgeLandingDependencies,
): Promise<JudgedLanding> {
  const pull = await asLanded(key, stretch, merged, dependencies)
  const then = asOf(merged.mergedAt, dependencies)
  const { reviewed, timeline } = await reviewPull(key, pull, then, true)
  const { decision } = await decidePull(key, pull, reviewed, timeline, then)
  const conclusion = conclusionOf(decision)
  const isCovered = conclusion === 'success' || conclusion === 'neutral'
  return { stretch, reviewed, isCovered, pull: { number: key.number, decision } }
}

/** The pull request with what it was merged onto, and what it landed as, in place of what its branch is now. */
async function asLanded(
  key: PullRequestKey,
  { before, after }: Stretch,
  { headSha }: MergedPull,
  { pullRequests, landings }: JudgeLandingDependencies,
): Promise<PullRequest> {
  const mergeBaseSha = await landings.mergeBase(key, before, headSha)
  if (mergeBaseSha === undefined) throw new Fault('not-found', `${headSha} has no ancestor in common with ${before}`)
  return { ...(await pullRequests.get(key)), headSha, baseTipSha: before, mergeBaseSha, testMergeSha: after }
}

/** An approval that is given afterwards countersigns nothing, and an override ends no landing that it had released. */
function asOf(mergedAt: string, dependencies: JudgeLandingDependencies): JudgeLandingDependencies {
  const { pullRequests, records, releases } = dependencies
  const end = Date.parse(mergedAt)
  return {
    ...dependencies,
    pullRequests: {
      ...pullRequests,
      reviews: async (key, timeline) =>
        (await pullRequests.reviews(key, timeline)).filter(({ submittedAt }) => Date.parse(submittedAt) <= end),
    },
    records: {
      ...records,
      statements: async (key) => (await records.statements(key)).filter(({ statedAt }) => Date.parse(statedAt) <= end),
    },
    releases: { ...releases, clock: { now: () => end } },
  }
}
