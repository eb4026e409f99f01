import { describe, expect, it } from 'vitest'
import {
  Alphabet,
  areDistinct,
  isColonFree,
  isLetter,
  letterCode,
  letterIndex,
  MANY_IN_SEGMENT_WORD,
  MANY_WORD,
  ONE_IN_SEGMENT_WORD,
  ONE_WORD,
  OTHER,
  wordOf,
} from '../../../src/core/difference/aws/letters.ts'
import type { UnknownSymbol } from '../../../src/core/value/value.ts'

function symbol(address: string, more: Partial<UnknownSymbol> = {}): UnknownSymbol {
  return { address, fingerprint: address, reason: 'is unknown', span: { file: 'f', start: 0, end: 0 }, ...more }
}

function thing(address: string): UnknownSymbol {
  return symbol(address, { form: 'identifier' })
}

describe('codes', () => {
  it.each([0, 1, 2, 3, 1000])('of the letter %d tell which it is, and whether it has a colon', (index) => {
    for (const inSegment of [true, false]) {
      const code = letterCode(index, inSegment)
      expect(letterIndex(code)).toBe(index)
      expect(isColonFree(code)).toBe(inSegment)
      expect(isLetter(code)).toBe(true)
    }
  })

  it('of characters and wildcards are no letters', () => {
    const codes = [0, 65, 0xffff, OTHER, MANY_WORD, MANY_IN_SEGMENT_WORD, ONE_WORD, ONE_IN_SEGMENT_WORD]
    expect(codes.map(isLetter)).toEqual(codes.map(() => false))
    expect(new Set(codes).size).toBe(codes.length)
    expect(isLetter(letterCode(0, false))).toBe(true)
    expect(isLetter(letterCode(0, false) - 1)).toBe(false)
  })

  it('of a text are its UTF-16 units', () => {
    expect(wordOf('aZ:')).toEqual([97, 90, 58])
    expect(wordOf('')).toEqual([])
    expect(wordOf('\u{1f600}')).toEqual([0xd83d, 0xde00])
  })
})

describe('an alphabet', () => {
  it('numbers symbols by their fingerprints', () => {
    const alphabet = new Alphabet()
    expect(alphabet.symbol(symbol('a'))).toBe(0)
    expect(alphabet.symbol(symbol('b'))).toBe(1)
    expect(alphabet.symbol(symbol('other name', { fingerprint: 'a' }))).toBe(0)
    expect(alphabet.letterOf(letterCode(1, true))).toEqual({ kind: 'symbol', symbol: symbol('b') })
    expect(alphabet.letterOf(letterCode(2, false))).toBeUndefined()
  })

  it('numbers variables by key and default', () => {
    const alphabet = new Alphabet()
    const letters = [
      alphabet.variable('k', undefined),
      alphabet.variable('k', 'd'),
      alphabet.variable('k', ''),
      alphabet.variable('l', undefined),
      alphabet.variable('k', 'd'),
      alphabet.symbol(symbol('k')),
    ]
    expect(letters).toEqual([0, 1, 2, 3, 1, 4])
    expect(alphabet.letterOf(letterCode(0, false))).toStrictEqual({ kind: 'variable', key: 'k' })
    expect(alphabet.letterOf(letterCode(1, false))).toStrictEqual({ kind: 'variable', key: 'k', fallback: 'd' })
  })

  it('tells variables apart by their keys alone', () => {
    const alphabet = new Alphabet()
    alphabet.symbol(symbol('s'))
    for (const fallback of [undefined, 'd']) for (const key of ['k', 'l', 'm']) alphabet.variable(key, fallback)
    const numbers = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => alphabet.variableNumber(letterCode(index, false)))
    expect(numbers).toEqual([0, 0, 1, 2, 0, 1, 2, 0])
  })
})

describe('two symbols', () => {
  it.each([
    ['the same attribute of two things', thing('a.arn'), thing('b.arn'), true],
    ['two attributes', thing('a.arn'), thing('b.id'), false],
    ['the same thing', thing('a.arn'), thing('a.arn'), false],
    ['one that is no identifier', thing('a.arn'), symbol('b.arn'), false],
    ['one that is no identifier, first', symbol('a.arn'), thing('b.arn'), false],
    ['two that are none', symbol('a.arn'), symbol('b.arn'), false],
    ['one text only', thing('a.arn'), symbol('b.arn', { form: 'text' }), false],
    ['two without an attribute', thing('a'), thing('b'), false],
    ['one without an attribute', thing('a.arn'), thing('arn'), false],
    ['the last attribute counts', thing('m.a.arn'), thing('n.b.arn'), true],
    ['of which the last differs', thing('a.x.arn'), thing('b.x.id'), false],
    ['an attribute at the very beginning', thing('.arn'), thing('b.arn'), true],
  ])('%s', (_, left, right, distinct) => {
    expect(areDistinct(left, right)).toBe(distinct)
  })
})
