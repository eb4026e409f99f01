import type { DueExamination, DueExaminations } from '../../ports/due-examinations.ts'
import type { PullRequestKey } from '../../ports/pull-requests.ts'
import { orFault } from './database-fault.ts'
import type { Database } from './schema.ts'

/** Due examinations as rows. A repository that moves takes them along with the other records. */
export function storedDueExaminations(database: Database): DueExaminations {
  return {
    set: (key, at) => orFault('an examination was not planned', () => set(database, key, new Date(at))),
    due: (nowMs) => orFault('due examinations were not read', () => due(database, new Date(nowMs))),
    done: ({ key, at }) =>
      orFault('a due examination was not forgotten', async () => {
        await database
          .deleteFrom('due_examinations')
          .where((row) => row.and({ ...keyOf(key), due_at: new Date(at) }))
          .execute()
      }),
  }
}

/** In one run; the next one takes the others. */
const MAX_DUE = 500

function keyOf({ owner, repo, number }: PullRequestKey) {
  return { owner: owner.toLowerCase(), repo: repo.toLowerCase(), number }
}

async function set(database: Database, key: PullRequestKey, dueAt: Date): Promise<void> {
  const row = { installation_id: key.installationId, due_at: dueAt }
  await database
    .insertInto('due_examinations')
    .values({ ...keyOf(key), ...row })
    .onConflict((conflict) => conflict.columns(['owner', 'repo', 'number']).doUpdateSet(row))
    .execute()
}

async function due(database: Database, now: Date): Promise<readonly DueExamination[]> {
  const rows = await database
    .selectFrom('due_examinations')
    .selectAll()
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(MAX_DUE)
    .execute()
  return rows.map(({ installation_id: installationId, owner, repo, number, due_at }) => ({
    key: { installationId, owner, repo, number },
    at: due_at.toISOString(),
  }))
}
