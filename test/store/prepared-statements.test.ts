import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DatabaseConnection } from '../../src/adapters/store/database-connection.ts'
import { openInMemory } from '../../src/adapters/store/pglite-connection.ts'

describe('statements of the embedded database', () => {
  const opened: { connection?: DatabaseConnection } = {}
  const database = () => opened.connection?.database ?? expect.fail('it was not opened')
  beforeAll(async () => {
    opened.connection = await openInMemory()
    await sql`create table things (id integer primary key, at timestamptz, parts text[], about jsonb, is_kept boolean)`.execute(
      database(),
    )
  })
  afterAll(() => opened.connection?.close())

  it('give values back as they were given, however often', async () => {
    const at = new Date('2026-03-01T10:00:00.123Z')
    const about = { name: 'ünï', nested: [1, null] }
    for (let id = 1; id <= 60; id += 1) {
      const parts = ['a,b', '"c"', `${id}`]
      const stored = await sql`insert into things values (${id}, ${at}, ${parts}::text[], ${about}, ${id % 2 === 0})
        on conflict do nothing`.execute(database())
      expect(stored.numAffectedRows).toBe(1n)
      const { rows } = await sql`select * from things where id = ${id}`.execute(database())
      expect(rows).toEqual([{ id, at, parts, about, is_kept: id % 2 === 0 }])
    }
    const none = await sql`update things set about = ${null} where id > ${60}`.execute(database())
    expect(none.numAffectedRows).toBe(0n)
  })

  it('are parsed anew where a table has got another shape', async () => {
    const read = () => sql`select * from changing`.execute(database())
    await sql`create table changing (one integer)`.execute(database())
    await read()
    await sql`alter table changing add column two text`.execute(database())
    await read().catch(() => undefined)
    await sql`insert into changing values (1, 'b')`.execute(database())
    expect((await read()).rows).toEqual([{ one: 1, two: 'b' }])
  })

  it('that fail leave nothing behind of their transaction, and hinder nobody after it', async () => {
    const failing = database()
      .transaction()
      .execute(async (transaction) => {
        await sql`insert into things (id) values (100)`.execute(transaction)
        await sql`insert into things (id) values (100)`.execute(transaction)
      })
    await expect(failing).rejects.toThrow('duplicate key')
    const swallowed = database()
      .transaction()
      .execute(async (transaction) => {
        await sql`insert into things (id) values (101)`.execute(transaction)
        await sql`select * from nowhere`.execute(transaction).catch(() => undefined)
      })
    await expect(swallowed, 'what is said to be stored is stored').rejects.toThrow('rolled back')
    expect((await sql`select id from things where id >= 100`.execute(database())).rows).toEqual([])
  })
})
