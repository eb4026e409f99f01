import { describe, expect, it } from 'vitest'
import { DEFAULT_HCL_LIMITS } from '../../src/core/syntax/hcl/limits.ts'
import { parseHcl, parseHclExpression, parseHclTemplate } from '../../src/core/syntax/hcl/parse.ts'

const codes = (text: string): string[] => [...new Set(parseHcl('main.tf', text).diagnostics.map(({ code }) => code))]
const { nestingDepth, expressionHeight, errors, numberLength } = DEFAULT_HCL_LIMITS

describe('hostile input ends in a diagnostic', () => {
  it.each([
    ['10,000 nested brackets', `a = ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`, 'hcl-nesting-limit'],
    ['10,000 brackets that never close', `a = ${'['.repeat(10_000)}\n`, 'hcl-nesting-limit'],
    ['100,000 parentheses', `a = ${'('.repeat(100_000)}1${')'.repeat(100_000)}\n`, 'hcl-nesting-limit'],
    ['10,000 nested objects', `a = ${'{a='.repeat(10_000)}1${'}'.repeat(10_000)}\n`, 'hcl-nesting-limit'],
    ['10,000 nested calls', `a = ${'f('.repeat(10_000)}1${')'.repeat(10_000)}\n`, 'hcl-nesting-limit'],
    ['10,000 nested indexes', `a = ${'b['.repeat(10_000)}1${']'.repeat(10_000)}\n`, 'hcl-nesting-limit'],
    ['10,000 nested strings', `a = ${'"${'.repeat(10_000)}1${'}"'.repeat(10_000)}\n`, 'hcl-nesting-limit'],
    [
      '10,000 nested directives',
      `a = "${'%{if b}'.repeat(10_000)}${'%{endif}'.repeat(10_000)}"\n`,
      'hcl-nesting-limit',
    ],
    [
      '10,000 nested for expressions',
      `a = ${'[for b in c : '.repeat(10_000)}1${']'.repeat(10_000)}\n`,
      'hcl-nesting-limit',
    ],
    ['10,000 else branches', `a = ${'b ? c : '.repeat(10_000)}d\n`, 'hcl-nesting-limit'],
    ['100,000 negations', `a = ${'!'.repeat(100_000)}b\n`, 'hcl-nesting-limit'],
    ['10,000 nested splats', `a = b${'[*]'.repeat(10_000)}\n`, 'hcl-nesting-limit'],
    ['100,000 attribute splats', `a = b${'.*'.repeat(100_000)}\n`, 'hcl-nested-splat'],
    ['50,000 heredocs without an end', 'a = <<E\n'.repeat(50_000), 'hcl-too-many-errors'],
    ['10,000 nested blocks', `${'a {\n'.repeat(10_000)}${'}\n'.repeat(10_000)}`, 'hcl-nesting-limit'],
    ['100,000 additions', `a = 1${' + 1'.repeat(100_000)}\n`, 'hcl-expression-limit'],
    ['100,000 accesses', `a = b${'.c'.repeat(100_000)}\n`, 'hcl-expression-limit'],
    ['100,000 indexes', `a = b${'[0]'.repeat(100_000)}\n`, 'hcl-expression-limit'],
    ['1e300000', 'a = 1e300000\n', 'hcl-number-limit'],
    ['1e-300000', 'a = 1e-300000\n', 'hcl-number-limit'],
    ['an exponent beyond any number', `a = 1e${'9'.repeat(400)}\n`, 'hcl-number-limit'],
    ['a number of 100,000 digits', `a = ${'1'.repeat(100_000)}\n`, 'hcl-number-limit'],
    ['a file beyond the limit', `# ${'x'.repeat(DEFAULT_HCL_LIMITS.fileLength)}`, 'hcl-file-limit'],
    ['100,000 items', `a = [${'1, '.repeat(100_000)}]\n`, 'hcl-siblings-limit'],
    ['100,000 sequences', `a = "${'${b}'.repeat(100_000)}"\n`, 'hcl-siblings-limit'],
    ['3,000 blocks within a block', `a {\n${'b {}\n'.repeat(3_000)}}\n`, 'hcl-siblings-limit'],
    ['an unclosed comment', '/* '.repeat(200_000), 'hcl-unclosed-comment'],
    [
      '300,000 brackets before as many others',
      `a = ${'['.repeat(300_000)}${'{}'.repeat(200_000)}\n`,
      'hcl-nesting-limit',
    ],
    ['300,000 brackets before as many lines', `a = ${'['.repeat(300_000)}${'\n'.repeat(300_000)}`, 'hcl-nesting-limit'],
    [
      '300,000 brackets that close otherwise',
      `a = ${'['.repeat(300_000)}${')'.repeat(300_000)}\n`,
      'hcl-nesting-limit',
    ],
    ['100,000 heredocs that do not end', `a = @\nb = [\n@${'<<E\n'.repeat(100_000)}`, 'hcl-syntax'],
    ['100,000 comments that do not end', `a = [@${' /* x\n'.repeat(100_000)}`, 'hcl-syntax'],
    ['an unclosed heredoc', `a = <<E\n${'E x\n'.repeat(100_000)}`, 'hcl-unclosed-heredoc'],
  ])('%s', (_, text, code) => expect(codes(text)).toContain(code))

  it('1,000 unclosed blocks, side by side or within each other', () => {
    for (const text of ['a {\n'.repeat(1_000), 'a "b" {\n  c = 1\n'.repeat(1_000), 'a { '.repeat(1_000)]) {
      const { diagnostics } = parseHcl('main.tf', text)
      expect(diagnostics.length).toBeGreaterThan(0)
      expect(diagnostics.length).toBeLessThanOrEqual(errors + 1)
    }
  })

  it('10,000 errors', () => {
    const { diagnostics, body } = parseHcl('main.tf', 'a = = 1\n'.repeat(10_000))
    expect(diagnostics).toHaveLength(errors + 1)
    expect(diagnostics.at(-1)?.code).toBe('hcl-too-many-errors')
    expect(body.attributes.get('a')?.expression.kind).toBe('malformed')
  })

  it('duplicates of one argument, as errors like any other', () => {
    expect(parseHcl('main.tf', 'a = 1\n'.repeat(1_000)).diagnostics).toHaveLength(errors + 1)
  })
})

