import { describe, expect, it } from 'vitest'
import { OTHER, type Word, wordOf } from '../../../src/core/difference/aws/letters.ts'
import { pictured } from '../../../src/core/difference/aws/pictured.ts'

/** `~` is a character that no pattern spells. */
function word(text: string): Word {
  return wordOf(text).map((code) => (code === 126 ? OTHER : code))
}

function textOf(code: Word): string {
  return code.map((each) => (each === OTHER ? '~' : String.fromCharCode(each))).join('')
}

function pictures(resource: string, context: Readonly<Record<string, readonly string[]>> = {}): readonly string[] {
  const keys = new Map(Object.entries(context).map(([key, values]) => [key, values.map(word)]))
  const found = {
    action: 's3:GetObject',
    principal: { type: 'AWS', id: word('*') },
    resource: word(resource),
    context: keys,
  }
  return pictured(found).map((each) => {
    expect(each).toMatchObject({ action: found.action, principal: found.principal })
    const values = [...each.context].map(([key, words]) => `${key}=${words.map(textOf).join('+')}`)
    return [textOf(each.resource), ...values].join(' ')
  })
}

describe('what is easier to picture', () => {
  it.each([
    ['arn:aws:s3:::a/k', ['arn:aws:s3:::a/k']],
    ['arn:aws:s3:::a/', ['arn:aws:s3:::a/~', 'arn:aws:s3:::a/']],
    ['arn:aws:sns:eu:1:', ['arn:aws:sns:eu:1:~', 'arn:aws:sns:eu:1:']],
    ['arn:aws:s3:::a-', ['arn:aws:s3:::a-~', 'arn:aws:s3:::a-']],
    ['arn:aws:s3:::a_', ['arn:aws:s3:::a_~', 'arn:aws:s3:::a_']],
    ['arn:aws:s3:::a.', ['arn:aws:s3:::a.~', 'arn:aws:s3:::a.']],
    ['arn:aws:s3:::a-/k', ['arn:aws:s3:::a-~/k', 'arn:aws:s3:::a-/k']],
    ['t:a_:k', ['t:a_~:k', 't:a_:k']],
    ['a-/', ['a-~/~', 'a-/']],
    ['a-b.c_d', ['a-b.c_d']],
    ['a~', ['a~']],
    ['*', ['*']],
    ['', ['']],
  ])('than %s is at least as much %j', (resource, expected) => {
    expect(pictures(resource)).toEqual(expected)
  })

  it.each([
    ['repo:acme/', ['r k=repo:acme/~', 'r k=repo:acme/']],
    ['', ['r k=~', 'r k=']],
    ['::', ['r k=::']],
    ['fe80::', ['r k=fe80::']],
    ['~::', ['r k=~::~', 'r k=~::']],
    ['2030-01-01', ['r k=2030-01-01']],
  ])('is a value like %s', (value, expected) => {
    expect(pictures('r', { k: [value] })).toEqual(expected)
  })

  it('is the whole before its parts', () => {
    expect(pictures('a/', { j: ['b'], k: ['', 'c'] })).toEqual([
      'a/~ j=b k=~+c',
      'a/ j=b k=~+c',
      'a/~ j=b k=+c',
      'a/ j=b k=+c',
    ])
  })
})
