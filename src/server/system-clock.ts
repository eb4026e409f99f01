import type { Clock } from '../ports/clock.ts'

/** The machine's own. */
export const SYSTEM_CLOCK: Clock = { now: Date.now }
