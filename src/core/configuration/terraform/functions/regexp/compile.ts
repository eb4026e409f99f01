import type { Assertion, CharacterTest, Node } from './node.ts'

/** More instructions than this are not made: a pattern of the size that RE2 takes could need a million. */
const MAX_INSTRUCTIONS = 5_000

/** One step of the machine that matches. The first of two ways of a `fork` is preferred. */
export type Instruction =
  | { readonly kind: 'character'; readonly test: CharacterTest; readonly next: number }
  | { readonly kind: 'assertion'; readonly assertion: Assertion; readonly next: number }
  | { readonly kind: 'fork'; readonly first: number; readonly second: number }
  | { readonly kind: 'save'; readonly slot: number; readonly next: number }
  | { readonly kind: 'match' }

export interface Program {
  readonly instructions: readonly Instruction[]
  readonly start: number
}

/** The program of a pattern, made from its end to its beginning; undefined where it would be too long. */
export function compile(node: Node): Program | undefined {
  const instructions: Instruction[] = [{ kind: 'match' }]
  const start = emit({ kind: 'capture', index: 0, item: node }, 0, instructions)
  return start === undefined || instructions.length > MAX_INSTRUCTIONS ? undefined : { instructions, start }
}

/** Emits what matches `node` and goes on at `next`; its own start, or undefined beyond the limit. */
function emit(node: Node, next: number, into: Instruction[]): number | undefined {
  if (into.length > MAX_INSTRUCTIONS) return undefined
  switch (node.kind) {
    case 'empty':
      return next
    case 'character':
      return into.push({ kind: 'character', test: node.test, next }) - 1
    case 'assertion':
      return into.push({ kind: 'assertion', assertion: node.assertion, next }) - 1
    case 'capture': {
      const close = into.push({ kind: 'save', slot: node.index * 2 + 1, next }) - 1
      const inner = emit(node.item, close, into)
      return inner === undefined ? undefined : into.push({ kind: 'save', slot: node.index * 2, next: inner }) - 1
    }
    case 'sequence':
      return node.items.reduceRight<number | undefined>(
        (at, item) => (at === undefined ? undefined : emit(item, at, into)),
        next,
      )
    case 'alternation':
      return emitAlternation(node.items, next, into)
    case 'repetition':
      return emitRepetition(node, next, into)
  }
}

function emitAlternation(items: readonly Node[], next: number, into: Instruction[]): number | undefined {
  let rest: number | undefined
  for (const item of items.toReversed()) {
    const first = emit(item, next, into)
    if (first === undefined) return undefined
    rest = rest === undefined ? first : into.push({ kind: 'fork', first, second: rest }) - 1
  }
  return rest
}

type Repetition = Extract<Node, { kind: 'repetition' }>

/** `x{2,4}` is `xx(x(x)?)?`, `x{2,}` is `xx+`, and `x*` of what may be empty is `(x+)?`, as Go does it. */
function emitRepetition(node: Repetition, next: number, into: Instruction[]): number | undefined {
  const { item, minimum, maximum } = node
  let at: number | undefined = next
  if (maximum === Infinity) {
    at = minimum === 0 && !canBeEmpty(item) ? emitStar(node, next, into) : emitPlus(node, next, into)
    if (at !== undefined && minimum === 0 && canBeEmpty(item)) at = fork(node, at, next, into)
  } else {
    for (let count = maximum; count > minimum && at !== undefined; count -= 1) {
      const inner: number | undefined = emit(item, at, into)
      at = inner === undefined ? undefined : fork(node, inner, next, into)
    }
  }
  const copies = maximum === Infinity ? minimum - 1 : minimum
  for (let count = 0; count < copies && at !== undefined; count += 1) at = emit(item, at, into)
  return at
}

function emitStar(node: Repetition, next: number, into: Instruction[]): number | undefined {
  const loop = fork(node, 0, next, into)
  const inner = emit(node.item, loop, into)
  if (inner !== undefined) into[loop] = forkOf(node, inner, next)
  return inner === undefined ? undefined : loop
}

function emitPlus(node: Repetition, next: number, into: Instruction[]): number | undefined {
  const loop = fork(node, 0, next, into)
  const inner = emit(node.item, loop, into)
  if (inner !== undefined) into[loop] = forkOf(node, inner, next)
  return inner
}

function fork(node: Repetition, inner: number, next: number, into: Instruction[]): number {
  return into.push(forkOf(node, inner, next)) - 1
}

function forkOf(node: Repetition, inner: number, next: number): Instruction {
  const [first, second] = node.greedy ? [inner, next] : [next, inner]
  return { kind: 'fork', first, second }
}

function canBeEmpty(node: Node): boolean {
  switch (node.kind) {
    case 'empty':
    case 'assertion':
      return true
    case 'character':
      return false
    case 'capture':
      return canBeEmpty(node.item)
    case 'sequence':
      return node.items.every(canBeEmpty)
    case 'alternation':
      return node.items.some(canBeEmpty)
    case 'repetition':
      return node.minimum === 0 || canBeEmpty(node.item)
  }
}
