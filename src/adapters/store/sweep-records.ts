import type { SweepProgress, SweepRecords } from '../../ports/sweep-records.ts'
import { orFault } from './database-fault.ts'
import type { Database } from './schema.ts'

export function storedSweepRecords(database: Database): SweepRecords {
  return {
    progress: () => orFault('the progress of the sweep was not read', () => readProgress(database)),
    setProgress: (progress) =>
      orFault('the progress of the sweep was not stored', () => writeProgress(database, progress)),
    known: (guids) => orFault('deliveries were not looked up', () => knownOf(database, guids)),
  }
}

const ONLY_ROW = 1

async function readProgress(database: Database): Promise<SweepProgress | undefined> {
  const row = await database.selectFrom('sweep_progress').selectAll().executeTakeFirst()
  if (row === undefined) return undefined
  const { swept_until: sweptUntil, behind_cursor: cursor, behind_until: until } = row
  return { sweptUntil, ...(cursor === null || until === null ? {} : { behind: { cursor, until } }) }
}

async function writeProgress(database: Database, { sweptUntil, behind }: SweepProgress): Promise<void> {
  const row = {
    swept_until: sweptUntil,
    behind_cursor: behind?.cursor ?? null,
    behind_until: behind?.until ?? null,
  }
  await database
    .insertInto('sweep_progress')
    .values({ id: ONLY_ROW, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

async function knownOf(
  database: Database,
  guids: readonly string[],
): Promise<ReadonlyMap<string, 'pending' | 'handled'>> {
  if (guids.length === 0) return new Map()
  const rows = await database
    .selectFrom('deliveries')
    .select(['id', 'state'])
    .where('id', 'in', [...guids])
    .execute()
  return new Map(rows.flatMap(({ id, state }) => (state === 'failed' ? [] : [[id, state] as const])))
}
