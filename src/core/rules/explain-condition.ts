import { type ASTNode, serialize } from '@marcbachmann/cel-js'
import { boundedText } from '../text/quoted-text.ts'
import type { CompiledCondition } from './condition.ts'
import { conditionCost } from './condition-cost.ts'
import { LOOPS } from './condition-environment.ts'
import { type ParsedParts, parsedCondition } from './parsed-condition.ts'
import type { RuleInput } from './rule-input.ts'

/** A part of an expression and what it came to, with the parts that it was made of. */
export interface ConditionTrace {
  /** The part as it is written, on one line; of an element of a list `name = value`. */
  readonly source: string
  /** As CEL writes values, bounded; empty for an element of a list. */
  readonly value: string
  readonly parts: readonly ConditionTrace[]
  /** How its parts are joined, where it is a list of conditions: all of them must be true, or one. */
  readonly joins?: 'and' | 'or'
}

/** What evaluation may still cost, in node visits; counted down. */
export interface ExplanationBudget {
  cost: number
}

/**
 * The value of an expression and of every part of it that says why. Parts that logic would not have asked are evaluated,
 * too. Of a list that a loop runs through, the element that decides is shown, else the first few. Never throws: a part
 * that cannot be evaluated has the reason as its value.
 */
export function explainCondition(
  condition: CompiledCondition,
  input: RuleInput,
  evaluation: ExplanationBudget = explanationBudget(),
): ConditionTrace {
  const { ast, parts } = parsedCondition(condition)
  return traceOf(ast, { parts, input, variables: { ...input }, budget: { left: MAX_PARTS }, evaluation })
}

/**
 * How many conditions that are true are missing until the whole is: 0 where it is true, and at least 1 where it is not.
 * Of alternatives, the nearest counts.
 */
export function missingParts({ value, parts, joins }: ConditionTrace): number {
  if (value === 'true') return 0
  const missing = parts.map(missingParts)
  if (joins === undefined || missing.length === 0) return 1
  return Math.max(1, joins === 'or' ? Math.min(...missing) : missing.reduce((sum, each) => sum + each, 0))
}

/** Enough for what people write about changes that people make; all rules about one fact may share it. */
export function explanationBudget(): ExplanationBudget {
  return { cost: MAX_COST }
}

/** Node visits; some 0.3 µs each. */
const MAX_COST = 2_000_000
/** What parsing a part by itself takes, in visits. */
const PART_COST = 100
/** Parts of one explanation; what is beyond them is left out. */
const MAX_PARTS = 200
const MAX_ELEMENTS = 3
/** Elements of a list that are looked at for the one that decides. */
const MAX_TRIED = 200

interface Scope {
  readonly parts: ParsedParts
  readonly input: RuleInput
  /** The input, and what loops bind. */
  readonly variables: Readonly<Record<string, unknown>>
  readonly budget: { left: number }
  readonly evaluation: ExplanationBudget
}

function traceOf(node: ASTNode, scope: Scope): ConditionTrace {
  scope.budget.left -= 1
  const value = answerOf(node, scope)
  const parts = scope.budget.left > 0 ? partsOf(node, value, scope) : []
  const joins = node.op === '&&' ? 'and' : node.op === '||' ? 'or' : undefined
  return { source: textOf(node), value: shown(value), parts, ...(joins === undefined ? {} : { joins }) }
}

type Value = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'failed'; readonly why: string }

/** Evaluated by itself, over the same variables. */
function answerOf(node: ASTNode, { parts, input, variables, evaluation }: Scope): Value {
  evaluation.cost -= PART_COST + conditionCost(node, input)
  if (evaluation.cost < 0) return { kind: 'failed', why: 'the change is too large for it to be explained in full' }
  try {
    return { kind: 'value', value: parts.parsed(node)({ ...variables }) }
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) }
  }
}

