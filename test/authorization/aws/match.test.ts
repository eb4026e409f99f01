import { describe, expect, it } from 'vitest'
import { isUnresolved, matchText, mayMatch } from '../../../src/core/authorization/aws/match.ts'
import { parsePattern, type Reading } from '../../../src/core/authorization/aws/pattern.ts'
import { textValue } from './text-value.ts'

const VARIABLES: ReadonlyMap<string, string> = new Map([
  ['plain', 'bob'],
  ['colon', 'a:b'],
  ['star', '*'],
  ['upper', 'BOB'],
])
const variable = (key: string) => VARIABLES.get(key)

function pattern(text: string, reading: Reading, ignoreCase = false) {
  return parsePattern(textValue(text), { reading, version: '2012-10-17', ignoreCase })
}

describe('a text read flat', () => {
  it.each([
    ['', '', 'yes'],
    ['', 'a', 'no'],
    ['abc', 'abc', 'yes'],
    ['abc', 'ab', 'no'],
    ['abc', 'abcd', 'no'],
    ['abc', 'ABC', 'no'],
    ['a*c', 'ac', 'yes'],
    ['a*c', 'a:b:c', 'yes'],
    ['a*c', 'a:b:cd', 'no'],
    ['a*b*c', 'abbbc', 'yes'],
    ['**b', 'b', 'yes'],
    ['a**', 'a', 'yes'],
    ['a***b', 'ab', 'yes'],
    ['a?c', 'a:c', 'yes'],
    ['a?c', 'ac', 'no'],
    ['?', '', 'no'],
    ['*?', '', 'no'],
    ['*?', 'a', 'yes'],
    ['a${plain}', 'abob', 'yes'],
    ['a${colon}', 'aa:b', 'yes'],
    ['a${star}', 'ab', 'no'],
    ['a${star}', 'a*', 'yes'],
    ['a${absent}', 'a', 'no'],
    ['a${absent}', 'anever', 'no'],
    ["a${absent, 'x'}", 'ax', 'yes'],
    ["a${absent, ''}", 'a', 'yes'],
    ['a<s>c', 'abc', 'unknown'],
    ['a<s>c', 'ac', 'unknown'],
    ['a<s>c', 'abd', 'no'],
    ['<s>', '', 'unknown'],
  ] as const)('%s on %j: %s', (text, subject, expected) => {
    expect(matchText(pattern(text, 'glob'), subject, variable)).toBe(expected)
  })

  it.each([
    ['aBc', 'AbC', 'yes'],
    ['a${upper}', 'Abob', 'yes'],
    ["a${absent, 'X'}", 'ax', 'yes'],
    ['B*', 'a', 'no'],
  ] as const)('%s on %j in any case: %s', (text, subject, expected) => {
    expect(matchText(pattern(text, 'glob', true), subject, variable)).toBe(expected)
  })
})

describe('a text read by the segments of an ARN', () => {
  it.each([
    ['a:*:c:d:e:f', 'a:b:c:d:e:f', 'yes'],
    ['a:*:c:d:e:f', 'a::c:d:e:f', 'yes'],
    ['a:*:c:d:e:f', 'a:b:b:c:d:e:f', 'no'],
    ['a:?:c:d:e:f', 'a:b:c:d:e:f', 'yes'],
    ['a:?:c:d:e:f', 'a:::c:d:e:f', 'no'],
    ['a:?:c:d:e:f', 'a:bb:c:d:e:f', 'no'],
    ['a:b:c:d:e:*', 'a:b:c:d:e:f:g', 'yes'],
    ['a:b:c:d:e:?', 'a:b:c:d:e::', 'yes'],
    ['a:**:c:d:e:f', 'a:b:c:d:e:f', 'yes'],
    ['a:**:c:d:e:f', 'a:b:b:c:d:e:f', 'no'],
    ['a:${plain}:c:d:e:f', 'a:bob:c:d:e:f', 'yes'],
    ['a:${colon}:c:d:e:f', 'a:a:b:c:d:e:f', 'no'],
    ['a:b:c:d:e:${colon}', 'a:b:c:d:e:a:b', 'yes'],
    ['a:<s>:c:d:e:f', 'a:b:c:d:e:f', 'unknown'],
    ['a:<s>:c:d:e:f', 'a:b:b:c:d:e:f', 'no'],
    ['a:b:c:d:e:<s>', 'a:b:c:d:e:f:g', 'unknown'],
    ['a:*', 'a:b:c', 'yes'],
  ] as const)('%s on %s: %s', (text, subject, expected) => {
    expect(matchText(pattern(text, 'arn'), subject, variable)).toBe(expected)
  })
})

it.each([
  ['plain text', false],
  ['a${plain}', false],
  ['a${absent}', true],
  ['${plain}${absent}', true],
  ["a${absent, 'x'}", false],
  ["a${absent, ''}", false],
  ["${absent, 'x'}${absent}", true],
  ['<s>*', false],
])('%s has an unresolved variable: %s', (text, expected) => {
  expect(isUnresolved(pattern(text, 'glob'), variable)).toBe(expected)
})

describe('a pattern that is not parsed yet', () => {
  it.each([
    ['abc', 'abcd', true],
    ['abc', 'abd', false],
    ['abc', 'ABC', false],
    ['a*c', 'abc', true],
    ['?bc', 'abc', true],
    ['ab?', 'acb', false],
    ['<s>bc', 'abc', true],
    ['a<s>', 'bc', false],
    ['${plain}<s>c', 'bobc', true],
    ['a<s>${plain}', 'abob', true],
  ])('%s may match %s by how it begins: %s', (text, subject, expected) => {
    expect(mayMatch(textValue(text), subject, { reading: 'glob', version: '2012-10-17' })).toBe(expected)
  })

  it('may match in any case, where that does not count', () => {
    const options = { reading: 'glob', version: '2012-10-17', ignoreCase: true, variables: false } as const
    expect(mayMatch(textValue('S3:Get*'), 's3:GETOBJECT', options)).toBe(true)
    expect(mayMatch(textValue('S3:Put*'), 's3:GETOBJECT', options)).toBe(false)
  })
})
