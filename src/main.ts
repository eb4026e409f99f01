import type { Logger } from 'pino'
import { logAlerts } from './adapters/alerts/log-alerts.ts'
import { packageVersion, readBundledRules } from './adapters/filesystem/bundled-rules.ts'
import { githubChangeHistory } from './adapters/github/change-history.ts'
import { githubChecks } from './adapters/github/checks.ts'
import { type Clients, createClients } from './adapters/github/clients.ts'
import { githubHookDeliveries } from './adapters/github/hook-deliveries.ts'
import { githubInstallations } from './adapters/github/installations.ts'
import { moduleRepositories } from './adapters/github/module-repositories.ts'
import { githubPlanArtifacts } from './adapters/github/plan-artifacts.ts'
import { githubPullRequests } from './adapters/github/pull-requests.ts'
import { systemTimers } from './adapters/github/retry.ts'
import { githubSetup } from './adapters/github/setup.ts'
import { githubSourceTrees, type SourceTreesCache, sourceTreesCache } from './adapters/github/source-trees.ts'
import { archivePackages } from './adapters/module-sources/archive-packages.ts'
import { modulesByKind } from './adapters/module-sources/by-kind.ts'
import { cachingModules } from './adapters/module-sources/caching.ts'
import { gitModules } from './adapters/module-sources/git-modules.ts'
import { httpArchives } from './adapters/module-sources/http-archives.ts'
import { registryMirror } from './adapters/module-sources/registry-mirror.ts'
import { hclSecondOpinion } from './adapters/second-opinion/hcl-second-opinion.ts'
import { openStore, type Store } from './adapters/store/store.ts'
import { countersignApp } from './intake/app.ts'
import { catchUp } from './intake/catch-up.ts'
import { readEnvironment, type ServerConfig } from './intake/environment.ts'
import { handleDelivery } from './intake/handle-delivery.ts'
import { listen } from './intake/http-server.ts'
import { leavingNoCheckOpen } from './intake/leaving-no-check-open.ts'
import { createLogger } from './intake/logger.ts'
import { observedExamination } from './intake/observed-examination.ts'
import { reconciler } from './intake/reconcile.ts'
import { runUntilSignalled } from './intake/run-until-signalled.ts'
import { sweepDeliveries } from './intake/sweep-deliveries.ts'
import { webhookApp } from './intake/webhook-app.ts'
import type { Alerts } from './ports/alerts.ts'
import type { JobHandlers } from './ports/jobs.ts'
import type { ModuleSources } from './ports/module-sources.ts'
import type { PullRequestKey, RepositoryKey } from './ports/pull-requests.ts'
import type { SecondOpinion } from './ports/second-opinion.ts'
import { branchSetup } from './review/branch-setup.ts'
import { readBundle } from './review/bundle.ts'
import { type ExamineDependencies, examine } from './review/examine.ts'
import { inTurn } from './review/in-turn.ts'
import { plannedArtifacts } from './review/planned-artifacts.ts'
import { memoryByRepository } from './review/terraform-memory.ts'

export interface RunningServer {
  /** Where it listens, e.g. `http://0.0.0.0:3000`. */
  readonly url: string
  /** Takes no new work, finishes what runs (`graceMs` at most), and closes the store. */
  close(graceMs?: number): Promise<void>
}

export interface ServerOptions {
  readonly log?: Logger
  /** In place of the real examination, for tests and benchmarks of what surrounds it. */
  readonly examine?: JobHandlers['examine']
  /** How often lost events are looked for, beside at the start; three minutes unless told. */
  readonly catchUpSeconds?: number
}

