import type { MapValue, UnknownValue, Value } from '../../../value/value.ts'
import { textOf } from '../../../value/value.ts'
import { plainText } from '../text.ts'
import { either } from '../unknown.ts'
import { type PrincipalGroup, principalElement } from './principal-element.ts'
import { inProviderForm, unknownPart } from './provider-form.ts'
import { inReverse } from './texts.ts'

/**
 * Principal or NotPrincipal of a source document: any text is everyone, an object has texts or lists of texts.
 * Undefined where nothing is left of it.
 */
export function sourcePrincipals(value: Value): Value | undefined | 'refused' {
  switch (value.kind) {
    case 'text':
      return textOf('*', value.spans)
    case 'unknown':
      return unknownPrincipals(value)
    case 'map':
      return knownPrincipals(value)
    default:
      return 'refused'
  }
}

/** It may be a text, which is everyone, or an object. */
function unknownPrincipals(value: UnknownValue): Value {
  const { partial, spans } = value
  const [span] = spans
  if (partial?.kind !== 'either' || span === undefined) return inProviderForm(value)
  const then = sourcePrincipals(partial.then)
  const otherwise = sourcePrincipals(partial.otherwise)
  if (typeof then !== 'object' || typeof otherwise !== 'object') return inProviderForm(value)
  return either({ kind: 'unknown', symbol: partial.condition, spans }, then, otherwise, span)
}

function knownPrincipals(value: MapValue): Value | undefined | 'refused' {
  const groups: PrincipalGroup[] = []
  for (const [type, entry] of value.entries) {
    const ids = idsOf(entry.value)
    if (ids === undefined) return 'refused'
    groups.push({ type, keySpan: entry.keySpan, ids, spans: entry.value.spans })
  }
  const [first] = groups
  const [span] = value.spans
  const isOpen = groups.length === 1 && first?.type === '*' && isUnsettled(first.ids)
  // Only the identifier * makes everyone of the type *, and it may be that one.
  if (isOpen && span !== undefined) return unknownPart('principals', 'principals', [value], span)
  return principalElement(groups, value.spans)
}

function isUnsettled(ids: Value): boolean {
  const [only = ids, ...others] = ids.kind === 'list' ? ids.items : []
  return others.length === 0 && only.kind !== 'list' && plainText(only) === undefined
}

/** Lists are written in reverse order; what is unknown has to be a text for Terraform to go on. */
function idsOf(ids: Value): Value | undefined {
  if (ids.kind === 'text' || ids.kind === 'unknown') return ids
  if (ids.kind !== 'list') return undefined
  const isReadable = ids.items.every((item) => item.kind === 'text' || item.kind === 'unknown')
  return isReadable ? { ...ids, items: inReverse(ids.items) } : undefined
}
