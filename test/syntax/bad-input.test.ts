import { describe, expect, it } from 'vitest'
import { DEFAULT_HCL_LIMITS } from '../../src/core/syntax/hcl/limits.ts'
import { parseHcl } from '../../src/core/syntax/hcl/parse.ts'
import { indexLines, positionAt } from '../../src/core/text/lines.ts'
import { bodyText } from './tree-text.ts'

/** Each diagnostic as `line:column code: detail`. */
function problems(text: string): readonly string[] {
  const lines = indexLines(text)
  return parseHcl('main.tf', text).diagnostics.map(({ severity, code, detail, subject }) => {
    const { line, column } = positionAt(lines, subject.start)
    expect(severity).toBe('error')
    expect(subject.file).toBe('main.tf')
    expect(subject.end).toBeLessThanOrEqual(text.length)
    return `${line}:${column} ${code}: ${detail}`
  })
}

const NESTED =
  'Nothing may be nested more than 200 levels deep here. Give an inner part a name of its own, in `locals`.'
const HIGH =
  'An expression may be 1000 operators, accesses and brackets high here. Give a part of it a name of its own, in `locals`.'
const STRING = 'A quoted string ends on the line it began on. Write `\\n` for a line end, or use a heredoc.'
const HEREDOC = 'No line holds the closing marker `EOT` alone, with a line end after it. Add that line.'
const COMMENT =
  'A comment that begins with `/*` reaches to the next `*/`, and there is none. Close it, or begin the line with `#`.'
const BLOCK =
  'No `}` closes this block. It is taken to end where an item stands no deeper than the block itself. Add the `}`.'
const RETURN = 'A carriage return may stand only before a line feed, as the two of them end a line.'
const CONFLICT =
  'A merge left this line, with both sides after it. Decide what is to stay, and remove the three markers.'

describe('a file that is wrong somewhere says where, and what the way out is', () => {
  it.each([
    ['an unclosed string', 'a = 1\nb = "x\n', [`2:7 hcl-unclosed-string: ${STRING}`]],
    ['a string that the file cuts off', 'a = "x', [`1:7 hcl-unclosed-string: ${STRING}`]],
    [
      'a string over two lines',
      'a = "x\ny"\n',
      [`1:7 hcl-unclosed-string: ${STRING}`, `2:3 hcl-unclosed-string: ${STRING}`],
    ],
    ['an unclosed heredoc', 'a = <<EOT\nx\n', [`1:5 hcl-unclosed-heredoc: ${HEREDOC}`]],
    ['a heredoc that the file ends with', 'a = <<EOT\nx\nEOT', [`1:5 hcl-unclosed-heredoc: ${HEREDOC}`]],
    ['an unclosed comment', 'a = 1\n/* b = 2\n', [`2:1 hcl-unclosed-comment: ${COMMENT}`]],
    ['an unclosed block', 'a "b" {\n  c = 1\n', [`1:1 hcl-unclosed-block: ${BLOCK}`]],
    [
      'an unclosed interpolation',
      'a = "${b\n',
      ['2:1 hcl-syntax: Expected `}` to end the template sequence, but found the end of the file.'],
    ],
    [
      'an unclosed directive',
      'a = "%{ if b }c"\n',
      ['1:6 hcl-unclosed-directive: This directive has no `%{ endif }` before the template ends. Add it.'],
    ],
    [
      'a stray directive',
      'a = "%{ endfor }"\n',
      [
        '1:6 hcl-stray-directive: Nothing that stands open here ends or divides with `%{ endfor }`. Remove it, or open what it belongs to before it.',
      ],
    ],
    [
      'an unknown directive',
      'a = "%{ when b }"\n',
      ['1:9 hcl-unknown-directive: There is no template directive `when`. To write `%{` as text, write `%%{`.'],
    ],
    [
      'a brace too many',
      'a {\n}\n}\n',
      ['3:1 hcl-stray-brace: This `}` closes nothing. Either it is one too many, or a `{` before it is missing.'],
    ],
    [
      'a duplicate argument',
      'a {\n  b = 1\n  b = 2\n}\n',
      [
        '3:3 hcl-duplicate-attribute: `b` is already set on line 2, and may be set only once in a block. Remove one of the two.',
      ],
    ],
    [
      'a duplicate argument with a name of objects',
      '__proto__ = 1\n__proto__ = 2\n',
      [
        '2:1 hcl-duplicate-attribute: `__proto__` is already set on line 1, and may be set only once in a block. Remove one of the two.',
      ],
    ],
    [
      'an exponent out of bounds',
      'a = 1e1001\n',
      [
        '1:5 hcl-number-limit: A number may have up to 1000 characters and an exponent up to 1000 here. Shorten it, or write it as a text.',
      ],
    ],
    [
      'a number with two dots',
      'a = 1.2.3\n',
      ['1:5 hcl-invalid-number: `1.2.3` is not a number: digits, at most one dot, and an exponent such as `e-3` are.'],
    ],
    [
      'a merge conflict',
      'a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> side\n',
      [
        `2:1 hcl-merge-conflict: ${CONFLICT}`,
        `4:1 hcl-merge-conflict: ${CONFLICT}`,
        '5:1 hcl-duplicate-attribute: `b` is already set on line 3, and may be set only once in a block. Remove one of the two.',
        `6:1 hcl-merge-conflict: ${CONFLICT}`,
      ],
    ],
  ])('%s', (_, text, expected) => expect(problems(text)).toEqual(expected))
})

