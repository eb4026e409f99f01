import { conclusionOf } from '../core/gate/conclusion.ts'
import { decideGroup, groupConclusion } from '../core/gate/decide-group.ts'
import { type QueuedPull, queuedPulls } from '../core/gate/queued-pulls.ts'
import { groupReport, type ReportedPull } from '../core/report/group-report.ts'
import type { CheckConclusion, CheckOutput } from '../ports/checks.ts'
import { Fault } from '../ports/fault.ts'
import type { Jobs } from '../ports/jobs.ts'
import type {
  GroupPlace,
  MergeGroup,
  MergeGroupKey,
  MergeGroups,
  MergeQueue,
  QueueState,
} from '../ports/merge-queue.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'
import type { ExamineDependencies } from './examine.ts'
import { groupPull, sharingPull } from './group-pull.ts'
import { readPolicy } from './policy.ts'
import { policyContext } from './policy-context.ts'
import { rememberingOpen } from './side-texts.ts'

export interface GroupDependencies extends ExamineDependencies {
  readonly mergeQueue: MergeQueue
  readonly mergeGroups: MergeGroups
  readonly jobs: Pick<Jobs, 'requestExamination'>
}

/**
 * Examines a merge queue's group and writes the check run of its commit: in progress first, then the verdict. Where the
 * outside world fails, the check stays in progress and the fault is thrown, to be retried: a check that has failed has
 * the queue throw the pull requests out. A group that is gone is forgotten.
 */
export async function examineGroup(key: MergeGroupKey, dependencies: GroupDependencies): Promise<void> {
  const { mergeGroups, mergeQueue, inTurn } = dependencies
  const known = await mergeGroups.of(key)
  if (known === undefined) return
  const { group } = known
  // INVARIANT: a commit's check has one writer at a time, whether it is a pull request's head or a group's.
  await inTurn(key, key.headSha, async () => {
    const checkRun = known.isConcluded ? undefined : await dependencies.checks.start(repositoryOf(group), key.headSha)
    const place = await mergeQueue.place(group)
    if (place.kind === 'gone') return forget(group, checkRun, dependencies)
    const running = checkRun ?? (await dependencies.checks.start(repositoryOf(group), key.headSha))
    const { conclusion, output } = await outcomeOf(group, place, dependencies)
    await dependencies.checks.conclude(repositoryOf(group), running, conclusion, output)
    await mergeGroups.conclude(group)
  })
}

/** Leaves no check in progress on a group whose examination was given up. */
export async function giveUpGroup(
  key: MergeGroupKey,
  { checks, mergeGroups, inTurn }: Pick<GroupDependencies, 'checks' | 'mergeGroups' | 'inTurn'>,
): Promise<void> {
  // INVARIANT: one writer at a time, as above: another examination may have come to its verdict meanwhile.
  await inTurn(key, key.headSha, async () => {
    const known = await mergeGroups.of(key)
    if (known === undefined || known.isConcluded) return
    const checkRun = await checks.start(repositoryOf(known.group), key.headSha)
    await checks.conclude(repositoryOf(known.group), checkRun, conclusionOf(undefined), GIVEN_UP)
    await mergeGroups.conclude(key)
  })
}

const GIVEN_UP: CheckOutput = {
  title: 'Failed: the review of this group could not be done, so it does not land',
  summary:
    '**Failed: the review of this group could not be done, so it does not land.**\n\nIt was tried again and again, and its operators have been told why it failed. Queue the pull requests again once that is put right.',
  annotations: [],
}

const GONE: CheckOutput = {
  title: 'Not examined: the merge queue has landed or dropped this group',
  summary:
    'The queue has landed or dropped this group before its examination had come to a verdict: nothing is known about it.',
  annotations: [],
}

function repositoryOf({ installationId, owner, repo }: MergeGroup): RepositoryKey {
  return { installationId, owner, repo }
}

