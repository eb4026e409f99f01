import type { UnknownSymbol } from '../../value/value.ts'

/**
 * Words of the symbolic search are lists of codes: UTF-16 units, `OTHER`, and letters. `OTHER` is a character that
 * no pattern spells, and neither `:` nor `/`. A letter stands for the whole text of a symbol or a policy variable.
 */
export type Code = number
export type Word = readonly Code[]

export const COLON: Code = 58
export const SLASH: Code = 47
export const OTHER: Code = 0x100000
/** What a wildcard of a pattern reads as when patterns are compared with each other. */
export const MANY_WORD: Code = 0x100001
export const MANY_IN_SEGMENT_WORD: Code = 0x100002
export const ONE_WORD: Code = 0x100003
export const ONE_IN_SEGMENT_WORD: Code = 0x100004

const FIRST_LETTER: Code = 0x200000

export type Letter =
  | { readonly kind: 'symbol'; readonly symbol: UnknownSymbol }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string }

/** Numbers the letters of one comparison. An odd code is the same letter where its text has no colon. */
export class Alphabet {
  readonly #letters: Letter[] = []
  readonly #indices = new Map<string, number>()

  symbol(symbol: UnknownSymbol): number {
    return this.#indexOf(`s${symbol.fingerprint}`, { kind: 'symbol', symbol })
  }

  variable(key: string, fallback: string | undefined): number {
    const letter: Letter = fallback === undefined ? { kind: 'variable', key } : { kind: 'variable', key, fallback }
    return this.#indexOf(`v${JSON.stringify([key, fallback])}`, letter)
  }

  letterOf(code: Code): Letter | undefined {
    return this.#letters[letterIndex(code)]
  }

  /** Tells variables apart by their keys, whatever their defaults: counted from 0. */
  variableNumber(code: Code): number {
    const letter = this.letterOf(code)
    if (letter?.kind !== 'variable') return 0
    const keys = new Set(this.#letters.flatMap((each) => (each.kind === 'variable' ? [each.key] : [])))
    return [...keys].indexOf(letter.key)
  }

  #indexOf(id: string, letter: Letter): number {
    const known = this.#indices.get(id)
    if (known !== undefined) return known
    this.#indices.set(id, this.#letters.length)
    return this.#letters.push(letter) - 1
  }
}

export function letterCode(index: number, inSegment: boolean): Code {
  return FIRST_LETTER + 2 * index + (inSegment ? 1 : 0)
}

export function isLetter(code: Code): boolean {
  return code >= FIRST_LETTER
}

export function isColonFree(code: Code): boolean {
  return ((code - FIRST_LETTER) & 1) === 1
}

export function letterIndex(code: Code): number {
  return (code - FIRST_LETTER) >> 1
}

/** Whether two symbols are the same attribute of different things, such as two buckets' `arn`: then they differ. */
export function areDistinct(left: UnknownSymbol, right: UnknownSymbol): boolean {
  if (left.form !== 'identifier' || right.form !== 'identifier' || left.fingerprint === right.fingerprint) return false
  const attribute = attributeOf(left.address)
  return attribute !== undefined && attribute === attributeOf(right.address)
}

function attributeOf(address: string): string | undefined {
  const dot = address.lastIndexOf('.')
  return dot === -1 ? undefined : address.slice(dot)
}

/** A text as a word. */
export function wordOf(text: string): Word {
  const word: Code[] = []
  for (let at = 0; at < text.length; at++) word.push(text.charCodeAt(at))
  return word
}
