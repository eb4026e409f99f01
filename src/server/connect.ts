import type { Logger } from 'pino'
import { type Clients, createClients } from '../adapters/github/clients.ts'
import { openStore, type Store } from '../adapters/store/store.ts'
import type { ServerConfig } from '../intake/environment.ts'
import type { Metrics } from '../ports/metrics.ts'

export interface Connections {
  readonly store: Store
  readonly clients: Clients
}

/**
 * Opens the store, and GitHub's clients, which count in it what they use of GitHub's limits where other processes may
 * do so as well. Throws `Fault`.
 */
export async function connect(config: ServerConfig, metrics: Metrics, log: Logger): Promise<Connections> {
  const { appId, privateKey, apiUrl: baseUrl, webhookSecret } = config
  const store = await openStore(config.storage, { log })
  const { sharedBudgets } = store
  try {
    const app = { appId, privateKey, baseUrl, webhookSecret }
    return { store, clients: await createClients({ ...app, metrics, ...(sharedBudgets && { sharedBudgets }) }) }
  } catch (error) {
    await store.close(0)
    throw error
  }
}
