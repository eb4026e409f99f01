/**
 * Decodes RFC 2047 encoded words (`=?UTF-8?q?Jane_=28aider=29?=`) in a name or a trailer's value, as mail-based
 * workflows leave them. An encoded word that is not well-formed is left as it stands.
 */
export function decodeEncodedWords(text: string): string {
  let decoded = ''
  let kept = 0
  for (let at = text.indexOf('=?'); at !== -1; ) {
    const word = encodedWordAt(text, at)
    if (word === null) {
      at = text.indexOf('=?', at + 2)
      continue
    }
    decoded += text.slice(kept, at) + word.text
    kept = word.end
    at = text.indexOf('=?', kept)
    if (at > kept && isBlankBetween(text, kept, at)) kept = at
  }
  return kept === 0 ? text : decoded + text.slice(kept)
}

/** RFC 2047, section 2: no part may hold a question mark or a blank; `end` is behind the word. By hand, and linear. */
function encodedWordAt(text: string, start: number): { readonly text: string; readonly end: number } | null {
  const mark = text.indexOf('?', start + 2)
  const encodingAt = mark + 1
  const charset = mark === -1 ? '' : text.slice(start + 2, mark)
  if (charset === '' || charset.length > CHARSET_CHARS || text[encodingAt + 1] !== '?') return null
  const encoding = text[encodingAt]
  const isBase64 = encoding === 'b' || encoding === 'B'
  if (!isBase64 && encoding !== 'q' && encoding !== 'Q') return null
  const end = text.indexOf('?', encodingAt + 2)
  if (end === -1 || text[end + 1] !== '=' || end - encodingAt - 2 > PAYLOAD_CHARS) return null
  const payload = text.slice(encodingAt + 2, end)
  if (!isBase64 && STANDS_FOR_ITSELF.test(payload)) return { text: payload, end: end + 2 }
  if (BLANK.test(charset) || BLANK.test(payload)) return null
  const bytes = isBase64 ? fromBase64(payload) : fromQuotedPrintable(payload)
  return { text: bytes === null ? text.slice(start, end + 2) : decode(bytes, charset), end: end + 2 }
}

const CHARSET_CHARS = 40
const PAYLOAD_CHARS = 1_000
const BLANK = /\s/

/** RFC 2047, section 6.2: a long name is cut into several words, and the blank between two of them is none of it. */
function isBlankBetween(text: string, start: number, end: number): boolean {
  return end - start <= 10 && /^[ \t]+$/.test(text.slice(start, end)) && encodedWordAt(text, end) !== null
}

/** Printable ASCII but `=` and `_`, which the Q encoding uses, and `?`, which ends it. */
const STANDS_FOR_ITSELF = /^[!-<>@-^`-~]*$/

function fromQuotedPrintable(payload: string): Uint8Array | null {
  const bytes: number[] = []
  for (let at = 0; at < payload.length; at += 1) {
    const character = payload[at] ?? ''
    if (character === '=') {
      const hex = payload.slice(at + 1, at + 3)
      if (!/^[0-9A-Fa-f]{2}$/.test(hex)) return null
      bytes.push(Number.parseInt(hex, 16))
      at += 2
    } else {
      bytes.push(character === '_' ? 0x20 : character.charCodeAt(0) & 0xff)
    }
  }
  return Uint8Array.from(bytes)
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function fromBase64(payload: string): Uint8Array | null {
  const bytes: number[] = []
  let bits = 0
  let width = 0
  for (const character of payload.replace(/={1,2}$/, '')) {
    const value = ALPHABET.indexOf(character)
    if (value === -1) return null
    bits = ((bits << 6) | value) & 0xffff
    width += 6
    if (width >= 8) {
      width -= 8
      bytes.push((bits >> width) & 0xff)
    }
  }
  return Uint8Array.from(bytes)
}

const UTF_8 = new TextDecoder()

function decode(bytes: Uint8Array, charset: string): string {
  const label = charset.toLowerCase()
  const isUtf8 = label === 'utf-8' || label === 'utf8'
  if (isUtf8 && bytes.some((byte) => byte > 0x7f)) return UTF_8.decode(bytes)
  // Every name and address that matters is ASCII, which all charsets in use share.
  return String.fromCharCode(...bytes)
}
