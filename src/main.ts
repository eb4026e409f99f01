import type { Logger } from 'pino'
import { logAlerts } from './adapters/alerts/log-alerts.ts'
import { packageVersion, readBundledRules } from './adapters/filesystem/bundled-rules.ts'
import { diskBlobCache } from './adapters/filesystem/disk-blob-cache.ts'
import { githubChangeHistory } from './adapters/github/change-history.ts'
import { githubChecks } from './adapters/github/checks.ts'
import { type Clients, createClients } from './adapters/github/clients.ts'
import { githubComments } from './adapters/github/comments.ts'
import { githubDeploymentGate } from './adapters/github/deployment-gate.ts'
import { githubFloorSource } from './adapters/github/floor-source.ts'
import { githubHookDeliveries } from './adapters/github/hook-deliveries.ts'
import { githubInstallations } from './adapters/github/installations.ts'
import { githubIssues } from './adapters/github/issues.ts'
import { githubLandings } from './adapters/github/landings.ts'
import { githubMergeQueue } from './adapters/github/merge-queue.ts'
import { githubPlanArtifacts } from './adapters/github/plan-artifacts.ts'
import { githubPullRequests } from './adapters/github/pull-requests.ts'
import { systemTimers } from './adapters/github/retry.ts'
import { githubReviewComments } from './adapters/github/review-comments.ts'
import { githubSetup } from './adapters/github/setup.ts'
import {
  githubSourceTrees,
  listedTrees,
  type SourceTreesCache,
  sourceTreesCache,
} from './adapters/github/source-trees.ts'
import { githubVerdicts } from './adapters/github/verdicts.ts'
import { prometheusMetrics } from './adapters/metrics/prometheus-metrics.ts'
import { hclSecondOpinion } from './adapters/second-opinion/hcl-second-opinion.ts'
import { openStore, type Store } from './adapters/store/store.ts'
import { type AnnouncedChecks, announcedChecks } from './intake/announced-checks.ts'
import { countersignApp } from './intake/app.ts'
import { behindEvents } from './intake/behind-events.ts'
import { CATCH_UP, catchUp } from './intake/catch-up.ts'
import { countedAlerts } from './intake/counted-alerts.ts'
import { deleteOldLedgers, forgettingWhatWasLeft, keptContent } from './intake/departures.ts'
import { examineWhenDue } from './intake/due-examinations.ts'
import { readEnvironment, type ServerConfig } from './intake/environment.ts'
import { examineCommit } from './intake/events/examine-commit.ts'
import { handleDelivery } from './intake/handle-delivery.ts'
import { listen } from './intake/http-server.ts'
import { type CheckKeeping, leavingNoCheckOpen } from './intake/leaving-no-check-open.ts'
import { createLogger } from './intake/logger.ts'
import { type ExaminationMeter, examinationMeter } from './intake/metered-examination.ts'
import { metricsServer } from './intake/metrics-server.ts'
import { observedExamination } from './intake/observed-examination.ts'
import { reconciler } from './intake/reconcile.ts'
import { remindWhenDue } from './intake/reminders.ts'
import { runUntilSignalled } from './intake/run-until-signalled.ts'
import { sweepDeliveries } from './intake/sweep-deliveries.ts'
import { useProxy } from './intake/use-proxy.ts'
import { webhookApp } from './intake/webhook-app.ts'
import { whileInstalled } from './intake/while-installed.ts'
import type { Alerts } from './ports/alerts.ts'
import type { CommandJob } from './ports/commands.ts'
import type { Departed } from './ports/departures.ts'
import type { FloorSource } from './ports/floor-source.ts'
import type { HeldPull } from './ports/held-pulls.ts'
import type { JobHandlers } from './ports/jobs.ts'
import type { Metrics } from './ports/metrics.ts'
import type { PullRequestKey, RepositoryKey, RepositoryName } from './ports/pull-requests.ts'
import type { SecondOpinion } from './ports/second-opinion.ts'
import type { Setup } from './ports/setup.ts'
import type { WatchJob } from './ports/watch-jobs.ts'
import { answerWaiting } from './review/answer-deployment.ts'
import { branchSetup } from './review/branch-setup.ts'
import { readBundle } from './review/bundle.ts'
import { commandHandlers } from './review/command-handlers.ts'
import { type ExamineDependencies, examine } from './review/examine.ts'
import { groupHandlers, isGroupHead } from './review/group-handlers.ts'
import { inTurn } from './review/in-turn.ts'
import { organisationFloors } from './review/organisation-floors.ts'
import { plannedArtifacts } from './review/planned-artifacts.ts'
import { remind } from './review/remind.ts'
import { takeStatement } from './review/take-statement.ts'
import { type MemoryByRepository, memoryByRepository } from './review/terraform-memory.ts'
import { watchHandlers } from './review/watch.ts'
import { githubModules } from './server/github-modules.ts'

