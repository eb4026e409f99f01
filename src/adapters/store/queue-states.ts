import { sql } from 'kysely'
import { z } from 'zod'
import type { QueueState, QueueStates } from '../../ports/queue-states.ts'
import { orFault } from './database-fault.ts'
import { EVENT_PRIORITY } from './jobs.ts'
import {
  COMMAND_QUEUE,
  DELIVERY_QUEUE,
  EXAMINATION_QUEUE,
  FAN_OUT_QUEUE,
  GROUP_QUEUE,
  WATCH_QUEUE,
} from './open-queue.ts'
import { type Database, JOBS_SCHEMA } from './schema.ts'

/** What waits in the queues, in one query that looks at unfinished jobs only. */
export function storedQueueStates(database: Database): QueueStates {
  return () =>
    orFault('the queues were not counted', async () => {
      const jobs = sql.table(`${JOBS_SCHEMA}.job`)
      const { rows } = await sql`
        select name, (name = ${EXAMINATION_QUEUE} and priority < ${EVENT_PRIORITY}) as background,
          count(*) filter (where state <> 'active' and start_after <= now()) as waiting,
          count(*) filter (where state <> 'active' and start_after > now()) as delayed,
          count(*) filter (where state = 'active') as running,
          coalesce(extract(epoch from now() - min(start_after) filter (where state <> 'active' and start_after <= now())), 0) as oldest
        from ${jobs}
        where name in (${sql.join(Object.keys(KIND_OF))}) and state in ('created', 'retry', 'active')
        group by 1, 2`.execute(database)
      const found = new Map(rows.map((row) => stateOf(row)).map((state) => [state.kind, state]))
      return KINDS.map((kind) => found.get(kind) ?? { kind, waiting: 0, delayed: 0, running: 0, oldestSeconds: 0 })
    })
}

const KIND_OF: Readonly<Record<string, QueueState['kind']>> = {
  [DELIVERY_QUEUE]: 'delivery',
  [EXAMINATION_QUEUE]: 'examination',
  [GROUP_QUEUE]: 'merge-group',
  [WATCH_QUEUE]: 'watch',
  [COMMAND_QUEUE]: 'command',
  [FAN_OUT_QUEUE]: 'fan-out',
}
const BACKGROUND = 'background-examination'
const KINDS: readonly QueueState['kind'][] = [...Object.values(KIND_OF), BACKGROUND]

/** PostgreSQL's counts are larger than a number may be, so its driver gives them as texts. */
const count = z.coerce.number().nonnegative()
const rowSchema = z.object({
  name: z.string(),
  background: z.boolean(),
  waiting: count,
  delayed: count,
  running: count,
  oldest: count,
})

function stateOf(row: unknown): QueueState {
  const { name, background, waiting, delayed, running, oldest: oldestSeconds } = rowSchema.parse(row)
  return { kind: background ? BACKGROUND : kindOf(name), waiting, delayed, running, oldestSeconds }
}

function kindOf(queue: string): QueueState['kind'] {
  const kind = KIND_OF[queue]
  if (kind === undefined) throw new Error(`Nobody asked for the queue ${queue}`)
  return kind
}
