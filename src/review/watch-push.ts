import { type LandedStretch, type LandingOrigin, landingReport } from '../core/report/landing-report.ts'
import type { Alerts } from '../ports/alerts.ts'
import type { CheckOutput } from '../ports/checks.ts'
import { Fault } from '../ports/fault.ts'
import type { Issues, NewIssue } from '../ports/issues.ts'
import type { LandingRecords } from '../ports/landing-records.ts'
import { NO_COMMIT, type PushedRange } from '../ports/watch-jobs.ts'
import { type IsWatchedDependencies, isWatched } from './is-watched.ts'
import { type JudgedLanding, type JudgeLandingDependencies, judgeDirect, judgeLanding } from './judge-landing.ts'
import { lookAtNewBranch } from './new-branch.ts'
import { type Step, type Stretch, stretchesOf } from './stretches.ts'

export interface WatchPushDependencies extends JudgeLandingDependencies, IsWatchedDependencies {
  readonly landingRecords: LandingRecords
  readonly issues: Issues
  readonly alerts: Alerts
}

/**
 * Looks at a push to a branch: access that landed there without a countersignature fails the commit's check, opens an
 * issue and raises an alarm. A push that adds no access says nothing, and nothing is said of a branch that the gate
 * does not govern; where that cannot be seen, an alarm is raised. May run twice for one push, and says the same then.
 * Throws `Fault`, also where GitHub does not answer now whether the branch is governed.
 */
export async function watchPush(push: PushedRange, dependencies: WatchPushDependencies): Promise<void> {
  const { landingRecords } = dependencies
  const { branch, before, after: sha } = push
  const isNew = before === NO_COMMIT
  const known = (await landingRecords.at(push, sha)).filter((landing) => landing.branch === branch)
  if (known.some((move) => move.standing !== 'pending' && (isNew || move.before === before))) return
  if (!(await isWatched(push, dependencies))) return landingRecords.forget(push, { branch, before, sha })
  const found = await (isNew
    ? unlessGone(push, 'made', () => lookAtNew(push, dependencies))
    : unlessGone(push, 'rewritten', () => lookAt(push, dependencies)))
  if (found.kind === 'uncovered') await report(found, dependencies)
  const { before: from } = found.push
  const settled = { branch, before: from, sha, standing: found.kind }
  await (from === before ? landingRecords.settle(push, settled) : landingRecords.settleNew(push, settled))
}

/** `push` is what was looked at: of a branch that is new it begins at what the branch was compared with. */
type Found =
  | { readonly kind: 'clean'; readonly push: PushedRange }
  | {
      readonly kind: 'uncovered'
      readonly push: PushedRange
      readonly stretches: readonly LandedStretch[]
      readonly origin: LandingOrigin
    }

async function lookAt(push: PushedRange, dependencies: WatchPushDependencies): Promise<Found> {
  const { before, after } = push
  const clean = { kind: 'clean', push } as const
  const whole = await judgeDirect(push, { before, after }, dependencies)
  if (whole.isCovered) return clean
  const stretches = await uncoveredOf(push, whole, dependencies)
  if (stretches.length === 0) return clean
  const isRewritten = (await dependencies.landings.mergeBase(push, before, after)) !== before
  return { kind: 'uncovered', push, stretches: stretches.map(shown), origin: isRewritten ? 'rewritten' : 'moved' }
}

async function lookAtNew(push: PushedRange, dependencies: WatchPushDependencies): Promise<Found> {
  const found = await lookAtNewBranch(push, dependencies)
  switch (found.kind) {
    case 'known':
      return { kind: 'clean', push }
    case 'first':
      await dependencies.alerts.raise({ kind: 'push-unwatched', push, reason: FIRST_BRANCH })
      return { kind: 'clean', push }
    case 'compared': {
      const { judged } = found
      const made = { ...push, before: judged.stretch.before }
      if (judged.isCovered) return { kind: 'clean', push: made }
      return { kind: 'uncovered', push: made, stretches: [shown(judged)], origin: 'made' }
    }
  }
}

const FIRST_BRANCH = 'the branch is new, and there is nothing to compare it with'

