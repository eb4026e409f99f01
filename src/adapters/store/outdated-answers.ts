import { type SchemaModule, sql } from 'kysely'
import type { OutdatedAnswers } from '../../ports/outdated-answers.ts'
import { orFault } from './database-fault.ts'
import type { Database } from './schema.ts'

/** A counter for each account. */
export function storedOutdatedAnswers(database: Database): OutdatedAnswers {
  return {
    times: (owner) =>
      orFault('it was not read what is outdated', async () => {
        const ofOwner = database.selectFrom('outdated_answers').where('owner', '=', owner.toLowerCase())
        return (await ofOwner.select('times').executeTakeFirst())?.times ?? 0
      }),
    outdate: (owner) =>
      orFault('it was not noted what is outdated', async () => {
        await database
          .insertInto('outdated_answers')
          .values({ owner: owner.toLowerCase(), times: 1 })
          .onConflict((conflict) => conflict.column('owner').doUpdateSet({ times: sql`outdated_answers.times + 1` }))
          .execute()
      }),
  }
}

export async function createOutdatedAnswers(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('outdated_answers')
    .addColumn('owner', 'text', (column) => column.primaryKey())
    .addColumn('times', 'integer', (column) => column.notNull())
    .execute()
}
