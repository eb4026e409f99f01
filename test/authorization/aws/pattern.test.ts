import { describe, expect, it } from 'vitest'
import {
  type Pattern,
  type PatternOptions,
  parsePattern,
  patternOf,
  type Token,
} from '../../../src/core/authorization/aws/pattern.ts'
import { textValue } from './text-value.ts'

const NEW: PatternOptions = { reading: 'glob', version: '2012-10-17' }
const ARN: PatternOptions = { ...NEW, reading: 'arn' }

function parse(text: string, options: Partial<PatternOptions> = {}): Pattern {
  return parsePattern(textValue(text), { ...NEW, ...options })
}

/** Tokens for people: literals quoted, `|` before what stays in its segment. */
function shown(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.kind === 'literal') return JSON.stringify(token.text)
      const place = token.inSegment ? '|' : ''
      if (token.kind === 'wildcard') return `${place}${token.many ? '*' : '?'}`
      if (token.kind === 'symbol') return `${place}<${token.symbol.address}>`
      return `${place}$${JSON.stringify([token.key, token.fallback])}`
    })
    .join(' ')
}

describe('tokens', () => {
  it.each([
    ['', ''],
    ['abc', '"abc"'],
    ['*', '*'],
    ['a*b?c', '"a" * "b" ? "c"'],
    ['a**', '"a" * *'],
    ['a<s>b', '"a" <s> "b"'],
    ['a${aws:UserName}b', '"a" $["aws:username",null] "b"'],
    ['${ a:B }', '$["a:b",null]'],
    ["${ a:B , 'X y' }", '$["a:b","X y"]'],
    ["${a,''}", '$["a",""]'],
    ["${a, 'it''s, so'}", '$["a","it\'\'s, so"]'],
    ["${a, 'x\ny'}", '$["a","x\\ny"]'],
    ['${a, x}', '$["a, x",null]'],
    ["${a, 'x}", '$["a, \'x",null]'],
    ["${a, 'x' y}", '$["a, \'x\' y",null]'],
    ["${a, b, 'x'}", '$["a, b, \'x\'",null]'],
    ["${a, y 'x'}", '$["a, y \'x\'",null]'],
    ['a${*}b${?}c${$}d', '"a*b?c$d"'],
    ['${*}*', '"*" *'],
    ['a$b{c}', '"a$b{c}"'],
    ['${}', '$["",null]'],
  ])('%s', (text, expected) => {
    expect(shown(parse(text).tokens)).toBe(expected)
  })

  it.each([
    ['letter by letter', { reading: 'exact' }, '"a*?" $["k",null]'],
    ['in the old version', { version: '2008-10-17' }, '"a" * ? "${k}"'],
    ['without variables', { variables: false }, '"a" * ? "${k}"'],
    ['letter by letter without variables', { reading: 'exact', variables: false }, '"a*?${k}"'],
    ['with all', { variables: true }, '"a" * ? $["k",null]'],
  ] as const)('%s', (_, options, expected) => {
    expect(shown(parse('a*?${k}', options).tokens)).toBe(expected)
  })

  it('of one text differ by how it is read, each time it is asked for', () => {
    const text = textValue('A*${k}')
    const options: PatternOptions[] = [
      NEW,
      ARN,
      { ...NEW, reading: 'exact' },
      { ...NEW, version: '2008-10-17' },
      { ...NEW, ignoreCase: true },
      { ...NEW, variables: false },
      { ...NEW, ignoreCase: true, variables: false },
      { ...NEW, reading: 'exact', ignoreCase: true },
    ]
    for (const first of options) {
      for (const second of options) {
        parsePattern(text, first)
        const { tokens, ignoreCase, id } = parsePattern(text, second)
        expect({ tokens, ignoreCase, id }).toEqual(parsePattern(textValue('A*${k}'), second))
      }
    }
    expect(parsePattern(text, NEW)).toBe(parsePattern(text, { ...NEW, ignoreCase: false, variables: true }))
  })
})

