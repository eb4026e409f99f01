import { describe, expect, it } from 'vitest'
import { type Pattern, parsePattern, patternOf, type Reading } from '../../../src/core/authorization/aws/pattern.ts'
import { letterCode, OTHER, wordOf } from '../../../src/core/difference/aws/letters.ts'
import { beginsLike, Lexicon, mayMeet } from '../../../src/core/difference/aws/lexicon.ts'
import { SOME_NAME } from '../../../src/core/difference/aws/principal-patterns.ts'
import { symbolText } from '../../../src/core/value/value.ts'
import { jsonValue } from '../../authorization/aws/json-value.ts'

function pattern(text: string, reading: Reading = 'glob', ignoreCase = false): Pattern {
  const value = jsonValue(text)
  if (value.kind !== 'text') throw new TypeError('no text')
  return parsePattern(value, { reading, version: '2012-10-17', ignoreCase })
}

const lexeme = (text: string, reading?: Reading, ignoreCase?: boolean) =>
  new Lexicon().lexeme(pattern(text, reading, ignoreCase))

describe('a lexeme', () => {
  const PLAIN = {
    hasSymbol: false,
    hasVariable: false,
    mayBeNothing: false,
    isLiteral: false,
    isEverything: false,
    prefix: [],
  }
  it.each([
    ['s3:Get', { ...PLAIN, isLiteral: true, prefix: wordOf('s3:Get') }],
    ['s3:Get*', { ...PLAIN, prefix: wordOf('s3:Get') }],
    ['*', { ...PLAIN, isEverything: true }],
    ['**', PLAIN],
    ['*a', PLAIN],
    ['?', PLAIN],
    ['', PLAIN],
    ['<x>', { ...PLAIN, hasSymbol: true, mayBeNothing: true }],
    ['<x_arn>', { ...PLAIN, hasSymbol: true }],
    ['<x>a', { ...PLAIN, hasSymbol: true }],
    ['a<x>', { ...PLAIN, hasSymbol: true, prefix: wordOf('a') }],
    ['${k}', { ...PLAIN, hasVariable: true }],
    ['a${k}<x>', { ...PLAIN, hasVariable: true, hasSymbol: true, prefix: wordOf('a') }],
  ])('of %s tells what it is', (text, expected) => {
    expect(lexeme(text)).toMatchObject({ ...expected, id: pattern(text).id, pattern: pattern(text) })
  })

  it('begins in lower case where case does not count', () => {
    expect(lexeme('S3:Get*', 'glob', true).prefix).toEqual(wordOf('s3:get'))
  })

  it('in a segment is not everything', () => {
    expect(new Lexicon().lexeme(patternOf([{ kind: 'wildcard', many: true, inSegment: true }])).isEverything).toBe(
      false,
    )
  })

  it('that is exactly one text is never nothing', () => {
    const symbol = { address: 'x', fingerprint: 'text', reason: '', span: { file: '', start: 0, end: 0 } }
    const read = (form: object) =>
      new Lexicon().lexeme(
        parsePattern(symbolText({ ...symbol, ...form }, []), { reading: 'glob', version: '2012-10-17' }),
      )
    expect(read({ form: 'text' }).mayBeNothing).toBe(false)
  })

  it.each([
    ['arn:aws:s3:::bucket', 's3'],
    ['arn:aws:s3:*', 's3'],
    ['arn:aws:s3', undefined],
    ['arn:*:s3:::bucket', 's3'],
    ['arn:aws:s?:::bucket', undefined],
    ['arn:aws:*:eu:1:b', undefined],
    ['arn:aws:*', undefined],
    ['arn:<p>:s3:::bucket', undefined],
    ['arn:aws:s<x>:::bucket', undefined],
    ['arn:aws::::bucket', ''],
    ['*:aws:s3:::bucket', undefined],
    ['urn:aws:s3:::bucket', undefined],
    ['s3:aws:sqs:::arn:', undefined],
    ['arn:aws:s3:::*:sqs', 's3'],
    ['arn:aws:s3:<x>', 's3'],
    ['arn:aws:s3<x>:::b', undefined],
    ['arn:aws:*:<x>', undefined],
  ])('of %s is about the service %s', (text, service) => {
    expect(lexeme(text, 'arn').service).toBe(service)
  })

  it('is about no service where a wildcard may cross segments', () => {
    expect(lexeme('arn:*:s3:::bucket', 'glob').service).toBeUndefined()
  })

  it('is one for equal patterns, with one automaton a mode', () => {
    const lexicon = new Lexicon()
    const one = lexicon.lexeme(pattern('a*'))
    expect(lexicon.lexeme(pattern('a*'))).toBe(one)
    expect(lexicon.lexeme(pattern('a?'))).not.toBe(one)
    expect(lexicon.lexeme(pattern('a*', 'glob', true))).not.toBe(one)
    const must = lexicon.automaton(one, 'must')
    expect(lexicon.automaton(one, 'must')).toBe(must)
    expect(lexicon.automaton(one, 'may')).not.toBe(must)
    expect(must.accepts(wordOf('ab'))).toBe(true)
  })
})

