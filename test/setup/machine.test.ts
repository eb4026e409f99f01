import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { machineFacts } from '../../src/cli/doctor-machine.ts'
import { type PostgresServer, startPostgres } from '../contracts/postgres-server.ts'

describe('what the doctor sees of this machine', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())

  const storage = async (variables: Readonly<Record<string, string>>) =>
    (await machineFacts({ kind: 'problems', problems: [] }, variables)).storage

  it('is a database that answers, also before the server has made its tables there', async () => {
    const DATABASE_URL = await server.createDatabase('untouched')
    expect(await storage({ DATABASE_URL })).toEqual({ what: 'The database of DATABASE_URL' })
  })

  it('is a database that is not there', async () => {
    const DATABASE_URL = (await server.createDatabase('there')).replace('there', 'nowhere')
    expect(await storage({ DATABASE_URL })).toMatchObject({ problem: expect.stringContaining('"nowhere"') })
  })

  it('is a directory that is still to be made', async () => {
    const DATA_DIR = `${import.meta.dirname}/not/made/yet`
    expect(await storage({ DATA_DIR })).toEqual({ what: `The data directory ${DATA_DIR}` })
  })
})
