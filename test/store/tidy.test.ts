import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { migrate } from '../../src/adapters/store/migrations.ts'
import { openInMemory } from '../../src/adapters/store/pglite-connection.ts'
import { tidy } from '../../src/adapters/store/tidy.ts'

it('room of what was deleted is used again, so that an embedded database does not grow for ever', async () => {
  const connection = await openInMemory()
  const { database } = connection
  const sizeOf = async () => {
    const { rows } = await sql<{ size: number }>`
      select pg_total_relation_size('countersign.deliveries') as size`.execute(database)
    return rows[0]?.size ?? expect.fail('there is no size')
  }
  /** Stores payloads that hardly compress, and settles them. */
  const comeAndGo = async () => {
    await sql`insert into countersign.deliveries (id, event, payload, received_at, state)
      select gen_random_uuid()::text, 'push', (select string_agg(md5(random()::text || part || n), '') from generate_series(1, 500) as part), now(), 'pending'
      from generate_series(1, 50) as n`.execute(database)
    await sql`delete from countersign.deliveries`.execute(database)
    await tidy(database)
  }
  await migrate(database)
  await comeAndGo()
  const before = await sizeOf()
  for (let round = 0; round < 3; round += 1) await comeAndGo()
  expect(await sizeOf()).toBeLessThanOrEqual(before * 1.5)
  await connection.close()
})