export interface RunningServer {
  /** Where it listens, e.g. `http://0.0.0.0:3000`. */
  readonly url: string
  /** Where its figures are, e.g. `http://127.0.0.1:9464/metrics`; absent where no port is set for them. */
  readonly metricsUrl?: string
  /** Takes no new work, finishes what runs (`graceMs` at most), and closes the store. */
  close(graceMs?: number): Promise<void>
}

export interface ServerOptions {
  readonly log?: Logger
  /** In place of the real examination, for tests and benchmarks of what surrounds it. */
  readonly examine?: JobHandlers['examine']
  /** How often lost events are looked for, beside at the start; three minutes unless told. */
  readonly catchUpSeconds?: number
  /** How often reminders that have fallen due are looked for; five minutes unless told. */
  readonly reminderSeconds?: number
}

/** The composition root: starts the HTTP server and the workers in this process. Throws `Fault` where it cannot. */
export async function startServer(config: ServerConfig, options: ServerOptions = {}): Promise<RunningServer> {
  const log = options.log ?? createLogger(config.logLevel)
  const { appId, privateKey, apiUrl: baseUrl, webhookSecret } = config
  const metrics = prometheusMetrics()
  const clients = await createClients({ appId, privateKey, baseUrl, webhookSecret, metrics })
  const store = await openStore(config.storage, { log })
  const secondOpinion = hclSecondOpinion()
  const stops: ((graceMs: number) => void | Promise<void>)[] = []
  const close = async (graceMs = GRACE_MS) => {
    for (const stop of stops) await stop(graceMs)
    await store.close(graceMs)
    await secondOpinion.close()
    metrics.close()
  }
  try {
    metrics.watchQueues(store.queueStates)
    const alerts = countedAlerts(logAlerts(log), metrics)
    const meter = examinationMeter(metrics, CLOCK)
    const memories = memoriesOf(clients, config, metrics, log)
    const dependencies = examineDependencies(clients, store, secondOpinion, config, alerts, memories)
    const examined = options.examine ?? remembered(dependencies, store, meter, log)
    const installed = { departures: store.departures, log }
    const examination = whileInstalled(behindEvents(examined, { ...clients, metrics }), (key) => key, installed)
    const announcing = { ...dependencies, ...store, onAnnounced: meter.announced, log }
    const announced = options.examine === undefined ? announcedChecks(announcing) : undefined
    if (announced !== undefined) stops.push(announced.close)
    const work = { dependencies, examination, ...(announced && { announced }), memories, meter, alerts, metrics, log }
    await startWork(clients, store, work)
    await startGroups(clients, store, work)
    if (options.examine === undefined) await startWatch(clients, store, work)
    await startCommands(clients, store, work)
    const { verify } = clients.probot.webhooks
    const { deliveries, ping } = store
    const server = await listen(webhookApp({ verify, deliveries, ping, clock: CLOCK, metrics, log }), config)
    const figures = config.metrics && (await metricsServer(config.metrics, metrics.exposition))
    await startCatchUp(clients, store, work, options.catchUpSeconds)
    stops.push(await startDepartures(store, work))
    await startReminders(clients, store, work, options.reminderSeconds)
    log.info({ url: server.url, github: baseUrl, storage: config.storage.kind }, 'countersign listens for webhooks')
    return {
      url: server.url,
      ...(figures === undefined ? {} : { metricsUrl: `${figures.url}/metrics` }),
      close: async (graceMs = GRACE_MS) => {
        await server.close(graceMs)
        await figures?.close(graceMs)
        await close(graceMs)
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

const CLOCK = { now: Date.now }
const GRACE_MS = 20_000
/** Examinations at a time: they mostly wait for GitHub, and each may hold a large repository. */
const CONCURRENCY = 8

/** What this process remembers of repositories, in memory and on disk. */
interface Memories {
  readonly cache: SourceTreesCache
  readonly memory: MemoryByRepository
  readonly setup: Setup
  readonly floorSource: FloorSource
  /** Deletes it for repositories that the app has left. */
  readonly forget: (departed: Departed) => Promise<void>
}

function memoriesOf(clients: Clients, { blobCache }: ServerConfig, metrics: Metrics, log: Logger): Memories {
  const onProblem = (err: unknown) => log.warn({ err }, 'the cache of files on the disk does not work')
  const disk = blobCache && diskBlobCache({ ...blobCache, clock: CLOCK, onProblem })
  const cache = sourceTreesCache({ metrics, ...(disk === undefined ? {} : { disk }) })
  const memory = memoryByRepository()
  const setup = githubSetup(clients, CLOCK)
  const floorSource = githubFloorSource(clients.installation, CLOCK)
  return {
    cache,
    memory,
    setup,
    floorSource,
    async forget(departed) {
      floorSource.forget(departed.owner)
      for (const each of [cache, memory, clients]) each.forget(departed)
      setup.forgetRules(departed)
      await disk?.forget(departed)
    },
  }
}

/** The review of a pull request, with GitHub on one side and the store on the other. */
function examineDependencies(
  clients: Clients,
  store: Store,
  secondOpinion: SecondOpinion,
  config: ServerConfig,
  alerts: Alerts,
  { cache, setup, memory, floorSource }: Memories,
): ExamineDependencies {
  const bundle = readBundle(readBundledRules(), packageVersion())
  const sourceTrees = (repository: RepositoryKey) => githubSourceTrees(clients.installation, repository, cache)
  const policyRecords = store.policies
  return {
    pullRequests: githubPullRequests(clients.installation, systemTimers, listedTrees(clients.installation, cache)),
    checks: githubChecks(clients.installation, clients.appId, systemTimers),
    sourceTrees,
    policyRecords,
    floorOf: organisationFloors({ floorSource, policyRecords, sourceTrees, bundle }),
    records: store.records,
    secondOpinion,
    modules: (repository) => githubModules(repository, clients, cache, config),
    history: (repository) => githubChangeHistory(clients.installation, repository, cache),
    planArtifacts: githubPlanArtifacts(clients.installation, config),
    memory,
    heldPulls: store.heldPulls,
    bundle,
    clock: { now: () => performance.now() },
    inTurn: inTurn(),
    conversation: { comments: githubComments(clients), reviewComments: githubReviewComments(clients) },
    releases: {
      clock: clients.clock,
      alerts,
      issues: githubIssues(clients, config.webhookSecret),
      dueExaminations: store.dueExaminations,
    },
    isGroupHead: (repository, headSha) => isGroupHead({ ...repository, headSha }, store),
    branchSetup: (repository, branch) => branchSetup(repository, branch, { setup, appId: clients.appId }),
  }
}

interface Work {
  readonly memories: Memories
  readonly dependencies: ExamineDependencies
  readonly examination: JobHandlers['examine']
  readonly announced?: AnnouncedChecks
  readonly meter: ExaminationMeter
  readonly alerts: Alerts
  readonly metrics: Metrics
  readonly log: Logger
}

/** The examination, which leaves behind what it saw, and no check in progress. Deployments may wait for its verdict. */
function remembered(
  dependencies: ExamineDependencies,
  { observations, openChecks, deployments, watchJobs, jobs, mergeGroups, groupJobs }: Store,
  meter: ExaminationMeter,
  log: Logger,
): JobHandlers['examine'] {
  const again = { ...dependencies, jobs, mergeGroups, groupJobs }
  const keeping: CheckKeeping = {
    ...dependencies,
    openChecks,
    examineCommit: (repository, headSha) => examineCommit(repository, headSha, again),
    log,
  }
  return async (key) => {
    await observedExamination(key, dependencies.pullRequests, observations, (pullRequests) =>
      leavingNoCheckOpen(key, keeping, (kept) =>
        meter.examination(key, kept, (checks) => examine(key, { ...dependencies, pullRequests, checks })),
      ),
    )
    await answerWaiting(key, { deployments, watchJobs })
  }
}

/** Looks at what lands on branches, and answers deployments. */
async function startWatch(
  { installation, appId }: Clients,
  store: Store,
  { dependencies, alerts, log }: Work,
): Promise<void> {
  const { landings: landingRecords, deployments, watchJobs } = store
  const { issues } = dependencies.releases
  const landings = githubLandings(installation, systemTimers)
  const [deploymentGate, verdicts] = [githubDeploymentGate(installation), githubVerdicts(installation, appId)]
  const watch = { landings, landingRecords, issues, alerts, deploymentGate, verdicts, deployments, watchJobs }
  const handlers = watchHandlers({ ...dependencies, ...watch })
  const repositoryOf = (job: WatchJob) => (job.kind === 'push' ? job.push : job.request)
  const installed = { departures: store.departures, log }
  await store.startWatch({ ...handlers, watch: whileInstalled(handlers.watch, repositoryOf, installed) })
}

/** Once webhooks are listened to, since some are sent again. */
async function startCatchUp(
  clients: Clients,
  store: Store,
  { dependencies, alerts, metrics, log }: Work,
  everySeconds: number | undefined,
): Promise<void> {
  const { sweep: sweepRecords, observations, jobs } = store
  const { pullRequests } = dependencies
  const clock = CLOCK
  const hookDeliveries = githubHookDeliveries(clients.app)
  const sweep = sweepDeliveries({ hookDeliveries, sweepRecords, alerts, clock, log })
  const installations = githubInstallations(clients)
  const reconcile = reconciler({ installations, pullRequests, observations, jobs, clock, metrics, log })
  const behind = {
    sweep: (signal: AbortSignal) => clients.inBackground(() => sweep(signal)),
    reconcile: (signal: AbortSignal) => clients.inBackground(() => reconcile(signal)),
  }
  const { sleep } = systemTimers
  await store.runPeriodically(catchUp({ ...behind, sweepRecords, alerts, sleep, metrics, log }, everySeconds))
  await store.runPeriodically(examineWhenDue({ dueExaminations: store.dueExaminations, jobs, clock: clients.clock }))
}

/** Has what is kept of repositories deleted once the app has left them. Returns what stops it in this process. */
async function startDepartures({ departures, runPeriodically }: Store, { memories, log }: Work): Promise<() => void> {
  const isInstalledOn = async (repository: RepositoryName) =>
    (await memories.setup.installationOf(repository)) !== undefined
  await runPeriodically(deleteOldLedgers({ departures, isInstalledOn, clock: CLOCK, log }))
  return forgettingWhatWasLeft(departures, memories.forget, { clock: CLOCK, log })
}

/** Reminds people of what is held and nobody answers. */
async function startReminders(
  clients: Clients,
  { heldPulls, runPeriodically }: Store,
  { dependencies, log }: Work,
  everySeconds: number | undefined,
): Promise<void> {
  const { clock } = clients
  const means = { ...dependencies, heldPulls, comments: githubComments(clients), githubClock: clock }
  const remindOf = (held: HeldPull) => clients.inBackground(() => remind(held, means))
  await runPeriodically(remindWhenDue({ heldPulls, remind: remindOf, clock, log }, everySeconds))
}

/** What merge queues are about to land. */
async function startGroups(
  { installation }: Clients,
  { jobs, mergeGroups, departures, startGroups: start }: Store,
  { dependencies, alerts, log }: Work,
): Promise<void> {
  const mergeQueue = githubMergeQueue(installation)
  const handlers = groupHandlers({ ...dependencies, mergeQueue, mergeGroups, jobs }, alerts)
  await start({ ...handlers, examine: whileInstalled(handlers.examine, (key) => key, { departures, log }) })
}

/** Does what people ask for in comments and by the buttons on the check. */
async function startCommands(clients: Clients, store: Store, { dependencies, alerts, log }: Work): Promise<void> {
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

async function startWork(
  clients: Clients,
  store: Store,
  { dependencies, examination, announced, memories, meter, alerts, log }: Work,
): Promise<void> {
  const { probot, appId } = clients
  const { jobs, records, landings, watchJobs, deployments, mergeGroups, groupJobs, startWorkers } = store
  const { observations, departures } = store
  const { pullRequests, planArtifacts } = dependencies
  const content = keptContent(departures, memories.forget)
  const catchUpSoon = () => store.hasten(CATCH_UP)
  const kept = {
    observations,
    departures,
    content,
    catchUpSoon,
    setup: memories.setup,
    floorSource: memories.floorSource,
  }
  const planned = (key: PullRequestKey) => plannedArtifacts(key, dependencies)
  const installations = githubInstallations(clients)
  const watched = { landings, watchJobs, deployments, mergeGroups, groupJobs, commandJobs: store.commandJobs }
  const reading = { pullRequests, installations, planArtifacts, plannedArtifacts: planned }
  const events = {
    appId,
    jobs: meter.jobs(jobs),
    ...(announced && { announcedChecks: announced }),
    records,
    ...reading,
    ...watched,
    ...kept,
    log,
  }
  await probot.load(countersignApp(events))
  const handlers: JobHandlers = {
    deliver: (delivery) => meter.handling(delivery, () => handleDelivery(delivery, probot)),
    examine: examination,
    abandoned: (job) => alerts.raise({ kind: 'job-abandoned', job }),
  }
  await startWorkers(handlers, { concurrency: CONCURRENCY })
}

if (import.meta.main) {
  useProxy(process.env)
  await runUntilSignalled(readEnvironment(process.env), startServer)
}
