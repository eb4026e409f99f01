import type { PullRequestAuthorship } from '../core/authorship/authorship.ts'
import type { Found, FoundInQueue } from '../core/gate/beyond-countersigned.ts'
import type { Asking } from '../core/gate/decide-group.ts'
import type { Decision } from '../core/gate/decision.ts'
import { type QueuedPull, strangeCommits } from '../core/gate/queued-pulls.ts'
import type { ReportedPull } from '../core/report/group-report.ts'
import { demandOfJudgement } from '../core/rules/judged-once.ts'
import { Fault } from '../ports/fault.ts'
import type { MergeGroup } from '../ports/merge-queue.ts'
import type { PullRequest, PullRequestKey, RepositoryKey } from '../ports/pull-requests.ts'
import { changedPaths } from './change-set.ts'
import { decidePull } from './decide-pull.ts'
import { type ExamineDependencies, reviewPull } from './examine.ts'
import { grownSince } from './grown-since.ts'
import { policyContext } from './policy-context.ts'
import { type Review, review } from './review.ts'
import type { Accountable } from './waiving.ts'

/**
 * A pull request of a group: what the gate says of it now, and what it does where it would land. `policySha` is where
 * the group's settings are read. Throws `Fault`.
 */
export async function groupPull(
  group: MergeGroup,
  queued: QueuedPull,
  policySha: string,
  dependencies: ExamineDependencies,
): Promise<ReportedPull> {
  const repository = keyOf(group)
  const key = { ...repository, number: queued.number }
  const pull = await existing(key, dependencies)
  if (pull === undefined || pull.state === 'closed') return refused(queued.number, pull, CLOSED)
  // Settings are read where it would be merged: elsewhere they may ask for less.
  if (pull.baseRef !== group.baseRef) return refused(queued.number, pull, RETARGETED)
  const { decision, shown, authorship } = await decided(key, pull, dependencies)
  const accountable = { kind: 'pull-request', author: pull.author.login, authorship } as const
  // Read once the pull request's own commits are on record.
  const commits = await dependencies.records.commitsEver(key)
  const strange = strangeCommits(queued, { headSha: pull.headSha, commits })
  const problems = strange === undefined ? [] : [`${strange} Queue it again.`]
  const inQueue = await foundInQueue(
    repository,
    queued,
    { headSha: pull.headSha, policySha, baseRef: group.baseRef, accountable },
    dependencies,
  )
  return { number: queued.number, title: pull.title, problems, decision, shown, inQueue }
}

/** A pull request whose head is the group's own commit: one check speaks for both, and says the worst. */
export async function sharingPull(
  key: PullRequestKey,
  headSha: string,
  dependencies: ExamineDependencies,
): Promise<ReportedPull> {
  const pull = await existing(key, dependencies)
  if (pull === undefined || pull.state === 'closed' || pull.headSha !== headSha) {
    // It has moved on since it was listed: to be looked at again.
    throw new Fault('unavailable', `The head of #${key.number} changes while the group is examined`)
  }
  const { decision, shown } = await decided(key, pull, dependencies)
  return { number: key.number, title: pull.title, problems: [], decision, shown }
}

const CLOSED = 'is not open any more, so nobody answers for what the queue would land. Take it out of the queue.'

const RETARGETED = 'is to be merged into another branch now. Take it out of the queue.'

function refused(number: number, pull: PullRequest | undefined, why: string): ReportedPull {
  return { number, title: pull?.title ?? '', problems: [`#${number} ${why}`] }
}

function keyOf({ installationId, owner, repo }: RepositoryKey): RepositoryKey {
  return { installationId, owner, repo }
}

async function existing(key: PullRequestKey, { pullRequests }: ExamineDependencies): Promise<PullRequest | undefined> {
  try {
    return await pullRequests.get(key)
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') return undefined
    throw error
  }
}

async function decided(
  key: PullRequestKey,
  pull: PullRequest,
  dependencies: ExamineDependencies,
): Promise<{
  readonly decision: Decision
  readonly shown: Found & Asking
  readonly authorship: PullRequestAuthorship
}> {
  const { reviewed, timeline } = await reviewPull(key, pull, dependencies)
  const { decision } = await decidePull(key, pull, reviewed, timeline, dependencies)
  return { decision, shown: foundBy(reviewed), authorship: reviewed.result.authorship }
}

function foundBy({ result, judgement }: Review): Found & Asking {
  const asking = new Set(judgement.explanations.filter(({ humans }) => humans > 1).map(({ digest }) => digest))
  return {
    granted: result.difference.granted,
    holding: result.findings.filter(({ digest }) => asking.has(digest)),
    demand: demandOfJudgement(judgement),
    mode: judgement.mode,
  }
}

/**
 * What the queue's commits of a pull request do, and how what they leave differs from the pull request's own head. Who
 * wrote it is judged in the pull request itself.
 */
async function foundInQueue(
  repository: RepositoryKey,
  queued: QueuedPull,
  { headSha, policySha, baseRef, accountable }: { readonly headSha: string } & Judging,
  dependencies: ExamineDependencies,
): Promise<FoundInQueue & Asking> {
  const { baseSha, headSha: landedSha } = queued
  const landed = { baseId: baseSha, headId: landedSha, policySha, baseRef, accountable }
  const found = foundBy(await landing(repository, landed, dependencies))
  if (found.holding.length === 0) return { ...found, grown: [], otherwise: new Set() }
  const trees = dependencies.sourceTrees(repository)
  const [own, queue] = [await trees.list(headSha), await trees.list(landedSha)]
  const byPath = (entries: typeof own) => new Map(entries.map((entry) => [entry.path, entry]))
  const otherwise = new Set(changedPaths(byPath(own), byPath(queue)).map(({ path }) => path))
  const grown =
    otherwise.size === 0 ? [] : await grownSince(repository, { baseId: headSha, headId: landedSha }, dependencies)
  return { ...found, grown, otherwise }
}

/** Where the settings are read, and who answers for what lands. */
interface Judging {
  readonly policySha: string
  readonly baseRef: string
  readonly accountable: Accountable
}

async function landing(
  repository: RepositoryKey,
  { baseId, headId, policySha, baseRef, accountable }: { readonly baseId: string; readonly headId: string } & Judging,
  dependencies: ExamineDependencies,
): Promise<Review> {
  const trees = dependencies.sourceTrees(repository)
  return review({
    comparisons: [{ base: { trees, id: baseId }, head: { trees, id: headId } }],
    policy: { trees, id: policySha },
    policyContext: await policyContext(repository, { baseRef }, dependencies),
    bundle: dependencies.bundle,
    authorship: () => JUDGED_ELSEWHERE,
    secondOpinion: dependencies.secondOpinion,
    modules: dependencies.modules(repository),
    memory: dependencies.memory(repository),
    clock: dependencies.clock,
    nowMs: dependencies.releases.clock.now(),
    accountable,
  })
}

const JUDGED_ELSEWHERE: PullRequestAuthorship = {
  verdict: 'unknown',
  tools: [],
  commits: [],
  directors: [],
  evidence: [],
  notes: [],
  complete: true,
}
