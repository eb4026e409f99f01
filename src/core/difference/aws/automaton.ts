import type { Pattern, Token } from '../../authorization/aws/pattern.ts'
import {
  type Alphabet,
  areDistinct,
  type Code,
  isColonFree,
  isLetter,
  type Letter,
  letterCode,
  letterIndex,
  MANY_IN_SEGMENT_WORD,
  MANY_WORD,
  ONE_IN_SEGMENT_WORD,
  ONE_WORD,
  OTHER,
  type Word,
} from './letters.ts'

/**
 * How unknown parts are read.
 * - `must`: the pattern matches whatever the symbols and variables stand for: a symbol is matched by its own letter.
 * - `may`: it matches for some values of the symbols: a symbol is any text that is not empty, and a symbol's letter in the word may be
 *   read by any run of the pattern. `OTHER` and variables are chosen by whoever makes the request, after the symbols
 *   are fixed, so a symbol that is one plain text does not contain them.
 * - `any`: it matches for some values of symbols and variables, whoever chooses them.
 */
export type Mode = 'must' | 'may' | 'any'

export interface State {
  readonly id: number
  /** Positions in the pattern, ascending. Empty: no continuation is accepted. */
  readonly positions: readonly number[]
  readonly accepting: boolean
  /** Codes that lead further than `OTHER` does. */
  readonly demands: readonly Code[]
  readonly next: Map<Code, State>
}

/** What a search of words steps through. */
export interface Machine {
  readonly start: State
  /** True where a colon may lead elsewhere than another character does. */
  readonly heedsColons: boolean
  step(state: State, code: Code): State
}

type Step =
  | { readonly kind: 'code'; readonly code: Code }
  | { readonly kind: 'wildcard'; readonly many: boolean; readonly inSegment: boolean; readonly inName: boolean }
  | LetterStep

/**
 * An unknown part of the pattern. Where it may be any text it takes two steps, `entry` for its first character and
 * `inside` for the others, so that its own letter, read where it begins, is read as it and as nothing else.
 */
interface LetterStep {
  readonly kind: 'letter'
  readonly index: number
  readonly letter: Letter
  readonly inSegment: boolean
  readonly part: 'whole' | 'entry' | 'inside'
}

const COLON = 58
const SLASH = 47

/** A pattern as an automaton whose deterministic states are made when they are first reached. */
export class Automaton implements Machine {
  readonly start: State
  readonly #alphabet: Alphabet
  readonly #steps: readonly Step[]
  readonly #mode: Mode
  readonly #ignoreCase: boolean
  /** The pattern is one unknown part and nothing else. */
  readonly #isAlone: boolean
  readonly #states = new Map<string, State>()

