import { parseAddressRange } from '../../../authorization/aws/comparable-values.ts'
import type { ReachFacet } from '../../../authorization/reach.ts'
import { NOWHERE } from '../../../text/span.ts'
import { fingerprintOf } from '../../../value/fingerprint.ts'
import { displayText, shownSymbol, type UnknownSymbol, type Value } from '../../../value/value.ts'
import { plainText } from '../text.ts'
import { firstSymbol } from '../unknown.ts'

/** A value that is not known as a facet that equals nothing but itself; `family` is that of a block of addresses. */
export function symbolFacet(value: Value, family?: 'ipv4' | 'ipv6'): ReachFacet {
  return { kind: 'symbol', symbol: symbolOf(value), ...(family === undefined ? {} : { within: family }) }
}

/** A symbol for a value of which not everything is known, or that is not what belongs there. */
export function symbolOf(value: Value): UnknownSymbol {
  if (value.kind === 'unknown') return value.symbol
  const [span = NOWHERE] = value.spans
  const inner = firstSymbol(value)
  const reason = inner?.reason ?? 'is not what belongs here'
  const address = inner === undefined || value.kind === 'text' ? addressOf(value) : inner.address
  return { address, fingerprint: fingerprintOf(value), reason, span }
}

function addressOf(value: Value): string {
  return value.kind === 'text' ? displayText(value) : (plainText(value) ?? `a ${value.kind}`)
}

/** A block of addresses, or one that is not known. */
export function blockFacet(value: Value, family: 'ipv4' | 'ipv6' | undefined): ReachFacet {
  const text = plainText(value)
  const range = text === undefined ? undefined : parseAddressRange(text)
  const isOfFamily = family === undefined || `ipv${range?.family}` === family
  return text !== undefined && range !== undefined && isOfFamily
    ? { kind: 'block', cidr: text }
    : symbolFacet(value, family)
}

/**
 * A name by which a thing is known, such as an id: another one is another thing. Undefined where it is not known that
 * it is the name of one thing.
 */
export function identityName(value: Value): string | undefined {
  const text = plainText(value)
  if (text !== undefined) return text
  if (value.kind === 'unknown' && value.symbol.form === 'identifier') {
    return `${shownSymbol(value.symbol)}\0${value.symbol.fingerprint}`
  }
  return undefined
}

/** What values name together; what is known whole is a name, too. Unknown where any of it is no name of one thing. */
export function nameFacet(values: readonly Value[]): ReachFacet {
  const names = values.flatMap((value) => identityName(value) ?? wholeName(value) ?? [])
  if (names.length === values.length) return { kind: 'names', values: [names.join(' ')] }
  const [only] = values
  if (only !== undefined && values.length === 1) return symbolFacet(only)
  const spans = values.flatMap((value) => value.spans)
  return symbolFacet({ kind: 'list', collection: 'tuple', items: values, spans })
}

/** A list or map without anything unknown in it, told apart by what it says. */
function wholeName(value: Value): string | undefined {
  if (value.kind !== 'list' && value.kind !== 'map') return undefined
  return firstSymbol(value) === undefined ? `${describe(value)}\0${fingerprintOf(value)}` : undefined
}

/** Without spaces, so that what tells two apart stays with it. */
function describe(value: Value): string {
  if (value.kind === 'list') return value.items.map(describe).join(',')
  if (value.kind === 'map') return [...value.entries].map(([key, each]) => `${key}=${describe(each.value)}`).join(',')
  return plainText(value)?.replaceAll(' ', '_') ?? value.kind
}
