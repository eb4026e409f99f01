import type { Installation } from '../world/app.ts'

/** One attempt to deliver an event, as the app's delivery log keeps it. */
export interface Delivery {
  readonly id: number
  /** The same for every attempt of one event. */
  readonly guid: string
  readonly event: string
  readonly action: string | null
  readonly installation: Installation
  readonly repositoryId: number | null
  readonly payload: string
  readonly requestHeaders: Readonly<Record<string, string>>
  readonly redelivery: boolean
  readonly deliveredAt: string
  readonly durationSeconds: number
  /** `OK`, or why not, in GitHub's words. */
  readonly status: string
  readonly statusCode: number
  readonly responseHeaders: Readonly<Record<string, string>>
  readonly responseBody: string
}

/** An event that is to be delivered. */
export type Envelope = Pick<
  Delivery,
  'guid' | 'event' | 'action' | 'installation' | 'repositoryId' | 'payload' | 'redelivery'
>
