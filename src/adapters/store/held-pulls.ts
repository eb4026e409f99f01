import type { SchemaModule } from 'kysely'
import type { HeldPull, HeldPulls } from '../../ports/held-pulls.ts'
import type { PullRequestKey } from '../../ports/pull-requests.ts'
import { orFault } from './database-fault.ts'
import type { Database, HeldPullsTable } from './schema.ts'

/** Held pull requests as rows. A repository that moves takes them along with the other records. */
export function storedHeldPulls(database: Database): HeldPulls {
  return {
    of: (key) =>
      orFault('a held pull request was not read', async () => {
        const row = await database
          .selectFrom('held_pulls')
          .selectAll()
          .where((each) => each.and(keyOf(key)))
          .executeTakeFirst()
        return row && { ...heldOf(row), key }
      }),
    set: (held) => orFault('a held pull request was not stored', () => set(database, held)),
    release: (key) =>
      orFault('a held pull request was not dropped', async () => {
        await database
          .deleteFrom('held_pulls')
          .where((row) => row.and(keyOf(key)))
          .execute()
      }),
    due: (nowMs) =>
      orFault('held pull requests were not read', async () => {
        const rows = await database
          .selectFrom('held_pulls')
          .selectAll()
          .where('due_at', '<=', new Date(nowMs))
          .orderBy('due_at')
          .limit(MAX_DUE)
          .execute()
        return rows.map(heldOf)
      }),
  }
}

export async function createHeldPulls(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('held_pulls')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('installation_id', 'bigint', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('held_since', 'timestamptz', (column) => column.notNull())
    .addColumn('is_reminded', 'boolean', (column) => column.notNull())
    .addColumn('is_escalated', 'boolean', (column) => column.notNull())
    .addColumn('due_at', 'timestamptz')
    .addPrimaryKeyConstraint('held_pulls_key', ['owner', 'repo', 'number'])
    .execute()
  await schema.createIndex('held_pulls_due').on('held_pulls').column('due_at').execute()
}

/** In one run; the next one takes the others. */
const MAX_DUE = 200

function keyOf({ owner, repo, number }: PullRequestKey) {
  return { owner: owner.toLowerCase(), repo: repo.toLowerCase(), number }
}

function heldOf(row: HeldPullsTable): HeldPull {
  const { installation_id, owner, repo, number, digest, held_since, due_at } = row
  return {
    key: { installationId: Number(installation_id), owner, repo, number: Number(number) },
    digest,
    heldSince: held_since.toISOString(),
    sent: [...(row.is_reminded ? ['reminder' as const] : []), ...(row.is_escalated ? ['escalation' as const] : [])],
    dueAt: due_at?.toISOString(),
  }
}

async function set(database: Database, { key, digest, heldSince, sent, dueAt }: HeldPull): Promise<void> {
  const row = {
    installation_id: key.installationId,
    digest,
    held_since: new Date(heldSince),
    is_reminded: sent.includes('reminder'),
    is_escalated: sent.includes('escalation'),
    due_at: dueAt === undefined ? null : new Date(dueAt),
  }
  await database
    .insertInto('held_pulls')
    .values({ ...keyOf(key), ...row })
    .onConflict((conflict) => conflict.columns(['owner', 'repo', 'number']).doUpdateSet(row))
    .execute()
}
