/**
 * A part of a type of resource by which something that is there already may come to give more, or to run what somebody
 * else wrote. A new resource says nothing by it: what it acts with and who reaches it is compared anyway.
 */
export interface KeptPart {
  /** In either language. */
  readonly type: string
  /** Where it is, each a path of arguments and blocks, or of properties: every item counts by itself. */
  readonly at: readonly string[]
  /** What of it that goes counts: `limit`; what comes: `means`; or both. */
  readonly counts: 'limit' | 'means' | 'either'
  /** Only whose it is counts: another version of the same owner's is none of somebody else's. */
  readonly by?: 'owner' | 'registry' | 'family'
  /** Only items with one of these values at that path of them; at '' they are it themselves. */
  readonly only?: Readonly<Record<string, readonly string[]>>
  /** What of an item tells it from others: a path of it, or '' where only counts that there is one. */
  readonly of?: string
  /** A list is one, whatever is in it. */
  readonly isWhole?: true
  /** For people: what it decides. */
  readonly says: string
}

/** Types and paths with spaces between them. */
export type KeptRow = readonly [
  where: string,
  counts: KeptPart['counts'],
  says: string,
  more?: Pick<KeptPart, 'by' | 'only' | 'of' | 'isWhole'>,
]
