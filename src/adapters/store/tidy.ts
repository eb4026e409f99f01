import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Database, JOBS_SCHEMA, SCHEMA } from './schema.ts'

/**
 * Does what a PostgreSQL server does by itself and an embedded one does not: makes the room of deleted rows and payloads
 * usable again, and counts rows, so that statements are planned for tables as large as they are. Table after table, with
 * the event loop's turn in between, since the database computes on this thread.
 */
export async function tidy(database: Database): Promise<void> {
  const { rows } = await sql<{ schema: string; name: string }>`
    select schemaname as schema, relname as name from pg_stat_user_tables
    where schemaname in (${SCHEMA}, ${JOBS_SCHEMA}) order by 1, 2`.execute(database)
  for (const { schema, name } of rows) {
    await setImmediate()
    await sql`vacuum (analyze) ${sql.table(`${schema}.${name}`)}`.execute(database)
  }
}
