import type { Logger } from 'pino'
import { diskBlobCache } from '../adapters/filesystem/disk-blob-cache.ts'
import type { Clients } from '../adapters/github/clients.ts'
import { githubFloorSource } from '../adapters/github/floor-source.ts'
import { githubSetup } from '../adapters/github/setup.ts'
import { type SourceTreesCache, sourceTreesCache } from '../adapters/github/source-trees.ts'
import type { Store } from '../adapters/store/store.ts'
import type { ServerConfig } from '../intake/environment.ts'
import { knownUntilOutdated } from '../intake/known-until-outdated.ts'
import type { Departed } from '../ports/departures.ts'
import type { FloorSource } from '../ports/floor-source.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'
import type { Setup } from '../ports/setup.ts'
import { type MemoryByRepository, memoryByRepository } from '../review/terraform-memory.ts'
import { SYSTEM_CLOCK } from './system-clock.ts'

/** What this process remembers of repositories, in memory and on disk. */
export interface Memories {
  readonly cache: SourceTreesCache
  readonly memory: MemoryByRepository
  readonly setup: Setup
  readonly floorSource: FloorSource
  /** Deletes it for repositories that the app has left. */
  readonly forget: (departed: Departed) => Promise<void>
}

export function memoriesOf(
  clients: Clients,
  { outdatedAnswers: outdated }: Pick<Store, 'outdatedAnswers'>,
  { blobCache }: ServerConfig,
  metrics: Metrics,
  log: Logger,
): Memories {
  const onProblem = (err: unknown) => log.warn({ err }, 'the cache of files on the disk does not work')
  const disk = blobCache && diskBlobCache({ ...blobCache, clock: SYSTEM_CLOCK, onProblem })
  const cache = sourceTreesCache({ metrics, ...(disk === undefined ? {} : { disk }) })
  const memory = memoryByRepository()
  const setup = githubSetup(clients, SYSTEM_CLOCK)
  const floorSource = githubFloorSource(clients.installation, SYSTEM_CLOCK)
  const known = knownUntilOutdated(outdated)
  const upToDate = ({ installationId, owner }: RepositoryKey) =>
    known(owner, () => {
      setup.forgetRules({ installationId, owner })
      floorSource.forget(owner)
    })
  return {
    cache,
    memory,
    setup: {
      ...setup,
      async requiredChecks(repository, branch) {
        await upToDate(repository)
        return setup.requiredChecks(repository, branch)
      },
    },
    floorSource: {
      ...floorSource,
      async tip(of) {
        await upToDate(of)
        return floorSource.tip(of)
      },
    },
    async forget(departed) {
      floorSource.forget(departed.owner)
      for (const each of [cache, memory, clients]) each.forget(departed)
      setup.forgetRules(departed)
      await disk?.forget(departed)
    },
  }
}