describe('a word', () => {
  const LETTER = letterCode(0, false)
  it.each([
    ['abc', 'ab*', false, true],
    ['ab', 'ab*', false, true],
    ['a', 'ab*', false, false],
    ['xb', 'ab*', false, false],
    ['', '*', false, true],
    ['AB', 'ab*', false, false],
    ['AB', 'ab*', true, true],
    ['ab', 'AB*', true, true],
    ['@', '`*', true, false],
    ['[', '{*', true, false],
    ['Z', 'z*', true, true],
    ['A', 'a*', true, true],
    ['É', 'é*', true, true],
    ['É', 'é*', false, false],
    ['\u0080', 'a*', true, false],
    ['\u0080', '\u0080*', true, true],
    ['[', '[*', true, true],
  ])('%s begins like %s, in any case: %j, tells %j', (text, source, ignoreCase, begins) => {
    expect(beginsLike(wordOf(text), lexeme(source, 'glob', ignoreCase))).toBe(begins)
  })

  it('begins like anything from a letter on, and like no text from a character that none spells', () => {
    expect(beginsLike([...wordOf('a'), LETTER], lexeme('abc*'))).toBe(true)
    expect(beginsLike([...wordOf('x'), LETTER], lexeme('abc*'))).toBe(false)
    expect(beginsLike([OTHER], lexeme('abc*'))).toBe(false)
    expect(beginsLike([OTHER], lexeme('abc*', 'glob', true))).toBe(false)
  })
})

describe('two patterns', () => {
  it.each([
    ['begin alike', 'ab*', 'abc', true],
    ['differ', 'ab*', 'ac*', false],
    ['differ at the start', 'a', 'b', false],
    ['begin with anything', '*a', 'b', true],
    ['are the same', 'a', 'a', true],
    ['name two services', 'arn:*:s3:::a', 'arn:*:sqs:::a', false],
    ['name one service', 'arn:*:s3:::a', 'arn:*:s3:::b', true],
    ['name a service in only one', 'arn:*:s3:::a', 'arn:*:*:::b', true],
    ['name none', 'arn:*:*:::a', '*', true],
    ['differ in case', 'A*', 'a*', false],
  ])('that %s: %s and %s', (_, left, right, meet) => {
    expect(mayMeet(lexeme(left, 'arn'), lexeme(right, 'arn'))).toBe(meet)
    expect(mayMeet(lexeme(right, 'arn'), lexeme(left, 'arn'))).toBe(meet)
  })

  it('meet in any case where case does not count to one of them', () => {
    const upper = new Lexicon().lexeme({ ...pattern('Ab*'), id: 'other' })
    const folded = lexeme('aB*', 'glob', true)
    expect(mayMeet(upper, folded)).toBe(true)
    expect(mayMeet(folded, upper)).toBe(true)
    expect(mayMeet(lexeme('ac*', 'glob', true), upper)).toBe(false)
    const services = (text: string) => lexeme(text, 'arn', true)
    expect(mayMeet(services('arn:*:s3:::a'), services('arn:*:S3:::a'))).toBe(true)
    expect(mayMeet(new Lexicon().lexeme(patternOf(SOME_NAME)), folded)).toBe(true)
  })
})
