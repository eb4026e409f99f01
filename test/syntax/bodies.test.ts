import { describe, expect, it } from 'vitest'
import { parseHcl } from '../../src/core/syntax/hcl/parse.ts'
import { bodyText } from './tree-text.ts'

function body(text: string): string {
  const file = parseHcl('main.tf', text)
  expect(file.diagnostics).toEqual([])
  return bodyText(file.body)
}

describe('bodies', () => {
  it.each([
    ['', ''],
    ['# nothing', ''],
    ['a = 1', 'a: 1'],
    ['a=1\nb =2 # c\n\n\nc= 3', 'a: 1; b: 2; c: 3'],
    ['a {}', 'a {}'],
    ['a "b" c {\n}', 'a "b" "c" {}'],
    ['a { b = 1 }', 'a {b: 1}'],
    ['a { b = {\n c = 1\n} }', 'a {b: {"c"=1}}'],
    ['a {\n b {\n c {}\n }\n b {}\n d = 1\n}', 'a {d: 1; b {c {}}; b {}}'],
    ['a "x\\n$${y}" {}', 'a "x\\n${y}" {}'],
    ['\ufeffa = 1\r\nb {\r\n}\r\n', 'a: 1; b {}'],
    ['if = 1\nfor = 2\ntrue = 3\n', 'if: 1; for: 2; true: 3'],
    ['a /* x */ "b" /* y */ { /* z */ }', 'a "b" {}'],
  ])('%j', (text, expected) => expect(body(text)).toBe(expected))

  it('keeps names that mean something to JavaScript', () => {
    const file = parseHcl(
      'main.tf',
      '__proto__ = 1\nconstructor = 2\nresource "__proto__" "toString" {\n __proto__ = 3\n}\n',
    )
    expect(file.diagnostics).toEqual([])
    expect([...file.body.attributes.keys()]).toEqual(['__proto__', 'constructor'])
    expect(bodyText(file.body)).toBe('__proto__: 1; constructor: 2; resource "__proto__" "toString" {__proto__: 3}')
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })

  it('gives every part of an item its exact range', () => {
    const text = '  resource "a" b {\n  name = f(1) # x\n}\n'
    const { body: file, comments } = parseHcl('main.tf', text)
    const block = file.blocks[0]
    const name = block?.body.attributes.get('name')
    const of = (range: { start: number; end: number } | undefined) => text.slice(range?.start, range?.end)
    expect(of(file)).toBe(text)
    expect(of(block)).toBe('resource "a" b {\n  name = f(1) # x\n}')
    expect(of(block?.typeRange)).toBe('resource')
    expect(of(block?.headerRange)).toBe('resource "a" b')
    expect(block?.labels.map(of)).toEqual(['"a"', 'b'])
    expect(of(block?.body)).toBe('\n  name = f(1) # x\n')
    expect(of(name)).toBe('name = f(1)')
    expect(of(name?.nameRange)).toBe('name')
    expect(of(name?.expression)).toBe('f(1)')
    expect(comments.map(of)).toEqual(['# x'])
  })

  it('keeps comments, each once, in order', () => {
    const text = '# a\r\n// b\n/* c\n d */ x = [ # e\n 1, /**/ 2 // f\n]\ny {\n#g\n}\n#'
    const file = parseHcl('main.tf', text)
    expect(file.diagnostics).toEqual([])
    expect(file.comments.map((comment) => comment.text)).toEqual([' a', ' b', ' c\n d ', ' e', '', ' f', 'g', ''])
  })

  it('reports an argument that is set twice and keeps the first', () => {
    const text = 'a {\n  b = 1\n  b = 2\n}\n'
    const file = parseHcl('main.tf', text)
    expect(bodyText(file.body)).toBe('a {b: 1}')
    expect(file.diagnostics.map(({ code }) => code)).toEqual(['hcl-duplicate-attribute'])
    expect(file.diagnostics[0]?.detail).toContain('already set on line 2')
    expect(file.diagnostics[0]?.subject).toEqual({ file: 'main.tf', start: 14, end: 15 })
  })
})
