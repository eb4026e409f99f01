import { z } from 'zod'
import type { PullRequestKey } from '../../ports/pull-requests.ts'
import type { CountersignedState, Records } from '../../ports/records.ts'
import { orFault } from './database-fault.ts'
import type { Database } from './schema.ts'

/** What pull requests were countersigned with, one row each: the last one stands. */
export function storedCountersignedStates(
  database: Database,
): Pick<Records, 'countersignedBefore' | 'setCountersigned'> {
  return {
    countersignedBefore: (key, files) =>
      orFault('what was countersigned before was not read', () => newestOf(database, key, files)),
    setCountersigned: (key, state) =>
      orFault('what was countersigned was not stored', () =>
        state === undefined ? forget(database, key) : set(database, key, state),
      ),
  }
}

const logins = z.array(z.string())

function nameOf({ owner, repo }: PullRequestKey) {
  return { owner: owner.toLowerCase(), repo: repo.toLowerCase() }
}

async function newestOf(
  database: Database,
  key: PullRequestKey,
  files: string,
): Promise<CountersignedState | undefined> {
  const row = await database
    .selectFrom('countersigned_states')
    .selectAll()
    .where((each) => each.and({ ...nameOf(key), files }))
    .where('number', '!=', key.number)
    .orderBy('countersigned_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { number, added, by, countersigned_at: at } = row
  return { number, files, added, by: logins.parse(JSON.parse(by)), at: at.toISOString() }
}

async function set(
  database: Database,
  key: PullRequestKey,
  { files, added, by, at }: Omit<CountersignedState, 'number'>,
): Promise<void> {
  const row = { files, added, by: JSON.stringify(by), countersigned_at: new Date(at) }
  await database
    .insertInto('countersigned_states')
    .values({ ...nameOf(key), number: key.number, ...row })
    .onConflict((conflict) => conflict.columns(['owner', 'repo', 'number']).doUpdateSet(row))
    .execute()
}

async function forget(database: Database, key: PullRequestKey): Promise<void> {
  await database
    .deleteFrom('countersigned_states')
    .where((each) => each.and({ ...nameOf(key), number: key.number }))
    .execute()
}
