/** The outside world failed (GitHub, database, disk). Raised in adapters only; the check run then concludes `failure`. */
export class Fault extends Error {
  readonly kind: 'not-found' | 'forbidden' | 'rate-limited' | 'unavailable' | 'invalid'
  readonly retryable: boolean

  constructor(
    kind: Fault['kind'],
    message: string,
    options: { readonly cause?: unknown; readonly retryable?: boolean } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'Fault'
    this.kind = kind
    this.retryable = options.retryable ?? (kind === 'rate-limited' || kind === 'unavailable')
  }
}
