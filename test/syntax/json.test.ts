import { describe, expect, it } from 'vitest'
import type { Template } from '../../src/core/syntax/hcl/ast.ts'
import { literalPartOf } from '../../src/core/syntax/hcl/literal-part.ts'
import { parseHcl } from '../../src/core/syntax/hcl/parse.ts'
import { DEFAULT_JSON_LIMITS } from '../../src/core/syntax/json/limits.ts'
import { parseJson, parseJsonText, readJsonText } from '../../src/core/syntax/json/parse.ts'
import { plainDecimal } from '../../src/core/syntax/json/plain-decimal.ts'
import { indexLines, linesOf } from '../../src/core/text/lines.ts'
import { type TextPart, type TextValue, textOf, type UnknownSymbol, type Value } from '../../src/core/value/value.ts'

/** A value without its places, unknown parts as `<address>`. */
function plain(value: Value | undefined): unknown {
  switch (value?.kind) {
    case undefined:
      return undefined
    case 'null':
      return null
    case 'boolean':
      return value.value
    case 'number':
      return { digits: value.digits }
    case 'text':
      return value.parts.map((part) => (part.kind === 'literal' ? part.text : `<${part.symbol.address}>`)).join('')
    case 'list':
      return value.items.map(plain)
    case 'map':
      return [...value.entries].map(([key, entry]) => [key, plain(entry.value)])
    case 'unknown':
      return `<${value.symbol.address}>`
  }
}

const codes = (text: string): string[] => parseJson('p.json', text).diagnostics.map(({ code }) => code)

const symbol = (address: string): UnknownSymbol => ({
  address,
  fingerprint: `of ${address}`,
  reason: 'is not known',
  span: { file: 'main.tf', start: 900, end: 910 },
})

/** `text` with `<name>` as unknown parts. */
function textWith(text: string): TextValue {
  const pieces = text.split(/<([^>]*)>/)
  const parts = pieces.flatMap((piece, index): TextPart[] => {
    if (index % 2 === 1) return [{ kind: 'symbol', symbol: symbol(piece) }]
    return piece === '' ? [] : [{ kind: 'literal', text: piece }]
  })
  return { kind: 'text', parts, spans: [{ file: 'main.tf', start: 10, end: 500 }] }
}

