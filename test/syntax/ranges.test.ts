import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Body, Expression, HclFile, Range, SplatStep, TemplatePart } from '../../src/core/syntax/hcl/ast.ts'
import { childrenOf } from '../../src/core/syntax/hcl/children.ts'
import { parseHcl, parseHclExpression } from '../../src/core/syntax/hcl/parse.ts'
import { bodyText, treeText } from './tree-text.ts'

const FOLDER = join(import.meta.dirname, 'fixtures')
const files = readdirSync(FOLDER).map((name) => parseHcl(name, readFileSync(join(FOLDER, name), 'utf8')))

describe.each(files.map((file) => ({ name: file.path, file })))('$name', ({ file }) => {
  const expressions = [...expressionsIn(file.body)]
  const sourceOf = ({ start, end }: Range) => file.text.slice(start, end)

  it('has the same expression again in every expression’s range', () => {
    expect(expressions.length).toBeGreaterThan(5)
    for (const expression of expressions) {
      if (expression.kind === 'template' && expression.form === 'identifier') {
        expect(expression.parts).toMatchObject([{ kind: 'literal', text: sourceOf(expression) }])
        continue
      }
      // A heredoc's closing marker needs the line end after it, which is not part of the heredoc.
      const again = parseHclExpression(file.path, `${sourceOf(expression)}\n`)
      expect(again.diagnostics).toEqual([])
      expect(treeText(again.expression)).toBe(treeText(expression))
    }
  })

  it('has every child within its parent, in the order of the source', () => {
    for (const expression of expressions) {
      let last = expression.start
      for (const child of childrenOf(expression)) {
        expect(child.start).toBeGreaterThanOrEqual(last)
        expect(child.end).toBeLessThanOrEqual(expression.end)
        last = child.end
      }
    }
  })

  it('has names, sequences and literal text where their ranges say', () => {
    for (const expression of expressions) {
      if (expression.kind === 'attribute') expect(sourceOf(expression.nameRange)).toBe(expression.name)
      if (expression.kind === 'call') expect(sourceOf(expression.nameRange)).toBe(expression.name)
      if (expression.kind === 'variable') expect(sourceOf(expression)).toBe(expression.name)
      if (expression.kind === 'splat') for (const step of expression.traversal) checkStep(step, sourceOf)
      if (expression.kind === 'template') for (const part of expression.parts) checkPart(part, sourceOf)
    }
  })

  it('has the same items again in every item’s range', () => {
    checkBody(file, file.body)
  })
})

function checkBody(file: HclFile, body: Body): void {
  for (const attribute of body.attributes.values()) {
    const again = parseHcl(file.path, `${file.text.slice(attribute.start, attribute.end)}\n`)
    expect(again.diagnostics).toEqual([])
    const single = { start: 0, end: 0, attributes: new Map([[attribute.name, attribute]]), blocks: [] }
    expect(bodyText(again.body)).toBe(bodyText(single))
  }
  for (const block of body.blocks) {
    const again = parseHcl(file.path, file.text.slice(block.start, block.end))
    expect(again.diagnostics).toEqual([])
    expect(bodyText(again.body)).toBe(bodyText({ start: 0, end: 0, attributes: new Map(), blocks: [block] }))
    expect(file.text.charAt(block.body.start - 1) + file.text.charAt(block.body.end)).toBe('{}')
    checkBody(file, block.body)
  }
}

function checkStep(step: SplatStep, sourceOf: (range: Range) => string): void {
  if (step.kind === 'attribute') expect(sourceOf(step).replaceAll(/\s/g, '')).toBe(`.${step.name}`)
  else expect(sourceOf(step)).toMatch(/^(\[|\.)/)
}

function checkPart(part: TemplatePart, sourceOf: (range: Range) => string): void {
  if (part.kind === 'interpolation') expect(sourceOf(part)).toMatch(/^\$\{[\s\S]*\}$/)
  if (part.kind === 'if') expect(sourceOf(part)).toMatch(/^%\{~?\s*if[\s\S]*endif\s*~?\}$/)
  if (part.kind === 'for') expect(sourceOf(part)).toMatch(/^%\{~?\s*for[\s\S]*endfor\s*~?\}$/)
  if (part.kind !== 'literal') return
  const segments = part.segments ?? [{ at: 0, start: part.start, end: part.end }]
  for (const [index, segment] of segments.entries()) {
    const text = part.text.slice(segment.at, segments[index + 1]?.at)
    if (text.length === segment.end - segment.start) expect(sourceOf(segment)).toBe(text)
    else expect(sourceOf(segment)).toMatch(/^\\/)
  }
}

function* expressionsIn(body: Body): Generator<Expression> {
  for (const { expression } of body.attributes.values()) yield* withDescendants(expression)
  for (const block of body.blocks) yield* expressionsIn(block.body)
}

function* withDescendants(expression: Expression): Generator<Expression> {
  yield expression
  for (const child of childrenOf(expression)) yield* withDescendants(child)
}
