import { describe, expect, it } from 'vitest'
import { changedByTrees } from '../../src/adapters/github/changed-by-trees.ts'
import type { TreeEntry } from '../../src/ports/source-trees.ts'

const REPOSITORY = { installationId: 7, owner: 'acme', repo: 'infra' }

function tree(files: Readonly<Record<string, string>>): readonly TreeEntry[] {
  return Object.entries(files).map(([path, id]) => ({ path, id, kind: 'file' }))
}

/** Trees that were listed before, and what had to be listed. */
function knowing(listed: Readonly<Record<string, readonly TreeEntry[]>>, unlisted: readonly TreeEntry[] = []) {
  const asked: string[] = []
  return {
    asked,
    listed: (_: unknown, sha: string) => listed[sha],
    async list(_: unknown, sha: string) {
      asked.push(sha)
      return unlisted
    },
  }
}

const BEFORE = tree({ 'a.tf': '1', 'b.tf': '2', 'old.tf': '3' })
const AFTER = tree({ 'a.tf': '1', 'b.tf': '4', 'new.tf': '3' })
const CHANGED = ['b.tf', 'new.tf', 'old.tf']

describe('the files of a commit', () => {
  it('are told by its tree and that of its parent, both names of a renamed one', async () => {
    const trees = knowing({ parent: BEFORE, own: AFTER })
    expect(await changedByTrees(REPOSITORY, 'own', { parent: 'parent', isHead: false }, trees)).toEqual(CHANGED)
    expect(trees.asked).toEqual([])
  })

  it('of a head are told by the tree that its review lists anyway', async () => {
    const trees = knowing({ parent: BEFORE }, AFTER)
    expect(await changedByTrees(REPOSITORY, 'own', { parent: 'parent', isHead: true }, trees)).toEqual(CHANGED)
    expect(trees.asked).toEqual(['own'])
  })

  it('a link in place of a file is a change, whatever it holds', async () => {
    const link = BEFORE.map((entry): TreeEntry => (entry.path === 'a.tf' ? { ...entry, kind: 'symlink' } : entry))
    const trees = knowing({ parent: BEFORE, own: link })
    expect(await changedByTrees(REPOSITORY, 'own', { parent: 'parent', isHead: false }, trees)).toEqual(['a.tf'])
  })

  it.each([
    ['of a merge', undefined, { own: AFTER }],
    ['whose parent nobody has listed', { parent: 'parent', isHead: true }, { own: AFTER }],
    ['that nobody lists', { parent: 'parent', isHead: false }, { parent: BEFORE }],
  ])('%s are not known by trees, and nothing is asked', async (_, place, listed) => {
    const trees = knowing(listed)
    expect(await changedByTrees(REPOSITORY, 'own', place, trees)).toBeUndefined()
    expect(trees.asked).toEqual([])
  })
})
