import type { TextValue } from '../value/value.ts'
import { NOTHING_TAGGED, type TaggedSide } from './tagged.ts'

/** What one side of a change declares, as far as it tells whether something is new. */
export interface Inventory {
  readonly resources: readonly DeclaredResource[]
  /** Whether a text that is written anywhere on this side has a name in it, as a whole word. */
  mentions(name: string): boolean
  /** Tags of resources, worked out when they are asked for. */
  tagged(): TaggedSide
}

export const NOTHING_DECLARED: Inventory = {
  resources: [],
  mentions: () => false,
  tagged: () => NOTHING_TAGGED,
}

/** One instance of a resource that policies name, or that they belong to. Types are Terraform's. */
export interface DeclaredResource {
  readonly type: string
  readonly address: string
  /** What base would know it by: the same on both sides is the same resource. */
  readonly identity: string
  /** The same without the keys of instances. */
  readonly group: string
  /** Its key is not known: it may be any instance of its group, or several. */
  readonly mayBeMany: boolean
  /** It was there before it came to be declared. */
  readonly isAdopted: boolean
  /** The name that somebody chose for it; absent where the platform makes one up that nothing else has. */
  readonly chosen?: TextValue
  /** What stands between its ARN and the names of what it holds; absent where a longer ARN is another resource. */
  readonly within?: '/' | ':'
  /** By what it is known elsewhere. Worked out when it is asked for. */
  known(): KnownAs
}

/** How policies, and what holds them, name a resource. */
export interface KnownAs {
  /** Unknown values that stand for it: fingerprints of its `arn`, of its name, … */
  readonly names: ReadonlySet<string>
  /** Those of them that are its ARN. */
  readonly arns: ReadonlySet<string>
  /** The holders of its policies (`ConfiguredPolicy.holder`), where it is a principal. */
  readonly principal: readonly string[]
}
