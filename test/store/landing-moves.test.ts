import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { landingMoves } from '../../src/adapters/store/landing-moves.ts'
import { storedLandingRecords } from '../../src/adapters/store/landing-records.ts'
import { openInMemory } from '../../src/adapters/store/pglite-connection.ts'
import { SCHEMA } from '../../src/adapters/store/schema.ts'
import { watchTables } from '../../src/adapters/store/watch-tables.ts'

it('what an earlier version knew of landings is kept, in its order, and goes on', async () => {
  const { database, close } = await openInMemory()
  await sql`create schema ${sql.raw(SCHEMA)}`.execute(database)
  await watchTables.up(database)
  const landings = sql.table(`${SCHEMA}.landings`)
  for (const [before, sha, day] of [
    ['b', 'c', 3],
    ['r', 'a', 1],
    ['a', 'b', 2],
  ]) {
    await sql`insert into ${landings} (owner, repo, branch, sha, before, standing, decided_at)
      values ('acme', 'infra', 'main', ${sha}, ${before}, 'clean', ${`2026-01-0${day}`})`.execute(database)
  }
  await landingMoves.up(database)
  const records = storedLandingRecords(database)
  const repository = { owner: 'acme', repo: 'infra' }
  await records.begin(repository, { branch: 'main', before: 'c', sha: 'a' })
  const kept = await records.of(repository)
  expect(kept?.map(({ before, sha }) => `${before}>${sha}`)).toEqual(['r>a', 'a>b', 'b>c', 'c>a'])
  expect(await records.tips(repository)).toEqual(new Map([['main', 'a']]))
  await close()
})
