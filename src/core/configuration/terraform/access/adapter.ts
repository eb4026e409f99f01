import type { ConfiguredGrant } from '../../../authorization/access.ts'
import type { ConfiguredResource } from './resource.ts'

/** How the resources of one type grant, limit or open access. */
export interface ResourceAdapter {
  readonly type: string
  /** What the names of its holders begin with, before the colon. */
  readonly nouns: readonly string[]
  /** Arguments and types of nested blocks that are read whole; another one that speaks of access stays opaque. */
  readonly reads: readonly string[]
  /** Those of them that hold policy documents, or texts made of them. */
  readonly documents: readonly string[]
  /** False where a resource of the type is something else, by its own arguments; absent: never. */
  readonly applies?: (resource: Pick<ConfiguredResource, 'written' | 'blocks'>) => boolean
  /** What one resource holds, by holder. */
  held(resource: ConfiguredResource): readonly HeldAccess[]
}

/** What belongs to one holder. */
export interface HeldAccess {
  readonly holder: string
  /** Further names by which it is asked for: see link-names.ts. */
  readonly also?: () => readonly string[]
  read(): readonly ConfiguredGrant[]
}
