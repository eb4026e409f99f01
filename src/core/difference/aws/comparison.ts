import type { GrantedRegion, UndecidedRegion } from '../difference.ts'
import type { PolicySet } from '../policy-set.ts'
import type { Budget } from './budget.ts'
import type { CompiledSide } from './compiled-policy.ts'
import type { Lexicon } from './lexicon.ts'
import type { RuleIndex } from './rule-index.ts'

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
}

export type Region =
  | { readonly kind: 'granted'; readonly region: GrantedRegion }
  | { readonly kind: 'undecided'; readonly region: UndecidedRegion }
