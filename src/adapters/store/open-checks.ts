import type { OpenChecks } from '../../ports/open-checks.ts'
import type { PullRequestKey, RepositoryName } from '../../ports/pull-requests.ts'
import { orFault } from './database-fault.ts'
import type { Database } from './schema.ts'

/** Open checks with what the store itself does with them. */
export interface StoredOpenChecks extends OpenChecks {
  /** Drops what is so old that nobody waits for it any more. */
  prune(now: Date): Promise<void>
}

export function storedOpenChecks(database: Database): StoredOpenChecks {
  return {
    begin: (key, headSha) =>
      orFault('a check was not noted as open', async () => {
        await database
          .insertInto('open_checks')
          .values({ ...nameOf(key), number: key.number, head_sha: headSha, begun_at: new Date() })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      }),
    end: (repository, headSha) =>
      orFault('a check was not noted as concluded', async () => {
        await database
          .deleteFrom('open_checks')
          .where((row) => row.and({ ...nameOf(repository), head_sha: headSha }))
          .execute()
      }),
    isOpen: (repository, headSha) =>
      orFault('open checks were not read', async () => {
        const found = await database
          .selectFrom('open_checks')
          .select('head_sha')
          .where((row) => row.and({ ...nameOf(repository), head_sha: headSha }))
          .limit(1)
          .execute()
        return found.length > 0
      }),
    of: (key) => orFault('open checks were not read', () => openChecksOf(database, key)),
    async prune(now) {
      const before = new Date(now.getTime() - KEEP_DAYS * 86_400_000)
      await database.deleteFrom('open_checks').where('begun_at', '<', before).execute()
    },
  }
}

const KEEP_DAYS = 30

function nameOf({ owner, repo }: RepositoryName): { readonly owner: string; readonly repo: string } {
  return { owner: owner.toLowerCase(), repo: repo.toLowerCase() }
}

async function openChecksOf(database: Database, key: PullRequestKey): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('open_checks')
    .select('head_sha')
    .where((row) => row.and({ ...nameOf(key), number: key.number }))
    .orderBy('begun_at')
    .execute()
  return rows.map((row) => row.head_sha)
}
