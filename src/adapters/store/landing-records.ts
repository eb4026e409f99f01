import { z } from 'zod'
import type { BegunMove, Landing, LandingRecords, Move } from '../../ports/landing-records.ts'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import { NO_COMMIT } from '../../ports/watch-jobs.ts'
import { orFault } from './database-fault.ts'
import { nextMove } from './landing-moves.ts'
import type { Database } from './schema.ts'

/** Landings with what the store itself does with them. */
export interface StoredLandingRecords extends LandingRecords {
  /** Drops what is so old that nobody deploys it any more. */
  prune(now: Date): Promise<void>
}

export function storedLandingRecords(database: Database): StoredLandingRecords {
  const transaction = <T>(work: (transaction: Database) => Promise<T>) => database.transaction().execute(work)
  return {
    begin: (repository, move) =>
      orFault('a landing was not stored', () => transaction((each) => begin(each, repository, move))),
    seenAt: (repository, tip) =>
      orFault('a landing was not stored', () => transaction((each) => seenAt(each, repository, tip))),
    settle: (repository, landing) =>
      orFault('a landing was not stored', () => put(database, repository, landing, { standing: landing.standing })),
    settleNew: (repository, landing) =>
      orFault('a landing was not stored', () => transaction((each) => settleNew(each, repository, landing))),
    forget: (repository, { branch, sha, before }) =>
      orFault('a landing was not dropped', async () => {
        await database
          .deleteFrom('landings')
          .where((row) => row.and({ ...nameOf(repository), branch, sha, before }))
          .execute()
      }),
    at: (repository, sha) =>
      orFault('landings were not read', async () => landingsOf(await rows(database, repository, { sha }).execute())),
    of: (repository) =>
      orFault('landings were not read', async () => {
        const found = await rows(database, repository, {})
          .limit(MAX_FOLLOWED + 1)
          .execute()
        return found.length > MAX_FOLLOWED ? undefined : landingsOf(found)
      }),
    tips: (repository) => orFault('landings were not read', () => tips(database, repository)),
    async prune(now) {
      const before = new Date(now.getTime() - KEEP_DAYS * 86_400_000)
      await database.deleteFrom('landings').where('decided_at', '<', before).execute()
    },
  }
}

const KEEP_DAYS = 400
/** More than a hundred pushes a day. */
const MAX_FOLLOWED = 50_000
const STANDING = z.enum(['pending', 'clean', 'uncovered'])

function nameOf({ owner, repo }: RepositoryName): RepositoryName {
  return { owner: owner.toLowerCase(), repo: repo.toLowerCase() }
}

function rows(database: Database, repository: RepositoryName, of: Partial<Pick<Move, 'branch' | 'sha'>>) {
  return database
    .selectFrom('landings')
    .select(['branch', 'before', 'sha', 'standing'])
    .where((row) => row.and({ ...nameOf(repository), ...of }))
    .orderBy('first_move')
}

function landingsOf(found: readonly (Move & { readonly standing: string })[]): readonly Landing[] {
  return found.map(({ standing, ...move }) => ({ ...move, standing: STANDING.parse(standing) }))
}

async function tips(database: Database, repository: RepositoryName): Promise<ReadonlyMap<string, string>> {
  const found = await database
    .selectFrom('landings')
    .distinctOn('branch')
    .select(['branch', 'sha'])
    .where((row) => row.and({ ...nameOf(repository) }))
    .orderBy('branch')
    .orderBy('last_move', 'desc')
    .execute()
  return new Map(found.map(({ branch, sha }) => [branch, sha]))
}

async function lastOf(database: Database, repository: RepositoryName, branch: string): Promise<Move | undefined> {
  return database
    .selectFrom('landings')
    .select(['branch', 'before', 'sha'])
    .where((row) => row.and({ ...nameOf(repository), branch }))
    .orderBy('last_move', 'desc')
    .limit(1)
    .executeTakeFirst()
}

async function begin(database: Database, repository: RepositoryName, told: Move): Promise<readonly BegunMove[]> {
  await dropBeginning(database, repository, told)
  const last = await lastOf(database, repository, told.branch)
  const move = last === undefined ? told : madeAnew(told, last)
  const gap = await gapBefore(database, repository, move, last)
  if (gap !== undefined) await put(database, repository, gap, { is_heard: false })
  await note(database, repository, move, last)
  return [...(gap === undefined ? [] : [{ ...gap, isHeard: false }]), { ...move, isHeard: true }]
}

