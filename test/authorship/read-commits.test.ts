import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCommits } from '../../src/adapters/git/read-commits.ts'
import { Fault } from '../../src/ports/fault.ts'
import { type Repository, repository } from './repository.ts'

describe('reading commits from git', () => {
  let repo: Repository
  beforeAll(async () => {
    repo = await repository()
    await repo.commit({ message: 'Begin' })
    await repo.git('tag', 'start')
    await repo.git('checkout', '--quiet', '-b', 'side')
    await repo.commit({
      message: 'On the side\n\nCo-authored-by: Noor <noor@example.com>\n',
      author: 'Zoë Łaska <z@example.com>',
    })
    await repo.git('checkout', '--quiet', 'main')
    await repo.commit({ message: 'On main' })
    await repo.git('merge', '--quiet', '--no-ff', '-m', "Merge branch 'side'", 'side')
  })
  afterAll(() => repo.remove())

  it('gives every commit of the range, with what a merge brought in', async () => {
    const commits = await readCommits(repo.path, 'start..HEAD')
    expect(commits.map(({ message, parents }) => [message.split('\n', 1)[0], parents]).sort()).toEqual([
      ["Merge branch 'side'", 2],
      ['On main', 1],
      ['On the side', 1],
    ])
    expect(commits[0]?.sha).toBe(await repo.git('rev-parse', 'HEAD'))
  })

  it('gives author, committer and the whole message', async () => {
    const [commit] = await readCommits(repo.path, 'side~1..side')
    expect(commit).toEqual({
      sha: await repo.git('rev-parse', 'side'),
      authorName: 'Zoë Łaska',
      authorEmail: 'z@example.com',
      committerName: 'Mina Park',
      committerEmail: 'mina@example.com',
      message: 'On the side\n\nCo-authored-by: Noor <noor@example.com>\n',
      parents: 1,
    })
  })

  it('gives a root commit without parents, and nothing for an empty range', async () => {
    expect((await readCommits(repo.path, 'start')).map(({ parents }) => parents)).toEqual([0])
    expect(await readCommits(repo.path, 'HEAD..HEAD')).toEqual([])
  })

  it('is a fault where the revision is unknown or looks like an option', async () => {
    await expect(readCommits(repo.path, 'nowhere..HEAD')).rejects.toThrow(Fault)
    await expect(readCommits(repo.path, '--output=/tmp/x')).rejects.toThrow(/is not a revision/)
    await expect(readCommits(repo.path, '')).rejects.toThrow(Fault)
  })

  it('is not steered by the repository: no signature program, no notes, no mail map, no replaced commit', async () => {
    const hostile = await repository()
    try {
      await hostile.commit({ message: 'First' })
      await hostile.commit({ message: 'Second\n\nMade-with: Cursor' })
      await hostile.git('config', 'log.showSignature', 'true')
      await hostile.git('config', 'gpg.program', '/bin/false')
      await hostile.git('config', 'format.pretty', 'oneline')
      await hostile.git('config', 'log.mailmap', 'true')
      await hostile.git('notes', 'add', '-m', 'a note', 'HEAD')
      await hostile.git('replace', 'HEAD', 'HEAD~1')
      const [commit] = await readCommits(hostile.path, 'HEAD')
      expect(commit?.message).toBe('Second\n\nMade-with: Cursor\n')
    } finally {
      await hostile.remove()
    }
  })

  it('reads a bare repository', async () => {
    const bare = await repository({ bare: true })
    try {
      await repo.git('push', '--quiet', bare.path, 'main')
      expect(await readCommits(bare.path, 'main')).toHaveLength(4)
    } finally {
      await bare.remove()
    }
  })

  it('reads thousands of commits without losing one', async () => {
    const long = await repository()
    try {
      const script = Array.from({ length: 3_000 }, (_, index) => {
        const message = `Commit ${index}\n\n${'ü'.repeat(index % 97)}`
        const size = Buffer.byteLength(message)
        return `commit refs/heads/main\ncommitter Mina Park <mina@example.com> ${1_700_000_000 + index} +0000\ndata ${size}\n${message}\n`
      })
      long.fastImport(script.join(''))
      const commits = await readCommits(long.path, 'main')
      expect(commits.map(({ message }) => message.split('\n', 1)[0])).toEqual(
        Array.from({ length: 3_000 }, (_, index) => `Commit ${2_999 - index}`),
      )
      expect(commits.every(({ message }) => !message.includes('\ufffd'))).toBe(true)
    } finally {
      await long.remove()
    }
  })
})
