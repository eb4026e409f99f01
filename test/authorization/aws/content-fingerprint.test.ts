import { expect, it } from 'vitest'
import { contentFingerprint } from '../../../src/core/authorization/aws/content-fingerprint.ts'
import type { Value } from '../../../src/core/value/value.ts'
import { jsonValue, unknown } from './json-value.ts'

const fingerprint = (json: unknown) => contentFingerprint(jsonValue(json))

it('is the same for the same content, wherever and in whatever order it is written', () => {
  expect(fingerprint({ a: 1, b: ['x', { c: '<u>' }] })).toBe(fingerprint({ b: ['x', { c: '<u>' }], a: 1 }))
  const here = jsonValue('a')
  const there: Value = { ...here, spans: [{ file: 'other.json', start: 5, end: 8 }] }
  expect(contentFingerprint(there)).toBe(contentFingerprint(here))
  expect(fingerprint('a')).toMatch(/^content:[0-9a-f]{64}$/)
})

it('is another for any other content', () => {
  const contents = [
    null,
    'null',
    true,
    false,
    'true',
    1,
    2,
    '1',
    'n1',
    '',
    'a',
    'b',
    'a<u>',
    'a<v>',
    '<u>a',
    '<u>',
    unknown('u'),
    unknown('v'),
    [],
    ['a'],
    ['a', 'b'],
    ['b', 'a'],
    [['a', 'b']],
    ['a,b'],
    {},
    { a: 'b' },
    { a: 'c' },
    { b: 'b' },
    { a: 'b', c: 'd' },
    { a: 'd', c: 'b' },
    { a: null },
    { a: {} },
    { a: [] },
  ]
  const found = contents.map(fingerprint)
  expect(found.filter((each, at) => found.indexOf(each) !== at)).toEqual([])
})
