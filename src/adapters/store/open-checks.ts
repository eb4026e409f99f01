import { type RawBuilder, sql } from 'kysely'
import type { KnownOpening } from '../../ports/checks.ts'
import type { OpenChecks } from '../../ports/open-checks.ts'
import type { PullRequestKey, RepositoryName } from '../../ports/pull-requests.ts'
import { orFault } from './database-fault.ts'
import { singletonKey } from './jobs.ts'
import { EXAMINATION_QUEUE } from './open-queue.ts'
import { type Database, JOBS_SCHEMA, SCHEMA } from './schema.ts'

/** Open checks with what the store itself does with them. */
export interface StoredOpenChecks extends OpenChecks {
  /** Drops what is so old that nobody waits for it any more. */
  prune(now: Date): Promise<void>
}

export function storedOpenChecks(database: Database): StoredOpenChecks {
  return {
    begin: (key, headSha) => orFault('a check was not noted as open', () => begin(database, key, headSha)),
    beginAnnouncing: (key, headSha) =>
      orFault('a check was not noted as announced', async () => {
        if (!(await beginAnnouncing(database, key, headSha))) return false
        // The examination may have begun, and ended, in another process before this was noted.
        if (await isWaiting(database, key)) return true
        await withdraw(database, key, headSha)
        return false
      }),
    announced: (key, headSha, checkRun) =>
      orFault('a check was not noted as announced', async () => {
        await database
          .updateTable('open_checks')
          .set({ announced_run: checkRun })
          .where((row) => row.and({ ...nameOf(key), number: key.number, head_sha: headSha, is_announced: true }))
          .execute()
      }),
    withdraw: (key, headSha) =>
      orFault('a check was not noted as not announced', () => withdraw(database, key, headSha)),
    end: (repository, headSha) =>
      orFault('a check was not noted as concluded', async () => {
        await database
          .deleteFrom('open_checks')
          .where((row) => row.and({ ...nameOf(repository), head_sha: headSha }))
          .execute()
      }),
    of: (key) => orFault('open checks were not read', () => openChecksOf(database, key)),
    async prune(now) {
      const before = new Date(now.getTime() - KEEP_DAYS * 86_400_000)
      await database.deleteFrom('open_checks').where('begun_at', '<', before).execute()
    },
  }
}

const KEEP_DAYS = 30

function nameOf({ owner, repo }: RepositoryName): { readonly owner: string; readonly repo: string } {
  return { owner: owner.toLowerCase(), repo: repo.toLowerCase() }
}

const TABLE = sql.table(`${SCHEMA}.open_checks`)

/** In one statement, since of two that begin at once one has to see the other. */
async function begin(database: Database, key: PullRequestKey, headSha: string): Promise<KnownOpening> {
  const { owner, repo } = nameOf(key)
  const { rows } = await sql<{ is_announced: boolean; announced_run: number | null }>`
    with known as (
      select is_announced, announced_run from ${TABLE} where owner = ${owner} and repo = ${repo} and head_sha = ${headSha}
    ), begun as (
      insert into ${TABLE} (owner, repo, number, head_sha, begun_at)
      values (${owner}, ${repo}, ${key.number}, ${headSha}, now())
      on conflict (owner, repo, number, head_sha) do update set is_announced = false
    )
    select is_announced, announced_run from known`.execute(database)
  const [first] = rows
  if (first === undefined) return 'none'
  // Whoever announced it may not have heard yet which run it is.
  if (rows.length > 1 || !first.is_announced || first.announced_run === null) return 'unknown'
  return { announcedRun: first.announced_run }
}

/** Whether it was noted: what forbids it is looked at in the same statement. */
async function beginAnnouncing(database: Database, key: PullRequestKey, headSha: string): Promise<boolean> {
  const { owner, repo } = nameOf(key)
  const ofCommit = sql`owner = ${owner} and repo = ${repo} and head_sha = ${headSha}`
  const { rows } = await sql`
    insert into ${TABLE} (owner, repo, number, head_sha, begun_at, is_announced)
    select ${owner}, ${repo}, ${key.number}::bigint, ${headSha}, now(), true
    where ${waits(key)}
      and not exists (select from ${TABLE} where ${ofCommit})
    on conflict do nothing
    returning number`.execute(database)
  return rows.length > 0
}

async function isWaiting(database: Database, key: PullRequestKey): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`select ${waits(key)} as waits`.execute(database)
  return rows[0]?.waits === true
}

/** The condition by which the queue's own index is found. */
function waits(key: PullRequestKey): RawBuilder<unknown> {
  return sql`exists (
      select from ${sql.table(`${JOBS_SCHEMA}.job`)}
      where name = ${EXAMINATION_QUEUE} and policy = 'stately' and state < 'active'
        and coalesce(singleton_key, '') = ${singletonKey(key)}
    )`
}

async function withdraw(database: Database, key: PullRequestKey, headSha: string): Promise<void> {
  await database
    .deleteFrom('open_checks')
    .where((row) => row.and({ ...nameOf(key), number: key.number, head_sha: headSha, is_announced: true }))
    .execute()
}

async function openChecksOf(database: Database, key: PullRequestKey): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('open_checks')
    .select('head_sha')
    .where((row) => row.and({ ...nameOf(key), number: key.number }))
    .where(sql<boolean>`not (is_announced and ${waits(key)})`)
    .orderBy('begun_at')
    .execute()
  return rows.map((row) => row.head_sha)
}