describe('large input that is fine stays fine', () => {
  it.each([
    ['one line of a million characters', `a = [${`"${'x'.repeat(100)}", `.repeat(9_900)}]\n`],
    ['a string of a million characters', `a = "${'x'.repeat(1_000_000)}"\n`],
    ['100,000 escapes', `a = "${'\\n$${'.repeat(50_000)}"\n`],
    ['9,000 sequences', `a = "${'${b}'.repeat(9_000)}"\n`],
    ['a heredoc of 30,000 lines', `a = <<-E\n${'  x $${y}\n'.repeat(30_000)}  E\n`],
    ['9,000 blocks', 'a "b" {\n}\n'.repeat(9_000)],
    ['9,000 arguments', Array.from({ length: 9_000 }, (_, index) => `a${index} = ${index}\n`).join('')],
    ['100,000 comments', '# x\n'.repeat(100_000)],
    ['a million line ends', '\n'.repeat(1_000_000)],
  ])('%s', (_, text) => expect(parseHcl('main.tf', text).diagnostics).toEqual([]))

  it('everything just within its limit', () => {
    const depth = nestingDepth - 1
    expect(codes(`a = ${'['.repeat(depth)}${']'.repeat(depth)}\n`)).toEqual([])
    expect(codes(`a = ${'['.repeat(depth)}1${']'.repeat(depth)}\n`)).toEqual([])
    expect(codes(`a = b${'.c'.repeat(expressionHeight - 1)}\n`)).toEqual([])
    expect(codes(`a = b${'.c'.repeat(expressionHeight)}\n`)).toEqual(['hcl-expression-limit'])
    expect(codes(`a = ${'1'.repeat(numberLength)}\n`)).toEqual([])
    expect(codes('a = 1e1000\n')).toEqual([])
  })
})

describe('the limits hold for expressions and templates too', () => {
  it('of their own', () => {
    const limits = { ...DEFAULT_HCL_LIMITS, fileLength: 10, expressionHeight: 3 }
    const expression = (text: string) => parseHclExpression('x', text, limits).diagnostics.map(({ code }) => code)
    expect(expression('a + b + cccc')).toEqual(['hcl-file-limit'])
    expect(expression('a.b.c.d')).toEqual(['hcl-expression-limit'])
    expect(expression('a.b.c')).toEqual([])
    const template = (text: string) => parseHclTemplate('x', text, limits).diagnostics.map(({ code }) => code)
    expect(template('some longer text')).toEqual(['hcl-file-limit'])
    expect(template('${a.b.c}')).toEqual(['hcl-expression-limit'])
    expect(template('${a.b}')).toEqual([])
  })
})
