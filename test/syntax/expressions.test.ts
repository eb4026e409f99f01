import { describe, expect, it } from 'vitest'
import { parseHcl, parseHclExpression } from '../../src/core/syntax/hcl/parse.ts'
import { treeText } from './tree-text.ts'

function tree(text: string): string {
  const { expression, diagnostics } = parseHclExpression('main.tf', text)
  expect(diagnostics).toEqual([])
  return treeText(expression)
}

describe('expressions', () => {
  it.each([
    ['null', 'null'],
    ['true', 'true'],
    ['0.10', '0.10'],
    ['1e3', '1e3'],
    ['1.e2', '1.e2'],
    ['a-b', 'a-b'],
    ['a - b', '(- a b)'],
    ['-a + b', '(+ (- a) b)'],
    ['!a && b', '(&& (! a) b)'],
    ['- -1', '(- (- 1))'],
    ['1 - -1', '(- 1 (- 1))'],
    ['1 + 2 * 3 - 4', '(- (+ 1 (* 2 3)) 4)'],
    ['a - b - c', '(- (- a b) c)'],
    ['a / b % c * d', '(* (% (/ a b) c) d)'],
    ['a || b && c == d < e + f', '(|| a (&& b (== c (< d (+ e f)))))'],
    ['a + b >= c != d && e || f', '(|| (&& (!= (>= (+ a b) c) d) e) f)'],
    ['a == b == c', '(== (== a b) c)'],
    ['a ? b : c ? d : e', '(? a b (? c d e))'],
    ['a ? b ? c : d : e', '(? a (? b c d) e)'],
    ['a || b ? c + 1 : d', '(? (|| a b) (+ c 1) d)'],
    ['(a)', '<a>'],
    ['(1 + 2) * 3', '(* <(+ 1 2)> 3)'],
  ])('%s', (text, expected) => expect(tree(text)).toBe(expected))

  it.each([
    ['a.b.c', '(. (. a b) c)'],
    ['a . b', '(. a b)'],
    ['a.0', '(at a 0)'],
    ['a.0.b', '(. (at a 0) b)'],
    ['a["b"][0]', '(at (at a "b") 0)'],
    ['a[b.c][d ? 1 : 2]', '(at (at a (. b c)) (? d 1 2))'],
    ['a.true.for', '(. (. a true) for)'],
    ['[1, 2][0]', '(at [1 2] 0)'],
    ['f(1).b', '(. (f 1) b)'],
    ['a.*.b.c', '(attribute-splat a .b .c)'],
    ['a.*.b.0', '(attribute-splat a .b [0])'],
    ['a.*.b[0]', '(at (attribute-splat a .b) 0)'],
    ['a[*]', '(full-splat a)'],
    ['a[*].b[0].c', '(full-splat a .b [0] .c)'],
    ['a[*].b[*].c', '(full-splat a .b (full-splat .c))'],
    ['a[*].b.*.c[0]', '(full-splat a .b (attribute-splat .c) [0])'],
    ['a[*] == b', '(== (full-splat a) b)'],
  ])('traverses %s', (text, expected) => expect(tree(text)).toBe(expected))

  it.each([
    ['f()', '(f)'],
    ['f(a, b,)', '(f a b)'],
    ['f (a...)', '(f a...)'],
    ['f(a, b ...)', '(f a b...)'],
    ['provider::aws::arn_parse(a)', '(provider::aws::arn_parse a)'],
    ['a :: b (1)', '(a::b 1)'],
    ['f(\n# first\na, // second\nb /* third */\n)', '(f a b)'],
  ])('calls %j', (text, expected) => expect(tree(text)).toBe(expected))

  it.each([
    ['[]', '[]'],
    ['[1,\n2,\n]', '[1 2]'],
    ['{}', '{}'],
    ['{a = 1}', '{"a"=1}'],
    ['{a : 1, b = 2\nc = 3,\n\nd = 4}', '{"a"=1 "b"=2 "c"=3 "d"=4}'],
    ['{true = 1, null = 2}', '{"true"=1 "null"=2}'],
    ['{"a b" = 1, (c) = 2, 5 = 3, "${d}" = 4}', '{"a b"=1 <c>=2 5=3 (text $d)=4}'],
    ['{a.b = 1}', '{(. a b)=1}'],
    ['{a ? b : c = 1}', '{(? a b c)=1}'],
    ['{for_each = 1}', '{"for_each"=1}'],
    ['{ # comment\n a = 1 # comment\n # comment\n}', '{"a"=1}'],
    ['{a = [\n1\n], b = (\n2\n)}', '{"a"=[1] "b"=<2>}'],
  ])('constructs %j', (text, expected) => expect(tree(text)).toBe(expected))

  it.each([
    ['[for a in b : a]', '(for-tuple a in b: a)'],
    ['[for k, v in b : "${k}" if v != null]', '(for-tuple k,v in b: (text $k) if (!= v null))'],
    ['{for k, v in b : k => v}', '(for-object k,v in b: k => v)'],
    ['{for v in b : v.x => v.y... if v.z}', '(for-object v in b: (. v x) => (. v y)... if (. v z))'],
    ['{\nfor v in b\n: v\n=> v\n}', '(for-object v in b: v => v)'],
    ['[for a in b : a ? 1 : 2]', '(for-tuple a in b: (? a 1 2))'],
  ])('iterates %j', (text, expected) => expect(tree(text)).toBe(expected))

  it('reads names in any script', () => {
    expect(tree('größe.名前-1 + _x')).toBe('(+ (. größe 名前-1) _x)')
  })

  it.each(['', '1 2', 'a b', '(', 'a.', 'a[', '{a}', '[for]', '1.2.3', 'a = b', '}'])(
    'rejects %j as a whole',
    (text) => {
      const { expression, diagnostics } = parseHclExpression('main.tf', text)
      expect(expression.kind).toBe('malformed')
      expect(diagnostics).toHaveLength(1)
      expect(diagnostics[0]?.severity).toBe('error')
    },
  )

  it('ends an argument at its line where line ends matter, and not within brackets', () => {
    const file = parseHcl('main.tf', 'a = (1\n+ 2)\nb = [\n3\n]\nc = f(\n4\n)\n')
    expect(file.diagnostics).toEqual([])
    expect([...file.body.attributes.values()].map((one) => treeText(one.expression))).toEqual([
      '<(+ 1 2)>',
      '[3]',
      '(f 4)',
    ])
    expect(parseHcl('main.tf', 'a = 1\n+ 2\n').diagnostics).toHaveLength(1)
  })
})
