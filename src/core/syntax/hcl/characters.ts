/** Code units that the grammar names. */
export const TAB = 0x09
export const LINE_FEED = 0x0a
export const CARRIAGE_RETURN = 0x0d
export const SPACE = 0x20
export const BANG = 0x21
export const QUOTE = 0x22
export const HASH = 0x23
export const DOLLAR = 0x24
export const PERCENT = 0x25
export const AMPERSAND = 0x26
export const OPEN_PARENTHESIS = 0x28
export const CLOSE_PARENTHESIS = 0x29
export const STAR = 0x2a
export const PLUS = 0x2b
export const COMMA = 0x2c
export const MINUS = 0x2d
export const DOT = 0x2e
export const SLASH = 0x2f
export const COLON = 0x3a
export const LESS = 0x3c
export const EQUALS = 0x3d
export const GREATER = 0x3e
export const QUESTION = 0x3f
export const OPEN_BRACKET = 0x5b
export const BACKSLASH = 0x5c
export const CLOSE_BRACKET = 0x5d
export const OPEN_BRACE = 0x7b
export const BAR = 0x7c
export const CLOSE_BRACE = 0x7d
export const TILDE = 0x7e
export const BYTE_ORDER_MARK = 0xfeff

const LETTER = 1
const DIGIT = 2
const HYPHEN = 4
const ASCII = classifyAscii()
const IDENTIFIER_START = /\p{ID_Start}/u
const IDENTIFIER_CONTINUE = /\p{ID_Continue}/u

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Whether an identifier starts at `at`: ID_Start of Unicode Standard Annex 31, or `_`. */
export function startsIdentifier(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code < 128) return ASCII[code] === LETTER
  return code >= 128 && IDENTIFIER_START.test(codePointText(text, at))
}

/** Where the identifier that starts at `at` ends: ID_Continue, or `-`. */
export function identifierEnd(text: string, at: number): number {
  let end = at
  for (;;) {
    const code = text.charCodeAt(end)
    if (code < 128) {
      if (ASCII[code] === 0) return end
      end++
    } else {
      const point = code >= 128 ? codePointText(text, end) : ''
      if (point === '' || !IDENTIFIER_CONTINUE.test(point)) return end
      end += point.length
    }
  }
}

/** White space as strip markers and heredoc indentation count it: Unicode's White_Space property. */
export function isWhiteSpace(code: number): boolean {
  if (code <= SPACE) return code === SPACE || (code >= TAB && code <= CARRIAGE_RETURN)
  if (code < 0x1680) return code === 0x85 || code === 0xa0
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  )
}

function codePointText(text: string, at: number): string {
  const point = text.codePointAt(at)
  return point === undefined ? '' : String.fromCodePoint(point)
}

function classifyAscii(): Uint8Array {
  const table = new Uint8Array(128)
  for (let code = 0; code < 128; code++) {
    const character = String.fromCharCode(code)
    if (/[A-Za-z_]/.test(character)) table[code] = LETTER
    else if (/[0-9]/.test(character)) table[code] = DIGIT
    else if (character === '-') table[code] = HYPHEN
  }
  return table
}
