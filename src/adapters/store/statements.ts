import { z } from 'zod'
import type { PullRequestKey } from '../../ports/pull-requests.ts'
import type { Records, RememberedStatement } from '../../ports/records.ts'
import type { Statement } from '../../ports/statements.ts'
import { orFault } from './database-fault.ts'
import type { Database } from './schema.ts'

/** Statements as rows of their pull request. */
export function storedStatements(database: Database): Pick<Records, 'statements' | 'addStatement' | 'noteAlarm'> {
  return {
    statements: (key) => orFault('statements were not read', () => statementsOf(database, key)),
    addStatement: (key, statement) => orFault('a statement was not stored', () => add(database, key, statement)),
    noteAlarm: (key, commentId, followUp) =>
      orFault('an alarm was not noted', () => noteAlarm(database, key, commentId, followUp)),
  }
}

const statementSchema = z.object({
  kind: z.enum(['acknowledgement', 'override']),
  by: z.object({ login: z.string(), id: z.number(), type: z.enum(['User', 'Bot', 'Organization', 'Mannequin']) }),
  commentId: z.number(),
  statedAt: z.string(),
  reason: z.string(),
})

function keyOf({ owner, repo, number }: PullRequestKey) {
  return { owner: owner.toLowerCase(), repo: repo.toLowerCase(), number }
}

async function statementsOf(database: Database, key: PullRequestKey): Promise<readonly RememberedStatement[]> {
  const rows = await database
    .selectFrom('statements')
    .selectAll()
    .where((row) => row.and(keyOf(key)))
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...statementSchema.parse(JSON.parse(row.statement)),
    isAlarmed: row.is_alarmed,
    ...(row.follow_up === null ? {} : { followUp: row.follow_up }),
  }))
}

async function add(database: Database, key: PullRequestKey, statement: Statement): Promise<void> {
  const { kind, by, commentId, statedAt, reason } = statement
  const { login, id, type } = by
  const text = JSON.stringify({ kind, by: { login, id, type }, commentId, statedAt, reason })
  await database
    .insertInto('statements')
    .values({ ...keyOf(key), comment_id: commentId, statement: text })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function noteAlarm(
  database: Database,
  key: PullRequestKey,
  commentId: number,
  followUp: number | undefined,
): Promise<void> {
  await database
    .updateTable('statements')
    .set({ is_alarmed: true, ...(followUp === undefined ? {} : { follow_up: followUp }) })
    .where((row) => row.and({ ...keyOf(key), comment_id: commentId }))
    .execute()
}
