import type { Token } from '../../authorization/aws/pattern.ts'
import {
  letterCode,
  MANY_IN_SEGMENT_WORD,
  MANY_WORD,
  ONE_IN_SEGMENT_WORD,
  ONE_WORD,
  type Word,
  wordOf,
} from './letters.ts'
import { type Lexeme, type Lexicon, mayMeet } from './lexicon.ts'

/**
 * Whether a pattern matches whatever another one does, whatever the unknown texts are: it is read with the other's
 * wildcards as letters. True is certain; false says nothing.
 */
export function coversLexeme(wide: Lexeme, narrow: Lexeme, lexicon: Lexicon): boolean {
  if (wide.id === narrow.id || wide.isEverything) return true
  if (wide.isLiteral || !mayMeet(wide, narrow)) return false
  return lexicon.automaton(wide, 'must').accepts(patternWord(narrow, lexicon))
}

const patternWords = new WeakMap<Lexeme, Word>()

/** A pattern as a word: its wildcards are letters that only a wildcard as wide takes. */
export function patternWord(lexeme: Lexeme, lexicon: Lexicon): Word {
  const known = patternWords.get(lexeme)
  if (known !== undefined) return known
  const { tokens, ignoreCase } = lexeme.pattern
  const word = tokens.flatMap((token) => tokenWord(token, ignoreCase, lexicon))
  patternWords.set(lexeme, word)
  return word
}

function tokenWord(token: Token, ignoreCase: boolean, lexicon: Lexicon): Word {
  switch (token.kind) {
    case 'literal':
      return wordOf(ignoreCase ? token.text.toLowerCase() : token.text)
    case 'wildcard':
      if (token.many) return [token.inSegment ? MANY_IN_SEGMENT_WORD : MANY_WORD]
      return [token.inSegment ? ONE_IN_SEGMENT_WORD : ONE_WORD]
    case 'symbol':
      return [letterCode(lexicon.alphabet.symbol(token.symbol), token.inSegment)]
    case 'variable':
      return [letterCode(lexicon.alphabet.variable(token.key, token.fallback), token.inSegment)]
  }
}
