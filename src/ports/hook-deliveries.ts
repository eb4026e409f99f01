/** One attempt of GitHub's to deliver an event to the app, as GitHub's own log has it. */
export interface HookDelivery {
  /** Of the attempt. A text, since GitHub's numbers outgrow what a JavaScript number holds. */
  readonly id: string
  /** Of the event: the same for every attempt, and what the delivery is stored under. */
  readonly guid: string
  readonly event: string
  readonly action: string | null
  /** GitHub's clock, ISO 8601. */
  readonly deliveredAt: string
  readonly succeeded: boolean
  /** In GitHub's words, e.g. `OK` or `failed to connect to host`. */
  readonly status: string
}

export interface HookDeliveryPage {
  /** Newest first. */
  readonly deliveries: readonly HookDelivery[]
  /** Where the older ones begin; absent where there are none. */
  readonly next?: string
}

/** GitHub's log of the app's webhooks, which goes back three days. Every method throws `Fault`. */
export interface HookDeliveries {
  /** The newest page, or the one that begins at a cursor. With `failed` only attempts that failed, where GitHub can tell. */
  page(which: 'all' | 'failed', cursor?: string): Promise<HookDeliveryPage>
  /** Has the event of an attempt delivered once more. `Fault` of kind `not-found` where GitHub has forgotten it. */
  redeliver(id: string): Promise<void>
}
