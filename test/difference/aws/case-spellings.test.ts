import { describe, expect, it } from 'vitest'
import { caseSpellings, lowerCase } from '../../../src/core/difference/aws/case-spellings.ts'
import { OTHER, type Word, wordOf } from '../../../src/core/difference/aws/letters.ts'

/** `~` is a character that no pattern spells. */
function word(text: string): Word {
  return wordOf(text).map((code) => (code === 126 ? OTHER : code))
}

function textOf(spelling: Word): string {
  return spelling.map((code) => (code === OTHER ? '~' : String.fromCharCode(code))).join('')
}

function spellings(text: string, ...exact: readonly string[]): readonly string[] {
  return caseSpellings(word(text), exact.map(word)).map(textOf)
}

describe('the spellings of a text in any case', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['aB', [], ['aB']],
    ['aB', ['ab', 'AB', 'other'], ['aB', 'ab', 'AB']],
    ['ab', ['ab'], ['Ab', 'ab']],
    ['ab', ['ab', 'Ab'], ['aB', 'ab', 'Ab']],
    ['ab', ['ab', 'Ab', 'aB'], ['AB', 'ab', 'Ab', 'aB']],
    ['ab', ['ab', 'Ab', 'aB', 'AB'], ['ab', 'Ab', 'aB', 'AB']],
    ['a1b', ['a1b', 'A1b'], ['a1B', 'a1b', 'A1b']],
    ['1', ['1'], ['1']],
    ['1', [], ['1']],
    ['', [''], ['']],
    ['a~', ['a~', 'A'], ['A~', 'a~']],
    ['\u00e4', ['\u00e4'], ['\u00c4', '\u00e4']],
  ])('of %s beside %j are %j', (text, exact, expected) => {
    expect(spellings(text, ...exact)).toEqual(expected)
  })

  it('leave alone what has no other case of one character', () => {
    expect(spellings('\u00dfa', '\u00dfa')).toEqual(['\u00dfA', '\u00dfa'])
    expect(spellings('\u0130', '\u0130')).toEqual(['\u0130'])
    expect(spellings('\u212a', '\u212a')).toEqual(['\u212a'])
  })

  it('are found among thousands', () => {
    const long = 'abcdefghijklmnop'
    const taken = Array.from({ length: 4095 }, (_, choice) =>
      [...long].map((letter, at) => ((choice >> at) & 1 ? letter.toUpperCase() : letter)).join(''),
    )
    const [free, ...others] = spellings(long, ...taken)
    expect(free).toBe('ABCDEFGHIJKLmnop')
    expect(others).toHaveLength(4095)
  })
})

describe('lower case', () => {
  it('is of letters alone', () => {
    expect(textOf(lowerCase(word('tRUE~1\u00df')))).toBe('true~1\u00df')
  })
})
