import { z } from 'zod'
import type { Landing, LandingRecords } from '../../ports/landing-records.ts'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import { orFault } from './database-fault.ts'
import type { Database } from './schema.ts'

/** Landings with what the store itself does with them. */
export interface StoredLandingRecords extends LandingRecords {
  /** Drops what is so old that nobody deploys it any more. */
  prune(now: Date): Promise<void>
}

export function storedLandingRecords(database: Database): StoredLandingRecords {
  return {
    begin: (repository, landing) =>
      orFault('a landing was not stored', () => put(database, repository, { ...landing, standing: 'pending' })),
    settle: (repository, landing) => orFault('a landing was not stored', () => put(database, repository, landing)),
    forget: (repository, { branch, sha, before }) =>
      orFault('a landing was not dropped', async () => {
        await database
          .deleteFrom('landings')
          .where((row) => row.and({ ...nameOf(repository), branch, sha, before }))
          .execute()
      }),
    at: (repository, sha) =>
      orFault('landings were not read', async () => {
        const rows = await database
          .selectFrom('landings')
          .select(['branch', 'before', 'sha', 'standing'])
          .where((row) => row.and({ ...nameOf(repository), sha }))
          .execute()
        return rows.map(({ standing, ...landing }) => ({ ...landing, standing: STANDING.parse(standing) }))
      }),
    async prune(now) {
      const before = new Date(now.getTime() - KEEP_DAYS * 86_400_000)
      await database.deleteFrom('landings').where('decided_at', '<', before).execute()
    },
  }
}

const KEEP_DAYS = 400
const STANDING = z.enum(['pending', 'clean', 'uncovered'])

function nameOf({ owner, repo }: RepositoryName): RepositoryName {
  return { owner: owner.toLowerCase(), repo: repo.toLowerCase() }
}

/** What was decided of a move is not taken back by the same event that arrives once more. */
async function put(database: Database, repository: RepositoryName, landing: Landing): Promise<void> {
  const { branch, sha, before, standing } = landing
  const decided_at = new Date()
  await database
    .insertInto('landings')
    .values({ ...nameOf(repository), branch, sha, before, standing, decided_at })
    .onConflict((conflict) => {
      const update = conflict.columns(['owner', 'repo', 'sha', 'branch']).doUpdateSet({ before, standing, decided_at })
      return standing === 'pending' ? update.where('landings.before', '!=', before) : update
    })
    .execute()
}