describe('characters that do not belong', () => {
  const name = 'Expected the name of an argument or the type of a block'
  it.each([
    [
      'a byte order mark in the middle',
      'a = 1\n\ufeffb = 2\nc = 3\n',
      [`2:1 hcl-syntax: ${name}, but found the invisible character U+feff.`],
      'a: 1; c: 3',
    ],
    [
      'a second byte order mark',
      '\ufeff\ufeffa = 1\nb = 2\n',
      [`1:2 hcl-syntax: ${name}, but found the invisible character U+feff.`],
      'b: 2',
    ],
    [
      'a zero byte',
      'a = 1\n\0b = 2\nc = 3\n',
      [`2:1 hcl-syntax: ${name}, but found the control character U+0000.`],
      'a: 1; c: 3',
    ],
    [
      'a control character after a value',
      'a = 1\u0007\nb = 2\n',
      ['1:6 hcl-syntax: Expected a new line after the argument, but found the control character U+0007.'],
      'a: malformed; b: 2',
    ],
    [
      'lone carriage returns as line ends',
      'a = 1\rb = 2\n',
      ['1:6 hcl-syntax: Expected a new line after the argument, but found the control character U+000d.'],
      'a: malformed',
    ],
    [
      'a lone carriage return in a heredoc',
      'a = <<EOT\nx\ry\nEOT\nb = 2\n',
      [`2:2 hcl-stray-carriage-return: ${RETURN}`],
      'a: malformed; b: 2',
    ],
    [
      'a lone carriage return in a string',
      'a = "x\ry"\nb = 2\n',
      [`1:7 hcl-unclosed-string: ${STRING}`],
      'a: malformed; b: 2',
    ],
    [
      'a no-break space',
      'a =\u00a01\nb = 2\n',
      ['1:4 hcl-syntax: Expected an expression, but found the invisible character U+00a0.'],
      'a: malformed; b: 2',
    ],
    [
      'typographic quotes',
      'a = “x”\nb = 2\n',
      ['1:5 hcl-syntax: Expected an expression, but found `“`.'],
      'a: malformed; b: 2',
    ],
    [
      'what is left of bytes that are no UTF-8',
      'a\ufffd = 1\nb = 2\n',
      ['1:2 hcl-syntax: Expected `=` for an argument, or labels and `{` for a block, after `a`, but found `\ufffd`.'],
      'b: 2',
    ],
    [
      'half of a surrogate pair',
      '\ud800 = 1\nb = 2\n',
      [`1:1 hcl-syntax: ${name}, but found the invisible character U+d800.`],
      'b: 2',
    ],
  ])('%s', (_, text, expected, tree) => {
    expect(problems(text)).toEqual(expected)
    expect(bodyText(parseHcl('main.tf', text).body)).toBe(tree)
  })

  it.each([
    ['a byte order mark at the start', '\ufeffa = 1\n', 'a: 1'],
    ['CRLF line ends', 'a = {\r\n  b = 1\r\n  c = [\r\n    2,\r\n  ]\r\n}\r\nd {\r\n}\r\n', 'a: {"b"=1 "c"=[2]}; d {}'],
    [
      'labels and names that belong to objects',
      '__proto__ = 1\nresource "__proto__" "constructor" {\n  toString = { __proto__ = 2 }\n}\n',
      '__proto__: 1; resource "__proto__" "constructor" {toString: {"__proto__"=2}}',
    ],
    ['a zero byte within a string', 'a = "x\0y"\n', 'a: "x\\u0000y"'],
  ])('%s is fine', (_, text, tree) => {
    expect(problems(text)).toEqual([])
    expect(bodyText(parseHcl('main.tf', text).body)).toBe(tree)
  })
})