/** The branch was taken to begin at a commit, and now an event tells how it came there: it was only late. */
async function dropBeginning(database: Database, repository: RepositoryName, { branch, sha }: Move): Promise<void> {
  await database
    .deleteFrom('landings')
    .where((row) => row.and({ ...nameOf(repository), branch, sha, before: sha }))
    .execute()
}

/** A branch that was deleted and made again has a past all the same. */
function madeAnew(told: Move, last: Move): Move {
  if (told.before !== NO_COMMIT) return told
  return last.sha === told.sha ? last : { ...told, before: last.sha }
}

/** What lies between where the branch was last known to stand and where a move begins of which nothing is known. */
async function gapBefore(
  database: Database,
  repository: RepositoryName,
  { branch, before }: Move,
  last: Move | undefined,
): Promise<Move | undefined> {
  if (last === undefined || last.sha === before || before === NO_COMMIT) return undefined
  const known = await database
    .selectFrom('landings')
    .select('sha')
    .where((row) => row.and({ ...nameOf(repository), branch }))
    .where((row) => row.or([row('sha', '=', before), row('before', '=', before)]))
    .limit(1)
    .executeTakeFirst()
  return known === undefined ? { branch, before: last.sha, sha: before } : undefined
}

/** The same move may be made again later, and is looked at again then. What only its event is late for is not. */
async function note(database: Database, repository: RepositoryName, move: Move, last: Move | undefined): Promise<void> {
  const { branch, before, sha } = move
  const known = await database
    .selectFrom('landings')
    .select('is_heard')
    .where((row) => row.and({ ...nameOf(repository), branch, before, sha }))
    .executeTakeFirst()
  const isTold = known !== undefined && (!known.is_heard || (last?.before === before && last.sha === sha))
  if (isTold) await put(database, repository, move, { is_heard: true })
  else await put(database, repository, move, { standing: 'pending', last_move: nextMove() })
}

async function seenAt(
  database: Database,
  repository: RepositoryName,
  { branch, sha }: Omit<Move, 'before'>,
): Promise<BegunMove | undefined> {
  const last = await lastOf(database, repository, branch)
  if (last === undefined) {
    await put(database, repository, { branch, before: sha, sha }, { standing: 'clean' })
    return undefined
  }
  if (last.sha === sha) return undefined
  const move = { branch, before: last.sha, sha }
  const known = await rows(database, repository, { branch, sha }).where('before', '=', last.sha).executeTakeFirst()
  await put(database, repository, move, known === undefined ? { is_heard: false } : { last_move: nextMove() })
  return known === undefined ? { ...move, isHeard: false } : undefined
}

/** Its place among the moves stays what it was: what was heard of meanwhile came later. */
async function settleNew(
  database: Database,
  repository: RepositoryName,
  { standing, ...move }: Landing,
): Promise<void> {
  const { branch, sha, before } = move
  await put(database, repository, move, { standing })
  const made = rows(database, repository, { branch, sha }).where('before', '=', NO_COMMIT)
  const place = await made.clearSelect().select(['first_move', 'last_move', 'is_heard']).executeTakeFirst()
  if (place === undefined) return
  const one = { ...nameOf(repository), branch, sha }
  await database
    .deleteFrom('landings')
    .where((row) => row.and({ ...one, before: NO_COMMIT }))
    .execute()
  await database
    .updateTable('landings')
    .set(place)
    .where((row) => row.and({ ...one, before }))
    .execute()
}

interface Change {
  readonly standing?: Landing['standing']
  readonly is_heard?: boolean
  readonly last_move?: ReturnType<typeof nextMove>
}

/** Notes a move, or changes what is noted of it. */
async function put(
  database: Database,
  repository: RepositoryName,
  { branch, sha, before }: Move,
  change: Change,
): Promise<void> {
  const decided_at = new Date()
  const begun = { standing: 'pending', is_heard: true, first_move: nextMove(), last_move: nextMove() } as const
  await database
    .insertInto('landings')
    .values({ ...nameOf(repository), branch, sha, before, ...begun, ...change, decided_at })
    .onConflict((conflict) =>
      conflict.columns(['owner', 'repo', 'sha', 'branch', 'before']).doUpdateSet({ ...change, decided_at }),
    )
    .execute()
}
