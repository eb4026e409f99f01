import { sql } from 'kysely'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import { type Database, SCHEMA, type Tables } from './schema.ts'

/**
 * Everything remembered of a repository goes along to its new name. The event may be late or come twice: what was
 * noted under the new name since stays, who pushed above all. Where nothing stands under the old name, nothing happens.
 */
export async function moveRepository(database: Database, from: RepositoryName, to: RepositoryName): Promise<void> {
  const [old, name] = [lower(from), lower(to)]
  if (old.owner === name.owner && old.repo === name.repo) return
  await database.transaction().execute(async (transaction) => {
    const known = await Promise.all(MOVED.map(([table]) => hasRows(transaction, table, old)))
    if (!known.includes(true)) return
    for (const [table, way] of MOVED) await move(transaction, table, way, old, name)
  })
}

/** Likewise all the repositories of an account that got another login. */
export async function moveOwner(database: Database, from: string, to: string): Promise<void> {
  const [old, owner] = [from.toLowerCase(), to.toLowerCase()]
  const repos = new Set<string>()
  for (const [table] of MOVED) {
    const query = sql<{ repo: string }>`select distinct repo from ${tableOf(table)} where owner = ${old}`
    for (const { repo } of (await query.execute(database)).rows) repos.add(repo)
  }
  for (const repo of repos) await moveRepository(database, { owner: old, repo }, { owner, repo })
}

type RepositoryTable = {
  readonly [Name in keyof Tables]: Tables[Name] extends { readonly owner: string; readonly repo: string } ? Name : never
}[keyof Tables]

/**
 * How each table is moved. `replaced`: what stood under the new name may be of a repository that had it before, and
 * could release what nobody released here, or show it; it goes. Everything else is merged by these columns, beside the
 * name, and of two rows that of the new name is newer.
 */
type Way = 'replaced' | readonly string[]

/** The others are looked at anew, or are about what is left. */
const WAYS: Readonly<Record<Exclude<RepositoryTable, 'departures' | 'observations'>, Way>> = {
  publications: [],
  commits: ['number', 'sha'],
  pushers: ['number', 'user_id'],
  pushed_commits: ['sha', 'user_id'],
  statements: 'replaced',
  open_checks: ['number', 'head_sha'],
  due_examinations: ['number'],
  held_pulls: ['number'],
  policies: 'replaced',
  examined_pulls: 'replaced',
  countersigned_states: 'replaced',
  merge_groups: ['head_sha'],
  landings: ['branch', 'sha', 'before'],
  governed_branches: ['branch'],
  deployment_requests: ['run_id', 'environment'],
}

const MOVED = Object.entries(WAYS)

function lower({ owner, repo }: RepositoryName): RepositoryName {
  return { owner: owner.toLowerCase(), repo: repo.toLowerCase() }
}

function tableOf(table: string) {
  return sql.table(`${SCHEMA}.${table}`)
}

async function hasRows(database: Database, table: string, { owner, repo }: RepositoryName): Promise<boolean> {
  const query = sql`select owner from ${tableOf(table)} where owner = ${owner} and repo = ${repo} limit 1`
  return (await query.execute(database)).rows.length > 0
}

async function move(
  database: Database,
  table: string,
  way: Way,
  from: RepositoryName,
  to: RepositoryName,
): Promise<void> {
  const rows = tableOf(table)
  if (way === 'replaced') {
    await sql`delete from ${rows} where owner = ${to.owner} and repo = ${to.repo}`.execute(database)
  } else if (way.length > 0) {
    const same = way.map((column) => sql`old.${sql.ref(column)} = newer.${sql.ref(column)}`)
    await sql`
      delete from ${rows} as old using ${rows} as newer
      where old.owner = ${from.owner} and old.repo = ${from.repo}
        and newer.owner = ${to.owner} and newer.repo = ${to.repo} and ${sql.join(same, sql` and `)}`.execute(database)
  }
  await sql`
    update ${rows} set owner = ${to.owner}, repo = ${to.repo}
    where owner = ${from.owner} and repo = ${from.repo}`.execute(database)
}
