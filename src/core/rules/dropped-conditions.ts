import type { GrantedRegion } from '../difference/difference.ts'
import { asksForKey, readShownCondition } from './shown-condition.ts'

/**
 * Keys, in lower case, that base's Allow asked for and that the region's does not ask for any more: a condition that
 * went, or that comes to let requests through without its key. One whose values changed is not among them.
 */
export function droppedConditions({ unmet = [], conditions }: GrantedRegion): readonly string[] {
  const kept = conditions.flatMap((text) => {
    const shown = readShownCondition(text)
    return shown !== undefined && asksForKey(shown) ? [shown.key] : []
  })
  const asked = unmet.flatMap((text) => readShownCondition(text)?.key ?? [])
  return [...new Set(asked)].filter((key) => !kept.includes(key))
}
