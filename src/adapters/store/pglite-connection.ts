import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { PGlite } from '@electric-sql/pglite'
import { Kysely } from 'kysely'
import { type Db, fromPglite } from 'pg-boss'
import { Fault } from '../../ports/fault.ts'
import { createCluster } from './create-cluster.ts'
import type { DatabaseConnection } from './database-connection.ts'
import { lockDirectory } from './directory-lock.ts'
import { sharedPglite } from './pglite-driver.ts'
import { SCHEMA, type Tables } from './schema.ts'

/** An embedded PostgreSQL that is gone with the process. */
export async function openInMemory(): Promise<DatabaseConnection> {
  return connectionTo(await createCluster(OPTIONS), () => undefined)
}

/** An embedded PostgreSQL in `directory`, created where missing; `Fault` (`forbidden`) where another process has it. */
export async function openDirectory(directory: string): Promise<DatabaseConnection> {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const release = lockDirectory(directory)
  try {
    return connectionTo(await openCluster(directory), release)
  } catch (cause) {
    release()
    throw new Fault('unavailable', `The database in ${directory} cannot be opened`, { cause })
  }
}

/** 8 MB of shared buffers keep the process at some 200 MB; the default takes 590 MB. */
const OPTIONS = { startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=8MB'] }

/**
 * A process that was killed while it created the cluster leaves a torn one. Nothing can have been stored in it, since
 * nothing is accepted before the first opening ended, so it is started afresh.
 */
async function openCluster(directory: string): Promise<PGlite> {
  const dataDir = join(directory, 'postgres')
  const complete = join(directory, 'postgres-complete')
  if (existsSync(complete)) return PGlite.create({ ...OPTIONS, dataDir })
  rmSync(dataDir, { recursive: true, force: true })
  const pglite = await createCluster({ ...OPTIONS, dataDir })
  writeFileSync(complete, '')
  return pglite
}

function connectionTo(pglite: PGlite, release: () => void): DatabaseConnection {
  const { dialect, queue } = sharedPglite(pglite)
  const kysely = new Kysely<Tables>({ dialect })
  return {
    database: kysely.withSchema(SCHEMA),
    queue: { db: yielding(fromPglite(queue)), backend: 'pglite' },
    exclusive: true,
    async close() {
      if (!pglite.closed) await pglite.close()
      release()
    },
  }
}

/**
 * PGlite computes on this very thread, and a chain of its promises never lets the event loop read a socket: the queue's
 * statements would keep webhooks waiting. So each of them first lets the loop have its turn.
 */
function yielding(queue: Db): Db {
  return {
    ...queue,
    async executeSql(text, values) {
      await setImmediate()
      return queue.executeSql(text, values)
    },
  }
}
