import type { Scalar } from 'yaml'
import type { Span } from '../../text/span.ts'
import { type TextOrigin, type TextValue, textOf, type Value } from '../../value/value.ts'
import { plainDecimal } from '../json/plain-decimal.ts'

/**
 * The value of a scalar. Without quotes and tag, the words of YAML 1.1 are booleans and null, and what is a number in
 * JSON is one; all else is text, dates too.
 */
export function readScalar(node: Scalar, span: Span, source: string): Value {
  const text = typeof node.value === 'string' ? node.value : (node.source ?? '')
  const isPlain = node.type === 'PLAIN' && (node.tag === undefined || node.tag.startsWith(RESOLVED_TAGS))
  if (isPlain && node.tag !== STRING_TAG) {
    const word = WORDS.get(text)
    if (word === null) return { kind: 'null', spans: [span] }
    if (word !== undefined) return { kind: 'boolean', value: word, spans: [span] }
    const digits = NUMBER.test(text) ? plainDecimal(text, MAX_NUMBER_LENGTH) : undefined
    if (digits !== undefined) return { kind: 'number', digits, spans: [span] }
  }
  return located(text, span, source)
}

const RESOLVED_TAGS = 'tag:yaml.org,2002:'
const STRING_TAG = 'tag:yaml.org,2002:str'
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/
const MAX_NUMBER_LENGTH = 100

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...['true', 'True', 'TRUE', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE', 'no', 'No', 'NO', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['null', 'Null', 'NULL', '~', ''].map((word) => [word, null] as const),
])

/** A text whose lines know where they stand, as far as each line of it is written as it is. */
function located(text: string, span: Span, source: string): TextValue {
  const whole = textOf(text, [span])
  const origins = originsOf(text, span, source.slice(span.start, span.end))
  return origins === undefined ? whole : { ...whole, parts: [{ kind: 'literal', text, origins }] }
}

function originsOf(text: string, span: Span, source: string): readonly TextOrigin[] | undefined {
  if (text === '') return undefined
  const origins: TextOrigin[] = []
  let from = 0
  let at = 0
  for (const line of text.split(/(?<=\n)/)) {
    const written = line.trimEnd()
    const found = source.indexOf(written, from)
    if (found === -1) return undefined
    const start = span.start + found
    origins.push({ at, spans: [{ file: span.file, start, end: start + written.length }] })
    if (line.length > written.length && written.length > 0) {
      // The line's end: as long as what it is in the text, so that what follows keeps its place.
      const end = start + written.length
      origins.push({
        at: at + written.length,
        spans: [{ file: span.file, start: end, end: end + line.length - written.length }],
      })
    }
    from = found + written.length
    at += line.length
  }
  return origins
}
