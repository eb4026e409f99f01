import type { Machine, State } from './automaton.ts'
import { type Code, OTHER } from './letters.ts'

/** Accepts each of many texts, and nothing else: one machine in place of one for each of them. */
export class TextTrie implements Machine {
  readonly heedsColons = false
  readonly start: State = node(0, false)
  readonly #ignoreCase: boolean
  #size = 1

  constructor(ignoreCase: boolean) {
    this.#ignoreCase = ignoreCase
  }

  /** `text` is in lower case where case does not count. */
  add(text: readonly Code[]): void {
    let at = this.start
    text.forEach((code, index) => {
      const isEnd = index === text.length - 1
      const known = at.next.get(code)
      const next = known === undefined || (isEnd && !known.accepting) ? this.#grown(known, isEnd) : known
      at.next.set(code, next)
      at = next
    })
  }

  step(state: State, code: Code): State {
    const read = this.#ignoreCase && code < OTHER ? String.fromCharCode(code).toLowerCase().charCodeAt(0) : code
    return state.next.get(read) ?? DEAD
  }

  /** A node, or the same one where a text now ends. */
  #grown(known: State | undefined, isEnd: boolean): State {
    return known === undefined ? node(this.#size++, isEnd) : { ...known, accepting: isEnd }
  }
}

function node(id: number, accepting: boolean): State {
  return { id, positions: [0], accepting, demands: [], next: new Map() }
}

const DEAD: State = { id: -1, positions: [], accepting: false, demands: [], next: new Map() }
