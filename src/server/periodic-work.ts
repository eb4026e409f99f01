import { githubComments } from '../adapters/github/comments.ts'
import { githubHookDeliveries } from '../adapters/github/hook-deliveries.ts'
import { githubInstallations } from '../adapters/github/installations.ts'
import { systemTimers } from '../adapters/github/retry.ts'
import { catchUp } from '../intake/catch-up.ts'
import { deleteOldLedgers, keptContent, noticeDepartures } from '../intake/departures.ts'
import { examineWhenDue } from '../intake/due-examinations.ts'
import { lookingAtTips } from '../intake/look-at-tips.ts'
import { reconciler } from '../intake/reconcile.ts'
import { remindWhenDue } from '../intake/reminders.ts'
import { sweepDeliveries } from '../intake/sweep-deliveries.ts'
import type { HeldPull } from '../ports/held-pulls.ts'
import type { RepositoryName } from '../ports/pull-requests.ts'
import { noteDeliveries } from '../review/note-deliveries.ts'
import { remind } from '../review/remind.ts'
import { SYSTEM_CLOCK } from './system-clock.ts'
import type { Work } from './work.ts'

export interface Intervals {
  readonly catchUpSeconds?: number
  readonly reminderSeconds?: number
}

/** What comes back at intervals, in one process at a time. To start once webhooks are listened to: some come again. */
export async function startPeriodicWork(work: Work, intervals: Intervals): Promise<void> {
  await startCatchUp(work, intervals.catchUpSeconds)
  await startDepartures(work)
  await startReminders(work, intervals.reminderSeconds)
}

/** Looks for what was lost, and for what is to be examined at a time. */
async function startCatchUp(work: Work, everySeconds: number | undefined): Promise<void> {
  const { clients, store, dependencies, alerts, metrics, log } = work
  const { sweep: sweepRecords, observations, jobs } = store
  const { pullRequests } = dependencies
  const clock = SYSTEM_CLOCK
  const hookDeliveries = githubHookDeliveries(clients.app)
  const sweep = sweepDeliveries({ hookDeliveries, sweepRecords, alerts, clock, log })
  const installations = githubInstallations(clients)
  const lookAtTips = lookingAtTips({ installations, ...store, log })
  const reconcile = reconciler({ installations, pullRequests, observations, jobs, lookAtTips, clock, metrics, log })
  const behind = {
    sweep: (signal: AbortSignal) =>
      clients.inBackground(async () => {
        await noteDeliveries(hookDeliveries, store.webhooks)
        return sweep(signal)
      }),
    reconcile: (signal: AbortSignal) => clients.inBackground(() => reconcile(signal)),
  }
  const { sleep } = systemTimers
  await store.runPeriodically(catchUp({ ...behind, sweepRecords, alerts, sleep, metrics, log }, everySeconds))
  await store.runPeriodically(examineWhenDue({ dueExaminations: store.dueExaminations, jobs, clock: clients.clock }))
}

/** Has what is kept of repositories deleted once the app has left them. */
async function startDepartures({ store, memories, log }: Work): Promise<void> {
  const { departures } = store
  const isInstalledOn = async (repository: RepositoryName) =>
    (await memories.setup.installationOf(repository)) !== undefined
  await store.runPeriodically(deleteOldLedgers({ departures, isInstalledOn, clock: SYSTEM_CLOCK, log }))
  const installedOn = async () => (await memories.setup.installations()).map(({ account }) => account)
  const content = keptContent(departures, memories.forget)
  await store.runPeriodically(noticeDepartures({ departures, content, installedOn, isInstalledOn, log }))
}

/** Reminds people of what is held and nobody answers. */
async function startReminders(work: Work, everySeconds: number | undefined): Promise<void> {
  const { clients, store, dependencies, log } = work
  const { clock } = clients
  const { heldPulls } = store
  const means = { ...dependencies, heldPulls, comments: githubComments(clients), githubClock: clock }
  const remindOf = (held: HeldPull) => clients.inBackground(() => remind(held, means))
  await store.runPeriodically(remindWhenDue({ heldPulls, remind: remindOf, clock, log }, everySeconds))
}
