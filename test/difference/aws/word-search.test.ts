import { describe, expect, it } from 'vitest'
import { parsePattern, type Reading } from '../../../src/core/authorization/aws/pattern.ts'
import { Automaton } from '../../../src/core/difference/aws/automaton.ts'
import { Budget, DEFAULT_LIMITS } from '../../../src/core/difference/aws/budget.ts'
import { Alphabet, OTHER, type Word, wordOf } from '../../../src/core/difference/aws/letters.ts'
import { searchWords, type WordProblem } from '../../../src/core/difference/aws/word-search.ts'
import { textOf } from '../../../src/core/value/value.ts'

const alphabet = new Alphabet()

function machine(text: string, reading: Reading = 'glob'): Automaton {
  return new Automaton(parsePattern(textOf(text, []), { reading, version: '2012-10-17' }), 'must', alphabet)
}

function shown(word: Word): string {
  return word.map((code) => (code === OTHER ? '~' : String.fromCharCode(code))).join('')
}

interface Asked {
  readonly prefix?: string
  readonly groups?: readonly (readonly string[])[]
  readonly excluded?: readonly string[]
  readonly wanted?: readonly string[]
  readonly observed?: readonly string[]
  readonly reading?: Reading
}

function problemOf({ prefix, groups = [], excluded = [], wanted = [], observed = [], reading }: Asked): WordProblem {
  const observe = (demanded: boolean) => (text: string) => ({ automaton: machine(text, reading), demanded })
  return {
    ...(prefix === undefined ? {} : { prefix: wordOf(prefix) }),
    groups: groups.map((group) => group.map((text) => machine(text, reading))),
    excluded: excluded.map((text) => machine(text, reading)),
    observed: [...wanted.map(observe(true)), ...observed.map(observe(false))],
  }
}

function search(asked: Asked, steps = 10_000, wish: 'next' | 'another' | 'stop' = 'next') {
  const told: string[] = []
  const outcome = searchWords(problemOf(asked), new Budget({ ...DEFAULT_LIMITS, steps }), (accepted, word) => {
    told.push([shown(word), ...accepted.map(Number)].join(' '))
    return wish
  })
  return { outcome, told }
}

describe('a search of words', () => {
  it.each([
    ['one text', { groups: [['ab']] }, ['ab']],
    ['the shortest of a pattern', { groups: [['a*b']] }, ['ab']],
    ['a character that no pattern spells', { groups: [['a?b']] }, ['a~b']],
    ['the shorter of two patterns', { groups: [['abc', 'd']] }, ['d']],
    ['what two groups have in common', { groups: [['a*'], ['*b', 'c']] }, ['ab']],
    ['nothing that two groups have in common', { groups: [['a'], ['b']] }, []],
    ['nothing of an empty group', { groups: [[]] }, []],
    ['the empty word where nothing is asked', {}, ['']],
    ['nothing excluded', { groups: [['a*']], excluded: ['a'] }, ['a~']],
    ['nothing excluded by any', { groups: [['a*']], excluded: ['b', 'a', 'a?'] }, ['a~~']],
    ['nothing where all is excluded', { groups: [['a', 'b']], excluded: ['?'] }, []],
    ['a beginning and what comes after it', { prefix: 'ab', groups: [['ab*c']] }, ['abc']],
    ['a beginning that is all', { prefix: 'ab', groups: [['ab*']] }, ['ab']],
    ['a beginning that fits nothing', { prefix: 'ab', groups: [['b*']] }, []],
    ['each answer about a wanted pattern', { wanted: ['a'] }, [' 0', 'a 1']],
    ['each answer about two', { wanted: ['a*', '*b'] }, [' 0 0', 'a 1 0', 'b 0 1', 'ab 1 1']],
    ['no answer that takes a character that nobody wants', { observed: ['a'] }, [' 0']],
    ['answers about unwanted patterns on the way', { groups: [['ab*']], observed: ['ab', 'b'] }, ['ab 1 0', 'ab~ 0 0']],
    ['wanted and unwanted answers', { wanted: ['a'], observed: ['?'] }, [' 0 0', '~ 0 1', 'a 1 1']],
    [
      'a colon that wildcards stop at',
      { groups: [['?*']], wanted: ['a:b:c:d:?:*'], reading: 'arn' as const },
      ['~ 0', 'a:b:c:d:~: 1'],
    ],
  ])('finds %s', (_, asked, told) => {
    expect(search(asked)).toEqual({ outcome: 'none', told })
  })

  it('reads a colon only where some pattern heeds it', () => {
    const asked = { groups: [['a:b:c:d:e:f?', '?']], observed: ['a:b:c:d:*:f:'] }
    expect(search({ ...asked, reading: 'arn' }).told).toEqual(['~ 0', 'a:b:c:d:e:f: 1'])
    expect(search({ ...asked, reading: 'glob' }).told).toEqual(['~ 0'])
  })

  it('ends with the first word where the visitor stops it', () => {
    expect(search({ groups: [['a*']], observed: ['a', 'a?'] }, 10_000, 'stop')).toEqual({
      outcome: 'found',
      told: ['a 1 0'],
    })
  })

  it('tells further words of the same answer where the visitor asks for them', () => {
    expect(search({ groups: [['b', 'a', 'ab']] }, 10_000, 'another')).toEqual({
      outcome: 'none',
      told: ['b', 'a', 'ab'],
    })
    expect(search({ groups: [['b', 'a', 'ab']], observed: ['z'] })).toEqual({ outcome: 'none', told: ['b 0'] })
    expect(search({ groups: [['*']] }, 10_000, 'another').told).toEqual([''])
  })

  it.each([
    ['one step for each character and automaton', { groups: [['ab']] }, 2, ['ab']],
    ['observed ones count', { groups: [['ab']], wanted: ['zz'] }, 4, ['ab 0']],
    ['excluded ones count', { groups: [['ab']], excluded: ['zz'] }, 4, ['ab']],
    ['a beginning costs nothing', { prefix: 'ab', groups: [['abc']] }, 1, ['abc']],
    ['what fits no group costs nothing', { groups: [['ab'], ['ab', 'xx']] }, 6, ['ab']],
  ])('takes %s', (_, asked, steps, told) => {
    expect(search(asked, steps, 'stop')).toEqual({ outcome: 'found', told })
    expect(search(asked, steps - 1, 'stop')).toEqual({ outcome: 'limit', told: [] })
  })
})
