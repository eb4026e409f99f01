import type { CommandHandlers, CommandJobs } from '../../ports/commands.ts'
import type { Departures } from '../../ports/departures.ts'
import type { DeploymentRequests } from '../../ports/deployments.ts'
import type { DueExaminations } from '../../ports/due-examinations.ts'
import type { ExaminedPulls } from '../../ports/examined-pulls.ts'
import type { FanOutHandlers, FanOuts } from '../../ports/fan-outs.ts'
import type { GovernedBranches } from '../../ports/governed-branches.ts'
import type { HeldPulls } from '../../ports/held-pulls.ts'
import type {
  BackgroundJobs,
  Deliveries,
  DeliveryHandlers,
  ExaminationHandlers,
  FanOutJobs,
  Jobs,
  PeriodicTask,
} from '../../ports/jobs.ts'
import type { LandingRecords } from '../../ports/landing-records.ts'
import type { GroupHandlers, GroupJobs, MergeGroups } from '../../ports/merge-queue.ts'
import type { Observations } from '../../ports/observations.ts'
import type { OpenChecks } from '../../ports/open-checks.ts'
import type { OutdatedAnswers } from '../../ports/outdated-answers.ts'
import type { PolicyRecords } from '../../ports/policy-records.ts'
import type { QueueStates } from '../../ports/queue-states.ts'
import type { Records } from '../../ports/records.ts'
import type { SharedBudgets } from '../../ports/shared-budgets.ts'
import type { SweepRecords } from '../../ports/sweep-records.ts'
import type { TurnLocks } from '../../ports/turn-locks.ts'
import type { WatchHandlers, WatchJobs } from '../../ports/watch-jobs.ts'
import type { WebhookRecords } from '../../ports/webhook-records.ts'
import { startCommandWorkers, storedCommandJobs } from './command-jobs.ts'
import type { DatabaseConnection } from './database-connection.ts'
import { orFault } from './database-fault.ts'
import { type StoredDeliveries, storedDeliveries } from './deliveries.ts'
import { storedDepartures } from './departures.ts'
import { storedDeploymentRequests } from './deployment-requests.ts'
import { storedDueExaminations } from './due-examinations.ts'
import { storedExaminedPulls } from './examined-pulls.ts'
import { startFanOutWorkers, storedFanOuts } from './fan-out-jobs.ts'
import { storedGovernedBranches } from './governed-branches.ts'
import { startGroupWorkers, storedGroupJobs } from './group-jobs.ts'
import { storedHeldPulls } from './held-pulls.ts'
import { storedJobs } from './jobs.ts'
import { storedLandingRecords } from './landing-records.ts'
import { storedMergeGroups } from './merge-groups.ts'
import { migrate } from './migrations.ts'
import { storedObservations } from './observations.ts'
import { storedOpenChecks } from './open-checks.ts'
import { JOB_TIMING, type JobTiming, openQueue } from './open-queue.ts'
import { storedOutdatedAnswers } from './outdated-answers.ts'
import { runPeriodically, runSoon } from './periodic-tasks.ts'
import { openDirectory, openInMemory } from './pglite-connection.ts'
import { storedPolicies } from './policies.ts'
import { connectPostgres } from './postgres-connection.ts'
import { storedQueueStates } from './queue-states.ts'
import { storedRecords } from './records.ts'
import type { Database } from './schema.ts'
import { storedSharedBudgets } from './shared-budgets.ts'
import type { StoreLog } from './store-log.ts'
import { storedSweepRecords } from './sweep-records.ts'
import { tidy } from './tidy.ts'
import { startWatchWorkers, storedWatchJobs } from './watch-jobs.ts'
import { storedWebhookRecords } from './webhook-records.ts'
import { startDeliveryWorkers, startExaminationWorkers, type WorkerMeans, type WorkersOptions } from './workers.ts'

/** Where the store keeps its data. `directory` and `memory` are for one process; `postgres` for any number. */
export type StoreLocation =
  | { readonly kind: 'memory' }
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string }

