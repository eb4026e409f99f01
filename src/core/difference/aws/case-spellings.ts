import { type Code, OTHER, type Word } from './letters.ts'

/** Two to the power of it is more texts than a condition has room for. */
const MAX_SWAPPED = 12

/**
 * Spellings of a text, in whichever case, that tell apart the texts it may be compared with letter by letter: each of
 * them that differs in case alone, and one that none of them is, where there is one. Spelled as written, if it can be.
 */
export function caseSpellings(word: Word, exact: readonly Word[]): readonly Word[] {
  const lower = nameOf(lowerCase(word))
  const taken = new Map(
    exact.filter((other) => nameOf(lowerCase(other)) === lower).map((other) => [nameOf(other), other]),
  )
  const swappable = [...word.keys()].filter((at) => isCased(word[at])).slice(0, MAX_SWAPPED)
  for (let choice = 0; choice < 2 ** swappable.length; choice++) {
    const swapped = new Set(swappable.filter((_, index) => (choice >> index) & 1))
    const spelling = word.map((code, at) => (swapped.has(at) ? swapCase(code) : code))
    if (!taken.has(nameOf(spelling))) return [spelling, ...taken.values()]
  }
  return [...taken.values()]
}

/** A text with every letter in lower case. */
export function lowerCase(word: Word): Word {
  return word.map((code) => (isCased(code) ? lower(code) : code))
}

function nameOf(word: Word): string {
  return word.join(' ')
}

/** A letter of two cases that are one character each. */
function isCased(code: Code | undefined): code is Code {
  return code !== undefined && code < OTHER && swapCase(code) !== code && swapCase(swapCase(code)) === code
}

function swapCase(code: Code): Code {
  const text = String.fromCharCode(code)
  const swapped = text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase()
  return swapped.length === 1 ? swapped.charCodeAt(0) : code
}

function lower(code: Code): Code {
  return String.fromCharCode(code).toLowerCase().charCodeAt(0)
}
