/**
 * The double's clock: real time plus an offset that a test sets. Every test-driven act (a push, an approval) first
 * advances it by a second, so that what happens later also carries a later time stamp (GitHub's have no fractions).
 */
export interface AdjustableClock {
  /** Milliseconds since the epoch. */
  now(): number
  /** GitHub's form: ISO 8601, whole seconds, UTC. */
  iso(): string
  advance(ms: number): void
  /** Goes on from this moment. */
  set(iso: string): void
  /** Time stands still from now on, but for `advance`, `set` and the second that each act takes. */
  freeze(): void
}

export function adjustableClock(): AdjustableClock {
  let offsetMs = 0
  let frozenAt: number | undefined
  const real = () => frozenAt ?? Date.now()
  const now = () => real() + offsetMs
  return {
    now,
    iso: () => isoSeconds(now()),
    advance(ms) {
      offsetMs += ms
    },
    set(iso) {
      offsetMs = Date.parse(iso) - real()
    },
    freeze() {
      frozenAt ??= Date.now()
    },
  }
}

export function isoSeconds(ms: number): string {
  return `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`
}