/** A commit that is gone cannot be compared, now or later: what it brought is not known, which is no reason to pass. */
async function unlessGone(push: PushedRange, origin: LandingOrigin, look: () => Promise<Found>): Promise<Found> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== 'not-found') throw error
    const { before, after } = push
    return { kind: 'uncovered', push, stretches: [{ before, after, untold: error.message }], origin }
  }
}

/** Each stretch is judged on its own: where all are covered, so is what they add up to. */
async function uncoveredOf(
  push: PushedRange,
  whole: JudgedLanding,
  dependencies: WatchPushDependencies,
): Promise<readonly JudgedLanding[]> {
  const uncovered: JudgedLanding[] = []
  for (const stretch of await cut(push, dependencies)) {
    const isWhole = stretch.before === push.before && stretch.after === push.after && stretch.pull === undefined
    const judged = isWhole ? whole : await judgeLanding(push, stretch, dependencies)
    if (!judged.isCovered) uncovered.push(judged)
  }
  return uncovered
}

/** A push that cannot be followed step by step is one stretch, by whatever pull request has brought its last commit. */
async function cut(push: PushedRange, { landings }: WatchPushDependencies): Promise<readonly Stretch[]> {
  const { before, after, branch } = push
  const shas = (await landings.steps(push, before, after)) ?? [after]
  const last = await landings.mergedWith(push, branch, after, true)
  const steps: Step[] = []
  for (const sha of shas) {
    const [pull] = sha === after ? last : await landings.mergedWith(push, branch, sha, false)
    steps.push({ sha, ...(pull === undefined ? {} : { pull }) })
  }
  return stretchesOf(before, steps)
}

function shown({ stretch, reviewed, pull }: JudgedLanding): LandedStretch {
  const { before, after } = stretch
  return { before, after, result: reviewed.result, ...(pull === undefined ? {} : { pull }) }
}

async function report(
  { push, stretches, origin }: Extract<Found, { kind: 'uncovered' }>,
  dependencies: WatchPushDependencies,
): Promise<void> {
  const { issue, check } = landingReport({ ...(await withPusher(push, dependencies)), origin, stretches })
  const { branch, before, after } = push
  const marker = origin === 'made' ? `branch-${after}-${branch}` : `landing-${before}-${after}`
  const opened = await openIssue(push, marker, issue, dependencies)
  await failCheck(push, check, dependencies)
  const pulls = stretches.flatMap(({ pull }) => (pull === undefined ? [] : [pull.number]))
  await dependencies.alerts.raise({ kind: 'uncountersigned-landing', push, pulls, ...opened })
}

/** Of a push that no event told of, GitHub's list of what happened to the branch may tell who made it. */
async function withPusher(push: PushedRange, { pullRequests }: WatchPushDependencies): Promise<PushedRange> {
  if (push.pusher !== undefined) return push
  try {
    const moves = await pullRequests.branchMoves(push, push.branch)
    const login = moves.findLast(({ after }) => after === push.after)?.by?.login
    return login === undefined ? push : { ...push, pusher: login }
  } catch (error) {
    if (!(error instanceof Fault) || error.retryable) throw error
    return push
  }
}

/** Without the permission, or with issues turned off, the check and the alarm still tell. */
async function openIssue(
  push: PushedRange,
  marker: string,
  issue: NewIssue,
  { issues }: WatchPushDependencies,
): Promise<{ readonly issue: number } | { readonly withoutIssue: string }> {
  try {
    return { issue: await issues.open(push, marker, issue) }
  } catch (error) {
    if (!(error instanceof Fault) || error.retryable) throw error
    return { withoutIssue: error.message }
  }
}

/** The commit may be gone already. */
async function failCheck(
  push: PushedRange,
  output: CheckOutput,
  { checks, inTurn }: WatchPushDependencies,
): Promise<void> {
  try {
    await inTurn(push, push.after, async () => {
      await checks.conclude(push, await checks.start(push, push.after), 'failure', output)
    })
  } catch (error) {
    if (!(error instanceof Fault) || error.retryable) throw error
  }
}
