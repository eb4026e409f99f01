import type { RevokedRegion } from '../difference/difference.ts'
import { closedSentence, reachKindOf } from './reach-text.ts'
import { accessText } from './region-text.ts'

/** What is no longer possible, as a sentence. */
export function revokedSentence(region: RevokedRegion): string {
  const kind = reachKindOf(region)
  if (kind !== undefined) return closedSentence(region, kind)
  const head = region.extent === 'gone' ? 'No longer possible' : 'Possible in fewer cases'
  return `${head}: ${accessText(region)}.`
}
