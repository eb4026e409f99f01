import { parseRegex, type RegexNode } from './regex-syntax.ts'

/** How many steps a backtracking matcher takes to search a text, the same on every machine. */
export interface StepCounter {
  /** At most `limit`: then it gives up. */
  steps(text: string, limit: number): number
  /** Texts of about so many characters that were made of the expression's own parts to make it slow. */
  attacks(chars: number): readonly string[]
}

/**
 * Searches as JavaScript does: from each position in turn, greedy first, backtracking into everything. A bounded
 * quantifier is a constant factor; it is cut to `BOUND`, so that short texts already show how the cost grows.
 */
export function stepCounter(expression: RegExp): StepCounter {
  const tree = parseRegex(expression.source)
  const compiled: Compiled = { tests: new Map(), flags: expression.flags.replaceAll(/[gy]/g, ''), steps: 0, limit: 0 }
  return {
    steps(text, limit) {
      compiled.steps = 0
      compiled.limit = limit
      const characters = [...text]
      for (let start = 0; start <= characters.length; start++) {
        if (compiled.steps >= limit || run(compiled, tree, characters, start, () => true)) break
      }
      return Math.min(compiled.steps, limit)
    },
    attacks: (chars) => attacksOf(tree, compiled, chars),
  }
}

const BOUND = 8

interface Compiled {
  readonly tests: Map<string, (character: string) => boolean>
  readonly flags: string
  steps: number
  limit: number
}

type Continue = (at: number) => boolean

function run(compiled: Compiled, node: RegexNode, text: readonly string[], at: number, next: Continue): boolean {
  compiled.steps += 1
  // Giving up looks like a match, which ends the search.
  if (compiled.steps >= compiled.limit) return true
  switch (node.kind) {
    case 'one':
      return at < text.length && matches(compiled, node.source, text[at] ?? '') && next(at + 1)
    case 'edge':
      return holds(node.source, compiled.flags, text, at) && next(at)
    case 'look':
      return looks(compiled, node, text, at) !== node.negative && next(at)
    case 'sequence':
      return items(compiled, node.items, 0, text, at, next)
    case 'choice':
      return node.options.some((option) => run(compiled, option, text, at, next))
    case 'repeat':
      return node.body.kind === 'one' && !node.lazy
        ? characters(compiled, node, node.body.source, text, at, next)
        : repeat(compiled, node, text, at, 0, next)
  }
}

function matches(compiled: Compiled, source: string, character: string): boolean {
  const known = compiled.tests.get(source)
  if (known !== undefined) return known(character)
  const expression = new RegExp(`^${source}$`, compiled.flags.includes('u') ? compiled.flags : `${compiled.flags}s`)
  const answers = new Map<string, boolean>()
  const test = (each: string) => {
    const answer = answers.get(each) ?? (source === '.' ? each !== '\n' : expression.test(each))
    answers.set(each, answer)
    return answer
  }
  compiled.tests.set(source, test)
  return test(character)
}

function holds(source: string, flags: string, text: readonly string[], at: number): boolean {
  const lines = flags.includes('m')
  if (source === '^') return at === 0 || (lines && text[at - 1] === '\n')
  if (source === '$') return at === text.length || (lines && text[at] === '\n')
  const isWord = (character: string | undefined) => character !== undefined && /^\w$/.test(character)
  return (isWord(text[at - 1]) !== isWord(text[at])) === (source === '\\b')
}

/** Behind: tried from a few positions, since nothing here looks further back. */
function looks(
  compiled: Compiled,
  { behind, body }: RegexNode & { kind: 'look' },
  text: readonly string[],
  at: number,
) {
  if (!behind) return run(compiled, body, text, at, () => true)
  for (let from = at; from >= Math.max(0, at - BOUND); from--) {
    if (run(compiled, body, text, from, (end) => end === at)) return true
  }
  return false
}

function items(
  compiled: Compiled,
  nodes: readonly RegexNode[],
  index: number,
  text: readonly string[],
  at: number,
  next: Continue,
): boolean {
  const node = nodes[index]
  return node === undefined
    ? next(at)
    : run(compiled, node, text, at, (end) => items(compiled, nodes, index + 1, text, end, next))
}

