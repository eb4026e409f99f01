import { z } from 'zod'
import type { Observation, Observations } from '../../ports/observations.ts'
import type { PullRequestKey, RepositoryName } from '../../ports/pull-requests.ts'
import { orFault } from './database-fault.ts'
import type { Database } from './schema.ts'

/** Observations with what the store itself does with them. */
export interface StoredObservations extends Observations {
  /** Drops what is so old that its pull request is closed, or may well be examined again. */
  prune(now: Date): Promise<void>
}

export function storedObservations(database: Database): StoredObservations {
  return {
    of: (repository) => orFault('observations were not read', () => observationsOf(database, repository)),
    set: (key, observation) =>
      orFault('an observation was not stored', () => setObservation(database, key, observation)),
    forget: (key) =>
      orFault('an observation was not dropped', async () => {
        await database
          .deleteFrom('observations')
          .where((row) => row.and(keyOf(key)))
          .execute()
      }),
    forgetAll: ({ owner, repo }) =>
      orFault('observations were not dropped', async () => {
        const of = repo === undefined ? { owner: owner.toLowerCase() } : nameOf({ owner, repo })
        await database
          .deleteFrom('observations')
          .where((row) => row.and({ ...of }))
          .execute()
      }),
    confirm: (key, updatedAt) =>
      orFault('an observation was not confirmed', async () => {
        await database
          .updateTable('observations')
          .set({ confirmed_at: updatedAt })
          .where((row) => row.and(keyOf(key)))
          .execute()
      }),
    async prune(now) {
      const before = new Date(now.getTime() - KEEP_DAYS * 86_400_000)
      await database.deleteFrom('observations').where('observed_at', '<', before).execute()
    },
  }
}

const KEEP_DAYS = 180

function nameOf({ owner, repo }: RepositoryName): { readonly owner: string; readonly repo: string } {
  return { owner: owner.toLowerCase(), repo: repo.toLowerCase() }
}

function keyOf(key: PullRequestKey): { readonly owner: string; readonly repo: string; readonly number: number } {
  return { ...nameOf(key), number: key.number }
}

const team = z.object({ org: z.string(), slug: z.string() })
const peopleSchema = z.array(
  z.object({
    question: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('writers') }),
      z.object({ kind: z.literal('access'), login: z.string() }),
      z.object({ kind: z.literal('members'), team }),
      z.object({ kind: z.literal('membership'), team, login: z.string() }),
    ]),
    answer: z.string(),
  }),
)

async function observationsOf(database: Database, name: RepositoryName): Promise<ReadonlyMap<number, Observation>> {
  const rows = await database
    .selectFrom('observations')
    .select(['number', 'state', 'reviews', 'confirmed_at', 'people'])
    .where((row) => row.and(nameOf(name)))
    .execute()
  return new Map(
    rows.map(({ number, state, reviews, confirmed_at: confirmedAt, people }) => [
      number,
      {
        state,
        reviews,
        ...(confirmedAt === null ? {} : { confirmedAt }),
        people: peopleSchema.parse(JSON.parse(people)),
      },
    ]),
  )
}

async function setObservation(database: Database, key: PullRequestKey, observation: Observation): Promise<void> {
  const { state, reviews, confirmedAt, people } = observation
  const known = { confirmed_at: confirmedAt ?? null, people: JSON.stringify(people) }
  const row = { state, reviews, ...known, observed_at: new Date() }
  await database
    .insertInto('observations')
    .values({ ...keyOf(key), ...row })
    .onConflict((conflict) => conflict.columns(['owner', 'repo', 'number']).doUpdateSet(row))
    .execute()
}
