import type { ASTNode } from '@marcbachmann/cel-js'
import { childrenOf } from './condition-cost.ts'
import { LOOPS } from './condition-environment.ts'
import type { RuleInput } from './rule-input.ts'

/** What the cost of an expression hangs on, whatever it is evaluated over. */
export interface ConditionSize {
  readonly nodes: number
  /** Loops inside one another. */
  readonly loops: number
  /** Elements of the longest list that is written in it; 1 where there is none. */
  readonly literal: number
}

/** Worked out once for each expression. */
export function conditionSize(node: ASTNode): ConditionSize {
  const isLoop = node.op === 'rcall' && LOOPS.has(node.args[0])
  const own = { nodes: 1, loops: 0, literal: node.op === 'list' ? Math.max(1, node.args.length) : 1 }
  const { nodes, loops, literal } = childrenOf(node)
    .map(conditionSize)
    .reduce(
      (sum, part) => ({
        nodes: sum.nodes + part.nodes,
        loops: Math.max(sum.loops, part.loops),
        literal: Math.max(sum.literal, part.literal),
      }),
      own,
    )
  return { nodes, loops: loops + (isLoop ? 1 : 0), literal }
}

/**
 * No less than `conditionCost`, and worked out without a walk over the expression: every node stands in all the loops,
 * and every list is as long as the longest one.
 */
export function costBound({ nodes, loops, literal }: ConditionSize, input: RuleInput): number {
  const longest = Math.max(literal, longestOfChange(input.change), longestOf(input.context), longestOf(input.data))
  const length = Math.max(longest, longestOf(input.parameters))
  return nodes * (1 + length) * length ** loops
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
