import { type ClassItem, PERL_CLASSES, propertyOf, rangeOf } from './character-class.ts'

/** What stands behind a backslash, and where it ends. */
export interface Escape {
  readonly items: readonly ClassItem[]
  readonly end: number
  /** The character itself where it is one: it may begin a range. */
  readonly character?: number
}

/** Reads the escape sequence whose backslash stands at `at`; undefined for what RE2 refuses. */
export function readEscape(pattern: readonly string[], at: number): Escape | undefined {
  const letter = pattern[at + 1]
  if (letter === undefined) return undefined
  const perl = PERL_CLASSES.get(letter.toLowerCase())
  if (perl !== undefined) {
    const items: readonly ClassItem[] = letter === letter.toLowerCase() ? perl : [{ kind: 'complement', items: perl }]
    return { items, end: at + 2 }
  }
  if (letter === 'p' || letter === 'P') return readProperty(pattern, at)
  if (letter === 'x') return readHexadecimal(pattern, at + 2)
  if (/[0-7]/.test(letter)) return readOctal(pattern, at + 1)
  const control = CONTROLS.get(letter)
  if (control !== undefined) return characterEscape(control, at + 2)
  const code = letter.codePointAt(0) ?? 0
  return code < 0x80 && !/[A-Za-z0-9]/.test(letter) ? characterEscape(code, at + 2) : undefined
}

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
])

function characterEscape(character: number, end: number): Escape {
  return { items: [rangeOf(character, character)], end, character }
}

function readProperty(pattern: readonly string[], at: number): Escape | undefined {
  const braced = pattern[at + 2] === '{'
  const close = braced ? pattern.indexOf('}', at) : at + 3
  const given = braced && close !== -1 ? pattern.slice(at + 3, close).join('') : (pattern[at + 2] ?? '')
  const caret = given.startsWith('^')
  const property = close === -1 ? undefined : propertyOf(caret ? given.slice(1) : given)
  if (property === undefined) return undefined
  const negated = (pattern[at + 1] === 'P') !== caret
  return { items: [{ kind: 'property', property, negated }], end: braced ? close + 1 : close }
}

function readHexadecimal(pattern: readonly string[], at: number): Escape | undefined {
  const braced = /^\{([0-9A-Fa-f]{1,8})\}/.exec(pattern.slice(at, at + 10).join(''))
  const plain = /^[0-9A-Fa-f]{2}/.exec(pattern.slice(at, at + 2).join(''))
  const digits = braced?.[1] ?? plain?.[0]
  if (digits === undefined) return undefined
  const code = Number.parseInt(digits, 16)
  return code > 0x10ffff ? undefined : characterEscape(code, at + (braced?.[0].length ?? 2))
}

/** A single digit other than zero would refer back to a group, which RE2 does not have. */
function readOctal(pattern: readonly string[], at: number): Escape | undefined {
  const digits = /^[0-7]{1,3}/.exec(pattern.slice(at, at + 3).join(''))?.[0] ?? ''
  if (digits.length === 1 && digits !== '0') return undefined
  return characterEscape(Number.parseInt(digits, 8), at + digits.length)
}
