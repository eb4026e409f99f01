import { operationDescription } from '../openapi/description.ts'
import { SECONDARY_LIMIT } from './secondary-limits.ts'

/** An operation id, or an expression on `METHOD /path` (without `/api/v3`). */
type FaultTarget = string | RegExp

interface FaultCount {
  /** How many requests it befalls; by default one. */
  readonly times?: number
}

export type FaultEffect =
  | { readonly kind: 'slow'; readonly ms: number; readonly cancelled: Promise<void> }
  | { readonly kind: 'held'; readonly until: Promise<void>; readonly reached: () => void }
  | { readonly kind: 'answer'; readonly status: number; readonly message: string; readonly retryAfter?: number }
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' }

/** What a test makes go wrong with the requests that the app sends. */
export interface Faults {
  /** Answers after this many milliseconds of real time. */
  slow(target: FaultTarget, ms: number, count?: FaultCount): void
  /** Holds requests until released; `reached` resolves when all of them have come in. */
  hold(target: FaultTarget, count?: FaultCount): { readonly reached: Promise<void>; release(): void }
  /** Answers with this status and `message` (by default that the server failed); nothing takes effect. */
  fail(target: FaultTarget, status: number, options?: FaultCount & { readonly message?: string }): void
  /** The primary limit: 403 (or 429), no requests remaining. */
  rateLimit(
    target: FaultTarget,
    options: FaultCount & { readonly retryAfterSeconds: number; readonly status?: 403 | 429 },
  ): void
  /** The secondary limit: 403 with `retry-after`. */
  secondaryLimit(target: FaultTarget, options: FaultCount & { readonly retryAfterSeconds: number }): void
  /** Cuts the connection, before or after the request took effect. */
  drop(target: FaultTarget, when: 'before' | 'after', count?: FaultCount): void
  /** Nothing goes wrong from now on; what is held or slow is answered. */
  clear(): void
}

interface Planned {
  readonly target: FaultTarget
  readonly effect: FaultEffect
  remaining: number
}

/** `take` finds the fault that befalls a request, and counts it. Faults of one target follow each other. */
export function plannedFaults(): {
  readonly faults: Faults
  take(operation: string, request: string): FaultEffect | undefined
} {
  const planned: Planned[] = []
  const gates: (() => void)[] = []
  const add = (target: FaultTarget, effect: FaultEffect, count: FaultCount = {}) => {
    if (typeof target === 'string') operationDescription(target)
    planned.push({ target, effect, remaining: count.times ?? 1 })
  }
  const faults: Faults = {
    slow(target, ms, count) {
      const gate = Promise.withResolvers<void>()
      gates.push(gate.resolve)
      add(target, { kind: 'slow', ms, cancelled: gate.promise }, count)
    },
    hold(target, count) {
      const gate = Promise.withResolvers<void>()
      const arrival = Promise.withResolvers<void>()
      let missing = count?.times ?? 1
      const reached = () => {
        missing -= 1
        if (missing === 0) arrival.resolve()
      }
      gates.push(gate.resolve)
      add(target, { kind: 'held', until: gate.promise, reached }, count)
      return { reached: arrival.promise, release: () => gate.resolve() }
    },
    fail: (target, status, { message = 'Server Error', ...count } = {}) =>
      add(target, { kind: 'answer', status, message }, count),
    rateLimit: (target, { retryAfterSeconds, status = 403, ...count }) =>
      add(target, { kind: 'answer', status, message: 'API rate limit exceeded', retryAfter: retryAfterSeconds }, count),
    secondaryLimit: (target, { retryAfterSeconds, ...count }) =>
      add(target, { kind: 'answer', status: 403, message: SECONDARY_LIMIT, retryAfter: retryAfterSeconds }, count),
    drop: (target, when, count) => add(target, { kind: 'drop', when }, count),
    clear: () => {
      planned.length = 0
      for (const open of gates.splice(0)) open()
    },
  }
  return {
    faults,
    take(operation, request) {
      const hit = planned.find((one) => one.remaining > 0 && meets(one.target, operation, request))
      if (hit === undefined) return undefined
      hit.remaining -= 1
      return hit.effect
    },
  }
}

function meets(target: FaultTarget, operation: string, request: string): boolean {
  return typeof target === 'string' ? target === operation : target.test(request)
}
