import { type SchemaModule, sql } from 'kysely'
import type { Departed, Departures, KeptAccount } from '../../ports/departures.ts'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import { orFault } from './database-fault.ts'
import { type Database, JOBS_SCHEMA, SCHEMA, type Tables } from './schema.ts'

/** Departures with what the store itself does with them. */
export interface StoredDepartures extends Departures {
  /** Drops the notes of departures of which nothing is left. */
  prune(now: Date): Promise<void>
}

export function storedDepartures(database: Database): StoredDepartures {
  return {
    forget: (departed) =>
      orFault('what was stored of a repository was not deleted', () =>
        database.transaction().execute((transaction) => forget(transaction, departed)),
      ),
    forgetAgain: (departed) =>
      orFault('what was stored of a repository was not deleted', () =>
        database.transaction().execute((transaction) => forgetAgain(transaction, departed)),
      ),
    accounts: () => orFault('what is stored of repositories was not read', () => accounts(database)),
    forgetLedger: (name) =>
      orFault('the records of a repository were not deleted', () =>
        database.transaction().execute((transaction) => forgetLedger(transaction, name)),
      ),
    returned: (departed) =>
      orFault('a return was not stored', async () => {
        await database
          .deleteFrom('departures')
          .where((row) => row.and(nameOf(departed)))
          .execute()
      }),
    hasLeft: ({ owner, repo }) =>
      orFault('departures were not read', async () => {
        const row = await database
          .selectFrom('departures')
          .select('owner')
          .where('owner', '=', owner.toLowerCase())
          .where('repo', 'in', [repo.toLowerCase(), WHOLE_ACCOUNT])
          .executeTakeFirst()
        return row !== undefined
      }),
    since: (at) => orFault('departures were not read', () => since(database, new Date(at))),
    before: (at) => orFault('departures were not read', () => before(database, new Date(at))),
    async prune(now) {
      const old = new Date(now.getTime() - KEEP_NOTES_DAYS * 86_400_000)
      await database.deleteFrom('departures').where('is_whole', '=', true).where('left_at', '<', old).execute()
    },
  }
}

export async function createDepartures(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('departures')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('installation_id', 'bigint', (column) => column.notNull())
    .addColumn('left_at', 'timestamptz', (column) => column.notNull())
    .addColumn('is_whole', 'boolean', (column) => column.notNull().defaultTo(false))
    .addPrimaryKeyConstraint('departures_key', ['owner', 'repo'])
    .execute()
}

type RepositoryTable = {
  readonly [Name in keyof Tables]: Tables[Name] extends { readonly owner: string; readonly repo: string } ? Name : never
}[keyof Tables]

/**
 * What becomes of each table. `content` is needed only while the app is installed; the `ledger` of who pushed and
 * answered for what, and what was shown to whom, outlives an installation for a while.
 */
const TABLES: Readonly<Record<Exclude<RepositoryTable, 'departures'>, 'content' | 'ledger'>> = {
  observations: 'content',
  open_checks: 'content',
  due_examinations: 'content',
  held_pulls: 'content',
  policies: 'content',
  examined_pulls: 'content',
  merge_groups: 'content',
  deployment_requests: 'content',
  publications: 'ledger',
  commits: 'ledger',
  pushers: 'ledger',
  pushed_commits: 'ledger',
  statements: 'ledger',
  landings: 'ledger',
  governed_branches: 'ledger',
  countersigned_states: 'ledger',
}

/** In the place of a repository's name, for all of an account. */
const WHOLE_ACCOUNT = ''
/** By then every process has heard of it. */
const KEEP_NOTES_DAYS = 1
/** In one run; the next one takes the others. */
const MAX_REPOSITORIES = 500

interface Name {
  readonly owner: string
  readonly repo: string
}

function nameOf({ owner, repo }: Pick<Departed, 'owner' | 'repo'>): Name {
  return { owner: owner.toLowerCase(), repo: repo?.toLowerCase() ?? WHOLE_ACCOUNT }
}

async function forget(database: Database, departed: Departed): Promise<void> {
  const name = nameOf(departed)
  await deleteRows(database, 'content', name)
  await dropJobs(database, name)
  await note(database, departed, [name])
  if (departed.repo === undefined) await note(database, departed, await recordedOf(database, name.owner))
}

/** The note is held while rows go: who comes back meanwhile waits, and loses nothing. */
async function forgetAgain(database: Database, departed: Departed): Promise<void> {
  const name = nameOf(departed)
  const noted = await database
    .selectFrom('departures')
    .select('owner')
    .where((row) => row.and({ ...name }))
    .forUpdate()
    .executeTakeFirst()
  if (noted !== undefined) await deleteRows(database, 'content', name)
}