  constructor(pattern: Pattern, mode: Mode, alphabet: Alphabet) {
    this.#alphabet = alphabet
    this.#mode = mode
    this.#ignoreCase = pattern.ignoreCase
    this.#isAlone = pattern.tokens.length === 1
    this.#steps = pattern.tokens.flatMap((token) => {
      const steps = stepsOf(token, pattern, alphabet)
      return mode === 'may' && token.kind === 'symbol' ? steps.flatMap(inTwo) : steps
    })
    this.start = this.#stateOf(this.#close([0]))
  }

  /** True where a wildcard or a colon-free letter makes a colon matter. */
  get heedsColons(): boolean {
    return this.#steps.some((step) => step.kind !== 'code' && step.inSegment)
  }

  step(state: State, code: Code): State {
    const known = state.next.get(code)
    if (known !== undefined) return known
    const reached = new Set<number>()
    for (const position of state.positions) this.#advance(position, code, reached)
    const next = this.#stateOf(this.#close([...reached]))
    state.next.set(code, next)
    return next
  }

  accepts(word: Word): boolean {
    let state = this.start
    for (const code of word) {
      state = this.step(state, code)
      if (state.positions.length === 0) return false
    }
    return state.accepting
  }

  #advance(position: number, code: Code, reached: Set<number>): void {
    const step = this.#steps[position]
    if (step?.kind === 'letter' && step.part === 'entry' && isLetter(code) && letterIndex(code) === step.index) {
      reached.add(position + 2)
      return
    }
    if (isLetter(code) && this.#jumps(code)) this.#jump(position, code, reached)
    if (step === undefined) return
    switch (step.kind) {
      case 'code':
        if (step.code === (this.#ignoreCase ? lowerCase(code) : code)) reached.add(position + 1)
        return
      case 'wildcard':
        if (takes(step, code)) reached.add(step.many ? position : position + 1)
        return
      case 'letter':
        this.#advanceLetter(step, position, code, reached)
    }
  }

  #advanceLetter(step: LetterStep, position: number, code: Code, reached: Set<number>): void {
    const isItself = isLetter(code) && letterIndex(code) === step.index
    if (isItself && step.part !== 'inside') reached.add(position + 1)
    else if (!isItself && this.#isUnknown(step) && this.#absorbs(step, code)) {
      reached.add(step.part === 'entry' ? position + 1 : position)
    }
  }

  /** Whether a letter of the word may be read by any run of the pattern. */
  #jumps(code: Code): boolean {
    if (this.#mode === 'must') return false
    return this.#mode === 'any' || this.#alphabet.letterOf(code)?.kind === 'symbol'
  }

  #jump(position: number, code: Code, reached: Set<number>): void {
    if (this.#mode === 'any') reached.add(position)
    for (let at = position; at < this.#steps.length; at++) {
      const step = this.#steps[at]
      if (step === undefined || !this.#isTraversable(step, code)) return
      reached.add(at + 1)
    }
  }

  #isTraversable(step: Step, code: Code): boolean {
    if (step.kind === 'code') return step.code !== COLON || !isColonFree(code)
    return step.kind === 'wildcard' || !this.#isOther(step.letter, code)
  }

  #isOther(letter: Letter, code: Code): boolean {
    const read = this.#alphabet.letterOf(code)
    return letter.kind === 'symbol' && read?.kind === 'symbol' && areDistinct(letter.symbol, read.symbol)
  }

  /** Whether an unknown part of the pattern is read as any text. */
  #isUnknown(step: LetterStep): boolean {
    return this.#mode === 'any' || (this.#mode === 'may' && step.letter.kind === 'symbol')
  }

  #absorbs(step: LetterStep, code: Code): boolean {
    if (step.inSegment && (code === COLON || (isLetter(code) && !isColonFree(code)))) return false
    if (this.#mode === 'any') return true
    const letter = isLetter(code) ? this.#alphabet.letterOf(code) : undefined
    if (code !== OTHER && letter?.kind !== 'variable') return letter === undefined || !this.#isOther(step.letter, code)
    // A text that is one symbol alone may hold wildcards, or be a list of patterns, unless it is an identifier.
    return this.#isAlone && step.letter.kind === 'symbol' && step.letter.symbol.form !== 'identifier'
  }

  /** A run may be empty, so a position before one also stands after it. */
  #close(positions: readonly number[]): readonly number[] {
    const all = new Set<number>()
    for (const position of positions) {
      for (let at = position; !all.has(at); at++) {
        all.add(at)
        const step = this.#steps[at]
        if (step === undefined || !this.#mayBeEmpty(step)) break
      }
    }
    return [...all].sort((left, right) => left - right)
  }

  #mayBeEmpty(step: Step): boolean {
    if (step.kind !== 'letter') return step.kind === 'wildcard' && step.many
    return step.part !== 'entry' && this.#isUnknown(step)
  }

  #stateOf(positions: readonly number[]): State {
    const key = positions.join()
    const known = this.#states.get(key)
    if (known !== undefined) return known
    const accepting = positions.at(-1) === this.#steps.length
    const demands = [...new Set(positions.flatMap((position) => this.#demandsAt(position)))]
    const state: State = { id: this.#states.size, positions, accepting, demands, next: new Map() }
    this.#states.set(key, state)
    return state
  }

  #demandsAt(position: number): readonly Code[] {
    const step = this.#steps[position]
    if (step === undefined || step.kind === 'wildcard') return []
    if (step.kind === 'letter') return [letterCode(step.index, step.inSegment)]
    const upper = this.#ignoreCase ? upperCase(step.code) : step.code
    return upper === step.code ? [step.code] : [step.code, upper]
  }
}

function stepsOf(token: Token, pattern: Pattern, alphabet: Alphabet): readonly Step[] {
  switch (token.kind) {
    case 'literal': {
      const text = pattern.ignoreCase ? token.text.toLowerCase() : token.text
      return Array.from({ length: text.length }, (_, at) => ({ kind: 'code', code: text.charCodeAt(at) }))
    }
    case 'wildcard':
      return [{ kind: 'wildcard', many: token.many, inSegment: token.inSegment, inName: token.inName === true }]
    case 'symbol': {
      const letter: Letter = { kind: 'symbol', symbol: token.symbol }
      const index = alphabet.symbol(token.symbol)
      return [{ kind: 'letter', index, letter, inSegment: token.inSegment, part: 'whole' }]
    }
    case 'variable': {
      const index = alphabet.variable(token.key, token.fallback)
      const letter: Letter = { kind: 'variable', key: token.key }
      return [{ kind: 'letter', index, letter, inSegment: token.inSegment, part: 'whole' }]
    }
  }
}

function inTwo(step: Step): readonly Step[] {
  if (step.kind !== 'letter') return [step]
  return [
    { ...step, part: 'entry' },
    { ...step, part: 'inside' },
  ]
}

function takes(step: Extract<Step, { kind: 'wildcard' }>, code: Code): boolean {
  // A wildcard of another pattern may stand for a slash or a colon.
  if (step.inName && (code === SLASH || code === COLON || isWildcard(code))) return false
  if (code === MANY_WORD) return step.many && !step.inSegment
  if (code === MANY_IN_SEGMENT_WORD) return step.many
  if (code === ONE_WORD) return !step.inSegment
  if (code === ONE_IN_SEGMENT_WORD) return true
  if (isLetter(code)) return step.many && (!step.inSegment || isColonFree(code))
  return !step.inSegment || code !== COLON
}

function isWildcard(code: Code): boolean {
  return code >= MANY_WORD && code <= ONE_IN_SEGMENT_WORD
}

function lowerCase(code: Code): Code {
  return code < OTHER ? String.fromCharCode(code).toLowerCase().charCodeAt(0) : code
}

function upperCase(code: Code): Code {
  return code < OTHER ? String.fromCharCode(code).toUpperCase().charCodeAt(0) : code
}
