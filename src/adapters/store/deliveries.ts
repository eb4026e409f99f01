import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { fromKysely, type PgBoss } from 'pg-boss'
import { Fault } from '../../ports/fault.ts'
import type { Deliveries, Delivery } from '../../ports/jobs.ts'
import { inBatches } from './batches.ts'
import { orFault } from './database-fault.ts'
import { DELIVERY_QUEUE } from './open-queue.ts'
import { type RecentPayloads, recentPayloads } from './recent-payloads.ts'
import { type Database, SCHEMA } from './schema.ts'

/** Deliveries with what the workers need beside accepting them. */
export interface StoredDeliveries extends Deliveries {
  /** The deliveries of these jobs by their ids, without those that were handled before: a job may run twice. */
  pending(jobs: readonly DeliveryJob[]): Promise<ReadonlyMap<string, Delivery>>
  /** The payloads go: nothing reads them any more. */
  settle(jobs: readonly DeliveryJob[], state: 'handled' | 'failed'): Promise<void>
  /** Drops what was settled so long ago that GitHub no longer redelivers it. */
  prune(now: Date): Promise<void>
}

/** The job of a delivery: everything else is in its row. */
export interface DeliveryJob {
  readonly deliveryId: string
  readonly event: string
  /** A job that is late must not settle what GitHub has redelivered since. */
  readonly attempt: number
}

export function storedDeliveries(database: Database, boss: PgBoss): StoredDeliveries {
  const recent = recentPayloads()
  const accept = inBatches(
    (deliveries: readonly Delivery[]) =>
      orFault('a delivery was not stored', () =>
        database.transaction().execute((transaction) => acceptAll(transaction, boss, deliveries)),
      ),
    BATCH_LIMITS,
  )
  return {
    async accept(delivery) {
      // PostgreSQL takes no such text, and one delivery must not spoil the batch of others.
      if (delivery.payload.includes('\0')) throw new Fault('invalid', 'The payload contains a zero byte')
      const isNew = await accept(delivery, delivery.payload.length)
      if (isNew) recent.keep(delivery.id, delivery.payload)
      return isNew
    },
    async pending(jobs) {
      if (jobs.length === 0) return new Map()
      return new Map((await pending(database, jobs, recent)).map((delivery) => [delivery.id, delivery]))
    },
    async settle(jobs, state) {
      if (jobs.length === 0) return
      await settle(database, jobs, state)
      for (const { deliveryId } of jobs) recent.drop(deliveryId)
    },
    async prune(now) {
      const before = new Date(now.getTime() - KEEP_SETTLED_DAYS * 86_400_000)
      await database.deleteFrom('deliveries').where('settled_at', '<', before).execute()
    },
  }
}

const TABLE = sql.table(`${SCHEMA}.deliveries`)

/** The condition for these attempts. However many there are, the statement is the same, and found by the key. */
function areOf(jobs: readonly DeliveryJob[]): RawBuilder<unknown> {
  const ids = sql`${jobs.map(({ deliveryId }) => deliveryId)}::text[]`
  const attempts = sql`${jobs.map(({ attempt }) => attempt)}::integer[]`
  return sql`id = any(${ids}) and attempt = (${attempts})[array_position(${ids}, id)]`
}

interface PendingRow {
  readonly id: string
  readonly event: string
  readonly payload: string | null
  readonly received_at: Date
}

/** Payloads that this process stored a moment ago are not read back. */
async function pending(
  database: Database,
  jobs: readonly DeliveryJob[],
  recent: RecentPayloads,
): Promise<readonly Delivery[]> {
  const remembered = new Map(
    jobs.flatMap(({ deliveryId }) => {
      const payload = recent.get(deliveryId)
      return payload === undefined ? [] : [[deliveryId, payload]]
    }),
  )
  const { rows } = await sql<PendingRow>`
    select id, event, case when id = any(${[...remembered.keys()]}::text[]) then null else payload end as payload,
      received_at
    from ${TABLE} where ${areOf(jobs)} and state = 'pending'`.execute(database)
  return rows.map(({ id, event, payload, received_at }) => ({
    id,
    event,
    payload: payload ?? remembered.get(id) ?? '',
    receivedAt: received_at.toISOString(),
  }))
}

async function settle(database: Database, jobs: readonly DeliveryJob[], state: 'handled' | 'failed'): Promise<void> {
  await sql`
    update ${TABLE} set state = ${state}, payload = '', settled_at = now() where ${areOf(jobs)}`.execute(database)
}

/** GitHub offers redelivery for three days. */
const KEEP_SETTLED_DAYS = 14

const BATCH_LIMITS = { items: 100, sizeBytes: 32 * 1024 * 1024 }

/** Returns the positions of the deliveries that were new. */
async function acceptAll(
  transaction: Database,
  boss: PgBoss,
  deliveries: readonly Delivery[],
): Promise<ReadonlySet<number>> {
  // The same id twice in one statement is an error to PostgreSQL: the first one is stored, the others are duplicates.
  const positions = new Map(deliveries.map(({ id }, position) => [id, position] as const).toReversed())
  const firsts = deliveries.filter(({ id }, position) => positions.get(id) === position)
  const inserted = await insertDeliveries(transaction, firsts)
  if (inserted.length === 0) return new Set()
  const jobs = inserted.map(({ id, event, attempt }) => {
    const data: DeliveryJob = { deliveryId: id, event, attempt }
    return { id: jobId(data), data }
  })
  const created = await boss.insert(DELIVERY_QUEUE, jobs, { db: fromKysely(transaction), returnId: true })
  // INVARIANT: a delivery that is stored as pending has a job. Throwing takes the rows back.
  if (created?.length !== jobs.length) throw new Error('A delivery without a row had a job already')
  return new Set(inserted.flatMap(({ id }) => positions.get(id) ?? []))
}

/** Returns those that are to be handled; duplicates are left out. */
async function insertDeliveries(
  transaction: Database,
  deliveries: readonly Delivery[],
): Promise<readonly { readonly id: string; readonly event: string; readonly attempt: number }[]> {
  const rows = deliveries.map(({ id, event, payload, receivedAt }) => ({
    id,
    event,
    payload,
    received_at: new Date(receivedAt),
    state: 'pending' as const,
  }))
  return transaction
    .insertInto('deliveries')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((row) => ({
          state: 'pending',
          payload: row.ref('excluded.payload'),
          attempt: row('deliveries.attempt', '+', 1),
          settled_at: null,
        }))
        .where('deliveries.state', '=', 'failed'),
    )
    .returning(['id', 'event', 'attempt'])
    .execute()
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The queue names jobs by UUID: GitHub's delivery ids are such, anything else is hashed into one (RFC 9562, version 8). */
function jobId({ deliveryId, attempt }: DeliveryJob): string {
  if (attempt === 1 && UUID.test(deliveryId)) return deliveryId.toLowerCase()
  const digest = createHash('sha256').update(`${deliveryId} ${attempt}`).digest()
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6)
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8)
  return digest.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
