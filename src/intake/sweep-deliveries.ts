import type { Logger } from 'pino'
import type { Alerts } from '../ports/alerts.ts'
import type { Clock } from '../ports/clock.ts'
import { Fault } from '../ports/fault.ts'
import type { HookDeliveries, HookDelivery } from '../ports/hook-deliveries.ts'
import type { SweepProgress, SweepRecords } from '../ports/sweep-records.ts'

export interface SweepDependencies {
  readonly hookDeliveries: HookDeliveries
  readonly sweepRecords: SweepRecords
  readonly alerts: Alerts
  /** Only spaces out requests for the same event. */
  readonly clock: Clock
  readonly log: Logger
}

/** One sweep. Returns the delivery ids of the events that GitHub now sends again. */
export type SweepDeliveries = (signal: AbortSignal) => Promise<readonly string[]>

/**
 * Finds webhooks that failed to arrive. A sweep reads GitHub's log of failed attempts back to where the last one ended,
 * and asks for every event that is not stored. It is bounded, and what one sweep leaves the next one takes up; one that
 * dies half-way has only asked for some of it already, and what arrives twice is dropped. Throws `Fault` where GitHub or
 * the store fails, and what `signal` says.
 */
export function sweepDeliveries(dependencies: SweepDependencies): SweepDeliveries {
  const asked = new Map<string, Asked>()
  return async (signal) => {
    const sweep: Sweep = { ...dependencies, asked, signal, seen: new Set(), underWay: [], pages: 0, failures: 0 }
    await sweepOnce(sweep)
    forgetOldest(asked)
    if (sweep.underWay.length > 0) dependencies.log.warn({ webhooks: sweep.underWay.length }, 'webhooks are sent again')
    return sweep.underWay
  }
}

/** Entries of the log may show up late, so a sweep looks this far behind where the last one ended. */
const OVERLAP_MS = 10 * 60_000
/** Of 100 attempts each. */
const MAX_PAGES = 30
/** A sweep that has asked for so many reads no further page. */
const MAX_REDELIVERIES = 200
/** An event is asked for so often without waiting; then the wait begins, and doubles each time. */
const PROMPT_REQUESTS = 3
const FIRST_WAIT_MS = 3 * 60_000
const MAX_REQUESTS = 8
/** GitHub may have sent an event again although its answer was lost; after so many it is left alone for now. */
const MAX_FAILURES = 5
const MAX_REMEMBERED = 10_000

/** How often this process has asked for an event. Another process begins anew: it may be in better health. */
interface Asked {
  readonly times: number
  readonly lastMs: number
}

interface Sweep extends SweepDependencies {
  readonly asked: Map<string, Asked>
  readonly signal: AbortSignal
  /** Events whose newest attempt was looked at. */
  readonly seen: Set<string>
  readonly underWay: string[]
  pages: number
  failures: number
  /** When the oldest attempt was made whose event has to be asked for later. */
  deferred?: string
}

async function sweepOnce(sweep: Sweep): Promise<void> {
  const { sweepRecords } = sweep
  const before = await sweepRecords.progress()
  const top = await readBack(sweep, undefined, before?.sweptUntil)
  const until = before?.behind?.until ?? before?.sweptUntil ?? BEFORE_ALL
  // What is cut off here joins what was left before: re-reading what lies between costs pages only.
  const cursor = top.cursor ?? (await restOf(sweep, before))
  const newest = top.newest ?? before?.sweptUntil
  if (newest === undefined) return
  const sweptUntil = earliest(newest, sweep.deferred)
  await sweepRecords.setProgress({ sweptUntil, ...(cursor === undefined ? {} : { behind: { cursor, until } }) })
}

const BEFORE_ALL = new Date(0).toISOString()

async function restOf(sweep: Sweep, before: SweepProgress | undefined): Promise<string | undefined> {
  if (before?.behind === undefined) return undefined
  const { cursor, until } = before.behind
  return isExhausted(sweep) ? cursor : (await readBack(sweep, cursor, until)).cursor
}

interface Stretch {
  /** When its newest attempt was made; absent where there was none. */
  readonly newest?: string
  /** Where the rest begins, of a stretch that was not read to its end. */
  readonly cursor?: string
}

