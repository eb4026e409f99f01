import { parseAddressRange } from '../../../authorization/aws/comparable-values.ts'
import type { ReachFacet } from '../../../authorization/reach.ts'
import { fingerprintOf } from '../../../value/fingerprint.ts'
import { displayText, type UnknownSymbol, type Value } from '../../../value/value.ts'
import { plainText } from '../text.ts'

/** A value that is not known as a facet that equals nothing but itself; `family` is that of a block of addresses. */
export function symbolFacet(value: Value, family?: 'ipv4' | 'ipv6'): ReachFacet {
  return { kind: 'symbol', symbol: symbolOf(value), ...(family === undefined ? {} : { within: family }) }
}

/** A symbol for a value of which not everything is known, or that is not what belongs there. */
export function symbolOf(value: Value): UnknownSymbol {
  if (value.kind === 'unknown') return value.symbol
  const [span = NOWHERE] = value.spans
  const part = value.kind === 'text' ? value.parts.find((each) => each.kind === 'symbol') : undefined
  const reason = part?.symbol.reason ?? 'is not what belongs here'
  return { address: addressOf(value), fingerprint: fingerprintOf(value), reason, span }
}

const NOWHERE = { file: '', start: 0, end: 0 }

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
    return `\${${value.symbol.address}}\0${value.symbol.fingerprint}`
  }
  return undefined
}
