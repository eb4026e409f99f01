import { z } from 'zod'
import type { CommitFacts } from '../../core/authorship/authorship.ts'
import type { Publication } from '../../core/gate/decision.ts'
import type { PullRequestKey, RepositoryName } from '../../ports/pull-requests.ts'
import type { Pusher, Records } from '../../ports/records.ts'
import { storedCountersignedStates } from './countersigned-states.ts'
import { orFault } from './database-fault.ts'
import { moveOwner, moveRepository } from './move-repository.ts'
import type { Database } from './schema.ts'
import { storedStatements } from './statements.ts'

/** Records as rows. Keys are owner, repository and number, in lower case: records outlive an installation. */
export function storedRecords(database: Database): Records {
  return {
    publications: (key) => orFault('publications were not read', () => publications(database, key)),
    addPublication: (key, publication) =>
      orFault('a publication was not stored', () => addPublication(database, key, publication)),
    commitsEver: (key) => orFault('commits were not read', () => commitsEver(database, key)),
    addCommits: (key, commits) => orFault('commits were not stored', () => addCommits(database, key, commits)),
    isShared: (key, sha) => orFault('commits were not read', () => isShared(database, key, sha)),
    pushers: (key) => orFault('pushers were not read', () => pushersOf(database, key)),
    addPusher: (key, pusher) => orFault('a pusher was not stored', () => addPusher(database, key, pusher)),
    addPushedCommits: (repository, shas, pusher) =>
      orFault('pushed commits were not stored', () => addPushedCommits(database, repository, shas, pusher)),
    broughtByNobody: (repository, shas) =>
      orFault('pushed commits were not read', () => broughtByNobody(database, repository, shas)),
    ...storedStatements(database),
    ...storedCountersignedStates(database),
    moveRepository: (from, to) => orFault('a repository was not moved', () => moveRepository(database, from, to)),
    moveOwner: (from, to) => orFault('an account was not moved', () => moveOwner(database, from, to)),
  }
}

interface StoredName {
  readonly owner: string
  readonly repo: string
}

function nameOf(name: RepositoryName): StoredName {
  return { owner: name.owner.toLowerCase(), repo: name.repo.toLowerCase() }
}

function keyOf(key: PullRequestKey): StoredName & { readonly number: number } {
  return { ...nameOf(key), number: key.number }
}

async function publications(database: Database, key: PullRequestKey): Promise<Publication[]> {
  const rows = await database
    .selectFrom('publications')
    .selectAll()
    .where((row) => row.and(keyOf(key)))
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    headSha: row.head_sha,
    digest: row.digest,
    publishedAt: row.published_at.toISOString(),
  }))
}

async function addPublication(database: Database, key: PullRequestKey, publication: Publication): Promise<void> {
  const { headSha, digest, publishedAt } = publication
  const row = { ...keyOf(key), head_sha: headSha, digest, published_at: new Date(publishedAt) }
  await database.insertInto('publications').values(row).execute()
}

const commitSchema = z.looseObject({
  sha: z.string(),
  authorName: z.string(),
  authorEmail: z.string(),
  authorLogin: z.string().exactOptional(),
  committerName: z.string(),
  committerEmail: z.string(),
  committerLogin: z.string().exactOptional(),
  message: z.string(),
  branch: z.string().exactOptional(),
  parents: z.number(),
  files: z.array(z.string()).exactOptional(),
  verification: z.object({ verified: z.boolean(), reason: z.string() }).exactOptional(),
})

async function commitsEver(database: Database, key: PullRequestKey): Promise<CommitFacts[]> {
  const rows = await database
    .selectFrom('commits')
    .select('facts')
    .where((row) => row.and(keyOf(key)))
    .orderBy('id')
    .execute()
  return rows.map((row) => commitSchema.parse(JSON.parse(row.facts)))
}

