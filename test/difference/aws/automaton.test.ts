import { describe, expect, it } from 'vitest'
import { type Pattern, parsePattern, patternOf, type Reading } from '../../../src/core/authorization/aws/pattern.ts'
import { Automaton, type Mode } from '../../../src/core/difference/aws/automaton.ts'
import {
  Alphabet,
  type Code,
  letterCode,
  MANY_IN_SEGMENT_WORD,
  MANY_WORD,
  ONE_IN_SEGMENT_WORD,
  ONE_WORD,
  OTHER,
  wordOf,
} from '../../../src/core/difference/aws/letters.ts'
import { SOME_NAME } from '../../../src/core/difference/aws/principal-patterns.ts'
import type { TextValue, UnknownSymbol } from '../../../src/core/value/value.ts'
import { jsonValue } from '../../authorization/aws/json-value.ts'

const WILDCARDS: ReadonlyMap<string, Code> = new Map([
  ['~', OTHER],
  ['*', MANY_WORD],
  ['+', MANY_IN_SEGMENT_WORD],
  ['?', ONE_WORD],
  ['!', ONE_IN_SEGMENT_WORD],
])

function textValue(text: string): TextValue {
  const value = jsonValue(text)
  if (value.kind !== 'text') throw new TypeError('no text')
  return value
}

function symbol(name: string): UnknownSymbol {
  const [part] = textValue(`<${name}>`).parts
  if (part?.kind !== 'symbol') throw new TypeError('no symbol')
  return part.symbol
}

function pattern(text: string, reading: Reading = 'glob', ignoreCase = false): Pattern {
  return parsePattern(textValue(text), { reading, version: '2012-10-17', ignoreCase })
}

