import { setImmediate } from 'node:timers/promises'
import { Mutex, type PGlite } from '@electric-sql/pglite'
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely'
import { PGliteDialect } from 'kysely'
import type { PGliteLike } from 'pg-boss'
import { type PreparedStatements, preparedStatements } from './prepared-statements.ts'

export interface SharedPglite {
  /** For Kysely. */
  readonly dialect: Dialect
  /** For the queue. */
  readonly queue: PGliteLike
}

/**
 * One PGlite for Kysely and the queue, each of which waits for the other's transactions. Kysely's own driver waits for
 * ever, and leaves a rejection unhandled, where a transaction cannot begin – a webhook would never be answered, and the
 * process would end.
 */
export function sharedPglite(pglite: PGlite): SharedPglite {
  const statements = preparedStatements(pglite)
  const one = new Mutex()
  const kysely = new PGliteDialect({ pglite })
  return {
    dialect: {
      createAdapter: () => kysely.createAdapter(),
      createIntrospector: (database) => kysely.createIntrospector(database),
      createQueryCompiler: () => kysely.createQueryCompiler(),
      createDriver: () => pgliteDriver(pglite, statements, one),
    },
    queue: {
      query: <Row>(text: string, values: readonly unknown[] = []) =>
        one.runExclusive(() => statements.run<Row>(text, values)),
      // Only several statements at once have to be parsed anew: nothing that is prepared is more than one.
      exec: (text) =>
        one.runExclusive(async () => (isOne(text) ? [await statements.run(text, [])] : pglite.exec(text))),
      listen: (channel, onMessage) => one.runExclusive(() => pglite.listen(channel, onMessage)),
    },
  }
}

function isOne(text: string): boolean {
  return !text.trimEnd().replace(/;$/, '').includes(';')
}

/** One connection: Kysely lends it to one user at a time, since the dialect's adapter says that there is no second. */
function pgliteDriver(pglite: PGlite, statements: PreparedStatements, one: Mutex): Driver {
  /** Lets others at the database again; there while a transaction is open. */
  let release: (() => void) | undefined
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const run = () => statements.run<Row>(sql, parameters)
      // PGlite computes on this very thread, so the event loop gets its turn first. Not within a transaction: everybody
      // else waits for its end.
      if (release === undefined) await setImmediate()
      const { rows, affectedRows } = await (release === undefined ? one.runExclusive(run) : run())
      return { rows, numAffectedRows: BigInt(affectedRows) }
    },
    streamQuery() {
      throw new Error('PGlite streams no rows')
    },
  }
  const end = async (statement: 'commit' | 'rollback') => {
    const letGo = release
    release = undefined
    try {
      const { command } = await statements.run(statement, [])
      if (statement === 'commit' && command !== 'COMMIT') throw new Error('The transaction was rolled back')
    } finally {
      letGo?.()
    }
  }
  return {
    init: async () => pglite.waitReady,
    acquireConnection: async () => connection,
    async beginTransaction() {
      const letGo = await one.acquire()
      try {
        await statements.run('begin', [])
        release = letGo
      } catch (error) {
        letGo()
        throw error
      }
    },
    commitTransaction: () => end('commit'),
    rollbackTransaction: () => end('rollback'),
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  }
}