/** Everything durable: deliveries, their jobs, and what is remembered between examinations. */
export interface Store {
  readonly deliveries: Deliveries
  readonly jobs: Jobs & FanOutJobs & BackgroundJobs
  readonly records: Records
  readonly sweep: SweepRecords
  readonly webhooks: WebhookRecords
  readonly observations: Observations
  readonly openChecks: OpenChecks
  readonly dueExaminations: DueExaminations
  readonly mergeGroups: MergeGroups
  readonly groupJobs: GroupJobs
  readonly watchJobs: WatchJobs
  readonly commandJobs: CommandJobs
  readonly fanOuts: FanOuts
  readonly landings: LandingRecords
  readonly governedBranches: GovernedBranches
  readonly deployments: DeploymentRequests
  readonly heldPulls: HeldPulls
  readonly departures: Departures
  readonly policies: PolicyRecords
  readonly examinedPulls: ExaminedPulls
  readonly outdatedAnswers: OutdatedAnswers
  /** Absent where no other process can be on the same data. */
  readonly turnLocks?: TurnLocks
  /** Absent where no other process can be on the same data. */
  readonly sharedBudgets?: SharedBudgets
  /** What waits, in all processes on the same data. */
  readonly queueStates: QueueStates
  /** Runs the jobs of deliveries in this process until `close`. Once a store. */
  startDeliveries(handlers: DeliveryHandlers): Promise<void>
  /** Runs the examinations of pull requests in this process until `close`. Once a store. */
  startExaminations(handlers: ExaminationHandlers, options: WorkersOptions): Promise<void>
  /** Runs the examinations of merge groups in this process until `close`. Once a store. */
  startGroups(handlers: GroupHandlers): Promise<void>
  /** Runs what watches branches and deployments, in this process until `close`. Once a store. */
  startWatch(handlers: WatchHandlers): Promise<void>
  /** Runs what people ask for in comments and by buttons, in this process until `close`. Once a store. */
  startCommands(handlers: CommandHandlers): Promise<void>
  /** Runs what has many pull requests examined, in this process until `close`. Once a store. */
  startFanOuts(handlers: FanOutHandlers): Promise<void>
  /** Runs the task now and at its interval, here or in another process on the same data, until `close`. */
  runPeriodically(task: PeriodicTask): Promise<void>
  /** Has a periodic task run as soon as it can, whatever its interval. */
  hasten(task: PeriodicTask['name']): Promise<void>
  /** Throws `Fault` where the database does not answer. */
  ping(): Promise<void>
  /** Takes no new jobs from now on; those that run go on, and jobs are still stored. Waits for nothing. */
  takeNoMore(): void
  /**
   * Takes no new jobs, waits `graceMs` for those that run (30 s unless told), hands the rest back to the queue, and
   * closes the database.
   */
  close(graceMs?: number): Promise<void>
}

export interface StoreOptions {
  readonly log: StoreLog
  readonly timing?: JobTiming
}

/** Opens the store and brings its tables up to date. Throws `Fault` where that cannot be done. */
export async function openStore(location: StoreLocation, options: StoreOptions): Promise<Store> {
  const connection = await connect(location, options.log)
  try {
    return await openOn(connection, options)
  } catch (error) {
    await connection.close()
    throw error
  }
}

const GRACE_MS = 30_000
const PRUNE_INTERVAL_MS = 3_600_000
const TIDY_INTERVAL_MS = 300_000

async function connect(location: StoreLocation, log: StoreLog): Promise<DatabaseConnection> {
  switch (location.kind) {
    case 'memory':
      return openInMemory()
    case 'directory':
      return openDirectory(location.path)
    case 'postgres':
      return connectPostgres(location.url, (err) => log.warn({ err }, 'a database connection broke'))
  }
}

