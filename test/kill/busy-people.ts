import { READS, READS_AND_DELETES, READS_AND_WRITES } from '../e2e/role-policy.ts'
import type { PullHandle } from '../github/handles/pull-handle.ts'
import type { RepositoryHandle } from '../github/handles/repository-handle.ts'
import type { GitHub } from '../github/start-github.ts'

/** A pull request, and what is known of it without any examination. */
export interface KnownPull {
  readonly repository: RepositoryHandle
  readonly pull: PullHandle
  /** Whether its head adds access to its base. */
  widens: boolean
}

export interface BusyPeople {
  readonly pulls: readonly KnownPull[]
  /** Somebody does something: opens a pull request, pushes, approves, objects, closes, or changes the base. */
  act(): Promise<void>
}

const OWNERS = ['north', 'south', 'west']
const MAX_OPEN = 4
const README = { 'README.md': '# Logs\n' }

/** `random` gives numbers from 0 to below 1. Owners are several, as GitHub limits the writes to each of them. */
export async function busyPeople(github: GitHub, random: () => number): Promise<BusyPeople> {
  const repositories: RepositoryHandle[] = []
  for (const owner of OWNERS) {
    const collaborators = { alice: 'write', bob: 'write', carol: 'write' } as const
    repositories.push(await github.repository(`${owner}/infra`, { files: READS, collaborators }))
  }
  const pulls: KnownPull[] = []
  const one = <T>(of: readonly T[]): T | undefined => of[Math.floor(random() * of.length)]
  const isOpen = ({ pull }: KnownPull) => pull.state === 'open'
  const open = async () => {
    const repository = one(repositories)
    if (repository === undefined) return
    const widens = random() < 0.7
    const commits = [{ files: widens ? READS_AND_WRITES : README }]
    const pull = await repository.openPull({ author: 'alice', branch: `change-${pulls.length}`, commits })
    pulls.push({ repository, pull, widens })
  }
  const push = async (known: KnownPull) => {
    const text = random()
    // One that touches nothing governed leaves the rest of the pull request as it was.
    const files = text < 0.4 ? { 'notes.md': `${text}\n` } : READS_AND_DELETES
    await known.pull.push({ files }, { by: random() < 0.7 ? 'alice' : 'carol' })
    known.widens ||= text >= 0.4
  }
  return {
    pulls,
    async act() {
      const known = one(pulls.filter(isOpen))
      const dice = random()
      if (known === undefined || (dice < 0.25 && pulls.filter(isOpen).length < MAX_OPEN)) return open()
      if (dice < 0.5) return push(known)
      if (dice < 0.7) return void (await known.pull.approve('bob'))
      if (dice < 0.8) return void (await known.pull.requestChanges('carol'))
      if (dice < 0.9) return void (await known.repository.push('main', { files: { 'docs.md': `${dice}\n` } }))
      await known.pull.close()
    },
  }
}
