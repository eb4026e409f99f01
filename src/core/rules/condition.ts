import type { ASTNode, ParseResult } from '@marcbachmann/cel-js'
import { type ConditionSize, conditionSize, costBound } from './condition-bound.ts'
import { constantProblem } from './condition-constant.ts'
import { childrenOf, conditionCost } from './condition-cost.ts'
import { CONDITION_FUNCTIONS, conditionEnvironment, LOOPS } from './condition-environment.ts'
import { growthProblem } from './condition-growth.ts'
import { suggestion } from './near-miss.ts'
import type { Parameter } from './parameter.ts'
import { RULE_TYPES, RULE_VARIABLES } from './rule-fields.ts'
import type { RuleInput } from './rule-input.ts'

/** A rule's `when`, checked. */
export interface CompiledCondition {
  readonly source: string
  /** What it may read as `parameters.<name>`. */
  readonly parameters: readonly Parameter[]
  /** True or false, or why it could not be evaluated. Never throws. */
  readonly evaluate: (input: RuleInput) => boolean | ConditionFailure
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

/**
 * Parses and type-checks a CEL expression over the variables that rules have, with the parameters of this one. It must
 * be a boolean and use the documented functions only.
 */
export function compileCondition(
  source: string,
  parameters: readonly Parameter[] = [],
): CompiledCondition | ConditionProblem {
  const environment = conditionEnvironment(parameters)
  const checked = environment.check(source)
  if (!checked.valid) return problemOf(source, parameters, checked.error)
  if (checked.type !== 'bool') {
    return {
      summary: `the expression is of type ${checked.type}, not bool`,
      detail: 'A rule speaks where its `when` is true, so the whole expression must be a comparison or a test.',
      start: 0,
      end: source.length,
    }
  }
  const parsed = environment.parse(source)
  // Gives each node its type.
  parsed.check()
  const size = measure(parsed.ast)
  if (size.problem !== undefined) return size.problem
  const bounds = conditionSize(parsed.ast)
  return { source, parameters, evaluate: (input) => evaluate(parsed, bounds, input) }
}

const MAX_NESTED_LOOPS = 2
/** Node visits of one evaluation, at most; some 0.3 µs each. */
const MAX_COST = 2_000_000

function problemOf(source: string, parameters: readonly Parameter[], error: unknown): ConditionProblem {
  const { summary, range, message } = describeError(error)
  const start = Math.min(range?.start ?? 0, source.length)
  const end = Math.min(range?.end ?? source.length, source.length)
  const own = parameters.map(({ name }) => name)
  const names = [...Object.keys(RULE_VARIABLES), 'parameters', ...own]
  const fields = Object.values(RULE_TYPES).flatMap((type) => Object.keys(type))
  const isName = /no such key|unknown variable/i.test(summary)
  const written = source.slice(start, end).replace(/^.*\./s, '')
  const called = /^found no matching overload for '(?:.*\.)?(\w+)\(/i.exec(summary)?.[1]
  const isUndeclared = isName && written === 'parameters' && own.length === 0
  const known = isUndeclared ? UNDECLARED : isName ? fieldsSentence(own) : wayOut(summary, called)
  const isSuggested = isName && !isUndeclared
  const meant = isSuggested ? suggestion(written, [...names, ...fields]) : meantFunction(called)
  return {
    summary: `the expression is not valid: ${lowerFirst(summary)}`,
    detail: `${meant}${sentence(message.split('\n')[0] ?? summary)} ${known}`.trimEnd(),
    start,
    end,
  }
}

/** One that may be called was given something else than it takes. */
function meantFunction(called: string | undefined): string {
  return called === undefined || CONDITION_FUNCTIONS.includes(called) ? '' : suggestion(called, CONDITION_FUNCTIONS)
}

const UNDECLARED = 'This rule declares none: add them under `parameters`.'

/** What to do about anything but a name that nobody knows. */
function wayOut(summary: string, called: string | undefined): string {
  if (called !== undefined) return FUNCTIONS_SENTENCE
  if (/^no such overload/i.test(summary))
    return 'Compare a text with a text and a number with a number, and ask `in` of a list; docs/writing-rules.md has the type of every field.'
  if (/^exceeded /i.test(summary))
    return 'A condition has at most 400 nodes, 32 deep, and lists of 100: shorten it, or make two rules of it.'
  return 'docs/writing-rules.md says how a condition is written.'
}

const FUNCTIONS_SENTENCE = `Rules may call: ${CONDITION_FUNCTIONS.join(', ')}.`

function fieldsSentence(parameters: readonly string[]): string {
  const { Change, Region, Context, Data } = RULE_TYPES
  const listed = (fields: object) => Object.keys(fields).join(', ')
  const own = parameters.length === 0 ? '' : `; of \`parameters\`: ${parameters.join(', ')}`
  return `Fields of \`change\`: ${listed(Change)}; of a region: ${listed(Region)}; of \`context\`: ${listed(Context)}; of \`data\`: ${listed(Data)}${own}.`
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
  readonly loops: number
  readonly problem?: ConditionProblem
}

/** Counts nested loops, and looks for a function that rules may not call and for what grows beyond the change. */
function measure(node: ASTNode): Size {
  let loops = 0
  for (const child of childrenOf(node)) {
    const size = measure(child)
    if (size.problem !== undefined) return size
    loops = Math.max(loops, size.loops)
  }
  const constant = constantProblem(node)
  if (constant !== undefined) return { loops, problem: neverEvaluates(node, constant) }
  const growth = growthProblem(node)
  if (growth !== undefined) return { loops, problem: grows(node, growth) }
  const name = node.op === 'call' || node.op === 'rcall' ? node.args[0] : undefined
  if (name !== undefined && !CONDITION_FUNCTIONS.includes(name)) return { loops, problem: forbidden(node, name) }
  if (name !== undefined && LOOPS.has(name)) loops += 1
  return loops > MAX_NESTED_LOOPS ? { loops, problem: tooNested(node) } : { loops }
}

function neverEvaluates(node: ASTNode, detail: string): ConditionProblem {
  return { summary: 'a part of the expression fails on every change', detail, start: node.start, end: node.end }
}

function grows(node: ASTNode, detail: string): ConditionProblem {
  const summary = 'lists and texts of a change may not be joined in a rule'
  return { summary, detail, start: node.start, end: node.end }
}

function forbidden(node: ASTNode, name: string): ConditionProblem {
  const detail = `${FUNCTIONS_SENTENCE} For patterns use \`like\` with \`*\` and \`?\`.`
  return { summary: `the function \`${name}\` may not be used in a rule`, detail, start: node.start, end: node.end }
}

function tooNested(node: ASTNode): ConditionProblem {
  const detail = `At most ${MAX_NESTED_LOOPS} loops may stand inside one another, so that a rule stays fast on any change.`
  return { summary: 'loops are nested too deeply', detail, start: node.start, end: node.end }
}

function evaluate(parsed: ParseResult, size: ConditionSize, input: RuleInput): boolean | ConditionFailure {
  // The exact cost takes longer to work out than most conditions to be evaluated.
  if (costBound(size, input) > MAX_COST && conditionCost(parsed.ast, input) > MAX_COST) {
    return { failure: 'the change is too large for this rule to be evaluated within its limit' }
  }
  try {
    const answer: unknown = parsed({ ...input })
    return typeof answer === 'boolean' ? answer : { failure: `the expression gave ${typeof answer}, not a boolean` }
  } catch (error) {
    return { failure: `the expression failed: ${lowerFirst(describeError(error).summary)}` }
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
