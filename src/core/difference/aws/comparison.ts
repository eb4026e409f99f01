import type { AccessRequest } from '../../authorization/access.ts'
import type { GrantedRegion, UndecidedRegion } from '../difference.ts'
import type { PolicySet } from '../policy-set.ts'
import type { Atoms } from './atoms.ts'
import type { Budget } from './budget.ts'
import type { CompiledSide } from './compiled-policy.ts'
import type { Lexicon } from './lexicon.ts'
import type { Rest } from './question.ts'
import type { RuleIndex } from './rule-index.ts'
import type { Replay } from './witness.ts'

/** Both sides of a comparison, compiled, with what its parts share. */
export interface Comparison {
  readonly base: PolicySet
  readonly head: PolicySet
  readonly baseRules: CompiledSide
  readonly headRules: CompiledSide
  /** What keeps something from being a new grant: head's denies and base's allows. */
  readonly restraints: RuleIndex
  readonly baseAllows: RuleIndex
  readonly headDenies: RuleIndex
  readonly lexicon: Lexicon
  readonly budget: Budget
  readonly atoms: Atoms<Rest>
  /** Condition keys that some policy asks for by a quantifier: a request may have several values of them. */
  readonly multivalued: ReadonlySet<string>
  readonly replay: Replay
}

/** What a search found. What it is for people is worked out when it is asked for: a verdict needs none of it. */
export type Region =
  | {
      readonly kind: 'granted'
      readonly witness: AccessRequest
      readonly note?: string
      readonly describe: () => GrantedRegion
    }
  | { readonly kind: 'undecided'; readonly reason: string; readonly describe: () => UndecidedRegion }
