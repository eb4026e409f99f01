import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { Clock } from '../ports/clock.ts'
import { Fault } from '../ports/fault.ts'
import type { Installations, InstalledRepository } from '../ports/installations.ts'
import type { BackgroundJobs } from '../ports/jobs.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Observation, Observations } from '../ports/observations.ts'
import type { PullRequestKey, PullRequests } from '../ports/pull-requests.ts'
import { type Backlog, backlog } from './backlog.ts'
import { isScarce } from './behind-events.ts'
import type { LookAtTips } from './look-at-tips.ts'
import { reviewsOf } from './observed-examination.ts'
import { type Allowance, type Look, lookAgain, statesOf } from './open-pulls-look.ts'
import type { People } from './people-seen.ts'
import {
  longestAgoFirst,
  type PeopleMemory,
  peopleMemory,
  type QuestionAllowance,
  reconcilePeople,
} from './reconcile-people.ts'

export interface ReconcileDependencies {
  readonly installations: Installations
  readonly pullRequests: Pick<PullRequests, 'reviews'> & People
  readonly observations: Observations
  readonly jobs: BackgroundJobs
  /** Looks for pushes that no event told of. */
  readonly lookAtTips: LookAtTips
  readonly clock: Clock
  readonly metrics?: Pick<Metrics, 'reconciled'>
  readonly log: Logger
}

/** One run over all installations, or as many as there is time for. */
export type Reconcile = (signal: AbortSignal) => Promise<void>

/**
 * Has those open pull requests examined whose last examination saw something else than GitHub shows now, or did not
 * conclude: an event that was lost delays a verdict until the next run. What a run has no requests or time for is next
 * in the following one. Throws `Fault` where not even the installations can be listed, and what `signal` says.
 */
export function reconciler(dependencies: ReconcileDependencies): Reconcile {
  const memory: Memory = {
    looks: new LRUCache({ maxSize: MAX_REMEMBERED_PULLS, sizeCalculation: ({ pulls }) => pulls.size + 1 }),
    requests: new LRUCache({ max: MAX_REMEMBERED_REQUESTS }),
    people: peopleMemory(),
    backlog: backlog(dependencies.log),
    lastInstallation: 0,
  }
  return async (signal) => {
    const startedMs = dependencies.clock.now()
    const ids = await dependencies.installations.list()
    const next = Math.max(
      0,
      ids.findIndex((id) => id > memory.lastInstallation),
    )
    for (const id of [...ids.slice(next), ...ids.slice(0, next)]) {
      signal.throwIfAborted()
      if (dependencies.clock.now() - startedMs > MAX_RUN_MS) return
      await leavingOthersAlone(`installation ${id}`, dependencies.log, () =>
        reconcileInstallation({ ...dependencies, memory, signal }, id),
      )
      memory.lastInstallation = id
    }
  }
}

/** Within the interval of the runs, so that the next one goes on where this one stopped. */
const MAX_RUN_MS = 150_000
/** For an installation in one run; with twenty runs an hour less than half of what GitHub allows. */
const MAX_REQUESTS = 110
/** About people, for an installation in one run. Where nothing has changed the answer costs nothing of the hour's. */
const MAX_QUESTIONS = 60
/** An examination takes a dozen requests where nothing is cached. */
const MAX_JOBS = 15
const MAX_REPOSITORY_PAGES = 30
const MAX_REMEMBERED_PULLS = 200_000
const MAX_REMEMBERED_REQUESTS = 50_000
/** What keeps failing is asked for again after this, then after twice as long, and so on. */
const FIRST_REPEAT_MS = 6 * 60_000
const MAX_REPEAT_MS = 6 * 3_600_000

interface Memory {
  readonly looks: LRUCache<string, Look>
  readonly requests: LRUCache<string, Requested>
  readonly people: PeopleMemory
  readonly backlog: Backlog
  lastInstallation: number
}

/** An examination that was asked for. */
interface Requested {
  readonly state: string
  readonly times: number
  readonly atMs: number
}

interface Run extends ReconcileDependencies {
  readonly memory: Memory
  readonly signal: AbortSignal
}

interface Allowances extends Allowance, QuestionAllowance {
  jobs: number
}

/** One place that fails must not keep the rest from being looked at. */
async function leavingOthersAlone(what: string, log: Logger, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    log.warn({ err: error }, `${what} could not be looked at; the next run tries again`)
  }
}

async function reconcileInstallation(run: Run, installationId: number): Promise<void> {
  const allowance: Allowances = { requests: MAX_REQUESTS, jobs: MAX_JOBS, questions: MAX_QUESTIONS }
  const mayGoOn = (left: number) => {
    run.signal.throwIfAborted()
    return left > 0 && allowance.jobs > 0 && !isScarce(run.installations.remaining(installationId))
  }
  const { all, withPulls: repositories } = await repositoriesInTurn(run, installationId, allowance)
  await leavingOthersAlone(`the branches of installation ${installationId}`, run.log, () =>
    run.lookAtTips(all, run.signal),
  )
  for (const repository of repositories) {
    if (!mayGoOn(allowance.requests)) break
    await leavingItAlone(run, repository, () => reconcileRepository(run, repository, allowance))
  }
  run.memory.backlog.tell(installationId, repositories)
  const looks = repositories.map((repository) => {
    const look = run.memory.looks.peek(nameOf(repository))
    return { repository, pulls: [...(look?.pulls.keys() ?? [])] }
  })
  const request = (key: PullRequestKey, why: string) => requestExamination(run, key, why, allowance)
  const reconciling = { people: run.pullRequests, observations: run.observations, request }
  for (const open of longestAgoFirst(looks, run.memory.people)) {
    if (!mayGoOn(allowance.questions)) return
    await leavingItAlone(run, open.repository, () =>
      reconcilePeople(open, reconciling, run.memory.people, allowance, run.clock.now()),
    )
  }
}

