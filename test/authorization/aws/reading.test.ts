import { describe, expect, it } from 'vitest'
import {
  entrySpan,
  kindName,
  type Problems,
  readTexts,
  spanOf,
  wholeSymbol,
} from '../../../src/core/authorization/aws/reading.ts'
import type { Span } from '../../../src/core/text/span.ts'
import type { TextPart, Value } from '../../../src/core/value/value.ts'
import { jsonValue, unknown } from './json-value.ts'

function span(start: number, end: number, file = 'a.json'): Span {
  return { file, start, end }
}

function at(...spans: readonly Span[]): Value {
  return { ...jsonValue('a'), spans }
}

describe('places', () => {
  it('of a value is where it was written, not what it came through', () => {
    expect(spanOf(at(span(3, 6), span(8, 9)))).toEqual(span(3, 6))
    expect(spanOf(at())).toEqual(span(0, 0, ''))
  })

  it.each([
    ['key before value', span(1, 3), span(5, 9), span(1, 9)],
    ['key that touches the end', span(9, 9), span(5, 9), span(9, 9)],
    ['key after the value, which came from elsewhere in the file', span(10, 12), span(5, 9), span(5, 9)],
    ['key in another file', span(1, 3, 'b.json'), span(5, 9), span(5, 9)],
  ])('of an entry: %s', (_, keySpan, value, expected) => {
    expect(entrySpan({ keySpan, value: at(value) })).toEqual(expected)
  })
})

it.each([
  ['a', 'a string'],
  ['', 'a string'],
  [{}, 'an object'],
  [[], 'a list'],
  [null, 'a null'],
  [1, 'a number'],
  [true, 'a boolean'],
  [unknown('u'), 'an unknown value'],
])('%j is called %s', (json, expected) => {
  expect(kindName(jsonValue(json))).toBe(expected)
})

it.each([
  [unknown('u'), 'u'],
  ['<u>', 'u'],
  ['<u><v>', undefined],
  ['<u>a', undefined],
  ['a', undefined],
  ['', undefined],
  [['<u>'], undefined],
  [{ a: '<u>' }, undefined],
  [null, undefined],
])('%j is one unknown as a whole: %s', (json, expected) => {
  expect(wholeSymbol(jsonValue(json))?.address).toBe(expected)
})

/** Parts for people: the form that an unknown part is known to have stands after a colon. */
function shown(parts: readonly TextPart[]): string {
  return parts
    .map((part) => (part.kind === 'literal' ? part.text : `<${part.symbol.address}:${part.symbol.form ?? 'any'}>`))
    .join('')
}

function read(json: unknown, scalars?: boolean) {
  const problems: Problems = []
  const texts = readTexts(jsonValue(json), 'Action', problems, scalars)
  return {
    texts: texts.map(({ parts }) => shown(parts)),
    problems: problems.map(({ code, summary }) => [code, summary]),
  }
}

describe('one or many texts', () => {
  it.each([
    ['a', ['a']],
    ['', ['']],
    [[], []],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [unknown('u'), ['<u:any>']],
    [unknown('u_arn'), ['<u.arn:identifier>']],
    [
      [unknown('u'), 'a'],
      ['<u:text>', 'a'],
    ],
    [[unknown('u_arn')], ['<u.arn:identifier>']],
    ['a<u>', ['a<u:text>']],
    ['<u_arn>/*', ['<u.arn:identifier>/*']],
    ['<u_arn><v>', ['<u.arn:identifier><v:text>']],
    [['<u>'], ['<u:text>']],
  ])('%j', (json, expected) => {
    expect(read(json)).toEqual({ texts: expected, problems: [] })
    expect(read(json, true)).toEqual({ texts: expected, problems: [] })
  })

  it.each([
    [1, ['1']],
    [true, ['true']],
    [
      [false, 2, 'a'],
      ['false', '2', 'a'],
    ],
  ])('%j where scalars are taken for their text', (json, expected) => {
    expect(read(json, true)).toEqual({ texts: expected, problems: [] })
    expect(read(json).texts).toEqual(expected.filter((text) => text === 'a'))
  })

  it.each([
    [{}, [], 'an object'],
    [null, [], 'a null'],
    [['a', {}], ['a'], 'an object'],
    [[['a']], [], 'a list'],
  ])('%j holds beside %j what is no text', (json, texts, kind) => {
    const problems = [['policy-wrong-type', `Action holds ${kind}`]]
    expect(read(json)).toEqual({ texts, problems })
    expect(read(json, true)).toEqual({ texts, problems })
  })

  it('says where what is no text stands', () => {
    const problems: Problems = []
    readTexts({ ...jsonValue(null), spans: [span(4, 8)] }, 'Action', problems)
    expect(problems).toMatchObject([{ severity: 'error', subject: span(4, 8) }])
  })

  it('are at most 2,500: more are none, and an error', () => {
    const many = (count: number) => read(Array.from({ length: count }, (_, at) => `a${at}`))
    expect(many(2_500)).toMatchObject({ texts: { length: 2_500 }, problems: [] })
    expect(many(2_501)).toMatchObject({ texts: [], problems: [['policy-too-many-values', expect.any(String)]] })
  })

  it('keeps the very text where nothing is added', () => {
    const value = jsonValue(['a<u_arn>', '<u>'])
    const texts = readTexts(value, 'Action', [])
    expect(value.kind === 'list' && value.items.map((item, index) => item === texts[index])).toEqual([true, false])
  })
})