/** What names an installation, with its id; and what does not. */
const OF_INSTALLATIONS = ['due_examinations', 'held_pulls', 'merge_groups', 'deployment_requests'] as const

async function accounts(database: Database): Promise<readonly KeptAccount[]> {
  const names = new Set<string>(OF_INSTALLATIONS)
  const kept = Object.entries(TABLES).filter(([, kind]) => kind === 'content')
  const each = kept.map(([name]) => {
    const id = names.has(name) ? sql`installation_id` : sql`0`
    return sql`select owner, repo, ${id}::bigint as id from ${sql.table(`${SCHEMA}.${name}`)}`
  })
  // Only a floor belongs to no repository in particular: of such an account another row has to tell.
  const { rows } = await sql<{ readonly owner: string; readonly repo: string; readonly id: string | number }>`
    select owner, max(repo) as repo, max(id) as id from (${sql.join(each, sql` union all `)}) as kept
    where not exists (
      select from ${sql.table(`${SCHEMA}.departures`)} as gone where gone.owner = kept.owner and gone.repo = ''
    ) group by owner having max(repo) <> ''`.execute(database)
  return rows.map(({ owner, repo, id }) => ({ owner, repo, installationId: Number(id) }))
}

async function deleteRows(database: Database, kind: 'content' | 'ledger', name: Name): Promise<void> {
  const { owner, repo } = name
  const ofRepository = repo === WHOLE_ACCOUNT ? sql`` : sql`and repo = ${repo}`
  for (const table of tablesOf(kind)) {
    await sql`delete from ${table} where owner = ${owner} ${ofRepository}`.execute(database)
  }
}

function tablesOf(kind: 'content' | 'ledger') {
  const names = Object.entries(TABLES).filter(([, each]) => each === kind)
  return names.map(([name]) => sql.table(`${SCHEMA}.${name}`))
}

/** Jobs name repositories and commits. What runs now ends by itself: GitHub answers it no more. */
async function dropJobs(database: Database, { owner, repo }: Name): Promise<void> {
  const jobs = sql.table(`${JOBS_SCHEMA}.job`)
  const of = (field: string) =>
    sql`lower(coalesce(data->>${field}, data->'push'->>${field}, data->'request'->>${field}, data->'repository'->>${field}))`
  const ofRepository = repo === WHOLE_ACCOUNT ? sql`` : sql`and ${of('repo')} = ${repo}`
  await sql`delete from ${jobs} where state <> 'active' and ${of('owner')} = ${owner} ${ofRepository}`.execute(database)
}

async function note(database: Database, { installationId }: Departed, names: readonly Name[]): Promise<void> {
  if (names.length === 0) return
  const row = { installation_id: installationId, left_at: new Date() }
  // Of an account as such there are no records: only its repositories have some.
  const rows = names.map((name) => ({ ...name, ...row, is_whole: name.repo === WHOLE_ACCOUNT }))
  await database
    .insertInto('departures')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['owner', 'repo']).doUpdateSet(row))
    .execute()
}

/** The repositories of an account that there are records of. */
async function recordedOf(database: Database, owner: string): Promise<readonly Name[]> {
  const found = new Map<string, Name>()
  for (const table of tablesOf('ledger')) {
    const query = sql<Name>`select distinct owner, repo from ${table} where owner = ${owner}`
    for (const row of (await query.execute(database)).rows) found.set(row.repo, row)
  }
  return [...found.values()]
}

async function forgetLedger(database: Database, name: RepositoryName): Promise<void> {
  await deleteRows(database, 'ledger', nameOf(name))
  await database
    .updateTable('departures')
    .set({ is_whole: true })
    .where((row) => row.and({ ...nameOf(name) }))
    .execute()
}

async function since(database: Database, at: Date): Promise<readonly Departed[]> {
  const rows = await database.selectFrom('departures').selectAll().where('left_at', '>=', at).execute()
  return rows.map(({ installation_id, owner, repo }) => ({
    installationId: Number(installation_id),
    owner,
    ...(repo === WHOLE_ACCOUNT ? {} : { repo }),
  }))
}

async function before(database: Database, at: Date): Promise<readonly RepositoryName[]> {
  return database
    .selectFrom('departures')
    .select(['owner', 'repo'])
    .where('is_whole', '=', false)
    .where('left_at', '<', at)
    .orderBy('left_at')
    .limit(MAX_REPOSITORIES)
    .execute()
}
