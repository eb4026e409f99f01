import { type SchemaModule, sql } from 'kysely'
import type { SharedBudgets } from '../../ports/shared-budgets.ts'
import { orFault } from './database-fault.ts'
import { type Database, SCHEMA } from './schema.ts'

/** A row for each installation, which is locked while it changes. The clock is the database's. */
export function storedSharedBudgets(database: Database): SharedBudgets & { prune(now: Date): Promise<void> } {
  return {
    change: (installationId, change) =>
      orFault('what GitHub allows was not shared out', () =>
        database.transaction().execute(async (transaction) => {
          const { note, now_ms } = await locked(transaction, installationId)
          const changed = change(note ?? undefined, now_ms)
          if (changed.note !== note) {
            const next = { note: changed.note, changed_at: sql<Date>`now()` }
            const ofInstallation = transaction
              .updateTable('shared_budgets')
              .where('installation_id', '=', installationId)
            await ofInstallation.set(next).execute()
          }
          return changed.result
        }),
      ),
    async prune(now) {
      const before = new Date(now.getTime() - KEPT_MS)
      await database.deleteFrom('shared_budgets').where('changed_at', '<', before).execute()
    },
  }
}

/** GitHub counts by the hour. */
const KEPT_MS = 86_400_000

interface Row {
  readonly note: string | null
  readonly now_ms: number
}

/** The row, made where there is none; until the transaction ends nobody else gets it. */
async function locked(transaction: Database, installationId: number): Promise<Row> {
  const table = sql.table(`${SCHEMA}.shared_budgets`)
  const select = sql<Row>`
    select note, (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms
    from ${table} where installation_id = ${installationId} for update`
  const [known] = (await select.execute(transaction)).rows
  if (known !== undefined) return known
  await sql`insert into ${table} (installation_id) values (${installationId}) on conflict do nothing`.execute(
    transaction,
  )
  const [made] = (await select.execute(transaction)).rows
  if (made === undefined) throw new Error('The row that was made just now is gone')
  return made
}

export async function createSharedBudgets(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('shared_budgets')
    .addColumn('installation_id', 'bigint', (column) => column.primaryKey())
    .addColumn('note', 'text')
    .addColumn('changed_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute()
}
