import type { Span } from '../../../text/span.ts'
import type { MapValue, Value } from '../../../value/value.ts'
import { flagOf, itemsIn, memberOf, objectOf, wordOf } from '../json-members.ts'
import { MAX_ADDRESS_LENGTH } from './limits.ts'

/** One entry of `resource_changes`: what Terraform has of one instance and what it would make of it. */
export interface PlannedChange {
  /** With module path and instance keys. */
  readonly address: string
  /** The address by which the state before this plan knows it. */
  readonly origin: string
  readonly mode: 'managed' | 'data'
  readonly type: string
  /** Left over from a replacement that failed: it is there, beside the instance itself. */
  readonly isDeposed: boolean
  readonly actions: ReadonlySet<string>
  /** Undefined where there is nothing. */
  readonly before: MapValue | undefined
  readonly after: MapValue | undefined
  /** Shaped as the value, with `true` where something is known only after apply, or is sensitive. */
  readonly afterUnknown: Value | undefined
  readonly beforeSensitive: Value | undefined
  readonly afterSensitive: Value | undefined
  /** The entry, in a file that is only named after it. */
  readonly span: Span
}

/** Reads one entry; undefined where it is none. */
export function readPlannedChange(entry: Value): PlannedChange | undefined {
  const change = objectOf(memberOf(entry, 'change'))
  const address = wordOf(memberOf(entry, 'address'))
  const type = wordOf(memberOf(entry, 'type'))
  const mode = wordOf(memberOf(entry, 'mode'))
  const origin = wordOf(memberOf(entry, 'previous_address')) ?? address
  const [span] = entry.spans
  const actions = itemsIn(memberOf(change, 'actions')).map(wordOf)
  if (change === undefined || type === undefined || span === undefined || actions.length === 0) return undefined
  if ((mode !== 'managed' && mode !== 'data') || actions.includes(undefined)) return undefined
  if (!isAddress(address) || !isAddress(origin)) return undefined
  const [before, after] = [stateOf(memberOf(change, 'before')), stateOf(memberOf(change, 'after'))]
  if (before === 'malformed' || after === 'malformed') return undefined
  return {
    ...{ address, origin, mode, type, span, before, after },
    isDeposed: memberOf(entry, 'deposed') !== undefined,
    actions: new Set(actions.filter((action) => action !== undefined)),
    afterUnknown: memberOf(change, 'after_unknown'),
    beforeSensitive: memberOf(change, 'before_sensitive'),
    afterSensitive: memberOf(change, 'after_sensitive'),
  }
}

/** Whether any part of a value is marked in a shape such as `after_unknown`. */
export function marksAnything(marks: Value | undefined): boolean {
  if (marks?.kind === 'map') return marks.entries.values().some((entry) => marksAnything(entry.value))
  if (marks?.kind === 'list') return marks.items.some(marksAnything)
  return flagOf(marks) === true
}

/**
 * An address without instance keys. A key is a number, or a text in quotes with escapes, in which brackets mean
 * nothing.
 */
export function withoutInstanceKeys(address: string): string {
  let kept = ''
  for (let at = 0; at < address.length; at++) {
    if (address[at] === '[') at = keyEnd(address, at)
    else kept += address[at]
  }
  return kept
}

function keyEnd(address: string, start: number): number {
  let isQuoted = false
  for (let at = start + 1; at < address.length; at++) {
    if (isQuoted && address[at] === '\\') at += 1
    else if (address[at] === '"') isQuoted = !isQuoted
    else if (address[at] === ']' && !isQuoted) return at
  }
  return address.length
}

function isAddress(text: string | undefined): text is string {
  return text !== undefined && text !== '' && text.length <= MAX_ADDRESS_LENGTH
}

function stateOf(value: Value | undefined): MapValue | undefined | 'malformed' {
  if (value === undefined || value.kind === 'null') return undefined
  return value.kind === 'map' ? value : 'malformed'
}