function partsOf(node: ASTNode, value: Value, scope: Scope): readonly ConditionTrace[] {
  switch (node.op) {
    case '&&':
    case '||':
      return chain(node, node.op).map((operand) => traceOf(operand, scope))
    case '?:':
      return node.args.filter(isTelling).map((operand) => traceOf(operand, scope))
    case '!_':
    case '-_':
      return [traceOf(node.args, scope)]
    case 'rcall':
      return LOOPS.has(node.args[0])
        ? elementsOf(node.args[1], node.args[2], { name: node.args[0], value }, scope)
        : operands([node.args[1], ...node.args[2]], scope)
    case 'call':
      return operands(node.args[1], scope)
    case 'value':
    case 'id':
    case '.':
    case '.?':
    case 'map':
      return []
    default:
      return operands(node.args, scope)
  }
}

function operands(nodes: readonly ASTNode[], scope: Scope): readonly ConditionTrace[] {
  return nodes.filter(isTelling).map((operand) => traceOf(operand, scope))
}

/** What is written out says its value itself, and that of an element is told above. */
function isTelling(node: ASTNode): boolean {
  return node.op === 'list' ? node.args.some(isTelling) : node.op !== 'value' && node.op !== 'id'
}

/** `a && b && c` is one list of three. */
function chain(node: ASTNode, op: '&&' | '||'): readonly ASTNode[] {
  return node.op === op ? node.args.flatMap((operand) => chain(operand, op)) : [node]
}

interface Loop {
  readonly name: string
  readonly value: Value
}

/** The elements of a list that say why a loop came to its answer, each with its own answer. */
function elementsOf(
  list: ASTNode,
  [variable, body]: readonly ASTNode[],
  { name, value }: Loop,
  scope: Scope,
): readonly ConditionTrace[] {
  const of = answerOf(list, scope)
  const elements: readonly unknown[] = of.kind === 'value' && Array.isArray(of.value) ? of.value : []
  if (variable?.op !== 'id' || body === undefined || elements.length === 0) return [traceOf(list, scope)]
  const bound = variable.args
  const inner = (element: unknown): Scope => ({
    ...scope,
    parts: scope.parts.within(bound, typeOf(element)),
    variables: { ...scope.variables, [bound]: element },
  })
  const decides = name === 'all' ? false : name === 'exists' ? true : undefined
  const isTold = decides !== undefined && value.kind === 'value' && value.value === decides
  const deciding = isTold ? elements.slice(0, MAX_TRIED).find((each) => answers(body, inner(each), decides)) : undefined
  const told = deciding === undefined ? elements.slice(0, MAX_ELEMENTS) : [deciding]
  return told.map((element) => ({
    source: `${bound} = ${shown({ kind: 'value', value: element })}`,
    value: '',
    parts: [traceOf(body, inner(element))],
  }))
}

function answers(body: ASTNode, scope: Scope, wanted: boolean): boolean {
  const value = answerOf(body, scope)
  return value.kind === 'value' && value.value === wanted
}

/** The types that elements of lists have. */
function typeOf(element: unknown): string {
  if (typeof element === 'string') return 'string'
  if (typeof element === 'bigint') return 'int'
  return typeof element === 'object' && element !== null && 'protocol' in element ? 'PortRange' : 'Region'
}

const MAX_SHOWN = 200

/** On one line. */
function textOf(node: ASTNode): string {
  return bounded(serialize(node).replaceAll(/\s+/g, ' '))
}

function shown(value: Value): string {
  return bounded(value.kind === 'failed' ? `not evaluated: ${boundedText(value.why)}` : literal(value.value))
}

function bounded(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN - 1)}…`
}

/** As CEL writes it; of an object only what is there. */
function literal(value: unknown): string {
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return JSON.stringify(boundedText(value))
  if (value instanceof Date) return `timestamp("${value.toISOString()}")`
  if (Array.isArray(value)) return listLiteral(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const told = Object.entries(value).filter(([, each]) => each !== '' && each !== false && !isEmpty(each))
  return `{${told.map(([name, each]) => `${name}: ${literal(each)}`).join(', ')}}`
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

function listLiteral(values: readonly unknown[]): string {
  const more = values.length - MAX_ELEMENTS
  const first = values.slice(0, MAX_ELEMENTS).map(literal)
  return `[${[...first, ...(more > 0 ? [`… ${more} more`] : [])].join(', ')}]`
}
