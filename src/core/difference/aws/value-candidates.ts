import type { Token } from '../../authorization/aws/pattern.ts'
import { boundCandidates } from './bound-candidates.ts'
import { caseSpellings, lowerCase } from './case-spellings.ts'
import type { TestValue, ValueTest } from './compiled-condition.ts'
import { letterCode, OTHER, type Word, wordOf } from './letters.ts'
import type { Lexeme, Lexicon } from './lexicon.ts'
import type { Question } from './question.ts'
import { Reader } from './reader.ts'
import { searchWords } from './word-search.ts'

/** Values of a key worth trying. `exhaustive`: every other value is, for all tests, like one of these. */
export interface Candidates {
  readonly words: readonly Word[]
  readonly exhaustive: boolean
}

/** A text test and whether matching its patterns may be what the search is after. */
export interface WantedTest {
  readonly test: ValueTest
  readonly wanted: boolean
}

/** More different answers than this are not told apart: the patterns of one key multiply. */
const MAX_CLASSES = 512

/** Representatives of every class of values that the tests of one key tell apart. */
export function valueCandidates(tests: readonly WantedTest[], question: Question): Candidates {
  const { lexicon } = question
  const kinds = new Set(tests.map(({ test }) => familyOf(test)))
  if (tests.length > 0 && tests.every(({ test }) => isPlainBoolean(test))) {
    return { words: [wordOf('true'), wordOf('false')], exhaustive: true }
  }
  const words: Word[] = []
  let exhaustive = kinds.size <= 1
  if (kinds.has('text') || kinds.size === 0) {
    const texts = textCandidates(
      tests.filter(({ test }) => familyOf(test) === 'text'),
      question,
    )
    exhaustive &&= texts.exhaustive
    words.push(...texts.words)
  }
  const values = tests.filter(({ test }) => familyOf(test) !== 'text').flatMap(({ test }) => test.values)
  if (values.length > 0) {
    const bounds = boundCandidates(values)
    exhaustive &&= bounds.exhaustive
    words.push(...bounds.texts.map(wordOf), ...letterCandidates(values, lexicon), wordOf('none'))
  }
  return { words, exhaustive }
}

/** A key that is only asked for true or false has no other value. */
function isPlainBoolean(test: ValueTest): boolean {
  return test.type === 'boolean' && test.values.every(({ lexeme }) => !lexeme.hasSymbol && !lexeme.hasVariable)
}

function familyOf(test: ValueTest): 'text' | 'address' | 'number' | 'date' {
  return test.type === 'address' || test.type === 'number' || test.type === 'date' ? test.type : 'text'
}

function textCandidates(tests: readonly WantedTest[], { lexicon, budget, stance }: Question): Candidates {
  const lexemes = tests.flatMap(({ test, wanted }) =>
    test.values.map(({ lexeme }) => ({ lexeme, wanted, type: test.type })),
  )
  if (lexemes.every(({ lexeme }) => isSpelledOut(lexeme)))
    return { words: spelledOut(lexemes, lexicon), exhaustive: true }
  const hasLetters = lexemes.some(({ lexeme }) => lexeme.hasSymbol || lexeme.hasVariable)
  const reader = new Reader({ lexicon, stance, hasLetters })
  for (const { lexeme, wanted } of lexemes) reader.add(lexeme, wanted)
  const words: Word[] = []
  const outcome = searchWords({ groups: [], excluded: [], observed: reader.observed }, budget, (_, word) => {
    words.push(word)
    if (words.length > MAX_CLASSES) return 'stop'
    return reader.isText(word) ? 'another' : 'next'
  })
  return { words, exhaustive: outcome === 'none' }
}

/** Without wildcards, a value equals some of the texts or none: each text and one other are all there is. */
function isSpelledOut(lexeme: Lexeme): boolean {
  return !lexeme.pattern.tokens.some((token) => token.kind === 'wildcard')
}

interface AskedText {
  readonly lexeme: Lexeme
  readonly wanted: boolean
  readonly type: ValueTest['type']
}

function spelledOut(asked: readonly AskedText[], lexicon: Lexicon): readonly Word[] {
  const exact = asked.filter(({ lexeme }) => !lexeme.pattern.ignoreCase).map(({ lexeme }) => spell(lexeme, lexicon))
  const wanted = new Map(asked.filter((each) => each.wanted).map((each) => [`${each.type} ${each.lexeme.id}`, each]))
  return [[OTHER], ...[...wanted.values()].flatMap((each) => spellings(each, exact, lexicon))]
}

/** The text as written and, where case does not count, so that other texts are told from it. */
function spellings({ lexeme, type }: AskedText, exact: readonly Word[], lexicon: Lexicon): readonly Word[] {
  const word = spell(lexeme, lexicon)
  if (!lexeme.pattern.ignoreCase) return [word]
  // Requests say true and false in lower case; it is policies that may write them in another.
  return type === 'boolean' ? [lowerCase(word)] : caseSpellings(word, exact)
}

function spell({ pattern }: Lexeme, lexicon: Lexicon): Word {
  return pattern.tokens.flatMap((token) => tokenWord(token, lexicon))
}

function tokenWord(token: Token, lexicon: Lexicon): Word {
  switch (token.kind) {
    case 'literal':
      return wordOf(token.text)
    case 'wildcard':
      return [OTHER]
    case 'symbol':
      return [letterCode(lexicon.alphabet.symbol(token.symbol), token.inSegment)]
    case 'variable':
      return [letterCode(lexicon.alphabet.variable(token.key, token.fallback), token.inSegment)]
  }
}

/** Unknown bounds: the request may have the very value. */
function letterCandidates(values: readonly TestValue[], lexicon: Lexicon): readonly Word[] {
  return values.flatMap(({ lexeme }) => {
    const isUnknown = (lexeme.hasSymbol || lexeme.hasVariable) && isSpelledOut(lexeme)
    return isUnknown ? [spell(lexeme, lexicon)] : []
  })
}
