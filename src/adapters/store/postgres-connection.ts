import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { advisoryLocks } from './advisory-locks.ts'
import type { DatabaseConnection } from './database-connection.ts'
import { SCHEMA, type Tables } from './schema.ts'

/** Connects to PostgreSQL; the first query tells whether it is there. `onError` hears of connections that broke. */
export function connectPostgres(url: string, onError: (error: Error) => void): DatabaseConnection {
  const pool = new pg.Pool({
    ...{ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS },
    max: MAX_CONNECTIONS,
    application_name: 'countersign',
    types: { getTypeParser: (oid, format) => (oid === pg.types.builtins.INT8 ? parseInteger : parserOf(oid, format)) },
  })
  const lockPool = new pg.Pool({
    ...{ connectionString: url, connectionTimeoutMillis: LOCK_TIMEOUT_MS },
    max: MAX_LOCKS,
    application_name: 'countersign-locks',
    lock_timeout: LOCK_TIMEOUT_MS,
  })
  for (const each of [pool, lockPool]) reportBroken(each, onError)
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    database: kysely.withSchema(SCHEMA),
    queue: { connectionString: url, max: MAX_QUEUE_CONNECTIONS },
    exclusive: false,
    turnLocks: advisoryLocks(lockPool),
    async close() {
      await kysely.destroy()
      if (!lockPool.ending) await lockPool.end()
    },
  }
}

const MAX_CONNECTIONS = 10
const MAX_QUEUE_CONNECTIONS = 6
const CONNECT_TIMEOUT_MS = 10_000
/** As many commits as are written to at a time: examinations, and checks that are opened. */
const MAX_LOCKS = 20
const LOCK_TIMEOUT_MS = 120_000

function reportBroken(pool: pg.Pool, onError: (error: Error) => void): void {
  // The pool is done before its last connections are: what breaks then is of no interest.
  const report = (error: Error) => (pool.ending ? undefined : onError(error))
  pool.on('error', report)
  // The pool listens to idle connections only; one that breaks while it is lent out would end the process.
  pool.on('connect', (client) => client.on('error', report))
}

const parserOf: typeof pg.types.getTypeParser = (oid, format) => pg.types.getTypeParser(oid, format)

/** PGlite gives a bigint column as a number and pg as a string; both give numbers here. */
function parseInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`The database returned ${text}, which no number can hold`)
  return value
}