describe('segments', () => {
  it.each([
    ['arn:*:s3:?:<s>:${k}', '"arn:" |* ":s3:" |? ":" |<s> ":" $["k",null]'],
    ['a:b:c:d:e:f:*', '"a:b:c:d:e:f:" *'],
    ['a:b:c:d*:e:*:f', '"a:b:c:d" |* ":e:" * ":f"'],
    ['*:::::', '|* ":::::"'],
    ['*::::', '* "::::"'],
    ['arn:aws:s3*', '"arn:aws:s3" *'],
    ['<s>:a:b:c:*', '<s> ":a:b:c:" *'],
    ['a*b<s>', '"a" * "b" <s>'],
  ])('%s', (text, expected) => {
    expect(shown(parse(text, { reading: 'arn' }).tokens)).toBe(expected)
  })

  it('count nowhere but in an ARN', () => {
    expect(shown(parse('a:*:c:d:e:f').tokens)).toBe('"a:" * ":c:d:e:f"')
  })
})

describe('a variable that is not closed', () => {
  it.each([
    ['a${k', 'a${k', 'has a policy variable that is not closed'],
    ['a*${k', 'a*${k', 'has a policy variable that is not closed'],
    ['a${<s>}', 's', 'is only known after apply'],
    ['<s>${k', 's', 'is only known after apply'],
  ])('%s makes the whole text unknown', (text, address, reason) => {
    expect(parse(text).tokens).toMatchObject([{ kind: 'symbol', inSegment: false, symbol: { address, reason } }])
  })

  it('is named by what the text says', () => {
    const ids = ['a${k', 'a${l', 'a${<s>}', 'a${<t>}', 'a${"s"}', 'a${k'].map((text) => parse(text).id)
    expect(new Set(ids).size).toBe(5)
    expect(ids[5]).toBe(ids[0])
  })

  it('is none that is read letter by letter either', () => {
    expect(shown(parse('a${k', { reading: 'exact' }).tokens)).toBe('<a${k>')
  })

  it('stands where the text was written', () => {
    const text = textValue('a${k')
    const spans = [{ file: 'a.json', start: 3, end: 9 }]
    expect(parsePattern({ ...text, spans }, NEW).tokens).toMatchObject([{ symbol: { span: spans[0] } }])
    expect(parsePattern({ ...text, spans: [] }, NEW).tokens).toMatchObject([{ symbol: { span: { file: '' } } }])
  })

  it('is plain text where there are no variables', () => {
    expect(shown(parse('a${k', { variables: false }).tokens)).toBe('"a${k"')
  })
})

describe('ids', () => {
  it('are apart wherever the meaning is', () => {
    const distinct = [
      parse('a'),
      parse('A'),
      parse('a', { ignoreCase: true }),
      parse('ß', { ignoreCase: true }),
      parse('ss', { ignoreCase: true }),
      parse('*'),
      parse('${*}'),
      parse('?'),
      parse('${?}'),
      parse('\\'),
      parse('a*'),
      parse('a?'),
      parse('a${*}'),
      parse('a${?}'),
      parse('a\\*'),
      parse('a\\\\*'),
      parse('a${k}'),
      parse('a${l}'),
      parse("a${k, ''}"),
      parse("a${k, 'x'}"),
      parse('a${k}', { variables: false }),
      parse('a<s>'),
      parse('a<t>'),
      parse('a<"fingerprint-s">'),
      parse('*:b:c:d:e:f'),
      parse('*:b:c:d:e:f', { reading: 'arn' }),
      parse('?:b:c:d:e:f', { reading: 'arn' }),
      parse('<s>:b:c:d:e:f'),
      parse('<s>:b:c:d:e:f', { reading: 'arn' }),
      parse('${k}:b:c:d:e:f'),
      parse('${k}:b:c:d:e:f', { reading: 'arn' }),
      parse('\\s*:b:c:d:e:f'),
    ].map(({ id }) => id)
    expect(new Set(distinct).size).toBe(distinct.length)
  })

  it.each([
    ['aBc*', 'AbC*', { ignoreCase: true }],
    ['${K}', '${ k }', {}],
    ['a:*', 'a:*', { reading: 'arn' }],
  ] as const)('%s is %s', (one, other, options) => {
    expect(parse(one, options).id).toBe(parse(other, options).id)
  })

  it('are the same of tokens put together', () => {
    const { tokens, id } = parse('a*${k}<s>')
    expect(patternOf(tokens)).toEqual({ tokens, id, ignoreCase: false })
    expect(patternOf(tokens, true).id).toBe(parse('A*${k}<s>', { ignoreCase: true }).id)
  })
})
