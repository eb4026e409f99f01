import { createClients } from '../../src/adapters/github/clients.ts'
import { githubHookDeliveries } from '../../src/adapters/github/hook-deliveries.ts'
import { type SweepDeliveries, sweepDeliveries } from '../../src/intake/sweep-deliveries.ts'
import type { Alert } from '../../src/ports/alerts.ts'
import type { HookDeliveries } from '../../src/ports/hook-deliveries.ts'
import type { SweepProgress, SweepRecords } from '../../src/ports/sweep-records.ts'
import { recordingTimers } from '../adapters/github-test-clients.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { webhookReceiver } from '../github/webhook-receiver.ts'
import { capturedLog } from './captured-log.ts'

/** A sweep over the log of a GitHub double whose webhooks go to a receiver: what that received is what is stored. */
export async function sweepUnderTest() {
  const github = await startGitHub()
  const receiver = await webhookReceiver()
  github.deliverTo(receiver.url)
  const repository = await github.repository('acme/infra', { collaborators: { alice: 'write', bob: 'write' } })
  const pull = await repository.openPull({ author: 'alice', branch: 'x', commits: [{ files: { 'a.tf': 'a = 1\n' } }] })
  await github.settled()
  const records = recordsOf(() => new Set(receiver.received.map(({ delivery }) => delivery)))
  const alerts: Alert[] = []
  const timers = recordingTimers()
  const { appId, privateKey } = { appId: github.app.id, privateKey: github.app.privateKey }
  const clients = await createClients({ appId, privateKey, baseUrl: github.baseUrl, timers })
  const captured = capturedLog()
  const start = (hookDeliveries: HookDeliveries = githubHookDeliveries(clients.app)): SweepDeliveries =>
    sweepDeliveries({
      hookDeliveries,
      sweepRecords: records,
      alerts: { raise: async (alert) => void alerts.push(alert) },
      clock: timers,
      log: captured.log,
    })
  return {
    github,
    receiver,
    pull,
    records,
    alerts,
    timers,
    captured,
    start,
    async lose(times: number) {
      github.webhooks.lose('pull_request.edited', times)
      for (let count = 0; count < times; count += 1) await pull.edit({ body: `Version ${count}` })
      await github.settled()
    },
    asked: () => github.requests.filter(({ operation }) => operation === 'apps/redeliver-webhook-delivery').length,
    /** Pages that were answered: where time has jumped, a token is refused first. */
    read: () => pagesOf(github.requests),
    async stop() {
      await github.stop()
      await receiver.close()
    },
  }
}

/** Kept in memory; what is stored is asked of `stored` each time. */
function recordsOf(
  stored: () => ReadonlySet<string>,
): SweepRecords & { readonly last: () => SweepProgress | undefined } {
  let progress: SweepProgress | undefined
  return {
    last: () => progress,
    progress: async () => progress,
    setProgress: async (next) => {
      progress = next
    },
    known: async (guids) => new Map(guids.filter((guid) => stored().has(guid)).map((guid) => [guid, 'handled'])),
  }
}

function pagesOf(requests: GitHub['requests']): number {
  return requests.filter(({ operation, status }) => operation === 'apps/list-webhook-deliveries' && status === 200)
    .length
}
