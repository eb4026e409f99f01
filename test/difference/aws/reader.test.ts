import { describe, expect, it } from 'vitest'
import { parsePattern, type Reading } from '../../../src/core/authorization/aws/pattern.ts'
import { compileSide } from '../../../src/core/difference/aws/compiled-policy.ts'
import { letterCode, type Word, wordOf } from '../../../src/core/difference/aws/letters.ts'
import { type Lexeme, Lexicon } from '../../../src/core/difference/aws/lexicon.ts'
import {
  anyMatch,
  clauseTruth,
  commonPrefix,
  isResolved,
  type Match,
  matchesOf,
  Reader,
  type Subject,
  subjectOf,
} from '../../../src/core/difference/aws/reader.ts'
import type { CompiledClause } from '../../../src/core/difference/aws/rule.ts'
import { jsonValue } from '../../authorization/aws/json-value.ts'
import { policySet } from '../policies.ts'

function lexemeOf(lexicon: Lexicon, text: string, ignoreCase = false, reading: Reading = 'arn'): Lexeme {
  const value = jsonValue(text)
  if (value.kind !== 'text') throw new TypeError('no text')
  return lexicon.lexeme(parsePattern(value, { reading, version: '2012-10-17', ignoreCase }))
}

/** A resource clause; with `!` before its texts a negated one. */
function clauseOf(lexicon: Lexicon, ...texts: readonly string[]): CompiledClause {
  const isNegated = texts[0]?.startsWith('!') ?? false
  const element = isNegated ? 'NotResource' : 'Resource'
  const statement = { Effect: 'Allow', Action: '*', [element]: texts.map((text) => text.replace(/^!/, '')) }
  const [rule] = compileSide(policySet([[statement]]).documents, 'identity', lexicon).allows
  if (rule?.kind !== 'statement' || rule.resource === undefined) throw new TypeError('no clause')
  return rule.resource
}

