import type { ListedPeer } from '../../../authorization/reach.ts'
import { shownSymbol, type Value } from '../../../value/value.ts'
import { plainText } from '../text.ts'
import { holderName } from './held-reach.ts'

/** The noun of the holders of what lists of addresses have. */
export const LIST_NOUN = 'prefix-list'

/** A list of addresses where others refer to it: by what it holds its entries, and what people call it. */
export function listedPeer(place: string, value: Value): ListedPeer {
  return { holder: `${LIST_NOUN}:${place}${holderName(value)}`, name: nameOf(value) }
}

/** What AWS calls it where that is known, else its id. */
function nameOf(value: Value): string {
  const text = plainText(value)
  if (text !== undefined) return text
  return value.kind === 'unknown' ? shownSymbol(value.symbol) : 'unknown'
}
