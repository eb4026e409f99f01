import { describe, expect, it } from 'vitest'
import { parseHcl } from '../../src/core/syntax/hcl/parse.ts'
import { bodyText } from './tree-text.ts'

/** The tree in one line, and each diagnostic as its code with the text it points at. */
function parsed(text: string): { readonly tree: string; readonly problems: readonly string[] } {
  const file = parseHcl('main.tf', text)
  const problems = file.diagnostics.map(
    ({ code, subject }) => `${code} ${JSON.stringify(text.slice(subject.start, subject.end))}`,
  )
  expect(file.diagnostics.every(({ severity }) => severity === 'error')).toBe(true)
  return { tree: bodyText(file.body), problems }
}

describe('a broken argument leaves everything else in place', () => {
  it.each([
    ['no value', 'a =\nb = 2\n', 'a: malformed; b: 2', ['hcl-syntax "\\n"']],
    ['junk after the value', 'a = 1 2\nb = 2\n', 'a: malformed; b: 2', ['hcl-syntax "2"']],
    ['an operator too many', 'a = 1 +\nb = 2\n', 'a: malformed; b: 2', ['hcl-syntax "\\n"']],
    ['an unclosed string', 'a = "x\nb = 2\n', 'a: malformed; b: 2', ['hcl-unclosed-string "\\n"']],
    ['an unclosed sequence', 'a = "x${y"\nb = 2\n', 'a: malformed; b: 2', ['hcl-syntax "\\""']],
    ['an unclosed bracket', 'a = [1, 2\nb = 2\n', 'a: malformed; b: 2', ['hcl-syntax "b"']],
    ['an unclosed call', 'a {\n  x = f(1\n  y = 2\n}\nb = 2\n', 'b: 2; a {x: malformed; y: 2}', ['hcl-syntax "y"']],
    ['a bracket that the block closes', 'a {\n  x = [1\n}\nb = 2\n', 'b: 2; a {x: malformed}', ['hcl-syntax "}"']],
    ['an error within an object', 'a = {\n  x = 1 1\n  y = 2\n}\nb = 2\n', 'a: malformed; b: 2', ['hcl-syntax "1"']],
    [
      'an unclosed object',
      'a {\n  x = {\n    y = 1 +\n  z = 2\n}\nb = 2\n',
      'b: 2; a {x: malformed; z: 2}',
      ['hcl-syntax "\\n"'],
    ],
    ['a closing bracket too many', 'a = 1]\nb = 2\n', 'a: malformed; b: 2', ['hcl-syntax "]"']],
    ['a closing brace on the line', 'a {\n  x = 1 }\nb = 2\n', 'b: 2; a {x: malformed}', ['hcl-syntax "}"']],
    ['two arguments on a line', 'a = 1, b = 2\nc = 3\n', 'a: malformed; c: 3', ['hcl-syntax ","']],
    ['a bad escape', 'a = "\\q"\nb = 2\n', 'a: malformed; b: 2', ['hcl-invalid-escape "\\\\q"']],
    ['a bad heredoc line', 'a = <<E\n${x y}\nb = 9\nE\nb = 2\n', 'a: malformed; b: 2', ['hcl-syntax "y"']],
    ['an unclosed heredoc', 'a = <<E\nx\nb = 2\n', 'a: malformed; b: 2', ['hcl-unclosed-heredoc "<<"']],
    ['an unclosed comment', 'a = 1 /* x\nb = 2\n', 'a: malformed; b: 2', ['hcl-unclosed-comment "/*"']],
  ])('%s', (_, text, tree, problems) => expect(parsed(text)).toEqual({ tree, problems }))
})

