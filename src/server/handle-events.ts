import type { AnnouncedChecks } from '../intake/announced-checks.ts'
import { countersignApp } from '../intake/app.ts'
import { CATCH_UP } from '../intake/catch-up.ts'
import { keptContent } from '../intake/departures.ts'
import { handleDelivery } from '../intake/handle-delivery.ts'
import type { PullRequestKey } from '../ports/pull-requests.ts'
import { plannedArtifacts } from '../review/planned-artifacts.ts'
import type { Work } from './work.ts'

/** Has stored deliveries handled: each becomes jobs, and the check of a new head is opened soon. */
export async function handleEvents(work: Work, announced: AnnouncedChecks | undefined): Promise<void> {
  const { clients, store, dependencies, memories, meter, alerts, log } = work
  const { pullRequests, planArtifacts, knownHeads } = dependencies
  const { probot, appId } = clients
  const content = keptContent(store.departures, memories.forget)
  const catchUpSoon = () => store.hasten(CATCH_UP)
  const kept = {
    observations: store.observations,
    examinedPulls: store.examinedPulls,
    departures: store.departures,
    content,
    catchUpSoon,
    outdatedAnswers: store.outdatedAnswers,
  }
  const planned = (key: PullRequestKey) => plannedArtifacts(key, dependencies)
  const { landings, watchJobs, deployments, mergeGroups, groupJobs, commandJobs, records, fanOuts } = store
  const asked = { landings, watchJobs, deployments, mergeGroups, groupJobs, commandJobs, records, fanOuts }
  const events = {
    appId,
    jobs: meter.jobs(store.jobs),
    ...(announced && { announcedChecks: announced }),
    ...{ pullRequests, planArtifacts, plannedArtifacts: planned },
    ...(knownHeads && { knownHeads }),
    ...asked,
    ...kept,
    log,
  }
  await probot.load(countersignApp(events))
  await store.startDeliveries({
    deliver: (delivery) => meter.handling(delivery, () => handleDelivery(delivery, probot)),
    abandoned: (job) => alerts.raise({ kind: 'job-abandoned', job }),
  })
}
