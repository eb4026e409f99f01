import type { SchemaModule } from 'kysely'
import type { GovernedBranches } from '../../ports/governed-branches.ts'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import { orFault } from './database-fault.ts'
import type { Database } from './schema.ts'

/** Governed branches with what the store itself does with them. */
export interface StoredGovernedBranches extends GovernedBranches {
  /** Drops those that are governed no more. */
  prune(now: Date): Promise<void>
}

/** A row for each branch, with the time at which it was seen to be governed last. */
export function storedGovernedBranches(database: Database): StoredGovernedBranches {
  return {
    saw: (repository, branch) => orFault('a governed branch was not noted', () => saw(database, repository, branch)),
    of: ({ owner, repo }) =>
      orFault('governed branches were not read', async () => {
        const rows = await database
          .selectFrom('governed_branches')
          .select('branch')
          .where('owner', '=', owner.toLowerCase())
          .where('repo', '=', repo.toLowerCase())
          .where('seen_at', '>=', daysBefore(new Date(), GOVERNED_DAYS))
          .orderBy('branch')
          .execute()
        return rows.map(({ branch }) => branch)
      }),
    async prune(now) {
      await database.deleteFrom('governed_branches').where('seen_at', '<', daysBefore(now, GOVERNED_DAYS)).execute()
    },
  }
}

export async function createGovernedBranches(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('governed_branches')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('branch', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('governed_branches_key', ['owner', 'repo', 'branch'])
    .execute()
}

/** A rule may be taken off for an afternoon, and be put back. */
const GOVERNED_DAYS = 14
const NOTED_AGAIN_MS = 3_600_000

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000)
}

/** Costs a write an hour at most. */
async function saw(database: Database, { owner, repo }: RepositoryName, branch: string): Promise<void> {
  const seen_at = new Date()
  const anHourAgo = new Date(seen_at.getTime() - NOTED_AGAIN_MS)
  await database
    .insertInto('governed_branches')
    .values({ owner: owner.toLowerCase(), repo: repo.toLowerCase(), branch, seen_at })
    .onConflict((conflict) =>
      conflict
        .columns(['owner', 'repo', 'branch'])
        .doUpdateSet({ seen_at })
        .where('governed_branches.seen_at', '<', anHourAgo),
    )
    .execute()
}