/** `<x>` is the letter of a symbol, `[x]` the same without a colon, `{key}` that of a variable, `~` is OTHER. */
function word(text: string, alphabet: Alphabet): readonly Code[] {
  return text.split(/(<\w+>|\[\w+\]|\{[\w:]+\}|[~*+?!])/).flatMap((piece) => {
    const wildcard = WILDCARDS.get(piece)
    if (wildcard !== undefined) return [wildcard]
    const name = piece.slice(1, -1)
    if (/^[<[]/.test(piece)) return [letterCode(alphabet.symbol(symbol(name)), piece.startsWith('['))]
    if (piece.startsWith('{')) return [letterCode(alphabet.variable(name, undefined), false)]
    return wordOf(piece)
  })
}

const MODES: readonly Mode[] = ['must', 'may', 'any']

function acceptedIn(source: Pattern, text: string): string {
  const alphabet = new Alphabet()
  const read = word(text, alphabet)
  return MODES.filter((mode) => new Automaton(source, mode, alphabet).accepts(read)).join(' ')
}

const ALL = 'must may any'
const MAY = 'may any'

describe('a pattern of known text', () => {
  it.each([
    ['ab', 'ab', ALL],
    ['ab', 'a', ''],
    ['ab', 'abc', ''],
    ['ab', 'Ab', ''],
    ['', '', ALL],
    ['', 'a', ''],
    ['a?c', 'abc', ALL],
    ['a?c', 'ac', ''],
    ['a?c', 'a:c', ALL],
    ['a?c', 'a/c', ALL],
    ['a?c', 'a~c', ALL],
    ['a?c', 'a?c', ALL],
    ['a?c', 'a!c', ALL],
    ['a?c', 'a*c', ''],
    ['a?c', 'a+c', ''],
    ['a?c', 'a<x>c', MAY],
    ['a?c', 'a[x]c', MAY],
    ['a?c', 'a{u}c', 'any'],
    ['a*c', 'ac', ALL],
    ['a*c', 'a::~c', ALL],
    ['a*c', 'a*c', ALL],
    ['a*c', 'a+c', ALL],
    ['a*c', 'a?c', ALL],
    ['a*c', 'a!c', ALL],
    ['a*c', 'a<x>c', ALL],
    ['a*c', 'a{u}c', ALL],
    ['a*c', 'acb', ''],
    ['a:b', 'a<x>b', MAY],
    ['a:b', 'a[x]b', ''],
    ['a:b', 'a<x>', MAY],
    ['a:b', '<x>', MAY],
    ['ab', 'a{u}', 'any'],
    ['ab', '<x>b', MAY],
    ['ab', 'ab<x>', 'any'],
    ['ab', '[x]', MAY],
  ])('%s reads %s in modes "%s"', (source, text, modes) => {
    expect(acceptedIn(pattern(source), text)).toBe(modes)
  })

  it('is read in any case where case does not count', () => {
    const accepts = (source: string, text: string) => acceptedIn(pattern(source, 'glob', true), text)
    expect(['AB', 'ab', 'aB'].map((text) => accepts('aB', text))).toEqual([ALL, ALL, ALL])
    expect(accepts('aB', 'ac')).toBe('')
    expect(accepts('ÄB', 'äb')).toBe(ALL)
    expect(accepts('a<x>', 'A<x>')).toBe(ALL)
    expect(acceptedIn(pattern('aB'), 'ab')).toBe('')
  })
})

describe('a wildcard in a segment', () => {
  const MANY = 'arn:aws:s3:*:1:b'
  const ONE = 'arn:aws:s3:?:1:b'
  it.each([
    [MANY, 'eu', ALL],
    [MANY, '', ALL],
    [MANY, 'e/u', ALL],
    [MANY, '~', ALL],
    [MANY, 'e:u', ''],
    [MANY, '*', ''],
    [MANY, '+', ALL],
    [MANY, '?', ''],
    [MANY, '!', ALL],
    [MANY, '<x>', MAY],
    [MANY, '[x]', ALL],
    [MANY, '{u}', 'any'],
    [ONE, 'e', ALL],
    [ONE, ':', ''],
    [ONE, '', ''],
    [ONE, '*', ''],
    [ONE, '+', ''],
    [ONE, '?', ''],
    [ONE, '!', ALL],
    [ONE, '[x]', MAY],
  ])('%s reads %s in modes "%s"', (source, text, modes) => {
    expect(acceptedIn(pattern(source, 'arn'), `arn:aws:s3:${text}:1:b`)).toBe(modes)
  })

  it('makes colons matter, as an unknown part there does, and nothing else', () => {
    const heeds = (text: string, reading: Reading) =>
      new Automaton(pattern(text, reading), 'must', new Alphabet()).heedsColons
    expect(heeds(MANY, 'arn')).toBe(true)
    expect(heeds('arn:aws:s3:<r>:1:b', 'arn')).toBe(true)
    expect(heeds('arn:aws:s3:eu:1:b', 'arn')).toBe(false)
    expect(heeds('arn:aws:s3:eu:1:*', 'arn')).toBe(false)
    expect(heeds('arn:aws:s3:eu:1:<x>', 'arn')).toBe(false)
    expect(heeds('a:*', 'glob')).toBe(false)
  })
})

describe('a name of one part', () => {
  it.each([
    ['b', ALL],
    ['bc', ALL],
    ['', ''],
    ['b/c', ''],
    ['/', ''],
    ['b:c', ''],
    [':', ''],
    ['b*', ''],
    ['b+', ''],
    ['b?', ''],
    ['b!', ''],
    ['!', ''],
    ['~', ALL],
    ['b[x]', ALL],
    ['b<x>', MAY],
  ])('%s reads in modes "%s"', (text, modes) => {
    expect(acceptedIn(patternOf([{ kind: 'literal', text: 'n:' }, ...SOME_NAME]), `n:${text}`)).toBe(modes)
  })
})

describe('an unknown part', () => {
  it.each([
    ['<x>', '<x>', ALL],
    ['<x>', '[x]', ALL],
    ['<x>', '<y>', MAY],
    ['<x>', 'a', MAY],
    ['<x>', 'a:b', MAY],
    ['<x>', '~', MAY],
    ['<x>', 'a~', MAY],
    ['<x>', '{u}', MAY],
    ['<x>', '', 'any'],
    ['<x>', '<x><x>', 'any'],
    ['p<x>', 'p<x>', ALL],
    ['p<x>', 'p', 'any'],
    ['p<x>', 'pa', MAY],
    ['p<x>', 'pab', MAY],
    ['p<x>', 'p~', 'any'],
    ['p<x>', 'pa~', 'any'],
    ['p<x>', 'p{u}', 'any'],
    ['p<x>', 'q<x>', ''],
    ['p<x>', '<x>', MAY],
    ['p<x>', '<y>', MAY],
    ['p<x>q', 'pq', 'any'],
    ['p<x>q', 'paq', MAY],
    ['p<x>q', 'pabq', MAY],
    ['p<x>q', 'p<x>q', ALL],
    ['p<x>q', 'p<x>aq', 'any'],
    ['p<x>q', 'pa<x>q', MAY],
    ['p<x>q', 'p<y>q', MAY],
    ['p<x>q', 'p<y>aq', MAY],
    ['p<x>q', 'p<y>', MAY],
    ['<x><y>', '<x><y>', ALL],
    ['<x><y>', '<y><x>', MAY],
    ['<x><y>', '<x>', 'any'],
    ['<x>*', '<x>', ALL],
    ['<x>*', '<x>a', ALL],
    ['<x>*', 'a', MAY],
    ['<x>*', '~', 'any'],
  ])('%s reads %s in modes "%s"', (source, text, modes) => {
    expect(acceptedIn(pattern(source), text)).toBe(modes)
  })

  it.each([
    ['<a_arn>', '<a_arn>', ALL],
    ['<a_arn>', '<b_arn>', 'any'],
    ['<a_arn>', '<x>', MAY],
    ['<a_arn>', 'z', MAY],
    ['<a_arn>', '~', 'any'],
    ['<a_arn>', '{u}', 'any'],
    ['<a_arn>/k', '<b_arn>/k', 'any'],
    ['<a_arn>/k', '<a_arn>/k', ALL],
    ['x<a_arn>', 'x<b_arn>', 'any'],
    ['<a_arn>*', 'z<b_arn>', MAY],
  ])('that is one plain text: %s reads %s in modes "%s"', (source, text, modes) => {
    expect(acceptedIn(pattern(source), text)).toBe(modes)
  })

  it.each([
    ['[r]', ALL],
    ['<r>', ALL],
    ['eu', MAY],
    ['', 'any'],
    ['e:u', ''],
    ['~', 'any'],
    ['[q]', MAY],
    ['<q>', MAY],
  ])('in a segment reads %s in modes "%s"', (text, modes) => {
    expect(acceptedIn(pattern('arn:aws:s3:<r>:1:b', 'arn'), `arn:aws:s3:${text}:1:b`)).toBe(modes)
  })
})

describe('a policy variable', () => {
  it.each([
    ['u/${u}', 'u/{u}', ALL],
    ['u/${u}', 'u/x', 'any'],
    ['u/${u}', 'u/', 'any'],
    ['u/${u}', 'u/~', 'any'],
    ['u/${u}', 'u/{v}', 'any'],
    ['u/${u}', 'u/<x>', MAY],
    ['u/${u}', '<x>', MAY],
    ['u/${u}k', 'u/<x>', MAY],
    ['${u}', '{u}', ALL],
    ['${u}', '~', 'any'],
  ])('%s reads %s in modes "%s"', (source, text, modes) => {
    expect(acceptedIn(pattern(source), text)).toBe(modes)
  })
})

describe('a state', () => {
  const start = (source: Pattern, mode: Mode = 'must') => new Automaton(source, mode, new Alphabet()).start

  it('demands what is spelled next, in both cases where case does not count', () => {
    expect(start(pattern('Ab')).demands).toEqual(wordOf('A'))
    expect(start(pattern('Ab', 'glob', true)).demands).toEqual(wordOf('aA'))
    expect(start(pattern('1', 'glob', true)).demands).toEqual(wordOf('1'))
    expect(start(pattern('*a')).demands).toEqual(wordOf('a'))
    expect(start(pattern('*')).demands).toEqual([])
    expect(start(pattern('')).demands).toEqual([])
    expect(start(pattern('<x>')).demands).toEqual([letterCode(0, false)])
    expect(start(pattern('arn:aws:s3:*:1:b', 'arn')).demands).toEqual(wordOf('a'))
  })

  it('demands every letter once', () => {
    const automaton = new Automaton(pattern('a*a'), 'must', new Alphabet())
    const [a = 0] = wordOf('a')
    expect(automaton.step(automaton.step(automaton.start, a), a).demands).toEqual([a])
    const segment = new Automaton(
      patternOf([{ kind: 'symbol', symbol: symbol('x'), inSegment: true }]),
      'must',
      new Alphabet(),
    )
    expect(segment.start.demands).toEqual([letterCode(0, true)])
  })

  it('is made once, however it is reached', () => {
    const automaton = new Automaton(pattern('*b'), 'must', new Alphabet())
    const { start: first } = automaton
    expect(first.positions).toEqual([0, 1])
    expect(automaton.step(first, 97)).toBe(first)
    const end = automaton.step(first, 98)
    expect(end).toMatchObject({ id: 1, positions: [0, 1, 2], accepting: true })
    expect(first.next.get(98)).toBe(end)
    expect(automaton.step(end, 97)).toBe(first)
    expect(first.accepting).toBe(false)
  })

  it('without positions goes nowhere', () => {
    const automaton = new Automaton(pattern('ab'), 'must', new Alphabet())
    const dead = automaton.step(automaton.start, 98)
    expect(dead).toMatchObject({ positions: [], accepting: false, demands: [] })
    expect(automaton.step(dead, 97)).toBe(dead)
  })

  it('of an unknown part has a place for its first character and one for the others', () => {
    const automaton = new Automaton(pattern('<x>b'), 'may', new Alphabet())
    expect(automaton.start.positions).toEqual([0])
    expect(automaton.step(automaton.start, 97).positions).toEqual([1, 2])
    expect(automaton.step(automaton.start, letterCode(0, false)).positions).toEqual([2])
    expect(new Automaton(pattern('<x>b'), 'any', new Alphabet()).start.positions).toEqual([0, 1])
    expect(new Automaton(pattern('<x>b'), 'must', new Alphabet()).start.positions).toEqual([0])
  })
})
