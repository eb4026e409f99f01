import type { ASTNode } from '@marcbachmann/cel-js'
import { childrenOf } from './condition-cost.ts'
import { LOOPS } from './condition-environment.ts'
import { COMPARED_A_VISIT, longestText, MATCHED_A_VISIT, triedLength } from './condition-text.ts'
import type { RuleInput } from './rule-input.ts'

/** What the cost of an expression hangs on, whatever it is evaluated over. */
export interface ConditionSize {
  readonly nodes: number
  /** Loops inside one another. */
  readonly loops: number
  /** Elements of the longest list that is written in it; 1 where there is none. */
  readonly literal: number
  /** Characters of all the texts that are written in it: as much may be joined to one of the change. */
  readonly written: number
  /** Characters of the longest pattern that it matches or searches for; any text may be one that is not written. */
  readonly pattern: number
}

/** Worked out once for each expression. */
export function conditionSize(node: ASTNode): ConditionSize {
  const isLoop = node.op === 'rcall' && LOOPS.has(node.args[0])
  const literal = node.op === 'list' ? Math.max(1, node.args.length) : 1
  const written = node.op === 'value' && typeof node.args === 'string' ? node.args.length : 0
  const whole = childrenOf(node)
    .map(conditionSize)
    .reduce(together, { nodes: 1, loops: 0, literal, written, pattern: patternLength(node) })
  return { ...whole, loops: whole.loops + (isLoop ? 1 : 0) }
}

function together(sum: ConditionSize, part: ConditionSize): ConditionSize {
  return {
    nodes: sum.nodes + part.nodes,
    loops: Math.max(sum.loops, part.loops),
    literal: Math.max(sum.literal, part.literal),
    written: sum.written + part.written,
    pattern: Math.max(sum.pattern, part.pattern),
  }
}

function patternLength(node: ASTNode): number {
  if (node.op !== 'rcall' || !['contains', 'like'].includes(node.args[0])) return 0
  const [name, , [pattern]] = node.args
  if (name === 'like') return triedLength(pattern)
  return pattern?.op === 'value' && typeof pattern.args === 'string' ? pattern.args.length : Number.POSITIVE_INFINITY
}

/**
 * No less than `conditionCost`, and worked out without a walk over the expression: every node stands in all the loops,
 * every list is as long as the longest one, and so is every text.
 */
export function costBound({ nodes, loops, literal, written, pattern }: ConditionSize, input: RuleInput): number {
  const longest = Math.max(literal, longestOfChange(input.change), longestOf(input.context), longestOf(input.data))
  const length = Math.max(longest, longestOf(input.parameters))
  const text = written + longestText(input)
  const compared = (1 + length) * (1 + text / COMPARED_A_VISIT)
  const matched = pattern === 0 ? 0 : (text * Math.min(pattern, text)) / MATCHED_A_VISIT
  return nodes * (compared + matched) * length ** loops
}

/** A change is asked about by every rule. */
const longestByChange = new WeakMap<RuleInput['change'], number>()

function longestOfChange(change: RuleInput['change']): number {
  const known = longestByChange.get(change)
  if (known !== undefined) return known
  const longest = change.regions.reduce((most, region) => Math.max(most, longestOf(region)), longestOf(change))
  longestByChange.set(change, longest)
  return longest
}

function longestOf(value: object): number {
  return Object.values(value).reduce<number>(
    (longest, each: unknown) => (Array.isArray(each) ? Math.max(longest, each.length) : longest),
    1,
  )
}
