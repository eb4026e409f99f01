import type { ASTNode } from '@marcbachmann/cel-js'
import { typeOfNode } from './condition-type.ts'

/**
 * Why an addition may not be used: it makes lists or texts longer than any of the change, and what a condition costs is
 * counted by those. Undefined for every other node, and for an addition of numbers, times, or a text that is written.
 */
export function growthProblem(node: ASTNode): string | undefined {
  if (node.op !== '+') return undefined
  const type = typeOfNode(node)
  if (type !== undefined && BOUNDED.has(type)) return undefined
  if (type === 'string' && node.args.some(({ op }) => op === 'value')) return undefined
  return type === 'string'
    ? 'One of two texts that are joined has to be written in the rule, such as `key + " "`.'
    : 'Ask each list by itself: `a.exists(…) || b.exists(…)`.'
}

const BOUNDED: ReadonlySet<string> = new Set([
  'int',
  'uint',
  'double',
  'google.protobuf.Timestamp',
  'google.protobuf.Duration',
])