describe('parseJson', () => {
  it('reads every kind of value', () => {
    const { value, diagnostics } = parseJson('p.json', ' {"a": [1, -2.50, true, false, null, "x"], "b": {}, "": []} ')
    expect(diagnostics).toEqual([])
    expect(plain(value)).toEqual([
      ['a', [{ digits: '1' }, { digits: '-2.5' }, true, false, null, 'x']],
      ['b', []],
      ['', []],
    ])
  })

  it('gives every value and key its exact range', () => {
    const text = '{"Action": ["s3:Get", 12]}'
    const { value } = parseJson('p.json', text)
    if (value?.kind !== 'map') throw new Error('no object')
    const action = value.entries.get('Action')
    const of = (span: { start: number; end: number } | undefined) => text.slice(span?.start, span?.end)
    expect(of(value.spans[0])).toBe(text)
    expect(of(action?.keySpan)).toBe('"Action"')
    expect(of(action?.value.spans[0])).toBe('["s3:Get", 12]')
    if (action?.value.kind !== 'list') throw new Error('no list')
    expect(action.value.items.map((item) => of(item.spans[0]))).toEqual(['"s3:Get"', '12'])
    expect(value.spans[0]?.file).toBe('p.json')
  })

  it('resolves escape sequences', () => {
    expect(plain(parseJson('p', '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00"').value)).toBe('"\\/\b\f\n\r\té😀')
  })

  it.each([
    ['[1,]', 'json-syntax'],
    ['{"a": 1,}', 'json-syntax'],
    ['// c\n1', 'json-comment'],
    ['[1 /* c */]', 'json-comment'],
    ['', 'json-syntax'],
    ['{', 'json-syntax'],
    ['[1 2]', 'json-syntax'],
    ['{"a" 1}', 'json-syntax'],
    ['{a: 1}', 'json-syntax'],
    ["{'a': 1}", 'json-syntax'],
    ['01', 'json-syntax'],
    ['1.', 'json-syntax'],
    ['.5', 'json-syntax'],
    ['+1', 'json-syntax'],
    ['NaN', 'json-syntax'],
    ['True', 'json-syntax'],
    ['"a', 'json-syntax'],
    ['"a\nb"', 'json-syntax'],
    ['"\\q"', 'json-syntax'],
    ['"\\u12"', 'json-syntax'],
    ['"\t"', 'json-syntax'],
    ['1 1', 'json-syntax'],
    ['[\u00a01]', 'json-syntax'],
    ['\ue000', 'json-syntax'],
    ['{} \0', 'json-syntax'],
  ])('rejects %j', (text, code) => {
    const { value, diagnostics } = parseJson('p.json', text)
    expect(value).toBeUndefined()
    expect(diagnostics.map((diagnostic) => [diagnostic.severity, diagnostic.code])).toEqual([['error', code]])
  })

  it('warns of a byte order mark and reads on, with unshifted places', () => {
    const { value, diagnostics } = parseJson('p.json', '\ufeff[1]')
    expect(diagnostics.map(({ severity, code }) => [severity, code])).toEqual([['warning', 'json-bom']])
    expect(value?.spans).toEqual([{ file: 'p.json', start: 1, end: 4 }])
  })

  it('reports duplicate keys with both lines and at the second one, also where escapes hide them', () => {
    const text = '{\n"Effect": "Deny",\n"Eff\\u0065ct": "Allow"\n}'
    const { value, diagnostics } = parseJson('p.json', text)
    expect(plain(value)).toEqual([['Effect', 'Allow']])
    expect(diagnostics).toHaveLength(1)
    expect(diagnostics[0]).toMatchObject({ severity: 'error', code: 'json-duplicate-key' })
    expect(diagnostics[0]?.detail).toContain('"Effect" stands on line 2 and again on line 3')
    expect(text.slice(diagnostics[0]?.subject.start, diagnostics[0]?.subject.end)).toBe('"Eff\\u0065ct"')
  })

  it('keeps keys that mean something to JavaScript', () => {
    const { value } = parseJson('p.json', '{"__proto__": {"constructor": 1}, "toString": 2}')
    expect(plain(value)).toEqual([
      ['__proto__', [['constructor', { digits: '1' }]]],
      ['toString', { digits: '2' }],
    ])
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })

  it('stops at its limits with an error', () => {
    const deep = '['.repeat(100_000)
    expect(codes(deep)).toEqual(['json-nesting-limit'])
    expect(codes('['.repeat(200) + ']'.repeat(200))).toEqual([])
    expect(codes('{"a":'.repeat(201))).toEqual(['json-nesting-limit'])
    expect(codes('1e300000')).toEqual(['json-number-limit'])
    expect(codes('1'.repeat(1_001))).toEqual(['json-number-limit'])
    const limits = { ...DEFAULT_JSON_LIMITS, length: 10 }
    expect(parseJson('p', '[1,2,3,4,5]', limits).diagnostics[0]?.code).toBe('json-length-limit')
  })
})

describe('plainDecimal', () => {
  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['-0.000', '0'],
    ['0e5', '0'],
    ['1.50e3', '1500'],
    ['1.5e1', '15'],
    ['12345678901234567890123', '12345678901234567890123'],
    ['0.1', '0.1'],
    ['100e-3', '0.1'],
    ['-1.25E-2', '-0.0125'],
    ['1e+2', '100'],
    ['10.0', '10'],
  ])('%s is %s', (number, plainText) => {
    expect(plainDecimal(number, 1_000)).toBe(plainText)
  })
})

