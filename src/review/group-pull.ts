import type { PullRequestAuthorship } from '../core/authorship/authorship.ts'
import type { Found, FoundInQueue } from '../core/gate/beyond-countersigned.ts'
import type { Decision } from '../core/gate/decision.ts'
import { type QueuedPull, strangeCommits } from '../core/gate/queued-pulls.ts'
import type { ReportedPull } from '../core/report/group-report.ts'
import { Fault } from '../ports/fault.ts'
import type { MergeGroup } from '../ports/merge-queue.ts'
import type { PullRequest, PullRequestKey, RepositoryKey } from '../ports/pull-requests.ts'
import { changedPaths } from './change-set.ts'
import { decidePull } from './decide-pull.ts'
import { type ExamineDependencies, reviewPull } from './examine.ts'
import { grownSince } from './grown-since.ts'
import { type Review, review } from './review.ts'

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
  const { decision, shown } = await decided(key, pull, dependencies)
  // Read once the pull request's own commits are on record.
  const commits = await dependencies.records.commitsEver(key)
  const strange = strangeCommits(queued, { headSha: pull.headSha, commits })
  const problems = strange === undefined ? [] : [`${strange} Queue it again.`]
  const inQueue = await foundInQueue(repository, queued, pull.headSha, policySha, dependencies)
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
  return { number: key.number, title: pull.title, problems: [], ...(await decided(key, pull, dependencies)) }
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
): Promise<{ readonly decision: Decision; readonly shown: Found }> {
  const { reviewed, timeline } = await reviewPull(key, pull, dependencies)
  const { decision } = await decidePull(key, pull, reviewed, timeline, dependencies)
  return { decision, shown: foundBy(reviewed) }
}

function foundBy({ result, judgement }: Review): Found {
  const asking = new Set(judgement.explanations.filter(({ humans }) => humans > 1).map(({ digest }) => digest))
  return { granted: result.difference.granted, holding: result.findings.filter(({ digest }) => asking.has(digest)) }
}

/**
 * What the queue's commits of a pull request do, and how what they leave differs from the pull request's own head. Who
 * wrote it is judged in the pull request itself.
 */
async function foundInQueue(
  repository: RepositoryKey,
  queued: QueuedPull,
  headSha: string,
  policySha: string,
  dependencies: ExamineDependencies,
): Promise<FoundInQueue> {
  const { baseSha, headSha: landedSha } = queued
  const found = foundBy(await landing(repository, { baseId: baseSha, headId: landedSha, policySha }, dependencies))
  if (found.holding.length === 0) return { ...found, grown: [], otherwise: new Set() }
  const trees = dependencies.sourceTrees(repository)
  const [own, landed] = [await trees.list(headSha), await trees.list(landedSha)]
  const byPath = (entries: typeof own) => new Map(entries.map((entry) => [entry.path, entry]))
  const otherwise = new Set(changedPaths(byPath(own), byPath(landed)).map(({ path }) => path))
  const grown =
    otherwise.size === 0 ? [] : await grownSince(repository, { baseId: headSha, headId: landedSha }, dependencies)
  return { ...found, grown, otherwise }
}

function landing(
  repository: RepositoryKey,
  { baseId, headId, policySha }: { readonly baseId: string; readonly headId: string; readonly policySha: string },
  dependencies: ExamineDependencies,
): Promise<Review> {
  const trees = dependencies.sourceTrees(repository)
  return review({
    comparisons: [{ base: { trees, id: baseId }, head: { trees, id: headId } }],
    policy: { trees, id: policySha },
    bundle: dependencies.bundle,
    authorship: () => JUDGED_ELSEWHERE,
    secondOpinion: dependencies.secondOpinion,
    modules: dependencies.modules(repository),
    memory: dependencies.memory(repository),
    clock: dependencies.clock,
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
