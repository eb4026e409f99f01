import { z } from 'zod'
import type { Departures, KeptContent } from '../../ports/departures.ts'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import { type FloorDependencies, floorChanged } from '../floor-changed.ts'

export interface InstallationDependencies extends FloorDependencies {
  readonly departures: Pick<Departures, 'returned' | 'forgetLedger'>
  /** Everything that is kept of repositories, wherever that is. */
  readonly content: KeptContent
}

const installation = z.object({ id: z.int(), account: z.object({ login: z.string() }) })
const listed = z.array(z.object({ full_name: z.string() }))

const schema = z.object({
  action: z.enum(['created', 'deleted', 'suspend', 'unsuspend', 'new_permissions_accepted']),
  installation,
  /** Those that it is installed on, as far as GitHub lists them. */
  repositories: listed.nullish(),
})

/**
 * The app was installed on an account, taken off it, suspended, let in again, or given more permissions. What it may not
 * look at for a while, or could not see before, is examined as if it never had been.
 */
export async function onInstallation(payload: unknown, dependencies: InstallationDependencies): Promise<void> {
  const { departures, content, observations, catchUpSoon } = dependencies
  const event = schema.parse(payload)
  const { id: installationId } = event.installation
  const { login: owner } = event.installation.account
  switch (event.action) {
    case 'suspend':
      return
    case 'deleted':
      return content.forget({ installationId, owner })
    case 'created':
      await departures.returned({ owner })
      for (const repository of namesOf(event.repositories ?? [])) await departures.returned(repository)
      break
    case 'unsuspend':
    case 'new_permissions_accepted':
  }
  await observations.forgetAll({ owner })
  await catchUpSoon()
}

const repositoriesSchema = z.object({ installation, repositories_added: listed, repositories_removed: listed })

/** An installation was given further repositories, or some were taken off it. */
export async function onInstallationRepositories(
  payload: unknown,
  dependencies: InstallationDependencies,
): Promise<void> {
  const { departures, content, observations, catchUpSoon } = dependencies
  const event = repositoriesSchema.parse(payload)
  const { id: installationId } = event.installation
  const removed = namesOf(event.repositories_removed)
  for (const repository of removed) await content.forget({ installationId, ...repository })
  const added = namesOf(event.repositories_added)
  for (const repository of added) {
    await departures.returned(repository)
    await observations.forgetAll(repository)
  }
  for (const repository of [...removed, ...added]) await floorChanged(repository, dependencies)
  if (added.length > 0) await catchUpSoon()
}

function namesOf(repositories: z.infer<typeof listed>): readonly RepositoryName[] {
  return repositories.map(({ full_name }) => {
    const [owner = '', repo = ''] = full_name.split('/')
    return { owner, repo }
  })
}
