/** The outside world failed (GitHub, database, disk). Raised in adapters only; the check run then concludes `failure`. */
export class Fault extends Error {
  /** `not-installed`: the installation is suspended or gone, so nothing can be done for it until it is back. */
  readonly kind: 'not-found' | 'forbidden' | 'not-installed' | 'rate-limited' | 'unavailable' | 'invalid'
  readonly retryable: boolean
  /** How long the other side asked us to wait, where it said so. */
  readonly retryAfterMs: number | undefined

  constructor(
    kind: Fault['kind'],
    message: string,
    options: { readonly cause?: unknown; readonly retryable?: boolean; readonly retryAfterMs?: number } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'Fault'
    this.kind = kind
    this.retryable = options.retryable ?? (kind === 'rate-limited' || kind === 'unavailable')
    this.retryAfterMs = options.retryAfterMs
  }
}
