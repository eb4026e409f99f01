import type { AccessRequest } from '../../authorization/access.ts'
import type { GrantedRegion } from '../difference.ts'
import type { Comparison } from './comparison.ts'
import { wordOf } from './letters.ts'
import { clauseTruth, matchesOf } from './reader.ts'
import type { Rule } from './rule.ts'

/** Whether base allows the witness's action in some way, near what `rule` is about. */
export function extentOf(
  { baseAllows, lexicon }: Comparison,
  rule: Rule,
  witness: AccessRequest,
): GrantedRegion['extent'] {
  const matches = matchesOf(wordOf(witness.action.toLowerCase()), 'definite', lexicon)
  const isKnown = baseAllows
    .near(rule)
    .some((allow) => allow.kind === 'statement' && clauseTruth(allow.action, matches, new Map()) === true)
  return isKnown ? 'widened' : 'new'
}
