import type { Logger } from 'pino'
import type { RepositoryName } from '../ports/pull-requests.ts'

/** How many open pull requests wait for their first verdict, such as after the app was installed. */
export interface Backlog {
  /** What a look at a repository has found. */
  note(repository: RepositoryName, open: number, unexamined: number): void
  /** Tells in the log how far an installation is, where that is worth a line and has changed. */
  tell(installationId: number, repositories: readonly RepositoryName[]): void
}

export function backlog(log: Logger): Backlog {
  const noted = new Map<string, Found>()
  const told = new Map<number, string>()
  return {
    note: (repository, open, unexamined) => void noted.set(nameOf(repository), { open, unexamined }),
    tell(installationId, repositories) {
      const found = repositories.map((repository) => noted.get(nameOf(repository)))
      const { open, unexamined } = found.reduce<Found>((sum, each) => add(sum, each), { open: 0, unexamined: 0 })
      const repositoriesToGo = found.filter((each) => each === undefined).length
      const before = told.get(installationId)
      if (unexamined === 0 && repositoriesToGo === 0) {
        told.delete(installationId)
        if (before !== undefined)
          log.info({ installation: installationId, open }, 'every open pull request is examined')
        return
      }
      const state = `${open} ${unexamined} ${repositoriesToGo}`
      if (state === before || (before === undefined && unexamined < WORTH_A_LINE && repositoriesToGo === 0)) return
      told.set(installationId, state)
      log.info(
        { installation: installationId, examined: open - unexamined, open, repositoriesToGo },
        'open pull requests are being examined, the newest first',
      )
    },
  }
}

interface Found {
  readonly open: number
  readonly unexamined: number
}

/** Fewer are examined before anybody looks. */
const WORTH_A_LINE = 10

function nameOf({ owner, repo }: RepositoryName): string {
  return `${owner}/${repo}`.toLowerCase()
}

function add(sum: Found, each: Found | undefined): Found {
  return { open: sum.open + (each?.open ?? 0), unexamined: sum.unexamined + (each?.unexamined ?? 0) }
}
