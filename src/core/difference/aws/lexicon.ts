import type { Pattern } from '../../authorization/aws/pattern.ts'
import { Automaton, type Mode } from './automaton.ts'
import { Alphabet } from './letters.ts'

/** A pattern with the automata made of it so far; one object for every meaning in a comparison. */
export interface Lexeme {
  readonly id: string
  readonly pattern: Pattern
  readonly hasSymbol: boolean
  readonly hasVariable: boolean
  /** One symbol alone that may be a list, or nothing at all: there need not be any text that it matches. */
  readonly mayBeNothing: boolean
  readonly automata: Map<Mode, Automaton>
}

/** The patterns of one comparison, each kept once, so that equal ones share their automata and their unknowns. */
export class Lexicon {
  readonly alphabet = new Alphabet()
  readonly #lexemes = new Map<string, Lexeme>()

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