async function addCommits(database: Database, key: PullRequestKey, commits: readonly CommitFacts[]): Promise<void> {
  for (const some of inParts(commits)) {
    const rows = some.map((facts) => ({ ...keyOf(key), sha: facts.sha, facts: JSON.stringify(facts) }))
    await database
      .insertInto('commits')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await completeCommits(database, key, commits)
}

/** Adds to what is stored what was not known of it then. */
async function completeCommits(
  database: Database,
  key: PullRequestKey,
  commits: readonly CommitFacts[],
): Promise<void> {
  const given = new Map(commits.map((commit) => [commit.sha, commit]))
  for (const known of await commitsEver(database, key)) {
    const { files, verification } = given.get(known.sha) ?? known
    const completed = {
      ...known,
      ...(known.files === undefined && files !== undefined ? { files } : {}),
      ...(known.verification === undefined && verification !== undefined ? { verification } : {}),
    }
    if (completed.files === known.files && completed.verification === known.verification) continue
    await database
      .updateTable('commits')
      .set({ facts: JSON.stringify(completed) })
      .where((row) => row.and({ ...keyOf(key), sha: known.sha }))
      .execute()
  }
}

async function isShared(database: Database, key: PullRequestKey, sha: string): Promise<boolean> {
  const commits = database
    .selectFrom('commits')
    .select('number')
    .where((row) => row.and({ ...nameOf(key), sha }))
    .where('number', '!=', key.number)
    .limit(1)
  const open = database
    .selectFrom('open_checks')
    .select('number')
    .where((row) => row.and({ ...nameOf(key), head_sha: sha }))
    .where('number', '!=', key.number)
    .limit(1)
  const found = await database
    .selectNoFrom((row) => row.or([row.exists(commits), row.exists(open)]).as('isShared'))
    .executeTakeFirst()
  return found?.isShared === true
}

async function pushersOf(database: Database, key: PullRequestKey): Promise<Pusher[]> {
  const earlier = database
    .selectFrom('pushed_commits as pushed')
    .innerJoin('commits', (join) =>
      join
        .onRef('commits.owner', '=', 'pushed.owner')
        .onRef('commits.repo', '=', 'pushed.repo')
        .onRef('commits.sha', '=', 'pushed.sha'),
    )
    .select(['pushed.user_id', 'pushed.login', 'pushed.type'])
    .where('commits.owner', '=', nameOf(key).owner)
    .where('commits.repo', '=', nameOf(key).repo)
    .where('commits.number', '=', key.number)
  const direct = database
    .selectFrom('pushers')
    .select(['user_id', 'login', 'type'])
    .where((row) => row.and(keyOf(key)))
  const rows = await direct.union(earlier).execute()
  return [...new Map(rows.map((row) => [row.user_id, { login: row.login, id: row.user_id, type: row.type }])).values()]
}

async function addPusher(database: Database, key: PullRequestKey, pusher: Pusher): Promise<void> {
  const { login, id, type } = pusher
  await database
    .insertInto('pushers')
    .values({ ...keyOf(key), user_id: id, login, type })
    .onConflict((conflict) => conflict.columns(['owner', 'repo', 'number', 'user_id']).doUpdateSet({ login, type }))
    .execute()
}

async function addPushedCommits(
  database: Database,
  repository: RepositoryName,
  shas: readonly string[],
  pusher: Pusher,
): Promise<void> {
  const { login, id, type } = pusher
  for (const some of inParts(shas)) {
    const rows = some.map((sha) => ({ ...nameOf(repository), sha, user_id: id, login, type }))
    await database
      .insertInto('pushed_commits')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

async function broughtByNobody(
  database: Database,
  repository: RepositoryName,
  shas: readonly string[],
): Promise<readonly string[]> {
  const known = new Set<string>()
  for (const some of inParts(shas)) {
    const rows = await database
      .selectFrom('pushed_commits')
      .select('sha')
      .where((row) => row.and({ ...nameOf(repository) }))
      .where('sha', 'in', [...some])
      .execute()
    for (const { sha } of rows) known.add(sha)
  }
  return shas.filter((sha) => !known.has(sha))
}

/** PostgreSQL takes 65,535 parameters a statement. */
const ROWS_A_STATEMENT = 1_000

function* inParts<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += ROWS_A_STATEMENT) yield all.slice(at, at + ROWS_A_STATEMENT)
}