/** Looks at failed attempts from a cursor (or the newest) back to a time, and asks for what is lost. */
async function readBack(sweep: Sweep, from: string | undefined, until: string | undefined): Promise<Stretch> {
  const untilMs = until === undefined ? 0 : Date.parse(until) - OVERLAP_MS
  let cursor = from
  let newest: Pick<Stretch, 'newest'> = {}
  for (;;) {
    sweep.signal.throwIfAborted()
    const page = await sweep.hookDeliveries.page('failed', cursor)
    sweep.pages += 1
    const [first] = page.deliveries
    if (newest.newest === undefined && first !== undefined) newest = { newest: first.deliveredAt }
    const within = page.deliveries.filter(({ deliveredAt }) => Date.parse(deliveredAt) > untilMs)
    await redeliverLost(sweep, within)
    if (within.length < page.deliveries.length || page.next === undefined) return newest
    cursor = page.next
    if (isExhausted(sweep)) return { ...newest, cursor }
  }
}

function isExhausted({ pages, underWay }: Sweep): boolean {
  return pages >= MAX_PAGES || underWay.length >= MAX_REDELIVERIES
}

async function redeliverLost(sweep: Sweep, attempts: readonly HookDelivery[]): Promise<void> {
  const newestOfEach = attempts.filter(({ guid }) => !sweep.seen.has(guid) && sweep.seen.add(guid))
  const known = await sweep.sweepRecords.known(newestOfEach.map(({ guid }) => guid))
  for (const attempt of newestOfEach) {
    sweep.signal.throwIfAborted()
    if (known.has(attempt.guid)) sweep.asked.delete(attempt.guid)
    else await redeliver(sweep, attempt)
  }
}

async function redeliver(sweep: Sweep, delivery: HookDelivery): Promise<void> {
  const { asked, clock, log } = sweep
  const { guid, event: name, action } = delivery
  const before = asked.get(guid)
  if (before !== undefined && before.times >= MAX_REQUESTS) return giveUp(sweep, delivery, before)
  if (before !== undefined && mustWait(before, clock.now())) return defer(sweep, delivery)
  asked.set(guid, { times: (before?.times ?? 0) + 1, lastMs: clock.now() })
  try {
    await sweep.hookDeliveries.redeliver(delivery.id)
  } catch (error) {
    return survive(sweep, delivery, error)
  }
  sweep.underWay.push(guid)
  log.info({ delivery: guid, name, action }, 'a webhook that failed to arrive is sent again')
}

/** A clock that was put back tells nothing: better asked once too often. */
function mustWait({ times, lastMs }: Asked, nowMs: number): boolean {
  const waitedMs = nowMs - lastMs
  return times >= PROMPT_REQUESTS && waitedMs >= 0 && waitedMs < FIRST_WAIT_MS * 2 ** (times - PROMPT_REQUESTS)
}

function defer(sweep: Sweep, { deliveredAt }: HookDelivery): void {
  sweep.deferred = earliest(deliveredAt, sweep.deferred)
}

/** Once an event: its count goes beyond the limit then. */
async function giveUp({ alerts, asked, clock }: Sweep, delivery: HookDelivery, { times }: Asked): Promise<void> {
  if (times > MAX_REQUESTS) return
  await alerts.raise({ kind: 'webhook-undeliverable', delivery, attempts: times })
  asked.set(delivery.guid, { times: times + 1, lastMs: clock.now() })
}

/** One event that GitHub does not send again must not keep it from the others. */
function survive(sweep: Sweep, delivery: HookDelivery, error: unknown): void {
  if (!(error instanceof Fault)) throw error
  if (error.kind !== 'not-found' && error.kind !== 'invalid') {
    defer(sweep, delivery)
    sweep.failures += 1
    if (error.kind !== 'unavailable' || sweep.failures >= MAX_FAILURES) throw error
  }
  sweep.log.warn({ err: error, delivery: delivery.guid }, 'GitHub did not send a webhook again')
}

function earliest(time: string, other: string | undefined): string {
  return other !== undefined && Date.parse(other) < Date.parse(time) ? other : time
}

function forgetOldest(asked: Map<string, Asked>): void {
  for (const guid of asked.keys()) {
    if (asked.size <= MAX_REMEMBERED) return
    asked.delete(guid)
  }
}
