import { afterAll, beforeAll, describe, expect } from 'vitest'
import { openStore } from '../../src/adapters/store/store.ts'
import { type PostgresServer, startPostgres } from '../contracts/postgres-server.ts'
import { QUICK } from '../contracts/quick-timing.ts'
import { storeContract } from '../contracts/store-contract.ts'
import { SILENT } from './silent-log.ts'

const started: { server?: PostgresServer; url?: string } = {}
beforeAll(async () => {
  started.server = await startPostgres()
  started.url = await started.server.createDatabase('countersign')
})
afterAll(() => started.server?.stop())

describe('the store on PostgreSQL, with two processes', () => {
  storeContract(2, () => {
    const url = started.url ?? expect.fail('PostgreSQL was not started')
    return openStore({ kind: 'postgres', url }, { log: SILENT, timing: QUICK })
  })
})
