import { describe, expect, it } from 'vitest'
import type { LiteralSegment, Template, TemplateLiteral } from '../../src/core/syntax/hcl/ast.ts'
import { parseHcl, parseHclExpression, parseHclTemplate } from '../../src/core/syntax/hcl/parse.ts'
import { treeText } from './tree-text.ts'

function tree(text: string): string {
  const { expression, diagnostics } = parseHclExpression('main.tf', text)
  expect(diagnostics).toEqual([])
  return treeText(expression)
}

/** The heredoc that is the one argument's value. */
function heredoc(text: string): Template {
  const file = parseHcl('main.tf', `a = ${text}\n`)
  expect(file.diagnostics).toEqual([])
  const expression = file.body.attributes.get('a')?.expression
  if (expression?.kind !== 'template') throw new Error('no template')
  return expression
}

describe('quoted strings', () => {
  it.each([
    ['""', '""'],
    ['"a"', '"a"'],
    ['"\\n\\r\\t\\"\\\\"', JSON.stringify('\n\r\t"\\')],
    ['"\\u00e9\\U0001F600"', '"é😀"'],
    ['"$ % $$ %% $a %a $"', '"$ % $$ %% $a %a $"'],
    ['"$${a} %%{b}"', '"${a} %{b}"'],
    ['"$$${a} $$$${b}"', '"$${a} $$${b}"'],
    ['"${a}"', '(text $a)'],
    ['"a${b}c"', '(text "a" $b "c")'],
    ['"${a}${b}"', '(text $a $b)'],
    ['"${"${"x"}"}"', '(text $(text $"x"))'],
    ['"${{a = "}"}["a"]}"', '(text $(at {"a"="}"} "a"))'],
    ['"${\na # comment }\n}"', '(text $a)'],
  ])('%s', (text, expected) => expect(tree(text)).toBe(expected))

  it.each([
    ['" ${~ a ~} b"', '(text "" $a "b")'],
    ['"${~ a ~}"', '(text $a)'],
    ['"a\\n ${~ b}"', '(text "a" $b)'],
    ['"%{ if a }b%{ endif }"', '(text %if(a ["b"] []))'],
    ['"%{if a}b%{else}c${d}%{endif}e"', '(text %if(a ["b"] ["c" $d]) "e")'],
    ['"%{ for a in b }${a},%{ endfor }"', '(text %for(a in b [$a ","]))'],
    ['"%{ for k, v in b ~} x %{~ endfor }"', '(text %for(k,v in b ["x"]))'],
    ['"%{if a}%{for b in c}%{if d}x%{endif}%{endfor}%{endif}"', '(text %if(a [%for(b in c [%if(d ["x"] [])])] []))'],
  ])('%s', (text, expected) => expect(tree(text)).toBe(expected))
})

describe('heredocs', () => {
  // The values are what Terraform 1.11.4 prints for the same text.
  it.each([
    ['<<E\nE', '""'],
    ['<<E\na\n  b\n  E', JSON.stringify('a\n  b\n')],
    ['<<E\n\\n $${a} $$${b} "\nE', JSON.stringify('\\n ${a} $${b} "\n')],
    ['<<E\n E x\nEE\n E \t', JSON.stringify(' E x\nEE\n')],
    ['<<E\n${"x"}E\nE', '(text $"x" "E\\n")'],
    ['<<E\r\na\r\nE\r', JSON.stringify('a\r\n')],
    ['<<-E\n    a\n      b\n\n   \n    c\n  E', JSON.stringify('a\n  b\n\n   \nc\n')],
    ['<<-E\n\ta\n\t\tb\n  E', JSON.stringify('a\n\tb\n')],
    ['<<-E\n    ${a}\n    b\n  E', '(text "" $a "\\nb\\n")'],
    ['<<-E\n${a}\n    b\n  E', '(text $a "\\n    b\\n")'],
    ['<<E\n  a\n  ${~ b ~}  \n  c\nE', '(text "  a\\n" $b "  c\\n")'],
    [
      '<<-E\n    a\n      b\n   \n    %{ if x ~}\n      yes\n    %{ endif ~}\n      c\n  E',
      '(text "a\\n  b\\n   \\n" %if(x ["      yes\\n"] []) "      c\\n")',
    ],
    ['<<-E\n  a ${b ~}\n    c\n   d\nE', '(text "a " $b "    c\\n d\\n")'],
  ])('%j', (text, expected) => expect(treeText(heredoc(text))).toBe(expected))

  it('stand within brackets and end with their marker', () => {
    const text = 'f(<<A\nx\nA\n, [<<-B\n  y\n  B\n])'
    expect(tree(text)).toBe('(f "x\\n" ["y\\n"])')
    const template = heredoc('<<-E\n  x\n  E')
    expect(template).toMatchObject({ form: 'heredoc', start: 4, end: 16 })
  })
})

describe('the places of literal text', () => {
  /** Each piece of the text beside the source it came from. */
  function pieces(source: string, literal: TemplateLiteral): [string, string][] {
    const segments: readonly LiteralSegment[] = literal.segments ?? [{ at: 0, start: literal.start, end: literal.end }]
    return segments.map(({ at, start, end }, index) => [
      literal.text.slice(at, segments[index + 1]?.at),
      source.slice(start, end),
    ])
  }
  function literalOf(text: string): TemplateLiteral {
    const { expression } = parseHclExpression('main.tf', text)
    if (expression.kind !== 'template') throw new Error('no template')
    const literal = expression.parts.find((part) => part.kind === 'literal')
    if (literal === undefined) throw new Error('no literal')
    return literal
  }

  it.each([
    ['"abc"', [['abc', 'abc']]],
    [
      '"a\\nb"',
      [
        ['a', 'a'],
        ['\n', '\\n'],
        ['b', 'b'],
      ],
    ],
    [
      '"a$${b}"',
      [
        ['a', 'a'],
        ['${b}', '${b}'],
      ],
    ],
    ['"  a ${~ b}"', [['  a', '  a']]],
    ['"${a ~}  b"', [['b', 'b']]],
    [
      '<<-E\n  a\n\n    b\n  E\n',
      [
        ['a\n\n', 'a\n\n'],
        ['  b\n', '  b\n'],
      ],
    ],
    ['<<E\na\n  b\nE\n', [['a\n  b\n', 'a\n  b\n']]],
  ])('%j', (text, expected) => expect(pieces(text, literalOf(text))).toEqual(expected))
})

describe('parseHclTemplate', () => {
  const templateTree = (text: string) => {
    const { template, diagnostics } = parseHclTemplate('file.tftpl', text)
    expect(diagnostics).toEqual([])
    return template && treeText(template)
  }

  it.each([
    ['', '""'],
    ['a "quoted" \\n text\n', JSON.stringify('a "quoted" \\n text\n')],
    ['${a}', '(text $a)'],
    ['a $${b} ${c}\n', '(text "a ${b} " $c "\\n")'],
    ['%{ for a in b ~}\n- ${a}\n%{ endfor ~}\n', '(text %for(a in b ["- " $a "\\n"]) "")'],
  ])('%j', (text, expected) => expect(templateTree(text)).toBe(expected))

  it.each(['${', '${a', '%{ if a }', '%{ endif }', '%{ what }', '${a b}'])('has no template for %j', (text) => {
    const { template, diagnostics } = parseHclTemplate('file.tftpl', text)
    expect(template).toBeUndefined()
    expect(diagnostics).toHaveLength(1)
    expect(diagnostics[0]?.subject.file).toBe('file.tftpl')
  })
})
