import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commitFiles } from '../../src/adapters/git/commit-files.ts'
import { type GitFixture, gitFixture } from '../cli/git-fixture.ts'

describe('the files of commits', () => {
  let repo: GitFixture
  beforeAll(() => {
    repo = gitFixture()
  })
  afterAll(() => repo.remove())

  it('are told of each commit of a range, the first one too', async () => {
    const first = repo.commit('Start', { 'a.tf': 'a\n', 'dir/ü b\n.tf': 'b\n', [':100644 x']: 'c\n' })
    const second = repo.commit('Move', { 'a.tf': undefined, 'z.tf': 'a\n' })
    const empty = repo.commit('Nothing', {})
    const files = await commitFiles(repo.folder, 'HEAD')
    expect([...files].map(([sha, paths]) => [sha, paths.toSorted()])).toEqual([
      [empty, []],
      [second, ['a.tf', 'z.tf']],
      [first, [':100644 x', 'a.tf', 'dir/ü b\n.tf']],
    ])
    expect([...(await commitFiles(repo.folder, `${first}..${second}`)).keys()]).toEqual([second])
  })

  it('are of a merge only those that it changes by itself', async () => {
    const start = repo.git('rev-parse', 'HEAD')
    repo.git('checkout', '--quiet', '-b', 'topic')
    repo.commit('Topic', { 'topic.tf': '1\n' })
    repo.git('checkout', '--quiet', 'main')
    repo.commit('Main', { 'main.tf': '1\n' })
    repo.git('checkout', '--quiet', 'topic')
    repo.git('merge', '--quiet', '--no-ff', '--message', 'Merge main', 'main')
    const clean = repo.git('rev-parse', 'HEAD')
    repo.git('checkout', '--quiet', '-b', 'evil', `${clean}~`)
    repo.git('merge', '--quiet', '--no-ff', '--no-commit', 'main')
    const evil = repo.commit('Merge main, and more', { 'main.tf': '2\n' })
    expect((await commitFiles(repo.folder, `${start}..${clean}`)).get(clean)).toEqual([])
    expect((await commitFiles(repo.folder, `${start}..${evil}`)).get(evil)).toEqual(['main.tf'])
  })

  it('are a fault where there is no such range', async () => {
    await expect(commitFiles(repo.folder, 'nowhere..HEAD')).rejects.toMatchObject({ kind: 'not-found' })
  })
})
