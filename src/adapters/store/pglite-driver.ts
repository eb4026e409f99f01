import { setImmediate } from 'node:timers/promises'
import type { PGlite, Results, Transaction } from '@electric-sql/pglite'
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely'
import { PGliteDialect } from 'kysely'

/**
 * Kysely's dialect for PGlite with a driver of our own: Kysely's waits for ever, and leaves a rejection unhandled,
 * where a transaction cannot begin – a webhook would never be answered, and the process would end.
 */
export function pgliteDialect(pglite: PGlite): Dialect {
  const dialect = new PGliteDialect({ pglite })
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => pgliteDriver(pglite),
  }
}

interface OpenTransaction {
  readonly queries: Transaction
  /** Tells PGlite how to end it. */
  readonly end: (outcome: 'commit' | 'rollback') => void
  /** Settles when it has ended. */
  readonly ended: Promise<void>
}

/** One connection: Kysely lends it to one user at a time, since the dialect's adapter says that there is no second. */
function pgliteDriver(pglite: PGlite): Driver {
  let transaction: OpenTransaction | undefined
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      // PGlite computes on this very thread, so the event loop gets its turn first. Not within a transaction: everybody
      // else waits for its end.
      if (transaction === undefined) await setImmediate()
      const result: Results<Row> = await (transaction?.queries ?? pglite).query(sql, [...parameters])
      return { rows: result.rows, numAffectedRows: BigInt(result.affectedRows ?? 0) }
    },
    streamQuery() {
      throw new Error('PGlite streams no rows')
    },
  }
  const end = async (outcome: 'commit' | 'rollback') => {
    const open = transaction
    transaction = undefined
    open?.end(outcome)
    await open?.ended
  }
  return {
    init: async () => pglite.waitReady,
    acquireConnection: async () => connection,
    async beginTransaction() {
      transaction = await begin(pglite)
    },
    commitTransaction: () => end('commit'),
    rollbackTransaction: () => end('rollback'),
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  }
}

/** PGlite's own transactions keep out whatever else uses the instance, and that is the queue. */
async function begin(pglite: PGlite): Promise<OpenTransaction> {
  const begun = Promise.withResolvers<Transaction>()
  const outcome = Promise.withResolvers<'commit' | 'rollback'>()
  const ended = pglite.transaction(async (queries) => {
    begun.resolve(queries)
    if ((await outcome.promise) === 'rollback') await queries.rollback()
  })
  // Where it cannot begin, this is heard; later failures are heard by whoever ends it.
  ended.catch(begun.reject)
  return { queries: await begun.promise, end: outcome.resolve, ended }
}
