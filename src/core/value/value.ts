import type { Span } from '../text/span.ts'

/**
 * A value read from configuration, whatever language it was written in (HCL, JSON, YAML).
 * Every node knows where it comes from, and what could not be resolved is its own variant:
 * nothing may treat it as false, empty or absent.
 */
export type Value = NullValue | BooleanValue | NumberValue | TextValue | ListValue | MapValue | UnknownValue

/** `spans[0]` is where the value was written; later ones are what it came through (local, variable, argument). */
interface Sourced {
  readonly spans: readonly Span[]
}

export interface NullValue extends Sourced {
  readonly kind: 'null'
}

export interface BooleanValue extends Sourced {
  readonly kind: 'boolean'
  readonly value: boolean
}

/** `digits` is the number in plain decimal notation, exact (no binary rounding). */
export interface NumberValue extends Sourced {
  readonly kind: 'number'
  readonly digits: string
}

/**
 * Text with possibly unresolved parts. No two literal parts stand side by side; empty text has no parts.
 * Where the text was put together from several places, or has places of its own inside (the lines of a heredoc),
 * its literal parts carry `origins`; see text-origin.ts for joining and for asking where a piece came from.
 * `encoded` says that the text is the JSON encoding of that value: whoever decodes it again loses no spans; `yaml` says
 * it of its encoding as YAML.
 */
export interface TextValue extends Sourced {
  readonly kind: 'text'
  readonly parts: readonly TextPart[]
  readonly encoded?: Value
  readonly yaml?: Value
}

export type TextPart =
  | LiteralPart
  | { readonly kind: 'symbol'; readonly symbol: UnknownSymbol; readonly encoded?: Value }

export interface LiteralPart {
  readonly kind: 'literal'
  readonly text: string
  readonly origins?: readonly TextOrigin[]
}

/**
 * Where one piece of a literal part was written. The piece reaches from `at` (UTF-16 offset into the part's text)
 * to the next origin's `at`, or to the end; origins ascend and the first stands at 0. `spans[0]` is the source
 * range: where it is as long as the piece, they correspond character by character; otherwise (an escape
 * sequence, an encoded value) the whole piece maps onto the whole range. Later spans are what the piece came
 * through, as everywhere. A piece without spans was made by a function and stands nowhere. A part without
 * `origins` came from the TextValue's own `spans`. Origins never take part in comparing two texts.
 */
export interface TextOrigin {
  readonly at: number
  readonly spans: readonly Span[]
}

/** `collection` is what Terraform calls it; JSON and YAML arrays are tuples. A set is sorted and has no duplicates. */
export interface ListValue extends Sourced {
  readonly kind: 'list'
  readonly collection: 'list' | 'set' | 'tuple'
  readonly items: readonly Value[]
}

/** Keys are in the order of the source for objects, sorted for maps. `keySpan` is the key's own place. */
export interface MapValue extends Sourced {
  readonly kind: 'map'
  readonly collection: 'map' | 'object'
  readonly entries: ReadonlyMap<string, MapEntry>
}

export interface MapEntry {
  readonly keySpan: Span
  readonly value: Value
}

/** A whole value that could not be resolved: a reference, a call, a list of unknown length, an unreadable file. */
export interface UnknownValue extends Sourced {
  readonly kind: 'unknown'
  readonly symbol: UnknownSymbol
  /** What is known of it all the same. Only the evaluator looks here; to everyone else the value is unknown. */
  readonly partial?: PartialKnowledge
}

/**
 * `either`: one of two values, by an unknown condition. `spliced`: a list of these items in this order, where an
 * item that is `many` stands for any number of items. `object`: something with members that can be asked for.
 * `instances`: a resource or module with an unknown count or unknown keys, of which one can be asked for.
 */
export type PartialKnowledge =
  | { readonly kind: 'either'; readonly condition: UnknownSymbol; readonly then: Value; readonly otherwise: Value }
  | { readonly kind: 'spliced'; readonly items: readonly SplicedItem[] }
  | { readonly kind: 'object'; readonly member: (name: string) => Value }
  | { readonly kind: 'instances'; readonly at: (key: Value) => Value }

export interface SplicedItem {
  readonly value: Value
  readonly many: boolean
}

/**
 * The name of something unknown. Two symbols denote the same unknown thing exactly when their fingerprints
 * are equal; the fingerprint therefore covers everything that determines the value (see docs/decisions).
 */
export interface UnknownSymbol {
  /** For people: `aws_s3_bucket.logs.arn`, `var.extra_actions`, `timestamp()`. */
  readonly address: string
  readonly fingerprint: string
  /** For people: why it is not known, e.g. `is only known after apply`. */
  readonly reason: string
  readonly span: Span
  /**
   * What is known of its shape: `text` is exactly one text (not a list, not null); `identifier` is one text without
   * wildcards that names one thing, such as a managed resource's `arn`, `id` or `name`. Absent: anything.
   */
  readonly form?: 'text' | 'identifier'
  /** What the platform calls it, where the configuration says so; unknown parts as `*`. */
  readonly called?: string
}

/** The text of a `TextValue` without unknown parts, or undefined where it has some. */
export function knownText(value: TextValue): string | undefined {
  let text = ''
  for (const part of value.parts) {
    if (part.kind === 'symbol') return undefined
    text += part.text
  }
  return text
}

/** For people: the text with unknown parts as `${address}`. */
export function displayText(value: TextValue): string {
  return value.parts.map((part) => (part.kind === 'literal' ? part.text : `\${${part.symbol.address}}`)).join('')
}

/** For people: a symbol by what the platform calls it, else by its address. */
export function shownSymbol({ called, address }: UnknownSymbol): string {
  return called ?? `\${${address}}`
}

/** A text of one literal. */
export function textOf(text: string, spans: readonly Span[]): TextValue {
  return { kind: 'text', parts: text === '' ? [] : [{ kind: 'literal', text }], spans }
}

/** A text that is one unknown part: how an unknown value stands where text is expected. */
export function symbolText(symbol: UnknownSymbol, spans: readonly Span[]): TextValue {
  return { kind: 'text', parts: [{ kind: 'symbol', symbol }], spans }
}
