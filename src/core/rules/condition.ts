import { type ASTNode, Environment } from '@marcbachmann/cel-js'
import { CHANGE_SCHEMA, type Change, REGION_SCHEMA } from './change.ts'
import { suggestion } from './near-miss.ts'
import { matchesWildcard } from './wildcard.ts'

/** A rule's `when`, checked. */
export interface CompiledCondition {
  readonly source: string
  /** True or false, or why it could not be evaluated. Never throws. */
  readonly evaluate: (change: Change) => boolean | ConditionFailure
}

interface ConditionFailure {
  readonly failure: string
}

/** What is wrong with an expression, and where in its text. */
export interface ConditionProblem {
  readonly summary: string
  readonly detail: string
  readonly start: number
  readonly end: number
}

/** Parses and type-checks a CEL expression over `change`. It must be a boolean and use the documented functions only. */
export function compileCondition(source: string): CompiledCondition | ConditionProblem {
  const checked = ENVIRONMENT.check(source)
  if (!checked.valid) return problemOf(source, checked.error)
  if (checked.type !== 'bool') {
    return {
      summary: `the expression is of type ${checked.type}, not bool`,
      detail: 'A rule speaks where its `when` is true, so the whole expression must be a comparison or a test.',
      start: 0,
      end: source.length,
    }
  }
  const parsed = ENVIRONMENT.parse(source)
  const size = measure(parsed.ast)
  if (size.problem !== undefined) return size.problem
  return { source, evaluate: (change) => evaluate(parsed, size, change) }
}

/** Functions and macros that rules may call; `matches` is not among them: its patterns can take exponential time. */
const CONDITION_FUNCTIONS = [
  'all',
  'contains',
  'endsWith',
  'exists',
  'exists_one',
  'filter',
  'like',
  'lowerAscii',
  'map',
  'size',
  'startsWith',
]

const MAX_NESTED_LOOPS = 2
/** Node visits of one evaluation, at most; some 0.3 µs each. */
const MAX_COST = 2_000_000

const ENVIRONMENT = new Environment({ limits: { maxAstNodes: 400, maxDepth: 32, maxListElements: 100 } })
  .registerType({ name: 'Region', schema: REGION_SCHEMA })
  .registerType({ name: 'Change', schema: CHANGE_SCHEMA })
  .registerVariable('change', 'Change')
  .registerFunction('string.like(string): bool', (text: string, pattern: string) =>
    matchesWildcard(text.toLowerCase(), pattern.toLowerCase()),
  )

function problemOf(source: string, error: unknown): ConditionProblem {
  const { summary, range, message } = describeError(error)
  const start = Math.min(range?.start ?? 0, source.length)
  const end = Math.min(range?.end ?? source.length, source.length)
  const fields = [Object.keys(CHANGE_SCHEMA), Object.keys(REGION_SCHEMA)] as const
  const isName = /no such key|unknown variable/i.test(summary)
  const meant = isName ? suggestion(source.slice(start, end), ['change', ...fields.flat()]) : ''
  return {
    summary: `the expression is not valid: ${lowerFirst(summary)}`,
    detail: `${meant}${sentence(message.split('\n')[0] ?? summary)} Fields of \`change\`: ${fields[0].join(', ')}; of a region: ${fields[1].join(', ')}.`,
    start,
    end,
  }
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`.replace(/\.?$/, '.')
}

function describeError(error: unknown): {
  readonly summary: string
  readonly message: string
  readonly range?: { readonly start: number; readonly end: number }
} {
  if (!(error instanceof Error)) return { summary: String(error), message: String(error) }
  const summary = 'summary' in error && typeof error.summary === 'string' ? error.summary : error.message
  const range = 'range' in error ? error.range : undefined
  if (typeof range !== 'object' || range === null || !('start' in range) || !('end' in range)) {
    return { summary, message: error.message }
  }
  return { summary, message: error.message, range: { start: Number(range.start), end: Number(range.end) } }
}

interface Size {
  readonly nodes: number
  readonly loops: number
  readonly problem?: ConditionProblem
}

/** Counts nodes and nested loops, and looks for a function that rules may not call. */
function measure(node: ASTNode): Size {
  let nodes = 1
  let loops = 0
  for (const child of childrenOf(node)) {
    const size = measure(child)
    if (size.problem !== undefined) return size
    nodes += size.nodes
    loops = Math.max(loops, size.loops)
  }
  const name = node.op === 'call' || node.op === 'rcall' ? node.args[0] : undefined
  if (name !== undefined && !CONDITION_FUNCTIONS.includes(name)) return { nodes, loops, problem: forbidden(node, name) }
  if (name !== undefined && LOOPS.has(name)) loops += 1
  return loops > MAX_NESTED_LOOPS ? { nodes, loops, problem: tooNested(node) } : { nodes, loops }
}

const LOOPS = new Set(['all', 'exists', 'exists_one', 'filter', 'map'])

function childrenOf(node: ASTNode): readonly ASTNode[] {
  const children: ASTNode[] = []
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) collect(item)
    else if (isNode(value)) children.push(value)
  }
  collect(node.args)
  return children
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value
}

function forbidden(node: ASTNode, name: string): ConditionProblem {
  const detail = `Rules may call: ${CONDITION_FUNCTIONS.join(', ')}. For patterns use \`like\` with \`*\` and \`?\`.`
  return { summary: `the function \`${name}\` may not be used in a rule`, detail, start: node.start, end: node.end }
}

function tooNested(node: ASTNode): ConditionProblem {
  const detail = `At most ${MAX_NESTED_LOOPS} loops may stand inside one another, so that a rule stays fast on any change.`
  return { summary: 'loops are nested too deeply', detail, start: node.start, end: node.end }
}

function evaluate(
  parsed: (context: { readonly change: Change }) => unknown,
  size: Size,
  change: Change,
): boolean | ConditionFailure {
  if (size.nodes * longestList(change) ** size.loops > MAX_COST) {
    return { failure: 'the change is too large for this rule to be evaluated within its limit' }
  }
  try {
    const answer = parsed({ change })
    return typeof answer === 'boolean' ? answer : { failure: `the expression gave ${typeof answer}, not a boolean` }
  } catch (error) {
    return { failure: `the expression failed: ${lowerFirst(describeError(error).summary)}` }
  }
}

function longestList(change: Change): number {
  const lists = [
    change.actions,
    change.resources,
    change.principals,
    change.conditions,
    change.regions,
    change.tools,
    change.verdicts,
    change.opens,
  ]
  return Math.max(1, ...lists.map((list) => list.length))
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
