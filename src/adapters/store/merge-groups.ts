import type { SchemaModule } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { MergeGroupKey, MergeGroups } from '../../ports/merge-queue.ts'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import { orFault } from './database-fault.ts'
import { type Database, SCHEMA } from './schema.ts'

/** Merge groups with what the store itself does with them. */
export interface StoredMergeGroups extends MergeGroups {
  /** Drops what is so old that no queue holds it any more. */
  prune(now: Date): Promise<void>
}

export function storedMergeGroups(database: Database): StoredMergeGroups {
  return {
    remember: ({ owner, repo, headSha, baseSha, baseRef, headRef, installationId }) =>
      orFault('a merge group was not stored', async () => {
        const row = { base_sha: baseSha, base_ref: baseRef, head_ref: headRef, installation_id: installationId }
        await database
          .insertInto('merge_groups')
          .values({
            ...nameOf({ owner, repo }),
            head_sha: headSha,
            ...row,
            is_concluded: false,
            requested_at: new Date(),
          })
          .onConflict((conflict) => conflict.columns(['owner', 'repo', 'head_sha']).doUpdateSet(row))
          .execute()
      }),
    of: (key) =>
      orFault('a merge group was not read', async () => {
        const row = await database
          .selectFrom('merge_groups')
          .selectAll()
          .where((each) => each.and(keyOf(key)))
          .executeTakeFirst()
        if (row === undefined) return undefined
        const { base_sha: baseSha, base_ref: baseRef, head_ref: headRef, installation_id: installationId } = row
        const { owner, repo, headSha } = key
        return {
          group: { installationId, owner, repo, headSha, baseSha, baseRef, headRef },
          isConcluded: row.is_concluded,
        }
      }),
    conclude: (key) =>
      orFault('a merge group was not stored', async () => {
        await database
          .updateTable('merge_groups')
          .set({ is_concluded: true })
          .where((each) => each.and(keyOf(key)))
          .execute()
      }),
    forget: (key) =>
      orFault('a merge group was not dropped', async () => {
        await database
          .deleteFrom('merge_groups')
          .where((each) => each.and(keyOf(key)))
          .execute()
      }),
    async prune(now) {
      const before = new Date(now.getTime() - KEEP_DAYS * 86_400_000)
      await database.deleteFrom('merge_groups').where('requested_at', '<', before).execute()
    },
  }
}

/** Groups of merge queues that were not seen to be gone. */
export const mergeGroupTables: Migration = {
  async up(db) {
    await createMergeGroups(db.schema.withSchema(SCHEMA))
  },
}

const KEEP_DAYS = 30

function nameOf({ owner, repo }: RepositoryName): RepositoryName {
  return { owner: owner.toLowerCase(), repo: repo.toLowerCase() }
}

function keyOf(key: Pick<MergeGroupKey, 'owner' | 'repo' | 'headSha'>) {
  return { ...nameOf(key), head_sha: key.headSha }
}

async function createMergeGroups(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('merge_groups')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('head_sha', 'text', (column) => column.notNull())
    .addColumn('installation_id', 'bigint', (column) => column.notNull())
    .addColumn('base_sha', 'text', (column) => column.notNull())
    .addColumn('base_ref', 'text', (column) => column.notNull())
    .addColumn('head_ref', 'text', (column) => column.notNull())
    .addColumn('is_concluded', 'boolean', (column) => column.notNull())
    .addColumn('requested_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('merge_groups_key', ['owner', 'repo', 'head_sha'])
    .execute()
}
