import { describe, expect, it } from 'vitest'
import { sourceVersions } from '../../src/core/difference/source-versions.ts'

const BASE = new Map([
  ['a.tf', 'one\ntwo\n'],
  ['old.tf', 'first\nsecond'],
])
const HEAD = new Map([
  ['a.tf', 'one\nnew\ntwo\n'],
  ['new.tf', 'only'],
])
const versions = sourceVersions(BASE, HEAD)
const span = (file: string, start: number, end = start) => ({ file, start, end })

describe('the versions of a change', () => {
  it.each([
    ['a text of base', 'base', 'a.tf', 'one\ntwo\n'],
    ['a text of head', 'head', 'a.tf', 'one\nnew\ntwo\n'],
    ['a file that head lost, at base', 'base', 'old.tf', 'first\nsecond'],
    ['no file that head lost, at head', 'head', 'old.tf', undefined],
    ['no file that head added, at base', 'base', 'new.tf', undefined],
  ] as const)('have %s', (_, side, file, expected) => {
    expect(versions.text(side, file)).toBe(expected)
  })

  it.each([
    ['of base as base counts them', 'base', span('a.tf', 4, 7), { startLine: 2, endLine: 2 }],
    ['of head as head counts them', 'head', span('a.tf', 4, 11), { startLine: 2, endLine: 3 }],
    ['of base again, once head was asked', 'base', span('a.tf', 0, 7), { startLine: 1, endLine: 2 }],
    ['of an empty span on its own line', 'head', span('a.tf', 8), { startLine: 3, endLine: 3 }],
    ['of no file that the side does not have', 'base', span('new.tf', 0, 4), undefined],
    ['of no file that neither side has', 'head', span('none.tf', 0, 4), undefined],
  ] as const)('tell lines %s', (_, side, where, expected) => {
    expect(versions.lines(side, where)).toEqual(expected)
  })

  it.each([
    ['in head, where both have the file', span('a.tf', 8), { line: 3, column: 1 }],
    ['in base, where head lost the file', span('old.tf', 8), { line: 2, column: 3 }],
    ['in head, where base has no such file', span('new.tf', 2), { line: 1, column: 3 }],
    ['at the very start, where neither has the file', span('none.tf', 8), { line: 1, column: 1 }],
  ])('tell a position %s', (_, where, expected) => {
    expect(versions.position(where)).toEqual(expected)
  })

  it.each([
    [
      'a changed file',
      'a.tf',
      {
        added: [{ startLine: 2, endLine: 2 }],
        removed: [],
        surviving: new Map([
          [1, 1],
          [2, 3],
        ]),
      },
    ],
    ['a lost file', 'old.tf', { added: [], removed: [{ startLine: 1, endLine: 2 }], surviving: new Map() }],
    ['a new file', 'new.tf', { added: [{ startLine: 1, endLine: 1 }], removed: [], surviving: new Map() }],
    ['a file that neither side has', 'none.tf', { added: [], removed: [], surviving: new Map() }],
  ])('tell the changed lines of %s', (_, file, expected) => {
    expect(versions.changes(file)).toEqual(expected)
  })

  it('are read and compared once a file, when they are first asked for', () => {
    const asked: string[] = []
    class Counted extends Map<string, string> {
      override get(file: string) {
        asked.push(file)
        return super.get(file)
      }
    }
    const counted = sourceVersions(new Counted(BASE), new Counted(HEAD))
    expect(asked).toEqual([])
    expect(counted.changes('a.tf')).toBe(counted.changes('a.tf'))
    expect(asked).toEqual(['a.tf', 'a.tf'])
  })
})
