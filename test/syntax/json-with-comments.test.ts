import { describe, expect, it } from 'vitest'
import { withoutComments } from '../../src/core/syntax/json/without-comments.ts'

describe('JSON with comments', () => {
  it.each([
    ['{"a": 1} // last', '{"a": 1}        '],
    ['{"a": /* one */ 1}', '{"a":           1}'],
    ['{"a": "// no comment", "b": "/* nor */"}', '{"a": "// no comment", "b": "/* nor */"}'],
    ['{"a": "\\"// no comment"}', '{"a": "\\"// no comment"}'],
    ['[1, 2, ]', '[1, 2  ]'],
    ['{"a": 1, // last\n}', '{"a": 1         \n}'],
    ['["a,]", ",}"]', '["a,]", ",}"]'],
    ['/* two\nlines */{}', '      \n        {}'],
    ['[1 /* without an end', '[1 /* without an end'],
    ['["without an end', '["without an end'],
    ['/*/', '/*/'],
  ])('%s', (text, expected) => {
    expect(withoutComments(text)).toBe(expected)
  })

  it('is read in one pass, whatever does not end in it', () => {
    for (const part of ['/*', '"\\"', '//', ', ', '"', '/']) {
      expect(withoutComments(part.repeat(100_000))).toHaveLength(part.length * 100_000)
    }
  })
})
