import type { Automaton, Machine } from './automaton.ts'
import { coversLexeme } from './cover-lexeme.ts'
import { isLetter, type Word } from './letters.ts'
import { beginsLike, type Lexeme, type Lexicon, mayMeet } from './lexicon.ts'
import type { CompiledClause } from './rule.ts'
import { TextTrie } from './text-trie.ts'
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

/** What every word of a search is like. */
export interface Subject {
  readonly lexicon: Lexicon
  readonly stance: Stance
  /** The words may contain letters, so that even a known text can match them possibly. */
  readonly hasLetters: boolean
  /** For each set, every word begins like one of it: what begins like none of them need not be read. */
  readonly origins?: readonly (readonly Lexeme[])[]
  /** Every word certainly matches one of these: what covers them all need not be read. */
  readonly certain?: readonly Lexeme[]
}

/** Patterns to be read on the words of one search, each in the ways the stance asks for. */
export class Reader {
  readonly #subject: Subject
  readonly #observed: Observed[] = []
  /** A match is told without reading where it is the same for every word, or where the pattern is one text. */
  readonly #places = new Map<string, Place | Match | 'text'>()
  /** Texts that words are compared with as a whole: as they are, and where case does not count. */
  readonly #texts: { exact?: TextTrie; folded?: TextTrie } = {}

  constructor(subject: Subject) {
    this.#subject = subject
  }

  /** `demanded`: matching may be what the search is after. */
  add(lexeme: Lexeme, demanded: boolean): void {
    const known = this.#places.get(lexeme.id)
    const place = known === undefined || (known === 'text' && demanded) ? this.#place(lexeme, demanded) : known
    this.#places.set(lexeme.id, place)
    if (demanded && typeof place === 'object') this.#demand(place)
  }

  #place(lexeme: Lexeme, demanded: boolean): Place | Match | 'text' {
    const { lexicon, stance, hasLetters, origins = [], certain = [] } = this.#subject
    if (origins.some((set) => !set.some((origin) => mayMeet(origin, lexeme)))) return 'no'
    if (lexeme.isEverything) return 'certain'
    if (certain.length > 0 && certain.every((each) => coversLexeme(lexeme, each, lexicon))) return 'certain'
    if (lexeme.isLiteral && !hasLetters && !demanded) {
      this.#trie(lexeme.pattern.ignoreCase).add(lexeme.prefix)
      return 'text'
    }
    const must = this.#observed.push({ automaton: lexicon.automaton(lexeme, 'must'), demanded: false }) - 1
    const isLoose = hasLetters || lexeme.hasSymbol || lexeme.hasVariable
    if (!isLoose) return { must, loose: must }
    const automaton = looseAutomaton(lexeme, stance, lexicon)
    return { must, loose: this.#observed.push({ automaton, demanded: false }) - 1 }
  }

  addClause(clause: CompiledClause | undefined, demanded: boolean): void {
    for (const { lexeme } of clause?.elements ?? []) this.add(lexeme, demanded)
  }

  get observed(): readonly Observed[] {
    return this.#observed
  }

  matches(accepted: readonly boolean[], word: Word): Matches {
    return (lexeme) => {
      const place = this.#placeOf(lexeme)
      if (place === 'text') return equals(word, lexeme) ? 'certain' : 'no'
      if (typeof place === 'string') return place
      if (accepted[place.must]) return 'certain'
      return accepted[place.loose] ? 'possible' : 'no'
    }
  }

  /** Whether a word is one of the texts that are told by the word itself: each of them is an answer of its own. */
  isText(word: Word): boolean {
    return [this.#texts.exact, this.#texts.folded].some((trie) => trie !== undefined && acceptsWord(trie, word))
  }

  #trie(ignoreCase: boolean): TextTrie {
    const kind = ignoreCase ? 'folded' : 'exact'
    const known = this.#texts[kind]
    if (known !== undefined) return known
    const trie = new TextTrie(ignoreCase)
    this.#texts[kind] = trie
    this.#observed.push({ automaton: trie, demanded: false })
    return trie
  }

  /** The same for every word, where it can be told before any is read; undefined where it cannot. */
  foretold(lexeme: Lexeme): Match | undefined {
    const place = this.#placeOf(lexeme)
    return typeof place === 'string' && place !== 'text' ? place : undefined
  }

  #placeOf(lexeme: Lexeme): Place | Match | 'text' {
    const place = this.#places.get(lexeme.id)
    if (place === undefined) throw new Error(`pattern ${lexeme.id} is not read in this search`)
    return place
  }

  /** What is possible counts as wanted too where the stance is for the claim. */
  #demand(place: Place): void {
    const indices = this.#subject.stance === 'possible' ? [place.must, place.loose] : [place.must]
    for (const index of indices) {
      const observed = this.#observed[index]
      if (observed !== undefined) this.#observed[index] = { ...observed, demanded: true }
    }
  }
}

function acceptsWord(machine: Machine, word: Word): boolean {
  let state = machine.start
  for (const code of word) state = machine.step(state, code)
  return state.accepting
}

function equals(word: Word, lexeme: Lexeme): boolean {
  return word.length === lexeme.prefix.length && beginsLike(word, lexeme)
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

/** How every word begins that all of these clauses match: the longest text that one of them begins with. */
export function commonPrefix(clauses: readonly CompiledClause[]): Word {
  let longest: Word = []
  for (const { negated, elements } of clauses) {
    const [only, ...others] = elements
    if (negated || only === undefined || others.length > 0) continue
    if (only.lexeme.prefix.length > longest.length) longest = only.lexeme.prefix
  }
  return longest
}

/** What is known of every word of a search whose words are made of these clauses, the first of them first. */
export function subjectOf(
  clauses: readonly CompiledClause[],
  { lexicon, stance, hasLetters }: Pick<Subject, 'lexicon' | 'stance' | 'hasLetters'>,
): Subject {
  const asked = clauses.map(({ negated, elements }) => (negated ? [] : elements.map(({ lexeme }) => lexeme)))
  const [first] = stance === 'definite' ? asked.filter((lexemes) => lexemes.length > 0) : asked
  const origins = asked.filter((lexemes) => lexemes.length > 0)
  return { lexicon, stance, hasLetters, origins, certain: first ?? [] }
}
