import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storedExaminedPulls } from '../../src/adapters/store/examined-pulls.ts'
import { migrate } from '../../src/adapters/store/migrations.ts'
import { openInMemory } from '../../src/adapters/store/pglite-connection.ts'
import { judgedChangeOf } from '../contracts/examined-pulls-contract.ts'

const DAY_MS = 86_400_000
const ALL = { open: 1000, merged: 1000 }

describe('what is stored of examined pull requests', () => {
  const opened: { connection?: Awaited<ReturnType<typeof openInMemory>> } = {}
  const database = () => opened.connection?.database ?? expect.fail('it was not opened')
  beforeAll(async () => {
    opened.connection = await openInMemory()
    await migrate(database())
  })
  afterAll(() => opened.connection?.close())
  const key = (number: number) => ({ installationId: 1, owner: 'acme', repo: 'infra', number })

  it('is nothing of what is too large or cannot be read any more, and that is told', async () => {
    const pulls = storedExaminedPulls(database())
    const large = randomBytes(40_000).toString('hex')
    await pulls.keep(key(1), { baseRef: 'main', change: judgedChangeOf(large) })
    await pulls.keep(key(2), { baseRef: 'main', change: judgedChangeOf('s3:GetObject') })
    await sql`update countersign.examined_pulls set change = 'no such thing' where number = 2`.execute(database())
    const found = await pulls.newest({ owner: 'acme' }, ALL)
    expect(found.map(({ number, change }) => [number, change])).toEqual([
      [2, undefined],
      [1, undefined],
    ])
  })

  it('is the newest hundred of each repository, open and merged each, for ninety days', async () => {
    const pulls = storedExaminedPulls(database())
    await sql`insert into countersign.examined_pulls
      select 'other', 'infra', n, 'main', n % 2 = 0, null, now() - n * interval '1 minute'
      from generate_series(1, 300) as n`.execute(database())
    await pulls.prune(new Date())
    const kept = (await pulls.newest({ owner: 'other' }, ALL)).map(({ number }) => number)
    expect(kept).toHaveLength(200)
    expect(Math.max(...kept)).toBe(200)
    await pulls.prune(new Date(Date.now() + 91 * DAY_MS))
    expect(await pulls.newest({ owner: 'other' }, ALL)).toEqual([])
  })
})