describe('readJsonText', () => {
  it('keeps unknown parts within strings, escapes around them resolved', () => {
    expect(plain(parseJsonText(textWith('["arn:<b.arn>/*", "\\n<x>\\t<y>", "<z>", "plain"]')))).toEqual([
      'arn:<b.arn>/*',
      '\n<x>\t<y>',
      '<z>',
      'plain',
    ])
  })

  it('makes an unknown part outside a string an unknown value', () => {
    expect(plain(parseJsonText(textWith('{"Resource": <r>, "Action": [<a>, "b"]}')))).toEqual([
      ['Resource', '<r>'],
      ['Action', ['<a>', 'b']],
    ])
  })

  it('gives back what an unknown part encodes', () => {
    const inner = textOf('s3:*', [{ file: 'main.tf', start: 3, end: 9 }])
    const parts: TextPart[] = [
      { kind: 'literal', text: '[' },
      { kind: 'symbol', symbol: symbol('jsonencode(…)'), encoded: inner },
      { kind: 'literal', text: ']' },
    ]
    const value = parseJsonText({ kind: 'text', parts, spans: [] })
    expect(value?.kind === 'list' && value.items[0]).toBe(inner)
  })

  it('makes an object with an unknown key unknown as a whole, by its content and in any order', () => {
    const fingerprint = (text: string) => {
      const value = parseJsonText(textWith(text))
      return value?.kind === 'unknown' ? value.symbol.fingerprint : undefined
    }
    const base = fingerprint('{"<oidc>:sub": "a", "x": 1}')
    expect(base).toBeDefined()
    expect(fingerprint('{ "x": 1,\n"<oidc>:sub": "a"}')).toBe(base)
    expect(fingerprint('{"<oidc>:sub": "b", "x": 1}')).not.toBe(base)
    expect(fingerprint('{"<other>:sub": "a", "x": 1}')).not.toBe(base)
  })

  it.each(['[<a><b>]', '[1<a>]', '<a>"x"', '"x"<a>', '["\\<a>"]', '["\\u00<a>"]', '{<a>: 1}', '{<a>}', '[true<a>]'])(
    'does not guess what %j means',
    (text) => {
      const { value, diagnostics } = readJsonText(textWith(text))
      expect(value).toBeUndefined()
      expect(diagnostics).toHaveLength(1)
      expect(parseJsonText(textWith(text))).toBeUndefined()
    },
  )

  it('does not mistake a character of the text for an unknown part', () => {
    expect(plain(parseJsonText(textWith('["\ue000", "<a>"]')))).toEqual(['\ue000', '<a>'])
    expect(parseJsonText(textWith('[\ue000, "<a>"]'))).toBeUndefined()
  })

  it('is undefined for duplicate keys', () => {
    expect(parseJsonText(textWith('{"a": 1, "a": "<b>"}'))).toBeUndefined()
    expect(readJsonText(textWith('{"a": 1, "a": "<b>"}')).diagnostics[0]?.code).toBe('json-duplicate-key')
  })

  it('finds the line of every string of an indented heredoc', () => {
    const source = [
      'resource "aws_iam_policy" "p" {',
      '  policy = <<-EOT',
      '    {',
      '      "Action": [',
      '        "s3:GetObject",',
      '        "s3:Put$${x}Object"',
      '      ]',
      '    }',
      '  EOT',
      '}',
      '',
    ].join('\n')
    const file = parseHcl('main.tf', source)
    const expression = file.body.blocks[0]?.body.attributes.get('policy')?.expression
    if (expression?.kind !== 'template') throw new Error('no template')
    const value = parseJsonText(textOfTemplate(expression))
    if (value?.kind !== 'map') throw new Error('no object')
    const actions = value.entries.get('Action')
    const lines = indexLines(source)
    expect(actions?.keySpan && linesOf(lines, actions.keySpan)).toEqual({ startLine: 4, endLine: 4 })
    if (actions?.value.kind !== 'list') throw new Error('no list')
    const spans = actions.value.items.map((item) => item.spans[0])
    expect(spans.map((span) => source.slice(span?.start, span?.end))).toEqual(['"s3:GetObject"', '"s3:Put$${x}Object"'])
    expect(spans.map((span) => span && linesOf(lines, span).startLine)).toEqual([5, 6])
    expect(plain(actions.value)).toEqual(['s3:GetObject', 's3:Put${x}Object'])
  })
})

function textOfTemplate(template: Template): TextValue {
  const parts = template.parts.map((part) => {
    if (part.kind !== 'literal') throw new Error('not plain')
    return literalPartOf('main.tf', part)
  })
  return { kind: 'text', parts, spans: [{ file: 'main.tf', start: template.start, end: template.end }] }
}
