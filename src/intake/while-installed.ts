import type { Logger } from 'pino'
import type { Departures } from '../ports/departures.ts'
import { Fault } from '../ports/fault.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'

/**
 * Jobs that end quietly where the app is no longer installed, or is suspended: trying again would change nothing, and
 * whatever waits is looked for when the app is back. `repositoryOf` says what a job is about, if it is
 * about a single repository.
 */
export function whileInstalled<Arguments extends readonly unknown[]>(
  work: (...args: Arguments) => Promise<void>,
  repositoryOf: (...args: Arguments) => RepositoryKey | undefined,
  { departures, log }: { readonly departures: Pick<Departures, 'hasLeft'>; readonly log: Logger },
): (...args: Arguments) => Promise<void> {
  return async (...args) => {
    try {
      await work(...args)
    } catch (error) {
      const repository = repositoryOf(...args)
      if (!isOfNoInstallation(error) && !(await hasLeft(repository, departures))) throw error
      log.info(
        { installation: repository?.installationId },
        'a job was left: the app is not installed there, or is suspended',
      )
    }
  }
}

async function hasLeft(
  repository: RepositoryKey | undefined,
  departures: Pick<Departures, 'hasLeft'>,
): Promise<boolean> {
  if (repository === undefined) return false
  const { owner, repo } = repository
  return departures.hasLeft({ owner, repo })
}

/** Also where the fault is one of several, such as the one that kept a check from saying that it failed. */
export function isOfNoInstallation(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isOfNoInstallation)
  return error instanceof Fault && error.kind === 'not-installed'
}
