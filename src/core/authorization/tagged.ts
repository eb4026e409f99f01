/** What one side of a change declares, as far as the tags of resources are in question. */
export interface TaggedSide {
  /** Types by address, of everything that is declared: a reference to one of these is no other one. */
  readonly declared: ReadonlyMap<string, string>
  /** Addresses of what stands on a resource that is declared: policies, settings, and the resources themselves. */
  readonly placed: ReadonlySet<string>
  /** Those that have tags, or may. */
  readonly tagged: readonly TaggedResource[]
}

/** A declared resource with its tags. Types are Terraform's, where there is such a type. */
export interface TaggedResource {
  readonly address: string
  readonly type: string
  /** For people, unknown parts as `${address}`; absent where the platform makes the name up. */
  readonly name?: string
  readonly tags: ResourceTags
  /** Addresses of what is declared apart and belongs to it: its policies, its settings. */
  readonly standing: readonly string[]
}

export interface ResourceTags {
  /** Values by key; undefined where the value is not known. */
  readonly known: ReadonlyMap<string, string | undefined>
  /** Whether there may be further keys, with any value. */
  readonly isOpen: boolean
}

export const NOTHING_TAGGED: TaggedSide = { declared: new Map(), placed: new Set(), tagged: [] }

export const NO_TAGS: ResourceTags = { known: new Map(), isOpen: false }

/** Whether there are any, or may be. */
export function hasTags({ known, isOpen }: ResourceTags): boolean {
  return isOpen || known.size > 0
}

/** The tags of a resource over those that it has by default: a key that is written takes the place of the default one. */
export function tagsOver(defaults: ResourceTags, own: ResourceTags): ResourceTags {
  const known = new Map([...defaults.known, ...own.known])
  // What is not known may set any of the default ones to something else.
  const uncertain = own.isOpen ? [...defaults.known.keys()].filter((key) => !own.known.has(key)) : []
  for (const key of uncertain) known.set(key, undefined)
  return { known, isOpen: defaults.isOpen || own.isOpen }
}

/** Tags of the resources that a region reaches. */
export interface ReachedTags {
  /** Each key with each of its values once. */
  readonly tags: readonly ReachedTag[]
  /** The address of one that may have any other tag as well. */
  readonly open?: string
}

export interface ReachedTag {
  readonly key: string
  /** Absent where it is not known. */
  readonly value?: string
  /** The address of a resource that has it. */
  readonly resource: string
  /** Whether that one is certainly reached. */
  readonly isCertain: boolean
}
