import type { SchemaModule } from 'kysely'
import { z } from 'zod'
import type { KeptPolicy, PolicyPlace, PolicyRecords } from '../../ports/policy-records.ts'
import { orFault } from './database-fault.ts'
import type { Database } from './schema.ts'

/** Policies with what the store itself does with them. */
export interface StoredPolicies extends PolicyRecords {
  /** Drops those of branches that nothing lands on any more; a floor stays. */
  prune(now: Date): Promise<void>
}

/** Policies as rows. A floor belongs to no repository, so that it goes with the whole installation only. */
export function storedPolicies(database: Database): StoredPolicies {
  return {
    lastGood: (of) => orFault('a kept policy was not read', () => lastGood(database, of)),
    keep: (of, policy) => orFault('a policy was not kept', () => keep(database, of, policy)),
    drop: (of) =>
      orFault('a kept policy was not dropped', async () => {
        await database
          .deleteFrom('policies')
          .where((row) => row.and(keyOf(of)))
          .execute()
      }),
    async prune(now) {
      const before = new Date(now.getTime() - KEEP_DAYS * 86_400_000)
      await database.deleteFrom('policies').where('branch', '!=', '').where('kept_at', '<', before).execute()
    },
  }
}

export async function createPolicies(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('policies')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('branch', 'text', (column) => column.notNull())
    .addColumn('commit', 'text', (column) => column.notNull())
    .addColumn('files', 'text', (column) => column.notNull())
    .addColumn('kept_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('policies_key', ['owner', 'repo', 'branch'])
    .execute()
}

const KEEP_DAYS = 400

interface Key {
  readonly owner: string
  readonly repo: string
  readonly branch: string
}

/** Names of branches, and only these, keep their case. */
function keyOf(of: PolicyPlace): Key {
  const owner = of.owner.toLowerCase()
  return of.kind === 'floor'
    ? { owner, repo: '', branch: '' }
    : { owner, repo: of.repo.toLowerCase(), branch: of.branch }
}

const files = z.array(z.tuple([z.string(), z.string()]))

async function lastGood(database: Database, of: PolicyPlace): Promise<KeptPolicy | undefined> {
  const row = await database
    .selectFrom('policies')
    .select(['commit', 'files'])
    .where((each) => each.and(keyOf(of)))
    .executeTakeFirst()
  return row && { commit: row.commit, files: new Map(files.parse(JSON.parse(row.files))) }
}

/** What is kept already costs no write, but once a day: by that it is known to be in use. */
async function keep(database: Database, of: PolicyPlace, policy: KeptPolicy): Promise<void> {
  const kept_at = new Date()
  const row = { commit: policy.commit, files: JSON.stringify([...policy.files]), kept_at }
  const yesterday = new Date(kept_at.getTime() - 86_400_000)
  await database
    .insertInto('policies')
    .values({ ...keyOf(of), ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['owner', 'repo', 'branch'])
        .doUpdateSet(row)
        .where((each) => each.or([each('policies.files', '!=', row.files), each('policies.kept_at', '<', yesterday)])),
    )
    .execute()
}
