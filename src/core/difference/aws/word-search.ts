import type { Machine, State } from './automaton.ts'
import type { Budget } from './budget.ts'
import { COLON, type Code, OTHER, type Word } from './letters.ts'

/** Which words to look for, and what to tell of each. */
export interface WordProblem {
  /** How every word begins that fits: it is not searched for. */
  readonly prefix?: Word
  /** A word is accepted by at least one automaton of every group. */
  readonly groups: readonly (readonly Machine[])[]
  /** No automaton of these accepts it. */
  readonly excluded: readonly Machine[]
  /** Whether these accept it is told to the visitor. */
  readonly observed: readonly Observed[]
}

export interface Observed {
  readonly automaton: Machine
  /** True where being accepted may be what the search is after, so that its characters are worth reading. */
  readonly demanded: boolean
}

/**
 * Told every different answer of the observed automata, with a shortest word of it. `stop` ends the search; `another`
 * asks for one more word of the same answer.
 */
export type WordVisitor = (accepted: readonly boolean[], word: Word) => 'stop' | 'next' | 'another'

/**
 * Walks the words that fit a problem, shortest first, through the lazily built product of its automata.
 * Only characters that some demanded automaton spells are read besides `OTHER`: any other character leads an
 * automaton that nobody wants to accept at least as far as `OTHER` does, so that the words found are those with the
 * fewest answers of the undemanded ones. The colon is read where a wildcard stops at it.
 */
export function searchWords(problem: WordProblem, budget: Budget, visit: WordVisitor): 'found' | 'none' | 'limit' {
  const grouped = problem.groups.flat()
  const others = [...problem.excluded, ...problem.observed.map((each) => each.automaton)]
  const automata = [...grouped, ...others]
  const product = layout(problem)
  const colonMatters = automata.some((automaton) => automaton.heedsColons)
  const { prefix = [] } = problem
  const queue: Node[] = [{ states: automata.map((automaton) => after(automaton, prefix)) }]
  const seen = new Set<string>([keyOf(queue[0]?.states ?? [])])
  const told = new Set<string>()
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at]
    if (node === undefined) break
    const answers = answersAt(node.states, product)
    if (answers !== undefined && !told.has(answers.join())) {
      const wish = visit(answers, [...prefix, ...wordOf(node)])
      if (wish === 'stop') return 'found'
      if (wish === 'next') told.add(answers.join())
      // Where nothing is told of words, they are all alike.
      if (wish === 'next' && answers.length === 0) return 'none'
    }
    for (const code of codesAt(node.states, product, colonMatters)) {
      const states: State[] = []
      for (const automaton of grouped) states.push(step(automaton, node.states, states.length, code))
      if (!canFit(states, product)) continue
      for (const automaton of others) states.push(step(automaton, node.states, states.length, code))
      const key = keyOf(states)
      if (seen.has(key)) continue
      if (!budget.spendSteps(states.length)) return 'limit'
      seen.add(key)
      queue.push({ states, code, parent: node })
    }
  }
  return 'none'
}

function after(automaton: Machine, prefix: Word): State {
  let state = automaton.start
  for (const code of prefix) if (state.positions.length > 0) state = automaton.step(state, code)
  return state
}

function step(automaton: Machine, states: readonly State[], index: number, code: Code): State {
  const state = states[index] ?? automaton.start
  // Most automata give up early; from there they go nowhere.
  return state.positions.length === 0 ? state : automaton.step(state, code)
}

interface Node {
  readonly states: readonly State[]
  readonly code?: Code
  readonly parent?: Node
}

/** Where each role stands in the list of automata. */
interface Layout {
  readonly groups: readonly (readonly number[])[]
  readonly excluded: readonly number[]
  readonly observed: readonly number[]
  readonly demanding: readonly number[]
}

function layout(problem: WordProblem): Layout {
  let at = 0
  const take = (count: number) => Array.from({ length: count }, () => at++)
  const groups = problem.groups.map((group) => take(group.length))
  const excluded = take(problem.excluded.length)
  const observed = take(problem.observed.length)
  const demanded = observed.filter((_, index) => problem.observed[index]?.demanded)
  return { groups, excluded, observed, demanding: [...groups.flat(), ...demanded] }
}

function answersAt(states: readonly State[], product: Layout): readonly boolean[] | undefined {
  const fits = product.groups.every((group) => group.some((index) => states[index]?.accepting))
  if (!fits || product.excluded.some((index) => states[index]?.accepting)) return undefined
  return product.observed.map((index) => states[index]?.accepting === true)
}

function canFit(states: readonly State[], product: Layout): boolean {
  return product.groups.every((group) => group.some((index) => (states[index]?.positions.length ?? 0) > 0))
}

function codesAt(states: readonly State[], product: Layout, colonMatters: boolean): ReadonlySet<Code> {
  const codes = new Set<Code>([OTHER])
  for (const index of product.demanding) for (const code of states[index]?.demands ?? []) codes.add(code)
  if (colonMatters) codes.add(COLON)
  return codes
}

function keyOf(states: readonly State[]): string {
  let key = ''
  for (let at = 0; at < states.length; at++) {
    const state = states[at]
    if (state !== undefined && state.positions.length > 0) key += `${at}:${state.id},`
  }
  return key
}

function wordOf(node: Node): Word {
  const word: Code[] = []
  for (let at: Node | undefined = node; at?.code !== undefined; at = at.parent) word.push(at.code)
  return word.reverse()
}
