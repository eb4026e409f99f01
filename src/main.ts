import type { Logger } from 'pino'
import { packageVersion, readBundledRules } from './adapters/filesystem/bundled-rules.ts'
import { githubChangeHistory } from './adapters/github/change-history.ts'
import { githubChecks } from './adapters/github/checks.ts'
import { type Clients, createClients } from './adapters/github/clients.ts'
import { moduleRepositories } from './adapters/github/module-repositories.ts'
import { githubPlanArtifacts } from './adapters/github/plan-artifacts.ts'
import { githubPullRequests } from './adapters/github/pull-requests.ts'
import { systemTimers } from './adapters/github/retry.ts'
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
import { readEnvironment, type ServerConfig } from './intake/environment.ts'
import { handleDelivery } from './intake/handle-delivery.ts'
import { listen } from './intake/http-server.ts'
import { createLogger } from './intake/logger.ts'
import { runUntilSignalled } from './intake/run-until-signalled.ts'
import { webhookApp } from './intake/webhook-app.ts'
import type { JobHandlers } from './ports/jobs.ts'
import type { ModuleSources } from './ports/module-sources.ts'
import type { PullRequestKey, RepositoryKey } from './ports/pull-requests.ts'
import type { SecondOpinion } from './ports/second-opinion.ts'
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
    const examination = options.examine ?? ((key) => examine(key, dependencies))
    await startWork(clients, store, { dependencies, examination, log })
    const { verify } = clients.probot.webhooks
    const app = webhookApp({ verify, deliveries: store.deliveries, ping: store.ping, clock: { now: Date.now }, log })
    const server = await listen(app, config)
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
  readonly log: Logger
}

async function startWork(
  { probot, appId }: Clients,
  { jobs, records, startWorkers }: Store,
  { dependencies, examination, log }: Work,
): Promise<void> {
  const { pullRequests, planArtifacts } = dependencies
  const planned = (key: PullRequestKey) => plannedArtifacts(key, dependencies)
  const events = { appId, jobs, records, pullRequests, planArtifacts, plannedArtifacts: planned, log }
  await probot.load(countersignApp(events))
  const handlers: JobHandlers = {
    deliver: (delivery) => handleDelivery(delivery, probot),
    examine: examination,
    abandoned: async (job) => log.error({ job }, 'a job failed for the last time and was given up'),
  }
  await startWorkers(handlers, { concurrency: CONCURRENCY })
}

if (import.meta.main) await runUntilSignalled(readEnvironment(process.env), startServer)
