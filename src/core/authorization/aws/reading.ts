import type { Diagnostic } from '../../text/diagnostic.ts'
import { NOWHERE, type Span } from '../../text/span.ts'
import type { MapEntry, TextPart, TextValue, UnknownSymbol, Value } from '../../value/value.ts'
import { symbolText, textOf } from '../../value/value.ts'
import { contentFingerprint } from './content-fingerprint.ts'

/** Where a reader reports what AWS would reject. */
export type Problems = Diagnostic[]

/** Reports an error; `summary` has no full stop, `detail` is whole sentences. */
export function reject(problems: Problems, code: string, subject: Span, summary: string, detail: string): void {
  problems.push({ severity: 'error', code: `policy-${code}`, subject, summary, detail })
}

/** The place of a value: where it was written. */
export function spanOf(value: Value): Span {
  return value.spans[0] ?? NOWHERE
}

/** The key with its value, where both stand in one file and in that order. */
export function entrySpan(entry: MapEntry): Span {
  const value = spanOf(entry.value)
  const key = entry.keySpan
  return key.file === value.file && key.start <= value.end ? { ...key, end: value.end } : value
}

/** What people call a kind of value, with its article: `a string`, `an object`. */
export function kindName({ kind }: Value): string {
  switch (kind) {
    case 'map':
      return 'an object'
    case 'text':
      return 'a string'
    case 'unknown':
      return 'an unknown value'
    default:
      return `a ${kind}`
  }
}

/** A value that is unknown as a whole: an unknown value, or a text of one unknown part. */
export function wholeSymbol(value: Value): UnknownSymbol | undefined {
  if (value.kind === 'unknown') return value.symbol
  if (value.kind !== 'text' || value.parts.length !== 1) return undefined
  const part = value.parts[0]
  return part?.kind === 'symbol' ? part.symbol : undefined
}

/**
 * A single text or a list of texts, the language's "one or many". An unknown value, or an unknown list, is one
 * text of one symbol. Items that are not text are reported and left out, so a caller must look at `problems`.
 * With `scalars`, booleans and numbers are their text, as AWS reads condition values.
 */
export function readTexts(value: Value, element: string, problems: Problems, scalars = false): readonly TextValue[] {
  const items = value.kind === 'list' ? value.items : [value]
  if (items.length > MAX_TEXTS) {
    const detail = `No more than ${MAX_TEXTS} are compared, which is more than AWS has room for in a policy.`
    reject(problems, 'too-many-values', spanOf(value), `${element} lists ${items.length} strings`, detail)
    return []
  }
  return items.flatMap((item) => {
    const text = asText(item, scalars, value.kind === 'list')
    if (text !== undefined) return [text]
    const detail = `${element} takes a string or a list of strings; ${kindName(item)} stands here. AWS rejects the document.`
    reject(problems, 'wrong-type', spanOf(item), `${element} holds ${kindName(item)}`, detail)
    return []
  })
}

/** The longest policies, of KMS keys, have 32 KiB: room for so many strings of 13 characters, quotes and comma included. */
const MAX_TEXTS = 2_500

function asText(value: Value, scalars: boolean, isItem: boolean): TextValue | undefined {
  if (value.kind === 'text')
    return value.parts.every(isSettled) ? value : { ...value, parts: value.parts.map(asOneText) }
  if (value.kind === 'unknown') {
    const text = symbolText(value.symbol, value.spans)
    return isItem ? { ...text, parts: text.parts.map(asOneText) } : text
  }
  if (scalars && value.kind === 'boolean') return textOf(String(value.value), value.spans)
  if (scalars && value.kind === 'number') return textOf(value.digits, value.spans)
  return undefined
}

/** Within a text, or as an item of a list, an unknown part is one text, neither a list nor nothing. */
function asOneText(part: TextPart): TextPart {
  if (part.kind === 'literal' || part.symbol.form !== undefined) return part
  return { kind: 'symbol', symbol: { ...part.symbol, form: 'text' } }
}

function isSettled(part: TextPart): boolean {
  return part.kind === 'literal' || part.symbol.form !== undefined
}

/** The symbol of something opaque because of its content. `address` and `reason` are for people. */
export function opaqueSymbol(content: Value, address: string, reason: string): UnknownSymbol {
  return { address, fingerprint: contentFingerprint(content), reason, span: spanOf(content) }
}
