import { describe, expect, it } from 'vitest'
import { indexPaths } from '../../src/review/path-index.ts'
import fc from '../seeded-properties.ts'

const PATHS = ['main.tf', 'a/main.tf', 'a/b/c.tf', 'a/b/a.tf', 'a-b/x.tf', 'a.tf', 'a0/y.tf', 'ab/z.tf', 'A/q.tf']

describe('the paths directly within a folder', () => {
  const index = indexPaths(PATHS)

  it.each<[string, readonly string[]]>([
    ['', ['a.tf', 'main.tf']],
    ['a', ['a/main.tf']],
    ['a/b', ['a/b/a.tf', 'a/b/c.tf']],
    ['b', []],
    ['a/', []],
    ['a/b/c.tf', []],
  ])('%j', (folder, expected) => expect(index.within(folder)).toEqual(expected))
})

describe('the paths below a folder', () => {
  const index = indexPaths(PATHS)

  it('are all paths for the empty folder, sorted', () => {
    expect(index.below('')).toEqual([...PATHS].sort())
  })

  it('are not those of folders and files whose names begin alike', () => {
    expect(index.below('a')).toEqual(['a/b/a.tf', 'a/b/c.tf', 'a/main.tf'])
    expect(index.below('ab')).toEqual(['ab/z.tf'])
    expect(index.below('a.tf')).toEqual([])
  })

  it('are none for a folder before the first path and after the last', () => {
    expect(index.below('!')).toEqual([])
    expect(index.below('zz')).toEqual([])
    expect(indexPaths([]).below('a')).toEqual([])
    expect(indexPaths([]).within('')).toEqual([])
  })

  it('are those that begin with its name, whatever the paths are', () => {
    const segment = fc.constantFrom('a', 'b', 'a0', 'a-', '.', 'é', '😀', '__proto__', 'A')
    const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'))
    fc.assert(
      fc.property(fc.array(path, { maxLength: 20 }), path, (paths, folder) => {
        const index = indexPaths(paths)
        const below = paths.filter((each) => each.startsWith(`${folder}/`)).sort()
        expect(index.below(folder)).toEqual(below)
        expect(index.within(folder)).toEqual(below.filter((each) => !each.slice(folder.length + 1).includes('/')))
      }),
    )
  })
})
