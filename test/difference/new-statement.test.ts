import { describe, expect, it } from 'vitest'
import type { Cause } from '../../src/core/difference/difference.ts'
import { newStatement } from '../../src/core/difference/locate.ts'
import { sourceVersions } from '../../src/core/difference/source-versions.ts'

/** Pieces of head; `a…b` reaches from the start of a to the end of b. */
type Blamed = readonly [role: Cause['role'], ...pieces: readonly string[]]

/** The text of the statement of head, of these causes, that is wholly new. */
function found(base: readonly string[], head: readonly string[], causes: readonly Blamed[]): string | undefined {
  const text = head.join('\n')
  const spanOf = (piece: string) => {
    const [first = '', last = first] = piece.split('…')
    const start = text.indexOf(first)
    return { file: 'a.tf', start, end: text.indexOf(last, start) + last.length }
  }
  const headCauses = causes.map(([role, ...pieces]): Cause => ({ role, spans: pieces.map(spanOf) }))
  const versions = sourceVersions(new Map([['a.tf', base.join('\n')]]), new Map([['a.tf', text]]))
  const span = newStatement({ headCauses, baseCauses: [] }, versions)
  return span && text.slice(span.start, span.end)
}

const ADDED = ['end', 'Allow {', '  get', '}']
const WHOLE = 'Allow {\n  get\n}'

describe('a new statement', () => {
  it.each<[string, readonly string[], readonly string[], readonly Blamed[], string | undefined]>([
    ['has no line that base had', ['end'], ADDED, [['statement', 'Allow…}']], WHOLE],
    [
      'may take lines of brackets alone from another',
      ['end', '  [{( )}], ', '}'],
      ['Allow {', '  [{( )}], ', '  get', '}', 'end'],
      [['statement', 'Allow…get']],
      'Allow {\n  [{( )}], \n  get',
    ],
    ['may end with such a line', ['end', '}'], ADDED, [['statement', 'Allow…}']], WHOLE],
    ['is not one whose first line was there', ['Allow {'], ADDED, [['statement', 'Allow…}']], undefined],
    ['is not one whose last line was there', ['  get'], ['Allow {', '  get'], [['statement', 'Allow…get']], undefined],
    [
      'is not one with an old line that begins with a bracket',
      ['{ get'],
      ['Allow', '{ get'],
      [['statement', 'Allow…get']],
      undefined,
    ],
    [
      'is not one with an old line that ends with a bracket',
      ['get }'],
      ['Allow', 'get }'],
      [['statement', 'Allow…}']],
      undefined,
    ],
    [
      'is no element and no document',
      ['end'],
      ADDED,
      [
        ['action', 'get'],
        ['document', 'Allow…}'],
      ],
      undefined,
    ],
    [
      'stands where it was written, not where it came through',
      ['end'],
      ADDED,
      [['statement', 'end', 'Allow…}']],
      undefined,
    ],
    [
      'is the first that is new',
      ['end'],
      ADDED,
      [
        ['statement', 'end'],
        ['statement', 'get'],
        ['statement', 'Allow'],
      ],
      'get',
    ],
    ['is none without causes', ['end'], ADDED, [], undefined],
  ])('%s', (_, base, head, causes, expected) => {
    expect(found(base, head, causes)).toBe(expected)
  })

  it('is none in a file that head does not have', () => {
    const headCauses: readonly Cause[] = [{ role: 'statement', spans: [{ file: 'gone.tf', start: 0, end: 5 }] }]
    const versions = sourceVersions(new Map([['gone.tf', 'Allow']]), new Map())
    expect(newStatement({ headCauses, baseCauses: [] }, versions)).toBeUndefined()
  })
})
