import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { joinSpans, through } from '../../value/spans.ts'
import { displayText, type ListValue, type MapValue, type UnknownValue, type Value } from '../../value/value.ts'
import { toNumber } from './conversion.ts'
import { integerOf } from './number.ts'
import { fail, inOneCase, type Scope } from './scope.ts'
import { plainText } from './text.ts'
import { either, unknownOf } from './unknown.ts'

/** What is asked of a value: `.name`, or `[key]` with an evaluated key. */
export type Selector = { readonly kind: 'name'; readonly name: string } | { readonly kind: 'key'; readonly key: Value }

/** The member of a value. What is selected by a key remembers where the key came from. */
export function memberOf(value: Value, selector: Selector, span: Span, scope: Scope): Value {
  switch (value.kind) {
    case 'unknown':
      return memberOfUnknown(value, selector, span, scope)
    case 'map':
      return memberOfMap(value, selector, span, scope)
    case 'list':
      return itemOf(value, selector, span, scope)
    default:
      return noMember(value, selector, span, scope)
  }
}

function memberOfMap(map: MapValue, selector: Selector, span: Span, scope: Scope): Value {
  if (selector.kind === 'key' && isUnknownKey(selector.key)) return unknownMember(map, selector, span, scope)
  const name = selector.kind === 'name' ? selector.name : plainText(selector.key)
  const entry = name === undefined ? undefined : map.entries.get(name)
  if (entry === undefined) return noMember(map, selector, span, scope)
  return selector.kind === 'name' ? entry.value : through(entry.value, originOf(selector.key))
}

function itemOf(list: ListValue, selector: Selector, span: Span, scope: Scope): Value {
  if (selector.kind === 'key' && isUnknownKey(selector.key)) return unknownMember(list, selector, span, scope)
  const key = selector.kind === 'key' ? toNumber(selector.key) : undefined
  const index = key?.kind === 'number' ? integerOf(key) : undefined
  const item = index === undefined || list.collection === 'set' ? undefined : list.items[index]
  if (item === undefined || selector.kind === 'name') return noMember(list, selector, span, scope)
  return through(item, originOf(selector.key))
}

function memberOfUnknown(value: UnknownValue, selector: Selector, span: Span, scope: Scope): Value {
  const { partial } = value
  if (partial?.kind === 'object' && selector.kind === 'name') return partial.member(selector.name)
  if (partial?.kind === 'object' && selector.kind === 'key') {
    const name = plainText(selector.key)
    if (name !== undefined) return partial.member(name)
  }
  const only = partial?.kind === 'spliced' && partial.items.length === 1 ? partial.items[0] : undefined
  if (only !== undefined && !only.many) return memberOfOnly(only.value, value, selector, span, scope)
  if (partial?.kind === 'instances' && selector.kind === 'key') return partial.at(selector.key)
  if (partial?.kind === 'either') {
    const then = inOneCase(scope, (inner) => memberOf(partial.then, selector, span, inner))
    const otherwise = inOneCase(scope, (inner) => memberOf(partial.otherwise, selector, span, inner))
    return either({ kind: 'unknown', symbol: partial.condition, spans: value.spans }, then, otherwise, span)
  }
  return unknownMember(value, selector, span, scope)
}

/** The one nested block of its type may be a list of one, or a single object. */
function memberOfOnly(only: Value, all: UnknownValue, selector: Selector, span: Span, scope: Scope): Value {
  if (selector.kind === 'name') return memberOf(only, selector, span, scope)
  const key = plainText(selector.key)
  if (key === '0') return only
  return key === undefined || /^\d+$/.test(key)
    ? unknownMember(all, selector, span, scope)
    : memberOf(only, selector, span, scope)
}

function unknownMember(value: Value, selector: Selector, span: Span, scope: Scope): Value {
  if (scope.trial !== undefined) scope.trial.uncertain = true
  const key = selector.kind === 'name' ? selector.name : plainText(selector.key)
  const suffix = selector.kind === 'name' ? `.${selector.name}` : `[${key ?? addressOf(selector.key)}]`
  const selected = selector.kind === 'key' ? fingerprintOf(selector.key) : digestOf('name', selector.name)
  const fingerprint = digestOf('member', fingerprintOf(value), selected)
  const spans = joinSpans([span], value.spans, selector.kind === 'key' ? selector.key.spans : [])
  const reason = value.kind === 'unknown' ? value.symbol.reason : 'is selected by a key that is not known'
  return unknownOf({ address: `${addressOf(value)}${suffix}`, fingerprint, reason }, [span, ...spans.slice(1)])
}

function noMember(value: Value, selector: Selector, span: Span, scope: Scope): Value {
  const name = selector.kind === 'name' ? selector.name : (plainText(selector.key) ?? selector.key.kind)
  const summary = `There is no ${JSON.stringify(name)} in this ${nameOf(value)}`
  const detail = `Terraform refuses to evaluate this: ${nameOf(value)} has no such element or attribute.`
  const selected = selector.kind === 'key' ? fingerprintOf(selector.key) : digestOf('name', selector.name)
  const fingerprint = digestOf('no-member', fingerprintOf(value), selected)
  return fail(scope, span, fingerprint, { code: 'unsupported-attribute', summary, detail })
}

function isUnknownKey(key: Value): boolean {
  return key.kind === 'unknown' || (key.kind === 'text' && plainText(key) === undefined)
}

/** A key that was computed or defined elsewhere leaves its places; a literal one stands in the same expression. */
function originOf(key: Value): readonly Span[] {
  return key.spans.length > 1 ? key.spans : []
}

function addressOf(value: Value): string {
  if (value.kind === 'unknown') return value.symbol.address
  return value.kind === 'text' ? displayText(value) : `(${nameOf(value)})`
}

function nameOf(value: Value): string {
  if (value.kind === 'list' || value.kind === 'map') return value.collection
  return value.kind === 'text' ? 'string' : value.kind
}