describe('10,000 levels of anything', () => {
  const many = (open: string, close: string) => `a = ${open.repeat(10_000)}1${close.repeat(10_000)}\nlast = 1\n`
  it.each([
    ['brackets', many('[', ']'), `1:205 hcl-nesting-limit: ${NESTED}`],
    ['parentheses', many('(', ')'), `1:205 hcl-nesting-limit: ${NESTED}`],
    ['objects', many('{ b = ', ' }'), NESTED],
    ['calls', many('f(', ')'), NESTED],
    ['indexes', many('b[', ']'), NESTED],
    ['interpolations', many('"${', '}"'), NESTED],
    ['if directives', `a = "${'%{ if b }'.repeat(10_000)}${'%{ endif }'.repeat(10_000)}"\nlast = 1\n`, NESTED],
    ['for directives', `a = "${'%{ for b in c }'.repeat(10_000)}${'%{ endfor }'.repeat(10_000)}"\nlast = 1\n`, NESTED],
    [
      'for directives of a heredoc',
      `a = <<EOT\n${'%{ for b in c }'.repeat(10_000)}${'%{ endfor }'.repeat(10_000)}\nEOT\nlast = 1\n`,
      NESTED,
    ],
    [
      'brackets within a heredoc',
      `a = <<EOT\n\${${'['.repeat(10_000)}1${']'.repeat(10_000)}}\nEOT\nlast = 1\n`,
      NESTED,
    ],
    ['for expressions', many('[for b in c : ', ']'), NESTED],
    ['for expressions of objects', many('{for b, c in d : b => ', '}'), NESTED],
    ['negations', many('!', ''), NESTED],
    ['signs', many('- ', ''), NESTED],
    ['else-branches', many('b ? c : ', ''), NESTED],
    ['then-branches', many('b ? ', ' : c'), NESTED],
    ['splats', `a = b${'[*]'.repeat(10_000)}\nlast = 1\n`, NESTED],
    ['additions', `a = 1${' + 1'.repeat(10_000)}\nlast = 1\n`, `1:5 hcl-expression-limit: ${HIGH}`],
    ['disjunctions', `a = b${' || b'.repeat(10_000)}\nlast = 1\n`, HIGH],
    ['accesses', `a = b${'.c'.repeat(10_000)}\nlast = 1\n`, HIGH],
    ['indexes in a row', `a = b${'["c"]'.repeat(10_000)}\nlast = 1\n`, HIGH],
  ])('%s', (_, text, expected) => {
    const found = problems(text)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(expected)
    expect(bodyText(parseHcl('main.tf', text).body)).toBe('a: malformed; last: 1')
  })

  it('blocks', () => {
    const found = problems(`${'b {\n'.repeat(10_000)}${'}\n'.repeat(10_000)}last = 1\n`)
    expect(found[0]).toBe(`201:3 hcl-nesting-limit: ${NESTED}`)
    expect(found.length).toBeLessThanOrEqual(DEFAULT_HCL_LIMITS.errors + 1)
  })
})

describe('much of anything', () => {
  it('a line of ten million characters is not read, and says so', () => {
    const text = `a = "${'x'.repeat(10_000_000)}"\n`
    expect(problems(text)).toEqual([
      '1:1 hcl-file-limit: The file has 10000007 characters; up to 5000000 are read. Split it into several.',
    ])
  })

  it('a line within the limit is', () => {
    const { body, diagnostics } = parseHcl('main.tf', `a = "${'x'.repeat(4_900_000)}"\nb = 1\n`)
    expect(diagnostics).toEqual([])
    expect([...body.attributes.keys()]).toEqual(['a', 'b'])
  })

  it('100,000 arguments: those within the limit are read, and it says so', () => {
    const text = Array.from({ length: 100_000 }, (_, at) => `a${at} = ${at}\n`).join('')
    expect(parseHcl('main.tf', text).body.attributes.size).toBe(10_000)
    expect(problems(text)).toEqual([
      '10001:1 hcl-siblings-limit: No more than 10000 of them may stand side by side here. Divide them.',
    ])
  })

  it('100,000 blocks: those within the limit are read, and it says so', () => {
    const text = 'resource "a" "b" {\n  c = 1\n}\n'.repeat(100_000)
    expect(parseHcl('main.tf', text).body.blocks).toHaveLength(10_000)
    expect(problems(text)).toEqual([
      '30001:1 hcl-siblings-limit: No more than 10000 of them may stand side by side here. Divide them.',
    ])
  })
})
