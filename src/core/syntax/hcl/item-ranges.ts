import type { Body, Expression, Range } from './ast.ts'
import { childrenOf } from './children.ts'

/**
 * Everything in a body that a comment beside it can be about: arguments, blocks, elements of lists and entries of
 * objects, at every depth. Outer ones come before those within them.
 */
export function itemRanges(body: Body): readonly Range[] {
  const ranges: Range[] = []
  addBody(body, ranges)
  return ranges
}

function addBody(body: Body, ranges: Range[]): void {
  for (const attribute of body.attributes.values()) {
    ranges.push(attribute)
    addExpression(attribute.expression, ranges)
  }
  for (const block of body.blocks) {
    ranges.push(block)
    addBody(block.body, ranges)
  }
}

/** The height of a tree is bounded where it is parsed; a list of pending ones keeps the stack low all the same. */
function addExpression(root: Expression, ranges: Range[]): void {
  const pending = [root]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind === 'tuple' || next.kind === 'object') for (const item of next.items) ranges.push(item)
    for (const child of childrenOf(next)) pending.push(child)
  }
}