/** A repository may be gone or closed to the app; a limit or an outage concerns the others too. */
async function leavingItAlone(
  run: Run,
  { owner, repo }: InstalledRepository,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Fault) || error.retryable) throw error
    run.log.warn({ err: error, repository: `${owner}/${repo}` }, 'a repository could not be looked at')
  }
}

interface Listed {
  readonly all: readonly InstalledRepository[]
  readonly withPulls: readonly InstalledRepository[]
}

/** All, and those with open pull requests: first what was never looked at, the last pushed to first, then the longest ago. */
async function repositoriesInTurn(
  { installations, memory }: Run,
  installationId: number,
  allowance: Allowance,
): Promise<Listed> {
  const all: InstalledRepository[] = []
  const found: { readonly repository: InstalledRepository; readonly lookedAtMs: number }[] = []
  for (let number = 1; number <= MAX_REPOSITORY_PAGES; number += 1) {
    allowance.requests -= 1
    const { items, isLast } = await installations.repositories(installationId, number)
    for (const repository of items) {
      all.push(repository)
      const name = nameOf(repository)
      if (repository.openIssues === 0) memory.looks.delete(name)
      else found.push({ repository, lookedAtMs: memory.looks.peek(name)?.lookedAtMs ?? 0 })
    }
    if (isLast) break
  }
  found.sort((one, other) => one.lookedAtMs - other.lookedAtMs || pushedMs(other.repository) - pushedMs(one.repository))
  return { all, withPulls: found.map(({ repository }) => repository) }
}

function nameOf({ owner, repo }: InstalledRepository): string {
  return `${owner}/${repo}`.toLowerCase()
}

function pushedMs({ pushedAt }: InstalledRepository): number {
  return pushedAt === null ? 0 : Date.parse(pushedAt)
}

async function reconcileRepository(run: Run, repository: InstalledRepository, allowance: Allowances): Promise<void> {
  const { memory, installations, observations, clock } = run
  const name = nameOf(repository)
  const look = await lookAgain(repository, memory.looks.get(name), installations, allowance, clock.now())
  memory.looks.set(name, look)
  const observed = look.pulls.size === 0 ? new Map<number, Observation>() : await observations.of(repository)
  const unexamined = [...look.pulls.keys()].filter((number) => !observed.has(number))
  memory.backlog.note(repository, look.pulls.size, unexamined.length)
  if (look.pulls.size === 0) return
  const { installationId, owner, repo } = repository
  let requested = 0
  for (const { pull, state } of statesOf(look)) {
    run.signal.throwIfAborted()
    if (allowance.jobs <= 0) break
    const key = { installationId, owner, repo, number: pull.number }
    const known = observed.get(pull.number)
    if (known?.state === state && (await hasTheseReviews(run, key, known, pull.updatedAt, allowance))) continue
    if (await requestExamination(run, key, `${state} ${pull.updatedAt}`, allowance)) requested += 1
  }
  run.metrics?.reconciled(look.pulls.size, requested)
}

/** Whatever happens to a pull request shows in its `updatedAt`; only then its reviews are worth a request. */
async function hasTheseReviews(
  { pullRequests, observations }: Run,
  key: PullRequestKey,
  known: Observation,
  updatedAt: string,
  allowance: Allowance,
): Promise<boolean> {
  if (known.confirmedAt === updatedAt) return true
  // Not known, and not to be guessed: the next run looks.
  if (allowance.requests <= 0) return true
  allowance.requests -= 1
  if (reviewsOf(await pullRequests.reviews(key, { dismissals: new Map() })) !== known.reviews) return false
  await observations.confirm(key, updatedAt)
  return true
}

async function requestExamination(
  run: Run,
  key: PullRequestKey,
  state: string,
  allowance: Allowances,
): Promise<boolean> {
  const { memory, jobs, clock, log } = run
  const name = `${key.owner}/${key.repo}#${key.number}`.toLowerCase()
  const before = memory.requests.get(name)
  const isRepeated = before?.state === state
  if (isRepeated && mustWait(before, clock.now())) return false
  if (!(await jobs.requestInBackground(key))) return false
  allowance.jobs -= 1
  memory.requests.set(name, { state, times: isRepeated ? before.times + 1 : 1, atMs: clock.now() })
  log.info({ pull: name }, 'a pull request is examined that no event was heard of')
  return true
}

/** A clock that was put back tells nothing: better examined once too often. */
function mustWait({ times, atMs }: Requested, nowMs: number): boolean {
  const waitedMs = nowMs - atMs
  return waitedMs >= 0 && waitedMs < Math.min(FIRST_REPEAT_MS * 2 ** (times - 1), MAX_REPEAT_MS)
}