describe('a broken block leaves everything else in place', () => {
  it.each([
    ['a label with a sequence', 'a "${x}" {\n  y = 1\n}\nb = 2\n', 'b: 2', ['hcl-template-in-label "${x}"']],
    [
      'an unclosed label',
      'a "x {\n  y = 1\n}\nb = 2\n',
      'y: 1; b: 2',
      ['hcl-unclosed-string "\\n"', 'hcl-stray-brace "}"'],
    ],
    ['a brace on the next line', 'a "x"\n{\n  y = 1\n}\nb = 2\n', 'b: 2', ['hcl-syntax "\\n"', 'hcl-syntax "{"']],
    ['an equals sign', 'a "x" = {\n  y = 1\n}\nb = 2\n', 'b: 2', ['hcl-syntax "="']],
    ['two arguments on its line', 'a { x = 1, y = 2 }\nb = 2\n', 'b: 2', ['hcl-syntax ","']],
    ['a quoted name', '"a" = 1\nb = 2\n', 'b: 2', ['hcl-syntax "\\""']],
    ['a brace too many', 'a {\n}\n}\nb = 2\n', 'b: 2; a {}', ['hcl-stray-brace "}"']],
    ['junk after it', 'a {\n} x\nb = 2\n', 'b: 2; a {}', ['hcl-syntax "x"']],
    ['junk before it', '@@@\nb = 2\n', 'b: 2', ['hcl-syntax "@"']],
  ])('%s', (_, text, tree, problems) => expect(parsed(text)).toEqual({ tree, problems }))
})

describe('a block that is not closed', () => {
  it('ends where an item stands no deeper than itself', () => {
    const text =
      'resource "a" "b" {\n  tags = {\n    x = 1\n\n  y = 2\n}\n\nresource "c" "d" {\n  z = 3\n}\n\nlocals {\n  w = 4\n}\n'
    expect(parsed(text)).toEqual({
      tree: 'resource "a" "b" {tags: {"x"=1 "y"=2}}; resource "c" "d" {z: 3}; locals {w: 4}',
      problems: ['hcl-unclosed-block "resource \\"a\\" \\"b\\""'],
    })
  })

  it('is told once for each, with what follows in its place', () => {
    const text = 'a {\n  x = 1\nb {\n  y = 2\nc {\n  z = 3\n}\n'
    expect(parsed(text)).toEqual({
      tree: 'a {x: 1}; b {y: 2}; c {z: 3}',
      problems: ['hcl-unclosed-block "a"', 'hcl-unclosed-block "b"'],
    })
  })

  it('keeps what is indented below it', () => {
    expect(parsed('a {\n  x = 1\n  b {\n    y = 2\n')).toEqual({
      tree: 'a {x: 1; b {y: 2}}',
      problems: ['hcl-unclosed-block "b"', 'hcl-unclosed-block "a"'],
    })
  })

  it('tells the comments after it once', () => {
    const file = parseHcl('main.tf', 'a {\n# one\nb = 1\n# two\nc {\n}\n# three\n')
    expect(file.comments.map(({ text }) => text)).toEqual([' one', ' two', ' three'])
  })
})

it('says what it expected and what it found', () => {
  const [first] = parseHcl('main.tf', 'a = [1 foo]\n').diagnostics
  expect(first?.summary).toBe('Expected `,` or `]` after an item')
  expect(first?.detail).toBe('Expected `,` or `]` after an item, but found `foo`.')
  expect(parseHcl('main.tf', 'a = \u0001\n').diagnostics[0]?.detail).toContain('the control character U+0001')
  expect(parseHcl('main.tf', 'a = (').diagnostics[0]?.detail).toContain('the end of the file')
  expect(parseHcl('main.tf', 'a = 😀\n').diagnostics[0]?.detail).toContain('`😀`')
})

describe('a block with something after its brace', () => {
  it('keeps its end within the block around it', () => {
    const [outer] = parseHcl('main.tf', 'a {\n  b {\n}{\n').body.blocks
    const [inner] = outer?.body.blocks ?? []
    expect(inner?.type).toBe('b')
    expect(inner?.end).toBeLessThanOrEqual(outer?.body.end ?? -1)
  })
})