async function openOn(connection: DatabaseConnection, { log, timing = JOB_TIMING }: StoreOptions): Promise<Store> {
  const { database } = connection
  await migrate(database)
  const boss = await orFault('the job queue did not start', () => openQueue(connection, log, timing))
  const deliveries = storedDeliveries(database, boss)
  const observations = storedObservations(database)
  const openChecks = storedOpenChecks(database)
  const mergeGroups = storedMergeGroups(database)
  const landings = storedLandingRecords(database)
  const governedBranches = storedGovernedBranches(database)
  const deployments = storedDeploymentRequests(database)
  const departures = storedDepartures(database)
  const policies = storedPolicies(database)
  const examinedPulls = storedExaminedPulls(database)
  const seen = [deliveries, observations, openChecks, examinedPulls]
  const sharedBudgets = storedSharedBudgets(database)
  const kept = [mergeGroups, landings, governedBranches, deployments, departures, policies, sharedBudgets]
  const upkeep = startUpkeep(connection, [...seen, ...kept], log)
  const closing = new AbortController()
  return {
    deliveries,
    jobs: storedJobs(boss, database),
    records: storedRecords(database),
    sweep: storedSweepRecords(database),
    webhooks: storedWebhookRecords(database),
    observations,
    openChecks,
    dueExaminations: storedDueExaminations(database),
    mergeGroups,
    groupJobs: storedGroupJobs(boss),
    watchJobs: storedWatchJobs(boss),
    commandJobs: storedCommandJobs(boss),
    fanOuts: storedFanOuts(boss),
    landings,
    governedBranches,
    deployments,
    heldPulls: storedHeldPulls(database),
    departures,
    policies,
    examinedPulls,
    outdatedAnswers: storedOutdatedAnswers(database),
    ...(connection.turnLocks && { turnLocks: connection.turnLocks }),
    ...(connection.exclusive ? {} : { sharedBudgets }),
    queueStates: storedQueueStates(database),
    runPeriodically: (task) =>
      orFault(`the task ${task.name} was not started`, () =>
        runPeriodically(task, {
          boss,
          log,
          pollSeconds: timing.pollSeconds,
          closing: closing.signal,
          ...(connection.exclusive ? {} : { heartbeatSeconds: timing.heartbeatSeconds }),
        }),
      ),
    hasten: (task) => orFault(`the task ${task} was not hastened`, () => runSoon(boss, task)),
    ...starting({ boss, log, pollSeconds: timing.pollSeconds }, deliveries),
    ping: () => orFault('it does not answer', () => ping(database)),
    takeNoMore() {
      closing.abort()
      const queues = new Set(boss.getWipData().map(({ name }) => name))
      for (const queue of queues) void boss.offWork(queue, { wait: false })
    },
    async close(graceMs = GRACE_MS) {
      upkeep.stop()
      closing.abort()
      await boss.stop({ graceful: graceMs > 0, timeout: graceMs })
      await connection.close()
    },
  }
}

async function ping(database: Database): Promise<void> {
  await database.selectFrom('deliveries').select('id').limit(1).execute()
}

type Starting = Pick<
  Store,
  'startDeliveries' | 'startExaminations' | 'startGroups' | 'startWatch' | 'startCommands' | 'startFanOuts'
>

/** What has jobs run in this process. */
function starting(means: WorkerMeans, deliveries: StoredDeliveries): Starting {
  return {
    startDeliveries: (handlers) => startDeliveryWorkers({ ...means, deliveries, handlers }),
    startExaminations: (handlers, workers) => startExaminationWorkers({ ...means, handlers }, workers),
    startGroups: (handlers) => startGroupWorkers(means, handlers),
    startWatch: (handlers) => startWatchWorkers(means, handlers),
    startCommands: (handlers) => startCommandWorkers(means, handlers),
    startFanOuts: (handlers) => startFanOutWorkers(means, handlers),
  }
}

/** What nobody asks for: old rows are dropped, and the embedded database is tidied. */
function startUpkeep(
  { database, exclusive }: DatabaseConnection,
  aging: readonly { prune(now: Date): Promise<void> }[],
  log: StoreLog,
): { stop(): void } {
  const prune = async () => {
    for (const each of aging) await each.prune(new Date())
  }
  const pruneOrTell = () => prune().catch((err: unknown) => log.warn({ err }, 'what is old was not dropped'))
  const pruning = setInterval(pruneOrTell, PRUNE_INTERVAL_MS).unref()
  const tidyOrTell = () => tidy(database).catch((err: unknown) => log.warn({ err }, 'the database was not tidied'))
  const tidying = exclusive ? setInterval(tidyOrTell, TIDY_INTERVAL_MS).unref() : undefined
  return {
    stop() {
      clearInterval(pruning)
      clearInterval(tidying)
    },
  }
}
