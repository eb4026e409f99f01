import type { Pattern } from '../../authorization/aws/pattern.ts'
import { Automaton, type Mode } from './automaton.ts'
import { Alphabet, type Code, isLetter, OTHER, type Word, wordOf } from './letters.ts'

export type ResourceReading = 'arn' | 'glob'

/** A pattern with the automata made of it so far; one object for every meaning in a comparison. */
export interface Lexeme {
  readonly id: string
  readonly pattern: Pattern
  readonly hasSymbol: boolean
  readonly hasVariable: boolean
  /** One symbol alone that may be a list, or nothing at all: there need not be any text that it matches. */
  readonly mayBeNothing: boolean
  readonly automata: Map<Mode, Automaton>
  /** How every text that it matches begins: codes of the first literal, in lower case where case does not count. */
  readonly prefix: Word
  /** One literal and nothing else. */
  readonly isLiteral: boolean
  /** `*` alone: it matches whatever there is. */
  readonly isEverything: boolean
  /** The third segment of an ARN, where it is spelled out. */
  readonly service: string | undefined
}

/** The patterns of one comparison, each kept once, so that equal ones share their automata and their unknowns. */
export class Lexicon {
  readonly alphabet = new Alphabet()
  /** How the resources of the comparison are read: segment by segment, or flat. */
  readonly resources: ResourceReading
  readonly #lexemes = new Map<string, Lexeme>()

  constructor(resources: ResourceReading = 'arn') {
    this.resources = resources
  }

  lexeme(pattern: Pattern): Lexeme {
    const known = this.#lexemes.get(pattern.id)
    if (known !== undefined) return known
    const [first, ...others] = pattern.tokens
    const lexeme: Lexeme = {
      id: pattern.id,
      pattern,
      hasSymbol: pattern.tokens.some((token) => token.kind === 'symbol'),
      hasVariable: pattern.tokens.some((token) => token.kind === 'variable'),
      mayBeNothing: first?.kind === 'symbol' && others.length === 0 && first.symbol.form === undefined,
      automata: new Map(),
      prefix: prefixOf(pattern),
      isLiteral: first?.kind === 'literal' && others.length === 0,
      isEverything: first?.kind === 'wildcard' && first.many && !first.inSegment && others.length === 0,
      service: serviceOf(pattern),
    }
    this.#lexemes.set(pattern.id, lexeme)
    return lexeme
  }

  automaton(lexeme: Lexeme, mode: Mode): Automaton {
    const known = lexeme.automata.get(mode)
    if (known !== undefined) return known
    const automaton = new Automaton(lexeme.pattern, mode, this.alphabet)
    lexeme.automata.set(mode, automaton)
    return automaton
  }
}

function prefixOf(pattern: Pattern): Word {
  const [first] = pattern.tokens
  if (first?.kind !== 'literal') return []
  return wordOf(pattern.ignoreCase ? first.text.toLowerCase() : first.text)
}

const SERVICE_SEGMENT = 2

function serviceOf({ tokens }: Pattern): string | undefined {
  const [first] = tokens
  if (first?.kind !== 'literal' || !first.text.startsWith('arn:')) return undefined
  let read = ''
  for (const token of tokens) {
    if (token.kind === 'literal') read += token.text
    else if (token.kind === 'wildcard' && token.inSegment) read += '*'
    else return undefined
    const segments = read.split(':')
    const service = segments[SERVICE_SEGMENT]
    if (segments.length > SERVICE_SEGMENT + 1) return service?.includes('*') ? undefined : service
  }
  return undefined
}

/** Whether a word begins as a pattern asks; a letter may be anything from where it stands. */
export function beginsLike(word: Word, { prefix, pattern }: Lexeme): boolean {
  for (const [at, code] of prefix.entries()) {
    const read = word[at]
    if (read === undefined) return false
    if (isLetter(read)) return true
    if (read !== code && (!pattern.ignoreCase || lowerCase(read) !== code)) return false
  }
  return true
}

/** Whether some text may begin as both patterns ask. */
export function mayMeet(left: Lexeme, right: Lexeme): boolean {
  const ignoreCase = left.pattern.ignoreCase || right.pattern.ignoreCase
  if (!ignoreCase && left.service !== undefined && right.service !== undefined && left.service !== right.service) {
    return false
  }
  const length = Math.min(left.prefix.length, right.prefix.length)
  for (let at = 0; at < length; at++) {
    const one = left.prefix[at] ?? OTHER
    const other = right.prefix[at] ?? OTHER
    if (one !== other && (!ignoreCase || lowerCase(one) !== lowerCase(other))) return false
  }
  return true
}

function lowerCase(code: Code): Code {
  return code >= 65 && code <= 90 ? code + 32 : code < 128 || code >= OTHER ? code : lowerCaseRare(code)
}

function lowerCaseRare(code: Code): Code {
  return String.fromCharCode(code).toLowerCase().charCodeAt(0)
}
