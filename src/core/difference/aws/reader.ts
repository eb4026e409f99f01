import type { Automaton } from './automaton.ts'
import { isLetter, type Word } from './letters.ts'
import { beginsLike, type Lexeme, type Lexicon, mayMeet } from './lexicon.ts'
import type { CompiledClause } from './rule.ts'
import { anyTruth, negate, type Stance, type Truth } from './truth.ts'
import type { Observed } from './word-search.ts'

/** How certain it is that a pattern matches a word. */
export type Match = 'certain' | 'possible' | 'no'

/** Tells of every pattern it was made for how it matches the word at hand. */
export type Matches = (lexeme: Lexeme) => Match

/** Where a pattern's two automata stand among the observed. */
interface Place {
  readonly must: number
  readonly loose: number
}

/** Where a pattern stands that no word of the search can match. */
const NOWHERE: Place = { must: -1, loose: -1 }

/** Patterns to be read on the words of one search, each in the ways the stance asks for. */
export class Reader {
  readonly #lexicon: Lexicon
  readonly #stance: Stance
  readonly #hasLetters: boolean
  readonly #origins: readonly Lexeme[]
  readonly #observed: Observed[] = []
  readonly #places = new Map<string, Place>()

  /**
   * `hasLetters`: the words may contain letters, so that even a known text can match them possibly.
   * `origins`: every word begins like one of these; what begins like none of them need not be read.
   */
  constructor(lexicon: Lexicon, stance: Stance, hasLetters: boolean, origins: readonly Lexeme[] = []) {
    this.#origins = origins
    this.#lexicon = lexicon
    this.#stance = stance
    this.#hasLetters = hasLetters
  }

  /** `demanded`: matching may be what the search is after. */
  add(lexeme: Lexeme, demanded: boolean): void {
    const place = this.#places.get(lexeme.id)
    if (place !== undefined) {
      if (demanded) this.#demand(place)
      return
    }
    if (this.#origins.length > 0 && !this.#origins.some((origin) => mayMeet(origin, lexeme))) {
      this.#places.set(lexeme.id, NOWHERE)
      return
    }
    const must = this.#observed.push({ automaton: this.#lexicon.automaton(lexeme, 'must'), demanded }) - 1
    const isLoose = this.#hasLetters || lexeme.hasSymbol || lexeme.hasVariable
    const loose = isLoose
      ? this.#observed.push({ automaton: looseAutomaton(lexeme, this.#stance, this.#lexicon), demanded: false }) - 1
      : must
    this.#places.set(lexeme.id, { must, loose })
    if (demanded) this.#demand({ must, loose })
  }

  addClause(clause: CompiledClause | undefined, demanded: boolean): void {
    for (const { lexeme } of clause?.elements ?? []) this.add(lexeme, demanded)
  }

  get observed(): readonly Observed[] {
    return this.#observed
  }

  matches(accepted: readonly boolean[]): Matches {
    return (lexeme) => {
      const place = this.#places.get(lexeme.id)
      if (place === undefined) throw new Error(`pattern ${lexeme.id} is not read in this search`)
      if (accepted[place.must]) return 'certain'
      return accepted[place.loose] ? 'possible' : 'no'
    }
  }

  /** What is possible counts as wanted too where the stance is for the claim. */
  #demand(place: Place): void {
    const indices = this.#stance === 'possible' ? [place.must, place.loose] : [place.must]
    for (const index of indices) {
      const observed = this.#observed[index]
      if (observed !== undefined) this.#observed[index] = { ...observed, demanded: true }
    }
  }
}

/** The automaton that accepts wherever a pattern may match, as the stance reads it. */
export function looseAutomaton(lexeme: Lexeme, stance: Stance, lexicon: Lexicon): Automaton {
  return lexicon.automaton(lexeme, stance === 'definite' ? 'may' : 'any')
}

/** Matches of single words, without a search. */
export function matchesOf(word: Word, stance: Stance, lexicon: Lexicon): Matches {
  const hasLetters = word.some(isLetter)
  return (lexeme) => {
    if (!beginsLike(word, lexeme)) return 'no'
    if (lexeme.isLiteral && !hasLetters) return word.length === lexeme.prefix.length ? 'certain' : 'no'
    if (lexicon.automaton(lexeme, 'must').accepts(word)) return 'certain'
    if (!hasLetters && !lexeme.hasSymbol && !lexeme.hasVariable) return 'no'
    return looseAutomaton(lexeme, stance, lexicon).accepts(word) ? 'possible' : 'no'
  }
}

/** Keys of policy variables that the request is known to resolve. */
export interface Resolved {
  has(key: string): boolean
}

/**
 * The truth of a clause; an absent one matches everything. A Not clause with a variable that the request may leave
 * unresolved may not apply at all.
 */
export function clauseTruth(clause: CompiledClause | undefined, matches: Matches, resolved: Resolved): Truth {
  if (clause === undefined) return true
  const lexemes = clause.elements.map((element) => element.lexeme)
  const truth = anyMatch(lexemes, matches)
  if (!clause.negated || truth === true) return clause.negated ? false : truth
  const unresolved = lexemes.filter((lexeme) => !isResolved(lexeme, resolved)).map(({ id }) => `${id} unresolved`)
  if (unresolved.length === 0) return negate(truth)
  const possible = typeof truth === 'object' ? (truth.anyOf ?? []) : []
  return { kind: 'unknown', noneOf: [...possible, ...unresolved] }
}

/** Whether every variable of a pattern has a value in the request, or a default. */
export function isResolved(lexeme: Lexeme, resolved: Resolved): boolean {
  if (!lexeme.hasVariable) return true
  return lexeme.pattern.tokens.every(
    (token) => token.kind !== 'variable' || token.fallback !== undefined || resolved.has(token.key),
  )
}

export function anyMatch(lexemes: readonly Lexeme[], matches: Matches): Truth {
  const possible: string[] = []
  for (const lexeme of lexemes) {
    const match = matches(lexeme)
    if (match === 'certain') return true
    if (match === 'possible') possible.push(lexeme.id)
  }
  return anyTruth(false, possible)
}

/** The patterns that every word begins like one of: those of a positive clause that is not negated. */
export function originsOf(clauses: readonly CompiledClause[]): readonly Lexeme[] {
  const [clause] = clauses.filter((each) => !each.negated)
  return clause?.elements.map((element) => element.lexeme) ?? []
}
