import { expect } from 'vitest'
import type {
  Body,
  Expression,
  HclFile,
  Range,
  SplatStep,
  TemplateLiteral,
  TemplatePart,
} from '../../../src/core/syntax/hcl/ast.ts'
import { childrenOf } from '../../../src/core/syntax/hcl/children.ts'
import { parseHclExpression } from '../../../src/core/syntax/hcl/parse.ts'
import { treeText } from '../tree-text.ts'

/** Asserts that every node of a JSON file stands where its range says, and returns how many nodes that are. */
export function checkPlaces(file: HclFile): number {
  const source = new Source(file.text)
  expect({ start: file.body.start, end: file.body.end }).toEqual({ start: 0, end: file.text.length })
  checkBody(source, file.body)
  return source.checked
}

class Source {
  checked = 0
  readonly text: string
  constructor(text: string) {
    this.text = text
  }

  slice({ start, end }: Range): string {
    this.checked++
    return this.text.slice(start, end)
  }

  /** What a piece of a JSON string stands for. */
  decoded(range: Range): string {
    return String(JSON.parse(`"${this.slice(range)}"`))
  }
}

function checkBody(source: Source, body: Body): void {
  for (const attribute of body.attributes.values()) {
    expect(source.decoded(attribute.nameRange)).toBe(attribute.name)
    expect(Object.keys(JSON.parse(`{${source.slice(attribute)}}`))).toEqual([attribute.name])
    expect(attribute.expression.end).toBeLessThanOrEqual(attribute.end)
    checkValue(source, attribute.expression)
  }
  for (const block of body.blocks) {
    expect(source.decoded(block.typeRange)).toBe(block.type)
    expect(block.labels.map((label) => JSON.parse(source.slice(label)))).toEqual(
      block.labels.map((label) => label.text),
    )
    const last = block.labels.at(-1)?.text ?? block.type
    expect([`${JSON.stringify(last)}`, '{']).toContain(normalized(source.slice(block.headerRange)))
    expect(source.slice(block)).toMatch(/^("|\{)[\s\S]*\}$/)
    expect(source.text.charAt(block.body.start - 1) + source.text.charAt(block.body.end)).toBe('{}')
    checkBody(source, block.body)
  }
}

function normalized(raw: string): string {
  return raw === '{' ? raw : JSON.stringify(JSON.parse(raw))
}

/** A JSON value. A text that is no template in quotes is native syntax within them. */
function checkValue(source: Source, expression: Expression): void {
  const isWithinQuotes = source.text.charAt(expression.start - 1) === '"'
  switch (expression.kind) {
    case 'template':
      expect(JSON.parse(source.slice(expression))).toBeTypeOf('string')
      for (const part of expression.parts) checkPart(source, part)
      break
    case 'tuple':
      expect(JSON.parse(source.slice(expression))).toHaveLength(expression.items.length)
      for (const item of expression.items) checkValue(source, item)
      break
    case 'object':
      for (const item of expression.items) {
        expect(Object.keys(JSON.parse(`{${source.slice(item)}}`))).toHaveLength(1)
        checkValue(source, item.key)
        checkValue(source, item.value)
      }
      break
    case 'null':
    case 'boolean':
    case 'number':
      expect(JSON.parse(source.slice(expression))).toBe(JSON.parse(treeText(expression)))
      break
    case 'unary':
      expect(source.slice(expression)).toBe(`-${source.slice(expression.operand)}`)
      break
    default:
      expect(isWithinQuotes).toBe(true)
      checkNative(source, expression)
  }
}

/** What stands here is the same expression again, and so is everything in it. */
function checkNative(source: Source, expression: Expression): void {
  if (expression.kind === 'template' && expression.form === 'identifier') {
    expect(expression.parts).toMatchObject([{ kind: 'literal', text: source.decoded(expression) }])
    return
  }
  const again = parseHclExpression('again', `${source.decoded(expression)}\n`)
  expect(again.diagnostics).toEqual([])
  expect(treeText(again.expression)).toBe(treeText(expression))
  if (expression.kind === 'attribute' || expression.kind === 'call') {
    expect(source.decoded(expression.nameRange)).toBe(expression.name)
  }
  if (expression.kind === 'splat') for (const step of expression.traversal) checkStep(source, step)
  if (expression.kind === 'template') for (const part of expression.parts) checkPart(source, part)
  else for (const child of childrenOf(expression)) checkNative(source, child)
}

function checkStep(source: Source, step: SplatStep): void {
  if (step.kind === 'attribute') expect(source.decoded(step).replaceAll(/\s/g, '')).toBe(`.${step.name}`)
  else expect(source.decoded(step)).toMatch(/^(\[|\.)/)
}

function checkPart(source: Source, part: TemplatePart): void {
  switch (part.kind) {
    case 'literal':
      checkLiteral(source, part)
      break
    case 'interpolation':
      expect(source.decoded(part)).toMatch(/^\$\{[\s\S]*\}$/)
      checkNative(source, part.expression)
      break
    case 'if':
      expect(source.decoded(part)).toMatch(/^%\{~?\s*if[\s\S]*endif\s*~?\}$/)
      checkNative(source, part.condition)
      for (const each of [...part.then, ...part.otherwise]) checkPart(source, each)
      break
    case 'for':
      expect(source.decoded(part)).toMatch(/^%\{~?\s*for[\s\S]*endfor\s*~?\}$/)
      checkNative(source, part.collection)
      for (const each of part.parts) checkPart(source, each)
  }
}

/** Each segment is its text character by character, or an escape sequence of JSON or of native syntax that says it. */
function checkLiteral(source: Source, part: TemplateLiteral): void {
  const segments = part.segments ?? [{ at: 0, start: part.start, end: part.end }]
  if (part.text !== '') expect(segments[0]?.at).toBe(0)
  for (const [index, segment] of segments.entries()) {
    const text = part.text.slice(segment.at, segments[index + 1]?.at)
    const raw = source.slice(segment)
    if (text.length === raw.length) expect(raw).toBe(text)
    else expect([decodedEscape(raw), nativeEscape(decodedEscape(raw))]).toContain(text)
  }
}

/** Terraform's reading of a surrogate without its partner. */
function decodedEscape(raw: string): string {
  return String(JSON.parse(`"${raw}"`)).toWellFormed()
}

function nativeEscape(decoded: string): string | undefined {
  const { expression } = parseHclExpression('again', `"${decoded}"`)
  const part = expression.kind === 'template' ? expression.parts[0] : undefined
  return part?.kind === 'literal' ? part.text : undefined
}
