import { parseAddressRange } from '../../authorization/aws/comparable-values.ts'
import { COLON, type Code, OTHER, SLASH, type Word, wordOf } from './letters.ts'
import type { Found } from './question.ts'

/**
 * Requests like the one that was found, what is easiest to picture first and the very one last: a name that ends in a
 * separator reads like a part of one, and an empty value of a key like none.
 */
export function pictured(found: Found): readonly Found[] {
  const resources = new Set([completed(found.resource), found.resource])
  const contexts = new Set([completedContext(found.context), found.context])
  return [...contexts].flatMap((context) => [...resources].map((resource) => ({ ...found, resource, context })))
}

function completedContext(context: Found['context']): Found['context'] {
  const values = new Map([...context].map(([key, words]) => [key, words.map(completedValue)]))
  const isSame = [...context].every(([key, words]) => words.every((word, index) => values.get(key)?.[index] === word))
  return isSame ? context : values
}

/** An address may end in colons. */
function completedValue(word: Word): Word {
  if (word.length === 0) return [OTHER]
  const isAddress = word.every((code) => code < OTHER) && parseAddressRange(String.fromCharCode(...word)) !== undefined
  return isAddress ? word : completed(word)
}

/** A part that ends in a separator goes on: `prod-/` as `prod-x/x`. The word itself where none does. */
function completed(word: Word): Word {
  const all = word.flatMap((code, at) => (JOINS.has(code) && isEnd(word[at + 1]) ? [code, OTHER] : [code]))
  const isOpen = all.length > 0 && isEnd(all.at(-1))
  return isOpen ? [...all, OTHER] : all.length === word.length ? word : all
}

const JOINS: ReadonlySet<Code> = new Set(wordOf('-_.'))

function isEnd(code: Code | undefined): boolean {
  return code === undefined || code === SLASH || code === COLON
}
