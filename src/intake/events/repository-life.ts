import { z } from 'zod'
import type { InstallationDependencies } from './installation.ts'
import { repositoryEventSchema, repositoryOf } from './payload.ts'

const schema = repositoryEventSchema.extend({ action: z.enum(['deleted', 'archived', 'unarchived']) })

/**
 * A repository was deleted: nothing stays of it, since another one may get its name. An archived one takes neither
 * checks nor merges: only its content goes, and when it is taken out of the archive, its pull requests are examined.
 */
export async function onRepositoryLife(payload: unknown, dependencies: InstallationDependencies): Promise<void> {
  const { departures, content, observations, catchUpSoon } = dependencies
  const event = schema.parse(payload)
  const repository = repositoryOf(event)
  switch (event.action) {
    case 'deleted':
      await content.forget(repository)
      return departures.forgetLedger(repository)
    case 'archived':
      return content.forget(repository)
    case 'unarchived':
      await departures.returned(repository)
      await observations.forgetAll(repository)
      return catchUpSoon()
  }
}
