import { type SchemaModule, sql } from 'kysely'
import { z } from 'zod'
import type { WebhookHealth } from '../../core/setup/facts.ts'
import type { WebhookRecords } from '../../ports/webhook-records.ts'
import { orFault } from './database-fault.ts'
import type { Database } from './schema.ts'

/** One row, which each look replaces. */
export function storedWebhookRecords(database: Database): WebhookRecords {
  return {
    health: () =>
      orFault('it was not read what becomes of webhooks', async () => {
        const row = await database.selectFrom('webhook_health').select('health').executeTakeFirst()
        return row === undefined ? undefined : health.parse(JSON.parse(row.health))
      }),
    setHealth: (seen) =>
      orFault('it was not noted what becomes of webhooks', async () => {
        const row = { health: JSON.stringify(seen) }
        await database
          .insertInto('webhook_health')
          .values({ id: ONLY_ROW, ...row })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute()
      }),
  }
}

export async function createWebhookHealth(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('webhook_health')
    .addColumn('id', 'integer', (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn('health', 'text', (column) => column.notNull())
    .execute()
}

const ONLY_ROW = 1

const health: z.ZodType<WebhookHealth> = z
  .object({
    attempts: z.int(),
    failed: z.int(),
    hasNewestFailed: z.boolean(),
    lastFailed: z.object({ at: z.string(), status: z.string() }).optional(),
  })
  .transform(({ lastFailed, ...rest }) => ({ ...rest, ...(lastFailed === undefined ? {} : { lastFailed }) }))
