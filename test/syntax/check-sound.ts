import { expect } from 'vitest'
import type { Body, HclFile, Range } from '../../src/core/syntax/hcl/ast.ts'
import { childrenOf } from '../../src/core/syntax/hcl/children.ts'
import { DEFAULT_HCL_LIMITS } from '../../src/core/syntax/hcl/limits.ts'
import { parseHcl } from '../../src/core/syntax/hcl/parse.ts'

/** Whatever the text: ranges lie within their parents, diagnostics within the text, and their number within the limit. */
export function checkSound(text: string): HclFile {
  const file = parseHcl('main.tf', text)
  const { body, diagnostics, comments } = file
  expect(diagnostics.length).toBeLessThanOrEqual(DEFAULT_HCL_LIMITS.errors + 1)
  for (const { subject } of diagnostics) expectWithin({ start: 0, end: text.length }, subject)
  comments.reduce((last, comment) => {
    expect(comment.start).toBeGreaterThanOrEqual(last)
    return comment.end
  }, 0)
  checkBodyRanges(body)
  return file
}

function checkBodyRanges(body: Body): void {
  for (const attribute of body.attributes.values()) {
    expectWithin(body, attribute)
    const pending = [attribute.expression]
    expectWithin(attribute, attribute.nameRange)
    expectWithin(attribute, attribute.expression)
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const child of childrenOf(next)) {
        expectWithin(next, child)
        pending.push(child)
      }
    }
  }
  for (const block of body.blocks) {
    expectWithin(body, block)
    expectWithin(block, block.headerRange)
    for (const label of block.labels) expectWithin(block.headerRange, label)
    expectWithin(block, block.body)
    checkBodyRanges(block.body)
  }
}

function expectWithin(outer: Range, inner: Range): void {
  if (outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end) return
  throw new Error(`${inner.start}-${inner.end} is not within ${outer.start}-${outer.end}`)
}
