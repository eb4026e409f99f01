import { readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'

/** Releases the directory. Safe to call twice. */
export type ReleaseDirectory = () => void

/**
 * Takes `directory` for this process alone. PGlite itself does not notice a second process, and both would then lose
 * data without a word. Throws `Fault` (`forbidden`) naming the process that holds it.
 *
 * The lock is the operating system's, taken through SQLite because Node has no call for it: it ends with the process,
 * however that ends, so there is no stale lock to judge by age, by a reused process id or across containers.
 */
export function lockDirectory(directory: string): ReleaseDirectory {
  const lock = new DatabaseSync(join(directory, LOCK_FILE), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (isBusy(error)) throw heldByAnother(directory, error)
    throw new Fault('unavailable', `The data directory ${directory} cannot be locked`, { cause: error })
  }
  writeFileSync(join(directory, HOLDER_FILE), `${JSON.stringify({ pid: process.pid, host: hostname() })}\n`)
  return () => {
    if (lock.isOpen) lock.close()
  }
}

const LOCK_FILE = 'lock.sqlite'
/** Only tells people who holds the lock; who holds it is decided by the operating system. */
const HOLDER_FILE = 'lock-holder.json'
/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5

const holderSchema = z.object({ pid: z.int(), host: z.string() })

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}

function heldByAnother(directory: string, cause: unknown): Fault {
  const way = `Stop it first, or give this one another DATA_DIR; to run several processes set DATABASE_URL to a PostgreSQL database.`
  return new Fault('forbidden', `The data directory ${directory} is in use by ${holderOf(directory)}. ${way}`, {
    cause,
  })
}

function holderOf(directory: string): string {
  try {
    const holder = holderSchema.parse(JSON.parse(readFileSync(join(directory, HOLDER_FILE), 'utf8')))
    return `process ${holder.pid}${holder.host === hostname() ? '' : ` on host ${holder.host}`}`
  } catch {
    // The holder may not have written its name yet. The refusal stands; it only cannot say who.
    return 'another process'
  }
}
