import type pg from 'pg'
import type { TurnLocks } from '../../ports/turn-locks.ts'
import { orFault } from './database-fault.ts'

/**
 * Locks of PostgreSQL's sessions (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS): each
 * is held on a connection of its own, and gone with it, however its process ends.
 */
export function advisoryLocks(pool: pg.Pool): TurnLocks {
  return {
    async hold(name, work) {
      const session = await orFault(`a lock for ${name} was not had`, () => locked(pool, name))
      try {
        return await work()
      } finally {
        await orFault(`the lock for ${name} was lost`, () => unlock(session, name))
      }
    },
  }
}

/** A name whose hash is that of another one only waits for it. */
const LOCK = 'select pg_advisory_lock(hashtextextended($1, 0))'
const UNLOCK = 'select pg_advisory_unlock(hashtextextended($1, 0)) as was_held'

async function locked(pool: pg.Pool, name: string): Promise<pg.PoolClient> {
  const session = await pool.connect()
  try {
    await session.query(LOCK, [name])
    return session
  } catch (error) {
    session.release(true)
    throw error
  }
}

async function unlock(session: pg.PoolClient, name: string): Promise<void> {
  try {
    const { rows } = await session.query<{ was_held: boolean }>(UNLOCK, [name])
    if (rows[0]?.was_held !== true) throw new Error('The session does not hold it')
    session.release()
  } catch (error) {
    session.release(true)
    throw error
  }
}
