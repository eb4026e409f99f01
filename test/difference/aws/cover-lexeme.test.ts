import { describe, expect, it } from 'vitest'
import { parsePattern, type Reading } from '../../../src/core/authorization/aws/pattern.ts'
import { coversLexeme, patternWord } from '../../../src/core/difference/aws/cover-lexeme.ts'
import {
  letterCode,
  MANY_IN_SEGMENT_WORD,
  MANY_WORD,
  ONE_IN_SEGMENT_WORD,
  ONE_WORD,
  wordOf,
} from '../../../src/core/difference/aws/letters.ts'
import { Lexicon } from '../../../src/core/difference/aws/lexicon.ts'
import { jsonValue } from '../../authorization/aws/json-value.ts'

function lexemeOf(lexicon: Lexicon, text: string, reading: Reading = 'arn', ignoreCase = false) {
  const value = jsonValue(text)
  if (value.kind !== 'text') throw new TypeError('no text')
  return lexicon.lexeme(parsePattern(value, { reading, version: '2012-10-17', ignoreCase }))
}

describe('a pattern', () => {
  it.each([
    ['a*', 'a*', true],
    ['a', 'a', true],
    ['*', 'anything', true],
    ['*', '<x>', true],
    ['*', '${k}', true],
    ['a*', 'ab', true],
    ['a*', 'ab*', true],
    ['a*', 'a?', true],
    ['a?', 'a*', false],
    ['a?', 'ab', true],
    ['a?', 'a?', true],
    ['ab*', 'a*', false],
    ['a', 'a*', false],
    ['a', 'b', false],
    ['a*', 'b', false],
    ['*b', 'ab', true],
    ['a*', 'a<x>', true],
    ['a<x>', 'a*', false],
    ['<x>*', '<x>/a', true],
    ['<x>', '<y>', false],
    ['<x>', 'a', false],
    ['a${k}*', 'a${k}b', true],
    ['a${k}', 'a${l}', false],
    ['arn:aws:s3:*:*:b', 'arn:aws:s3:eu:*:b', true],
    ['arn:aws:s3:*:*:b', 'arn:aws:s3:?:*:b', true],
    ['arn:aws:s3:*:*:b', 'arn:aws:s3:<r>:*:b', true],
    ['arn:aws:s3:?:*:b', 'arn:aws:s3:*:*:b', false],
    ['arn:aws:s3:e*:1:b', 'arn:aws:s3:*:1:b', false],
    ['arn:aws:s3:*:1:*', 'arn:aws:s3:eu:1:a/*', true],
    ['arn:*', 'arn:aws:s3:*:1:*', true],
  ])('%s covers %s: %j', (wide, narrow, covered) => {
    const lexicon = new Lexicon()
    expect(coversLexeme(lexemeOf(lexicon, wide), lexemeOf(lexicon, narrow), lexicon)).toBe(covered)
  })

  it('that is everything covers one that is read in another way', () => {
    const lexicon = new Lexicon()
    expect(coversLexeme(lexemeOf(lexicon, '*', 'glob', true), lexemeOf(lexicon, 'A?', 'glob', true), lexicon)).toBe(
      true,
    )
    expect(coversLexeme(lexemeOf(lexicon, 'a*', 'glob', true), lexemeOf(lexicon, 'AB?', 'glob', true), lexicon)).toBe(
      true,
    )
  })

  it('as a word has a letter for each wildcard and unknown part', () => {
    const lexicon = new Lexicon()
    const word = (text: string, reading?: Reading, ignoreCase?: boolean) =>
      patternWord(lexemeOf(lexicon, text, reading, ignoreCase), lexicon)
    expect(word('aB*?')).toEqual([...wordOf('aB'), MANY_WORD, ONE_WORD])
    expect(word('aB*', 'glob', true)).toEqual([...wordOf('ab'), MANY_WORD])
    expect(word('arn:*:?:::<x>')).toEqual([
      ...wordOf('arn:'),
      MANY_IN_SEGMENT_WORD,
      ...wordOf(':'),
      ONE_IN_SEGMENT_WORD,
      ...wordOf(':::'),
      letterCode(0, false),
    ])
    expect(word('arn:<x>:${k}:::b')).toEqual([
      ...wordOf('arn:'),
      letterCode(0, true),
      ...wordOf(':'),
      letterCode(1, true),
      ...wordOf(':::b'),
    ])
    expect(word('aB*?')).toBe(word('aB*?'))
  })
})
