import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { type SchemaModule, sql } from 'kysely'
import type { JudgedChange } from '../../core/rules/judged-change.ts'
import { judgedChangeText, readJudgedChange } from '../../core/rules/judged-change-text.ts'
import type { ExaminedOf, ExaminedPull, ExaminedPulls } from '../../ports/examined-pulls.ts'
import type { PullRequestKey } from '../../ports/pull-requests.ts'
import { orFault } from './database-fault.ts'
import { type Database, type ExaminedPullsTable, SCHEMA } from './schema.ts'

/** Examined pull requests with what the store itself does with them. */
export interface StoredExaminedPulls extends ExaminedPulls {
  /** Drops what is old, and of each repository what is more than so many. */
  prune(now: Date): Promise<void>
}

/** Examined pull requests as rows. */
export function storedExaminedPulls(database: Database): StoredExaminedPulls {
  return {
    keep: (key, examined) => orFault('what was found was not stored', () => keep(database, key, examined)),
    drop: (key) =>
      orFault('what was found was not dropped', async () => {
        await database
          .deleteFrom('examined_pulls')
          .where((row) => row.and(keyOf(key)))
          .execute()
      }),
    merged: (key) =>
      orFault('a merge was not stored', async () => {
        await database
          .updateTable('examined_pulls')
          .set({ is_open: false, seen_at: new Date() })
          .where((row) => row.and(keyOf(key)))
          .execute()
      }),
    newest: (of, most) =>
      orFault('what was found was not read', async () => [
        ...(await newest(database, of, true, most.open)),
        ...(await newest(database, of, false, most.merged)),
      ]),
    prune: (now) => prune(database, now),
  }
}

export async function createExaminedPulls(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('examined_pulls')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('base_ref', 'text', (column) => column.notNull())
    .addColumn('is_open', 'boolean', (column) => column.notNull())
    .addColumn('change', 'text')
    .addColumn('seen_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('examined_pulls_key', ['owner', 'repo', 'number'])
    .execute()
  await schema.createIndex('examined_pulls_seen').on('examined_pulls').columns(['owner', 'seen_at']).execute()
}

/** Since the last examination or the merge. */
const KEEP_DAYS = 90
/** Of a repository, open and merged each. */
const MAX_KEPT = 100
/** Of what is kept of one: some hundred findings. All that is tried at once is in memory together. */
const MAX_CHARACTERS = 262_144
const MAX_PACKED_BYTES = 32_768
const MAX_BYTES_A_CHARACTER = 3

function keyOf({ owner, repo, number }: PullRequestKey) {
  return { owner: owner.toLowerCase(), repo: repo.toLowerCase(), number }
}

/** What was merged stays merged: its last examination may end after it. */
async function keep(
  database: Database,
  key: PullRequestKey,
  { baseRef, change }: Pick<ExaminedPull, 'baseRef' | 'change'>,
): Promise<void> {
  const packed = change === undefined ? null : await pack(change)
  const row = { base_ref: baseRef, change: packed, seen_at: new Date() }
  await database
    .insertInto('examined_pulls')
    .values({ ...keyOf(key), ...row, is_open: true })
    .onConflict((conflict) => conflict.columns(['owner', 'repo', 'number']).doUpdateSet(row))
    .execute()
}

/** Packed and as text; null where it is too large to be kept. */
async function pack(change: JudgedChange): Promise<string | null> {
  const text = judgedChangeText(change)
  if (text.length > MAX_CHARACTERS) return null
  const packed = await promisify(gzip)(text)
  return packed.length > MAX_PACKED_BYTES ? null : packed.toString('base64')
}

/** What is no such text, or would be larger than anything that is kept, is nothing. */
async function unpack(packed: string): Promise<JudgedChange | undefined> {
  const maxOutputLength = MAX_BYTES_A_CHARACTER * MAX_CHARACTERS
  const text = await promisify(gunzip)(Buffer.from(packed, 'base64'), { maxOutputLength }).catch(() => undefined)
  return text === undefined ? undefined : readJudgedChange(text.toString())
}

async function newest(
  database: Database,
  { owner, repo, baseRef }: ExaminedOf,
  isOpen: boolean,
  most: number,
): Promise<readonly ExaminedPull[]> {
  let query = database
    .selectFrom('examined_pulls')
    .selectAll()
    .where('owner', '=', owner.toLowerCase())
    .where('is_open', '=', isOpen)
  if (repo !== undefined) query = query.where('repo', '=', repo.toLowerCase())
  if (baseRef !== undefined) query = query.where('base_ref', '=', baseRef)
  const rows = await query.orderBy('seen_at', 'desc').orderBy('number', 'desc').limit(most).execute()
  return Promise.all(rows.map(pullOf))
}

async function pullOf(row: ExaminedPullsTable): Promise<ExaminedPull> {
  const { owner, repo, number, base_ref: baseRef, is_open: isOpen, change } = row
  const kept = change === null ? undefined : await unpack(change)
  return { owner, repo, number: Number(number), baseRef, isOpen, change: kept }
}

async function prune(database: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEEP_DAYS * 86_400_000)
  await database.deleteFrom('examined_pulls').where('seen_at', '<', before).execute()
  const table = sql.table(`${SCHEMA}.examined_pulls`)
  await sql`
    delete from ${table} where (owner, repo, number) in (
      select owner, repo, number from (
        select owner, repo, number, row_number() over (
          partition by owner, repo, is_open order by seen_at desc, number desc
        ) as place from ${table}
      ) as placed where place > ${MAX_KEPT}
    )`.execute(database)
}
