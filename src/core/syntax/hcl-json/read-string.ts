import type { JsonEscape, JsonString } from './json-node.ts'

/** Reads the JSON string at `[start, end)`, quotes included, which the scanner has accepted. */
export function readString(source: string, start: number, end: number): JsonString {
  const raw = source.slice(start + 1, end - 1)
  if (!raw.includes('\\')) return { kind: 'string', start, end, text: raw, escapes: [] }
  const pieces: string[] = []
  const escapes: JsonEscape[] = []
  const offset = start + 1
  let length = 0
  let from = 0
  for (let at = raw.indexOf('\\'); at !== -1; at = raw.indexOf('\\', from)) {
    const read = readEscape(raw, at)
    pieces.push(raw.slice(from, at), read.text)
    length += at - from
    escapes.push({ at: length, length: read.text.length, start: offset + at, end: offset + read.end })
    length += read.text.length
    from = read.end
  }
  pieces.push(raw.slice(from))
  return { kind: 'string', start, end, text: pieces.join(''), escapes }
}

interface Escape {
  readonly text: string
  readonly end: number
}

/** A surrogate without its partner stands for U+FFFD, as in Terraform. */
function readEscape(source: string, at: number): Escape {
  const simple = SIMPLE_ESCAPES.get(source.charAt(at + 1))
  if (simple !== undefined) return { text: simple, end: at + 2 }
  const unit = readUnit(source, at)
  if (unit < 0xd800 || unit > 0xdfff) return { text: String.fromCharCode(unit), end: at + 6 }
  const next = unit < 0xdc00 && source.startsWith('\\u', at + 6) ? readUnit(source, at + 6) : 0
  if (next < 0xdc00 || next > 0xdfff) return { text: '\ufffd', end: at + 6 }
  return { text: String.fromCharCode(unit, next), end: at + 12 }
}

function readUnit(source: string, at: number): number {
  return Number.parseInt(source.slice(at + 2, at + 6), 16)
}

/** RFC 8259, section 7. */
const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])
