import { decodeEncodedWords } from './encoded-word.ts'
import type { Person } from './identity.ts'

/** A `Key: value` line. Keys are lower-case with hyphens for spaces and underscores. */
export interface Trailer {
  readonly key: string
  readonly value: string
}

/** Longest key that is read; a colon further right belongs to a sentence. */
const KEY_CHARS = 48

/**
 * Reads one line as a trailer, wherever it stands in a message, also with bold marks or spaces in the key.
 * `line` is `undecorated` and has its look-alikes folded already. Null where it is none, or of a key nobody asked for.
 */
export function readTrailer(line: string, wanted: (key: string) => boolean): Trailer | null {
  if (line.indexOf(':') < 1) return null
  const plain = line[0] === 'Y' || line[0] === 'y' ? line.replace(ANSWER, '') : line
  const colon = plain.indexOf(':')
  if (colon > KEY_CHARS) return null
  const written = plain.slice(0, colon)
  if (isSentence(written)) return null
  const key = isPlainKey(written)
    ? written.toLowerCase()
    : written.replace(MARKUP_END, '').toLowerCase().replace(BLANK, '-')
  if (!wanted(key)) return null
  const value = plain.slice(colon + 1).trim()
  return { key, value: MARKUP_START.test(value) ? value.replace(MARKUP_START, '') : value }
}

/** Letters, digits and hyphens. */
function isPlainKey(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const isLetter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
    if (!isLetter && code !== 0x2d && (code < 0x30 || code > 0x39)) return false
  }
  return true
}

/** No key has so many words. */
const MAX_KEY_WORDS = 6

function isSentence(text: string): boolean {
  let words = 1
  for (let at = text.indexOf(' '); at !== -1 && words <= MAX_KEY_WORDS; at = text.indexOf(' ', at + 1)) words += 1
  return words > MAX_KEY_WORDS
}

/** Drops bullets, numbers of a list, emphasis marks, emoji and blanks in front of a line; quotation marks stay. */
export function undecorated(line: string): string {
  if (startsPlain(line)) return line
  const unmarked = line.startsWith(ROBOT) ? line.slice(ROBOT.length) : line
  return startsPlain(unmarked) ? unmarked : unmarked.replace(DECORATION, '')
}

/** What stands in front of most markers. */
const ROBOT = '🤖 '

/** With a letter or an angle bracket. */
function startsPlain(line: string): boolean {
  const code = line.charCodeAt(0)
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x3c
}

/** Alternatives that exclude each other, one character each: linear. */
const DECORATION = /^(?:[\s*_•·]|[-–+](?=\s)|\d{1,3}[.)](?=\s)|(?!\d)\p{Extended_Pictographic})+/u
/** Apache Spark's template asks a question that people answer with `Yes. Generated-by: …`. */
const ANSWER = /^yes[.,;!]\s{0,4}(?=generated|assisted)/i
const MARKUP_END = /[\s*_]+$/
const BLANK = /[ _]/g
const MARKUP_START = /^[\s*_]+/

const CO_AUTHOR_KEYS: ReadonlySet<string> = new Set([
  'co-authored-by',
  'coauthored-by',
  'co-author',
  'co-author-by',
  'co-authors',
  'co-developed-by',
  'codeveloped-by',
  'also-authored-by',
])

/** Whether the trailer names people who wrote the change too. `Signed-off-by` vouches for a change, it wrote nothing. */
export function isCoAuthorKey(key: string): boolean {
  return CO_AUTHOR_KEYS.has(key)
}

/** How many people of one line are read. */
const PEOPLE_PER_LINE = 50

/** The people of a trailer's value: `Name <address>`, several in a row, an address without brackets, or a bare name. */
export function readPeople(value: string): readonly Person[] {
  const decoded = unescaped(decodeEncodedWords(value))
  const people = bracketed(decoded)
  return people.length > 0 ? people : [unbracketed(decoded)]
}

/** Markdown and HTML escape the brackets of an address; `mailto:` makes a link of it. */
function unescaped(value: string): string {
  const mayBe = value.includes('&') || value.includes('\\') || value.includes(':')
  return mayBe ? value.replace(ESCAPES, (written) => UNESCAPED.get(written.toLowerCase()) ?? '') : value
}

const ESCAPES = /\\(?=[<>@._-])|&lt;|&gt;|&#60;|&#62;|(?<=[<(])mailto:/gi
const UNESCAPED: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&#60;', '<'],
  ['&#62;', '>'],
])

function bracketed(value: string): readonly Person[] {
  const people: Person[] = []
  let from = 0
  while (people.length < PEOPLE_PER_LINE) {
    const open = value.indexOf('<', from)
    if (open === -1) break
    const close = value.indexOf('>', open)
    const end = close === -1 ? value.length : close
    people.push({ name: tidyName(value.slice(from, open)), email: withoutStop(value.slice(open + 1, end).trim()) })
    from = end + 1
  }
  return people
}

function unbracketed(value: string): Person {
  const word = value.split(/[\s(),;[\]]+/, 200).find((part) => part.indexOf('@') > 0)
  if (word === undefined) return { name: tidyName(value), email: '' }
  return { name: tidyName(value.slice(0, value.indexOf(word))), email: withoutStop(word) }
}

/** A sentence may end behind an address; no address ends so. */
function withoutStop(address: string): string {
  let end = address.length
  while (end > 0 && STOPS.has(address[end - 1] ?? '')) end -= 1
  return address.slice(0, end)
}

const STOPS: ReadonlySet<string> = new Set('.:!?\'"')

const AROUND_NAMES = new Set(' \t,;&"\'\\()[]')

/** Trims by hand: an expression anchored at the end alone is quadratic on long runs of blanks. */
function tidyName(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && AROUND_NAMES.has(text[start] ?? '')) start += 1
  while (end > start && AROUND_NAMES.has(text[end - 1] ?? '')) end -= 1
  return text.slice(start, end)
}