describe('the match of a single word', () => {
  it.each([
    ['ab', 'ab', 'certain', 'certain'],
    ['ab', 'a', 'no', 'no'],
    ['ab', 'abc', 'no', 'no'],
    ['a*', 'abc', 'certain', 'certain'],
    ['a*', 'b', 'no', 'no'],
    ['<x>', 'a', 'possible', 'possible'],
    ['a<x>', 'a', 'no', 'possible'],
    ['a<x>', 'b', 'no', 'no'],
    ['${k}', 'a', 'no', 'possible'],
    ['ab', '#', 'possible', 'possible'],
    ['<y>', '#', 'certain', 'certain'],
    ['a*b', 'a#', 'possible', 'possible'],
    ['a*', 'a#', 'certain', 'certain'],
  ])('%s reads %s: %s in the definite stance, %s in the possible one', (text, word, definite, possible) => {
    const lexicon = new Lexicon()
    const letter = lexemeOf(lexicon, '<y>').pattern.tokens[0]
    if (letter?.kind !== 'symbol') throw new TypeError('no symbol')
    const code = letterCode(lexicon.alphabet.symbol(letter.symbol), false)
    const read: Word = word.split(/(#)/).flatMap((piece) => (piece === '#' ? [code] : wordOf(piece)))
    expect(matchesOf(read, 'definite', lexicon)(lexemeOf(lexicon, text))).toBe(definite)
    expect(matchesOf(read, 'possible', lexicon)(lexemeOf(lexicon, text))).toBe(possible)
  })
})

describe('a reader', () => {
  const subject = (lexicon: Lexicon, more: Partial<Subject> = {}): Subject => {
    return { lexicon, stance: 'definite', hasLetters: false, ...more }
  }
  const demands = (reader: Reader) => reader.observed.map(({ demanded }) => demanded)

  it('reads a pattern of known text once, and a text that nobody wants not at all by itself', () => {
    const lexicon = new Lexicon()
    const reader = new Reader(subject(lexicon))
    const [wild, one, two, folded] = [
      lexemeOf(lexicon, 'a*'),
      lexemeOf(lexicon, 'ab'),
      lexemeOf(lexicon, 'ac'),
      lexemeOf(lexicon, 'AD', true),
    ]
    for (const lexeme of [wild, one, two, wild]) reader.add(lexeme, false)
    expect(demands(reader)).toEqual([false, false])
    reader.add(folded, false)
    expect(demands(reader)).toEqual([false, false, false])
    const matches = (text: string) => [wild, one, two, folded].map(reader.matches([text.startsWith('a')], wordOf(text)))
    expect(matches('ab')).toEqual(['certain', 'certain', 'no', 'no'])
    expect(matches('aD')).toEqual(['certain', 'no', 'no', 'certain'])
    expect(matches('b')).toEqual(['no', 'no', 'no', 'no'])
    expect(['ab', 'ac', 'ad', 'AD', 'aB', 'a', 'abc'].map((text) => reader.isText(wordOf(text)))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ])
    expect(new Reader(subject(lexicon)).isText(wordOf('ab'))).toBe(false)
  })

  it('reads a text by itself where it is wanted, also afterwards', () => {
    const lexicon = new Lexicon()
    const text = lexemeOf(lexicon, 'ab')
    const reader = new Reader(subject(lexicon))
    reader.add(text, false)
    expect(demands(reader)).toEqual([false])
    reader.add(text, true)
    expect(demands(reader)).toEqual([false, true])
    reader.add(text, false)
    expect(demands(reader)).toEqual([false, true])
    expect(reader.matches([false, true], [])(text)).toBe('certain')
    expect(reader.matches([true, false], [])(text)).toBe('no')
  })

  it.each([
    ['definite', [true, false]],
    ['possible', [true, true]],
  ] as const)('reads an unknown text in two ways, in the stance %s wanting %j', (stance, demanded) => {
    const lexicon = new Lexicon()
    const reader = new Reader(subject(lexicon, { stance }))
    const lexeme = lexemeOf(lexicon, 'a<x>')
    reader.add(lexeme, true)
    expect(demands(reader)).toEqual(demanded)
    const matches = (accepted: readonly boolean[]): Match => reader.matches(accepted, [])(lexeme)
    expect([matches([true, true]), matches([false, true]), matches([false, false])]).toEqual([
      'certain',
      'possible',
      'no',
    ])
    const unwanted = new Reader(subject(lexicon, { stance }))
    unwanted.add(lexeme, false)
    expect(demands(unwanted)).toEqual([false, false])
  })

  it.each([
    ['a variable', '${k}', false, 2],
    ['a known pattern where words have letters', 'a*', true, 2],
    ['a known text where words have letters', 'ab', true, 2],
    ['a known pattern', 'a*', false, 1],
  ])('reads %s', (_, text, hasLetters, count) => {
    const lexicon = new Lexicon()
    const reader = new Reader(subject(lexicon, { hasLetters }))
    reader.add(lexemeOf(lexicon, text), false)
    expect(reader.observed).toHaveLength(count)
  })

  it('knows without reading what begins like no word, and what covers every word', () => {
    const lexicon = new Lexicon()
    const origins = [[lexemeOf(lexicon, 'ab*'), lexemeOf(lexicon, 'b*')], [lexemeOf(lexicon, 'abc*')]]
    const certain = [lexemeOf(lexicon, 'ab*'), lexemeOf(lexicon, 'abd*')]
    const reader = new Reader(subject(lexicon, { origins, certain }))
    const told = (text: string) => {
      reader.add(lexemeOf(lexicon, text), false)
      return reader.foretold(lexemeOf(lexicon, text))
    }
    expect(['x*', 'b*', '*', 'a*', 'abc?*', 'abcd'].map(told)).toEqual([
      'no',
      'no',
      'certain',
      'certain',
      undefined,
      undefined,
    ])
    expect(reader.matches([], wordOf('abc'))(lexemeOf(lexicon, 'x*'))).toBe('no')
    expect(reader.matches([], wordOf('abc'))(lexemeOf(lexicon, 'a*'))).toBe('certain')
    const other = new Reader(subject(lexicon, { certain: [] }))
    other.add(lexemeOf(lexicon, 'a*'), false)
    expect(other.foretold(lexemeOf(lexicon, 'a*'))).toBeUndefined()
  })

  it('does not tell of a pattern that it does not read', () => {
    const lexicon = new Lexicon()
    const reader = new Reader(subject(lexicon))
    expect(() => reader.foretold(lexemeOf(lexicon, 'a*'))).toThrow('pattern a* is not read in this search')
  })

  it('reads every element of a clause, and none of an absent one', () => {
    const lexicon = new Lexicon()
    const reader = new Reader(subject(lexicon))
    reader.addClause(undefined, true)
    reader.addClause(clauseOf(lexicon, 'a*', 'b*'), true)
    expect(demands(reader)).toEqual([true, true])
  })
})

describe('the truth of a clause', () => {
  const MATCHES: ReadonlyMap<string, Match> = new Map([
    ['a', 'certain'],
    ['b', 'no'],
    ['c', 'possible'],
    ['d', 'possible'],
  ])
  const matches = ({ id }: Lexeme): Match => MATCHES.get(id) ?? 'no'
  const VARIABLE = '$["k",null]'
  it.each([
    ['a certain match', ['b', 'a', 'c'], true],
    ['no match', ['b'], false],
    ['possible matches', ['b', 'c', 'd'], { kind: 'unknown', anyOf: ['c', 'd'] }],
    ['a match that is not meant', ['!a', 'c'], false],
    ['no match that is not meant', ['!b'], true],
    ['possible matches that are not meant', ['!c', 'd'], { kind: 'unknown', noneOf: ['c', 'd'] }],
    ['a variable that is not meant', ['!${k}'], { kind: 'unknown', noneOf: [`${VARIABLE} unresolved`] }],
    [
      'a variable and more that is not meant',
      ['!${k}', 'c'],
      { kind: 'unknown', noneOf: ['c', `${VARIABLE} unresolved`] },
    ],
    ['a variable beside a certain match that is not meant', ['!${k}', 'a'], false],
    ['a variable that is known and not meant', ['!${known}'], true],
    ['a variable with a default that is not meant', ["!${k, 'd'}"], true],
    ['a variable that is meant', ['${k}'], false],
  ])('of %s', (_, texts, expected) => {
    expect(clauseTruth(clauseOf(new Lexicon(), ...texts), matches, new Map([['known', 1]]))).toEqual(expected)
  })

  it('that is absent is true', () => {
    expect(clauseTruth(undefined, matches, new Map())).toBe(true)
  })

  it('needs every variable', () => {
    const lexicon = new Lexicon()
    const resolved = (text: string) => isResolved(lexemeOf(lexicon, text), new Map([['k', 1]]))
    expect(['a*', '<x>', '${k}', '${k}${l}', '${l}', "${k}${l, ''}"].map(resolved)).toEqual([
      true,
      true,
      true,
      false,
      false,
      true,
    ])
  })

  it('of patterns is that of the first certain one', () => {
    const lexicon = new Lexicon()
    const lexemes = ['c', 'a'].map((text) => lexemeOf(lexicon, text))
    expect(anyMatch(lexemes, matches)).toBe(true)
    expect(anyMatch([], matches)).toBe(false)
  })
})

describe('what is known of every word of clauses', () => {
  it.each([
    ['the longest beginning', [['ab*'], ['abc*'], ['a*']], 'abc'],
    ['that of a single pattern alone', [['abc*', 'abd*'], ['a*']], 'a'],
    ['none of what is not meant', [['!abc*'], ['a*']], 'a'],
    ['none of no clause', [], ''],
    ['the first of two as long', [['ab*'], ['ac*']], 'ab'],
  ])('begins with %s', (_, clauses, prefix) => {
    const lexicon = new Lexicon()
    expect(commonPrefix(clauses.map((texts) => clauseOf(lexicon, ...texts)))).toEqual(wordOf(prefix))
  })

  it.each([
    ['definite', [['!a*'], ['b*', 'c*'], ['d*']], [['b*', 'c*'], ['d*']], ['b*', 'c*']],
    ['possible', [['!a*'], ['b*', 'c*'], ['d*']], [['b*', 'c*'], ['d*']], []],
    ['possible', [['b*'], ['!a*']], [['b*']], ['b*']],
    ['definite', [['!a*']], [], []],
    ['definite', [], [], []],
  ] as const)('in the stance %s, of %j', (stance, clauses, origins, certain) => {
    const lexicon = new Lexicon()
    const subject = subjectOf(
      clauses.map((texts) => clauseOf(lexicon, ...texts)),
      { lexicon, stance, hasLetters: true },
    )
    const ids = (lexemes: readonly Lexeme[] = []) => lexemes.map(({ id }) => id)
    expect(subject).toMatchObject({ lexicon, stance, hasLetters: true })
    expect(subject.origins?.map(ids)).toEqual(origins)
    expect(ids(subject.certain)).toEqual(certain)
  })
})