/** The composition root: starts the HTTP server and the workers in this process. Throws `Fault` where it cannot. */
export async function startServer(config: ServerConfig, options: ServerOptions = {}): Promise<RunningServer> {
  const log = options.log ?? createLogger(config.logLevel)
  const { appId, privateKey, apiUrl: baseUrl, webhookSecret } = config
  const clients = await createClients({ appId, privateKey, baseUrl, webhookSecret })
  const store = await openStore(config.storage, { log })
  const secondOpinion = hclSecondOpinion()
  const close = async (graceMs = GRACE_MS) => {
    await store.close(graceMs)
    await secondOpinion.close()
  }
  try {
    const dependencies = examineDependencies(clients, store, secondOpinion, config)
    const examination = options.examine ?? remembered(dependencies, store, log)
    const work = { dependencies, examination, alerts: logAlerts(log), log }
    await startWork(clients, store, work)
    const { verify } = clients.probot.webhooks
    const app = webhookApp({ verify, deliveries: store.deliveries, ping: store.ping, clock: { now: Date.now }, log })
    const server = await listen(app, config)
    await startCatchUp(clients, store, work, options.catchUpSeconds)
    log.info({ url: server.url, github: baseUrl, storage: config.storage.kind }, 'countersign listens for webhooks')
    return {
      url: server.url,
      close: async (graceMs = GRACE_MS) => {
        await server.close(graceMs)
        await close(graceMs)
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

const GRACE_MS = 20_000
/** Examinations at a time; they mostly wait for GitHub. */
const CONCURRENCY = 4
const GITHUB_API = 'https://api.github.com'

/** The review of a pull request, with GitHub on one side and the store on the other. */
function examineDependencies(
  clients: Clients,
  store: Store,
  secondOpinion: SecondOpinion,
  config: ServerConfig,
): ExamineDependencies {
  const cache = sourceTreesCache()
  const setup = githubSetup(clients, { now: Date.now })
  return {
    pullRequests: githubPullRequests(clients.installation, systemTimers),
    checks: githubChecks(clients.installation, clients.appId, systemTimers),
    sourceTrees: (repository) => githubSourceTrees(clients.installation, repository, cache),
    records: store.records,
    secondOpinion,
    modules: (repository) => modulesOf(repository, clients, cache, config),
    history: (repository) => githubChangeHistory(clients.installation, repository, cache),
    planArtifacts: githubPlanArtifacts(clients.installation, config),
    memory: memoryByRepository(),
    bundle: readBundle(readBundledRules(), packageVersion()),
    clock: { now: () => performance.now() },
    inTurn: inTurn(),
    branchSetup: (repository, branch) => branchSetup(repository, branch, { setup, appId: clients.appId }),
  }
}

/**
 * Modules that one review of a repository may read: of repositories on the same GitHub, with the installation's rights,
 * and of what the operator has set up beside them. Each review sees one state of the world.
 */
function modulesOf(
  repository: RepositoryKey,
  { installation }: Clients,
  cache: SourceTreesCache,
  { apiUrl, modules }: ServerConfig,
): ModuleSources {
  const host = apiUrl === GITHUB_API ? 'github.com' : new URL(apiUrl).host
  const options = { host, readsPublic: modules?.readsPublicRepositories ?? false }
  const repositories = gitModules(moduleRepositories(installation, repository, cache, options))
  const { registry, archiveOrigins = [] } = modules ?? {}
  const mirrorOrigins = registry === undefined ? [] : [new URL(registry.url).origin]
  const archives = archivePackages({ origins: [...archiveOrigins, ...mirrorOrigins] })
  const mirror = registry === undefined ? {} : { registry: registryMirror({ ...registry, repositories, archives }) }
  return cachingModules(modulesByKind({ git: repositories, http: httpArchives(archives), ...mirror }))
}

interface Work {
  readonly dependencies: ExamineDependencies
  readonly examination: JobHandlers['examine']
  readonly alerts: Alerts
  readonly log: Logger
}

/** The examination, which leaves behind what it saw, and no check in progress. */
function remembered(
  dependencies: ExamineDependencies,
  { observations, openChecks }: Store,
  log: Logger,
): JobHandlers['examine'] {
  const keeping = { checks: dependencies.checks, openChecks, inTurn: dependencies.inTurn, log }
  return (key) =>
    observedExamination(key, dependencies.pullRequests, observations, (pullRequests) =>
      leavingNoCheckOpen(key, keeping, (checks) => examine(key, { ...dependencies, pullRequests, checks })),
    )
}

/** Once webhooks are listened to, since some are sent again. */
async function startCatchUp(
  clients: Clients,
  store: Store,
  { dependencies, alerts, log }: Work,
  everySeconds: number | undefined,
): Promise<void> {
  const { sweep: sweepRecords, observations, jobs } = store
  const { pullRequests } = dependencies
  const clock = { now: Date.now }
  const hookDeliveries = githubHookDeliveries(clients.app)
  const sweep = sweepDeliveries({ hookDeliveries, sweepRecords, alerts, clock, log })
  const installations = githubInstallations(clients)
  const reconcile = reconciler({ installations, pullRequests, observations, jobs, clock, log })
  const { sleep } = systemTimers
  await store.runPeriodically(catchUp({ sweep, reconcile, sweepRecords, alerts, sleep, log }, everySeconds))
}

async function startWork(
  clients: Clients,
  { jobs, records, startWorkers }: Store,
  { dependencies, examination, alerts, log }: Work,
): Promise<void> {
  const { probot, appId } = clients
  const { pullRequests, planArtifacts } = dependencies
  const planned = (key: PullRequestKey) => plannedArtifacts(key, dependencies)
  const installations = githubInstallations(clients)
  const events = { appId, jobs, records, pullRequests, installations, planArtifacts, plannedArtifacts: planned, log }
  await probot.load(countersignApp(events))
  const handlers: JobHandlers = {
    deliver: (delivery) => handleDelivery(delivery, probot),
    examine: examination,
    abandoned: (job) => alerts.raise({ kind: 'job-abandoned', job }),
  }
  await startWorkers(handlers, { concurrency: CONCURRENCY })
}

if (import.meta.main) await runUntilSignalled(readEnvironment(process.env), startServer)