/** The commit may be a pull request's head from now on (the base branch's tip is one where releases are merged). */
async function forget(
  group: MergeGroup,
  checkRun: number | undefined,
  { checks, mergeGroups, pullRequests, jobs }: GroupDependencies,
): Promise<void> {
  if (checkRun !== undefined) await checks.conclude(repositoryOf(group), checkRun, conclusionOf(undefined), GONE)
  await mergeGroups.forget(group)
  for (const number of await pullRequests.withHead(group, group.headSha)) {
    await jobs.requestExamination({ ...repositoryOf(group), number })
  }
}

/** Each is read and reviewed; a queue that builds more at once than these is told to build fewer. */
const MAX_PULLS = 25

async function outcomeOf(
  group: MergeGroup,
  place: Exclude<GroupPlace, { readonly kind: 'gone' }>,
  dependencies: GroupDependencies,
): Promise<{ readonly conclusion: CheckConclusion; readonly output: CheckOutput }> {
  const queue = await dependencies.mergeQueue.state(group, group.baseRef)
  const { baseSha, queued, problems } = contentOf(group, place, queue)
  const trees = dependencies.sourceTrees(group)
  const policy = await rememberingOpen()({ trees, id: baseSha })
  const context = await policyContext(group, group, dependencies)
  const { settings } = await readPolicy(policy, dependencies.bundle, context)
  const pulls: ReportedPull[] = []
  for (const each of queued) pulls.push(await groupPull(group, each, baseSha, dependencies))
  const inGroup = new Set(queued.map(({ number }) => number))
  for (const number of await dependencies.pullRequests.withHead(group, group.headSha)) {
    if (!inGroup.has(number))
      pulls.push(await sharingPull({ ...repositoryOf(group), number }, group.headSha, dependencies))
  }
  const decision = decideGroup({ pulls, problems, mode: settings.settings.mode })
  return { conclusion: groupConclusion(decision), output: groupReport({ decision, pulls, settings }) }
}

interface GroupContent {
  /** What the group is examined against, and where settings are read. */
  readonly baseSha: string
  readonly queued: readonly QueuedPull[]
  readonly problems: readonly string[]
}

/**
 * Which pull requests would land. That is the group's own part alone where the queue lands no group on top of one that
 * has failed; otherwise everything from the base branch's tip. Throws `Fault` where the queue does not list the group
 * (yet).
 */
function contentOf(
  { baseSha, baseRef, headSha }: MergeGroup,
  place: Exclude<GroupPlace, { readonly kind: 'gone' }>,
  { landsEachOnItsOwn, entries }: QueueState,
): GroupContent {
  // Where the group is not what it says, its base is not to be relied on either.
  const nothing = (problem: string) => ({ baseSha: place.baseTipSha, queued: [], problems: [problem] })
  if (place.kind === 'diverged')
    return nothing(`The group is not built on the tip of ${JSON.stringify(baseRef)}: that was moved meanwhile.`)
  const chain = place.commits.map(({ sha }) => sha)
  const own = baseSha === place.baseTipSha ? 0 : chain.indexOf(baseSha) + 1
  if (chain.at(-1) !== headSha || (own === 0 && baseSha !== place.baseTipSha)) {
    return nothing(`The group does not lead from its base ${baseSha} to its head ${headSha} by the queue's commits.`)
  }
  if (!entries.some((entry) => entry.headSha === headSha)) {
    throw new Fault('unavailable', 'GitHub does not list the group in its merge queue')
  }
  const from = landsEachOnItsOwn ? baseSha : place.baseTipSha
  const { pulls, unclaimed } = queuedPulls(from, landsEachOnItsOwn ? place.commits.slice(own) : place.commits, entries)
  const strange = unclaimed.map(({ sha }) => `The commit ${sha} of the group belongs to no pull request in the queue.`)
  if (pulls.length > MAX_PULLS) {
    return nothing(
      `The group would land ${pulls.length} pull requests at once; at most ${MAX_PULLS} are examined: let the queue build fewer.`,
    )
  }
  return { baseSha: from, queued: pulls, problems: strange }
}
