import { githubComments } from '../adapters/github/comments.ts'
import { githubDeploymentGate } from '../adapters/github/deployment-gate.ts'
import { githubInstallations } from '../adapters/github/installations.ts'
import { githubLandings } from '../adapters/github/landings.ts'
import { githubMergeQueue } from '../adapters/github/merge-queue.ts'
import { systemTimers } from '../adapters/github/retry.ts'
import { githubVerdicts } from '../adapters/github/verdicts.ts'
import { behindEvents } from '../intake/behind-events.ts'
import { examineCommit } from '../intake/events/examine-commit.ts'
import { spreadingFanOut } from '../intake/fan-out.ts'
import { type CheckKeeping, leavingNoCheckOpen } from '../intake/leaving-no-check-open.ts'
import { observedExamination } from '../intake/observed-examination.ts'
import { whileInstalled } from '../intake/while-installed.ts'
import type { CommandJob } from '../ports/commands.ts'
import type { FanOut } from '../ports/fan-outs.ts'
import type { JobHandlers } from '../ports/jobs.ts'
import type { WatchJob } from '../ports/watch-jobs.ts'
import { answerWaiting } from '../review/answer-deployment.ts'
import { commandHandlers } from '../review/command-handlers.ts'
import { examine } from '../review/examine.ts'
import { groupHandlers } from '../review/group-handlers.ts'
import { takeStatement } from '../review/take-statement.ts'
import { watchHandlers } from '../review/watch.ts'
import type { Work } from './work.ts'

/**
 * Runs the jobs that events led to: examinations of pull requests and merge groups, what watches branches, and what
 * people ask for. With another `examination` branches are not watched.
 */
export async function startWork(work: Work, examination?: JobHandlers['examine']): Promise<void> {
  await startExaminations(work, examination ?? remembered(work))
  await startGroups(work)
  if (examination === undefined) await startWatch(work)
  await startCommands(work)
  await startFanOuts(work)
}

/** Examinations at a time: they mostly wait for GitHub, and each may hold a large repository. */
const CONCURRENCY = 8

async function startExaminations(work: Work, examination: JobHandlers['examine']): Promise<void> {
  const { clients, store, metrics, alerts, log } = work
  const installed = { departures: store.departures, log }
  const handlers = {
    examine: whileInstalled(behindEvents(examination, { ...clients, metrics }), (key) => key, installed),
    abandoned: (job: Parameters<JobHandlers['abandoned']>[0]) => alerts.raise({ kind: 'job-abandoned', job }),
  }
  await store.startExaminations(handlers, { concurrency: CONCURRENCY })
}

/** The examination, which leaves behind what it saw, and no check in progress. Deployments may wait for its verdict. */
function remembered({ dependencies, store, meter, log }: Work): JobHandlers['examine'] {
  const { observations, openChecks, deployments, watchJobs, jobs, mergeGroups, groupJobs } = store
  const again = { ...dependencies, jobs, mergeGroups, groupJobs }
  const keeping: CheckKeeping = {
    ...dependencies,
    openChecks,
    examineCommit: (repository, headSha) => examineCommit(repository, headSha, again),
    log,
  }
  return async (key, _signal, urgency) => {
    const keepsVerdict = () => urgency() !== 'event'
    const isUntouched = () => urgency() === 'background'
    await observedExamination(key, dependencies.pullRequests, observations, (pullRequests) =>
      leavingNoCheckOpen(key, { ...keeping, keepsVerdict }, (kept) =>
        meter.examination(key, kept, (checks) => examine(key, { ...dependencies, pullRequests, checks, isUntouched })),
      ),
    )
    await answerWaiting(key, { deployments, watchJobs })
  }
}

/** What merge queues are about to land. */
async function startGroups({ clients, store, dependencies, alerts, log }: Work): Promise<void> {
  const { jobs, mergeGroups, departures } = store
  const mergeQueue = githubMergeQueue(clients.installation)
  const handlers = groupHandlers({ ...dependencies, mergeQueue, mergeGroups, jobs }, alerts)
  await store.startGroups({ ...handlers, examine: whileInstalled(handlers.examine, (key) => key, { departures, log }) })
}

/** Looks at what lands on branches, and answers deployments. */
async function startWatch({ clients, store, dependencies, memories, alerts, log }: Work): Promise<void> {
  const { installation, appId } = clients
  const { landings: landingRecords, deployments, watchJobs } = store
  const { issues } = dependencies.releases
  const landings = githubLandings(installation, systemTimers)
  const [deploymentGate, verdicts] = [githubDeploymentGate(installation), githubVerdicts(installation, appId)]
  const watch = { landings, landingRecords, issues, alerts, deploymentGate, verdicts, deployments, watchJobs }
  const governance = { setup: memories.setup, appId, governedBranches: store.governedBranches }
  const handlers = watchHandlers({ ...dependencies, ...watch, governance })
  const repositoryOf = (job: WatchJob) => (job.kind === 'push' ? job.push : job.request)
  const installed = { departures: store.departures, log }
  await store.startWatch({ ...handlers, watch: whileInstalled(handlers.watch, repositoryOf, installed) })
}

/** Has the pull requests examined that an event concerns without naming them. */
async function startFanOuts({ clients, store, dependencies, alerts, log }: Work): Promise<void> {
  const { jobs, fanOuts, departures } = store
  const means = { ...dependencies, jobs, fanOuts, installations: githubInstallations(clients) }
  const spread = spreadingFanOut(means)
  const spreadBehind = (fanOut: FanOut, signal: AbortSignal) =>
    clients.at(
      () => 'fan-out',
      () => spread(fanOut, signal),
    )
  const repositoryOf = (fanOut: FanOut) => ('repository' in fanOut ? fanOut.repository : undefined)
  await store.startFanOuts({
    spread: whileInstalled(spreadBehind, repositoryOf, { departures, log }),
    abandoned: (fanOut, reason) => alerts.raise({ kind: 'job-abandoned', job: { kind: 'fan-out', fanOut, reason } }),
  })
}

/** Does what people ask for in comments and by the buttons on the check. */
async function startCommands({ clients, store, dependencies, alerts, log }: Work): Promise<void> {
  const { jobs, departures } = store
  const means = { ...dependencies, jobs, comments: githubComments(clients) }
  const handlers = commandHandlers({ ...means, takeStatement: takeStatement(means) }, alerts, (job, outcome) => {
    const { key, by, asked } = job
    const level = ({ done: 'info', ignored: 'debug', unanswered: 'warn' } as const)[outcome.kind]
    log[level]({ pull: key, by: by.login, asked: asked.kind, outcome }, 'somebody asked for something')
  })
  const run = whileInstalled(handlers.run, ({ key }: CommandJob) => key, { departures, log })
  await store.startCommands({ ...handlers, run })
}
