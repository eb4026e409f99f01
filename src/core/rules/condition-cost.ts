import type { ASTNode } from '@marcbachmann/cel-js'
import { LOOPS } from './condition-environment.ts'
import { type LoopTexts, NO_LOOPS, textCost, withinLoop } from './condition-text.ts'
import { mayBeList } from './condition-type.ts'
import type { RuleInput } from './rule-input.ts'

/**
 * How many nodes of an expression are visited at most when it is evaluated over these lists and texts: what reads a long
 * text counts as so many visits as take the same time.
 */
export function conditionCost(node: ASTNode, input: RuleInput, loops: LoopTexts = NO_LOOPS): number {
  const elements = lookedThrough(node, input)
  const own = 1 + elements + Math.max(1, elements) * textCost(node, input, loops)
  const parts = childrenOf(node)
  if (node.op !== 'rcall' || !LOOPS.has(node.args[0])) {
    return parts.reduce((sum, part) => sum + conditionCost(part, input, loops), own)
  }
  const [receiver, ...others] = parts
  const inner = withinLoop(node, input, loops)
  const body = others.reduce((sum, part) => sum + conditionCost(part, input, inner), own)
  return receiver === undefined ? body : conditionCost(receiver, input, loops) + lengthOf(receiver, input) * body
}

/** How many elements of a list are looked at by the node itself. */
function lookedThrough(node: ASTNode, input: RuleInput): number {
  if (node.op === 'in') return lengthOf(node.args[1], input)
  const isEquality = node.op === '==' || node.op === '!='
  return isEquality && mayBeList(node.args[0]) ? Math.max(...node.args.map((each) => lengthOf(each, input))) : 0
}

/** The operands of a node, in order. */
export function childrenOf(node: ASTNode): readonly ASTNode[] {
  const known = childrenByNode.get(node)
  if (known !== undefined) return known
  const children = readChildren(node)
  childrenByNode.set(node, children)
  return children
}

/** A condition stays the same, and its cost is asked for with every finding. */
const childrenByNode = new WeakMap<ASTNode, readonly ASTNode[]>()

function readChildren(node: ASTNode): readonly ASTNode[] {
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

/** How long a list is at most: that of a region is taken to be the longest of them. */
function lengthOf(node: ASTNode, input: RuleInput): number {
  if (node.op === 'list') return node.args.length
  if (node.op === 'rcall' && LOOPS.has(node.args[0])) return lengthOf(node.args[1], input)
  if (node.op !== '.' || node.args[0].op !== 'id') return longestList(input)
  const [{ args: variable }, field] = node.args
  const values: readonly unknown[] = Object.hasOwn(input, variable)
    ? [memberOf(memberOf(input, variable), field)]
    : input.change.regions.map((region) => memberOf(region, field))
  return Math.max(1, ...values.map((value) => (Array.isArray(value) ? value.length : 1)))
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined
}

function longestList({ change, context, data, parameters }: RuleInput): number {
  const values: readonly unknown[] = [change, context, data, parameters].flatMap((each) => Object.values(each))
  return values.reduce<number>((longest, value) => Math.max(longest, Array.isArray(value) ? value.length : 1), 1)
}
