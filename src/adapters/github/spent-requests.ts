import type { RateLimit } from './rate-limit.ts'

/** What was used of the limits that GitHub sets an installation, and what it said. Times are milliseconds of one clock. */
export interface SpentRequests {
  /** Of the last minute, oldest first. */
  readonly minute: readonly Used[]
  /** Writes of the last hour, oldest first. */
  readonly hour: readonly Used[]
  /** GitHub wants nothing to be sent before. */
  readonly pausedUntilMs: number
  /** When it last asked for a pause although an hour's writes had been used: then it does count those of the app. */
  readonly hourRefusedAtMs?: number
  /** What its last answer told of the hour. */
  readonly rate?: RateLimit
}

export interface Cost {
  readonly points: number
  readonly writes: number
}

/** So much is left to what is more urgent. */
export interface LeftOver extends Cost {
  /** `unless-refused`: the hour's writes do not hold it back before GitHub has refused for them. */
  readonly writesOfHour: number | 'unless-refused'
}

interface Used extends Cost {
  /** When it was used, or may be used at the latest. */
  readonly atMs: number
}

/** How exactly times are kept: what is taken now may be used for so long, and is noted by slices of time. */
export interface Grain {
  readonly validMs: number
  readonly sliceMs: number
}

/**
 * GitHub allows 900 points (a read costs 1, a write 5) and 80 content-generating writes in any minute, and 500 of these
 * in any hour (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api). Some are left over. It
 * does not say whether check runs are content.
 */
export const POINTS_A_MINUTE = 850
export const WRITES_A_MINUTE = 75
export const WRITES_AN_HOUR = 480
export const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
/** The hour needs no more exact times: a list of seconds would be long. */
const HOUR_SLICE_MS = 60_000

export const NOTHING_SPENT: SpentRequests = { minute: [], hour: [], pausedUntilMs: 0 }

/** For how long to wait, in milliseconds, until `cost` may be used and `left` stays over; 0 where it may be used now. */
export function waitForRequests(spent: SpentRequests, cost: Cost, left: LeftOver, nowMs: number): number {
  const ofMinute = (used: (each: Used) => number, limit: number) => startOf(spent.minute, used, limit, MINUTE_MS, nowMs)
  const startMs = Math.max(
    nowMs,
    spent.pausedUntilMs,
    ofMinute(({ points }) => points, POINTS_A_MINUTE - cost.points - left.points),
    ...(cost.writes === 0
      ? []
      : [
          ofMinute(({ writes }) => writes, WRITES_A_MINUTE - cost.writes - left.writes),
          startOf(
            spent.hour,
            ({ writes }) => writes,
            writesOfHourFor(spent, left, nowMs) - cost.writes,
            HOUR_MS,
            nowMs,
          ),
        ]),
  )
  return startMs - nowMs
}

function writesOfHourFor({ hourRefusedAtMs }: SpentRequests, { writesOfHour }: LeftOver, nowMs: number): number {
  if (writesOfHour !== 'unless-refused') return WRITES_AN_HOUR - writesOfHour
  const isRefused = hourRefusedAtMs !== undefined && Math.abs(nowMs - hourRefusedAtMs) < HOUR_MS
  return isRefused ? WRITES_AN_HOUR : Number.POSITIVE_INFINITY
}

/** The same once GitHub asked for a pause. */
export function pauseRequests(spent: SpentRequests, pausedUntilMs: number, nowMs: number): SpentRequests {
  const writes = spent.hour.filter(({ atMs }) => atMs + HOUR_MS > nowMs).reduce((sum, each) => sum + each.writes, 0)
  const isOfHour = writes >= WRITES_AN_HOUR
  return {
    ...spent,
    pausedUntilMs: Math.max(spent.pausedUntilMs, pausedUntilMs),
    ...(isOfHour ? { hourRefusedAtMs: nowMs } : {}),
  }
}

/** The same with `cost` used as well, and without what is over. */
export function spendRequests(
  spent: SpentRequests,
  cost: Cost,
  nowMs: number,
  { validMs, sliceMs }: Grain,
): SpentRequests {
  const { minute, hour, pausedUntilMs, hourRefusedAtMs, rate } = spent
  const usedByMs = nowMs + validMs
  return {
    minute: added(current(minute, MINUTE_MS, nowMs, validMs + sliceMs), cost, usedByMs, sliceMs),
    hour:
      cost.writes === 0
        ? current(hour, HOUR_MS, nowMs, validMs + HOUR_SLICE_MS)
        : added(
            current(hour, HOUR_MS, nowMs, validMs + HOUR_SLICE_MS),
            { ...cost, points: 0 },
            usedByMs,
            HOUR_SLICE_MS,
          ),
    pausedUntilMs,
    ...(hourRefusedAtMs === undefined ? {} : { hourRefusedAtMs }),
    ...(rate === undefined || rate.resetAtMs <= nowMs ? {} : { rate }),
  }
}

/** When no more than `most` will have been used in the stretch of time before. */
function startOf(
  list: readonly Used[],
  amount: (each: Used) => number,
  most: number,
  lengthMs: number,
  nowMs: number,
): number {
  const within = list.filter(({ atMs }) => atMs + lengthMs > nowMs)
  let used = within.reduce((sum, each) => sum + amount(each), 0)
  let startMs = nowMs
  for (const each of within) {
    if (used <= most) break
    used -= amount(each)
    startMs = Math.max(startMs, each.atMs + lengthMs)
  }
  return startMs
}

/** What is noted for a time that is yet to come was noted before the clock was put back: it tells nothing. */
function current(list: readonly Used[], lengthMs: number, nowMs: number, aheadMs: number): readonly Used[] {
  return list.filter(({ atMs }) => atMs + lengthMs > nowMs && atMs <= nowMs + aheadMs + CLOCK_SLACK_MS)
}

const CLOCK_SLACK_MS = 10_000

function added(list: readonly Used[], { points, writes }: Cost, atMs: number, sliceMs: number): readonly Used[] {
  const last = list.at(-1)
  const sliceEndMs = Math.max(Math.ceil(atMs / sliceMs) * sliceMs, last?.atMs ?? 0)
  if (last?.atMs !== sliceEndMs) return [...list, { atMs: sliceEndMs, points, writes }]
  return [...list.slice(0, -1), { atMs: sliceEndMs, points: last.points + points, writes: last.writes + writes }]
}
