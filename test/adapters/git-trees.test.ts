import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { gitChangeHistory } from '../../src/adapters/git/change-history.ts'
import { gitTrees } from '../../src/adapters/git/git-trees.ts'
import { type GitFixture, gitFixture } from '../cli/git-fixture.ts'

describe('a repository without all of its objects, such as a partial clone', () => {
  let repo: GitFixture | undefined
  afterEach(() => repo?.remove())

  function withoutObject(of: GitFixture, revision: string): void {
    const id = of.git('rev-parse', revision)
    rmSync(join(of.folder, '.git', 'objects', id.slice(0, 2), id.slice(2)))
  }

  it('lists a file whose content is missing, and fails where it is read', async () => {
    repo = gitFixture()
    const head = repo.commit('Start', { 'gone.tf': 'locals {}\n', 'here.tf': 'terraform {}\n' })
    withoutObject(repo, 'HEAD:gone.tf')
    const trees = gitTrees(repo.folder)
    try {
      const entries = await trees.list(head)
      expect(entries.map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
        ['gone.tf', undefined],
        ['here.tf', 13],
      ])
      const [gone] = entries
      if (gone === undefined) throw new Error('nothing was listed')
      await expect(trees.read(head, gone)).rejects.toThrow('is missing')
    } finally {
      trees.close()
    }
  })

  it('says that notes are not complete where the content of one is missing', async () => {
    repo = gitFixture()
    const head = repo.commit('Start', { 'main.tf': 'locals {}\n' })
    repo.git('notes', '--ref=ai', 'add', '--message', 'an agent wrote this', head)
    withoutObject(repo, `refs/notes/ai:${head}`)
    const history = gitChangeHistory(repo.folder)
    try {
      expect(await history.notes([head])).toEqual({ notes: [], complete: false })
    } finally {
      history.close()
    }
  })
})
