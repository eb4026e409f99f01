import type { Span } from '../../../text/span.ts'
import type { UnknownValue, Value } from '../../../value/value.ts'
import { derived } from '../unknown.ts'

const MARK = 'provider:'

/**
 * What the provider makes of an unknown part of a document when it reads it: it may widen a principal and lose
 * conditions, so it is not the same as that part elsewhere. What the provider wrote itself it reads back unchanged.
 */
export function inProviderForm({ symbol, spans }: UnknownValue): UnknownValue {
  const isWritten = symbol.fingerprint.startsWith(MARK)
  const fingerprint = isWritten ? symbol.fingerprint : `${MARK}${symbol.fingerprint}`
  return { kind: 'unknown', symbol: { ...symbol, fingerprint }, spans }
}

/** An unknown part of a document that the provider writes: a function of exactly `inputs`. */
export function unknownPart(what: string, address: string, inputs: readonly Value[], span: Span): UnknownValue {
  return inProviderForm(derived(what, address, inputs, span))
}
