/**
 * Decodes RFC 2047 encoded words (`=?UTF-8?q?Jane_=28aider=29?=`) in a name or a trailer's value, as mail-based
 * workflows leave them. An encoded word that is not well-formed is left as it stands.
 */
export function decodeEncodedWords(text: string): string {
  if (!text.includes('=?')) return text
  const joined = /\?=[ \t]/.test(text) ? text.replace(BETWEEN_WORDS, '') : text
  return joined.replace(ENCODED_WORD, (word, charset: string, encoding: string, payload: string) => {
    const bytes = encoding.toLowerCase() === 'b' ? fromBase64(payload) : fromQuotedPrintable(payload)
    return bytes === null ? word : decode(bytes, charset)
  })
}

/** RFC 2047, section 6.2: a long name is cut into several words, and the blank between two of them is none of it. */
const BETWEEN_WORDS = /(?<=\?=)[ \t]{1,10}(?==\?[^?\s]{1,40}\?[bBqQ]\?)/g
/** RFC 2047, section 2: no part may hold a question mark, so the parts cannot overlap and the scan is linear. */
const ENCODED_WORD = /=\?([^?\s]{1,40})\?([bBqQ])\?([^?\s]{0,1000})\?=/g

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
