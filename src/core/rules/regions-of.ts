import type { GrantedRegion } from '../difference/difference.ts'
import type { Fact } from './fact.ts'

/** The regions that a fact speaks of: its own, or those that an AI tool's lines open. */
export function regionsOf(fact: Fact): readonly GrantedRegion[] {
  if (fact.kind === 'granted') return fact.regions
  if (fact.kind !== 'authorship') return []
  return (fact.opened?.facts ?? []).flatMap((each) => (each.kind === 'granted' ? each.regions : []))
}