type Repeat = RegexNode & { kind: 'repeat' }

/** A run of single characters, without recursion: as many as there are, then one less, and so on. */
function characters(
  compiled: Compiled,
  { min, max }: Repeat,
  source: string,
  text: readonly string[],
  at: number,
  next: Continue,
): boolean {
  const limit = Math.min(max === Number.POSITIVE_INFINITY ? text.length : Math.min(max, BOUND), text.length - at)
  let count = 0
  while (count < limit && matches(compiled, source, text[at + count] ?? '')) count += 1
  compiled.steps += count
  for (; count >= Math.min(min, BOUND); count--) {
    compiled.steps += 1
    if (compiled.steps >= compiled.limit || next(at + count)) return true
  }
  return false
}

function repeat(
  compiled: Compiled,
  node: Repeat,
  text: readonly string[],
  at: number,
  count: number,
  next: Continue,
): boolean {
  const max = node.max === Number.POSITIVE_INFINITY ? text.length : Math.min(node.max, BOUND)
  const again = () =>
    count < max &&
    run(compiled, node.body, text, at, (end) => end > at && repeat(compiled, node, text, end, count + 1, next))
  const enough = () => count >= Math.min(node.min, BOUND) && next(at)
  return node.lazy ? enough() || again() : again() || enough()
}

const SAMPLES = [...'aA0 -_.:/<>@=?+q"#!&*~\\\n\tо🤖,;()[]|^\'`', '\u00e9', '\u200b', '\u2028', '\u0001']
const BREAKERS = ['', '\u0001', 'a', ' ', '!']

/** Each part that repeats, repeated between what stands before it and what keeps the whole from matching. */
function attacksOf(tree: RegexNode, compiled: Compiled, chars: number): readonly string[] {
  const texts = new Set<string>()
  const whole = sample(tree, compiled)
  const pumps = [...pumpsOf(tree, compiled), whole, whole.slice(0, -1), ...SAMPLES]
  const fronts = new Set(['', whole.slice(0, 1), whole.slice(0, Math.ceil(whole.length / 2)), whole.slice(0, -1)])
  for (const pump of new Set(pumps)) {
    if (pump === '') continue
    const middle = pump.repeat(Math.ceil(chars / [...pump].length))
    for (const front of fronts) for (const breaker of BREAKERS) texts.add(front + middle + breaker)
  }
  return [...texts]
}

function pumpsOf(node: RegexNode, compiled: Compiled): readonly string[] {
  switch (node.kind) {
    case 'one':
      return [...sampleAll(node.source, compiled)].slice(0, 4)
    case 'edge':
      return []
    case 'look':
      return pumpsOf(node.body, compiled)
    case 'sequence':
      return node.items.flatMap((item) => pumpsOf(item, compiled))
    case 'choice':
      return node.options.flatMap((option) => [sample(option, compiled), ...pumpsOf(option, compiled)])
    case 'repeat':
      return [sample(node.body, compiled), ...pumpsOf(node.body, compiled)]
  }
}

function sampleAll(source: string, compiled: Compiled): readonly string[] {
  const literal = /^\\?[^\\[\]]$/u.test(source) ? [source.replace(/^\\(?=[^a-z])/i, '')] : []
  return [...literal, ...SAMPLES].filter((character) => matches(compiled, source, character))
}

/** A short text that the part matches, nearly always. */
function sample(node: RegexNode, compiled: Compiled): string {
  switch (node.kind) {
    case 'one':
      return sampleAll(node.source, compiled)[0] ?? ''
    case 'edge':
    case 'look':
      return ''
    case 'sequence':
      return node.items.map((item) => sample(item, compiled)).join('')
    case 'choice':
      return sample(node.options[0] ?? { kind: 'sequence', items: [] }, compiled)
    case 'repeat':
      return sample(node.body, compiled).repeat(Math.max(1, Math.min(node.min, BOUND)))
  }
}
