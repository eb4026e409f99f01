import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type GitChangeHistory, gitChangeHistory } from '../../src/adapters/git/change-history.ts'
import { memoryChangeHistory } from '../../src/adapters/memory/change-history.ts'
import { repository } from '../authorship/repository.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { changeHistoryContract, type HistoryWorld } from './change-history-contract.ts'
import { type GitWorld, historyOnGitHub, worldInGit } from './change-history-in-git.ts'

describe('history in memory', () => changeHistoryContract(async () => worldInMemory()))

describe('history that git keeps', () => {
  let github: GitHub
  let repositories = 0
  const opened: GitChangeHistory[] = []
  beforeAll(async () => {
    github = await startGitHub()
  })
  afterEach(() => {
    github.faults.clear()
    github.settings.treeEntryLimit = 100_000
    expect(github.violations).toEqual([])
  })
  afterAll(async () => {
    for (const history of opened) history.close()
    await github.stop()
  })

  const name = () => {
    repositories += 1
    return `infra-${repositories}`
  }
  const onGitHub = () => worldInGit(github, name(), (handle) => historyOnGitHub(github, handle))
  const locally = () =>
    worldInGit(github, name(), async ({ repository: { git } }) => {
      const history = gitChangeHistory(git.directory)
      opened.push(history)
      return history
    })
  const asked = (operation: string) => github.requests.filter((request) => request.operation === operation).length

  describe('in a local repository', () => {
    changeHistoryContract(locally)
    findsNotes(locally)

    it('leaves a note out that is too large, and says so', async () => {
      const { history, commit, note } = await locally()
      const [large, small] = [await commit({ a: '1\n' }), await commit({ a: '2\n' })]
      await note(large, 'x'.repeat(8 * 1024 * 1024 + 1))
      await note(small, 'small')
      expect(await history.notes([large, small])).toEqual({ notes: [{ sha: small, text: 'small' }], complete: false })
    })
  })

  describe('on GitHub', () => {
    changeHistoryContract(onGitHub)
    findsNotes(onGitHub)

    it('lists every tree of notes once', async () => {
      const { history, commit, note } = await onGitHub()
      const sha = await commit({ a: '1\n' })
      await note(sha, 'a note')
      await history.notes([sha])
      const before = asked('git/get-tree')
      expect((await history.notes([sha])).notes).toHaveLength(1)
      expect(asked('git/get-tree')).toBe(before)
    })

    it('lists all notes at once for many commits, unless GitHub cuts the list', async () => {
      const { history, note, commit } = await onGitHub()
      const sha = await commit({ a: '1\n' })
      await note(sha, 'a note')
      const many = [sha, ...Array.from({ length: 30 }, (_, index) => index.toString(16).padStart(40, 'a'))]
      const before = asked('git/get-tree')
      expect(await history.notes(many)).toEqual({ notes: [{ sha, text: 'a note' }], complete: true })
      expect(asked('git/get-tree') - before).toBe(1)
      github.settings.treeEntryLimit = 1
      expect(await history.notes(many)).toEqual({ notes: [{ sha, text: 'a note' }], complete: true })
    })

    it('says that notes are missing which GitHub refuses or no longer has', async () => {
      const { history, commit, note } = await onGitHub()
      const sha = await commit({ a: '1\n' })
      await note(sha, 'a note')
      github.faults.fail('git/get-ref', 403)
      expect(await history.notes([sha])).toEqual({ notes: [], complete: false })
      github.faults.fail('git/get-blob', 404)
      expect(await history.notes([sha])).toEqual({ notes: [], complete: false })
      github.faults.fail('git/get-tree', 404)
      expect((await history.notes([sha])).notes).toHaveLength(1)
    })

    it('reads notes again after a limit or a failure', async () => {
      const { history, commit, note } = await onGitHub()
      const sha = await commit({ a: '1\n' })
      await note(sha, 'a note')
      github.faults.secondaryLimit('git/get-tree', { retryAfterSeconds: 2 })
      github.faults.fail('git/get-blob', 502)
      expect((await history.notes([sha])).notes).toHaveLength(1)
    })

    it('knows no origins where GraphQL refuses, or is not there', async () => {
      const { history, commit } = await onGitHub()
      const sha = await commit({ a: '1\n' })
      for (const status of [403, 404, 422]) {
        github.faults.fail(/^POST \/graphql$/, status)
        expect(await history.lineOrigins(sha, 'a')).toBeUndefined()
      }
      expect(await history.lineOrigins(sha, 'a')).toHaveLength(1)
    })

    it('asks once for a file, and once more for versions of noted commits', async () => {
      const { history, commit, note } = await onGitHub()
      const [first, second] = [await commit({ a: '1\n2\n' }), await commit({ a: '1\n2\n3\n' })]
      const before = asked('graphql')
      await history.lineOrigins(second, 'a')
      expect(asked('graphql') - before).toBe(1)
      await note(first, 'a note')
      await history.notes([first])
      await history.lineOrigins(second, 'a')
      expect(asked('graphql') - before).toBe(3)
    })

    it('trusts no blame where the repository lists commits to skip', async () => {
      const { history, commit } = await onGitHub()
      const first = await commit({ a: '1\n' })
      const second = await commit({ '.git-blame-ignore-revs': `${first}\n` })
      expect(await history.lineOrigins(first, 'a')).toHaveLength(1)
      expect(await history.lineOrigins(second, 'a')).toBeUndefined()
    })
  })
})

/** Git spreads notes over folders as they become many; a repository may hold several layouts. */
function findsNotes(build: () => Promise<GitWorld>): void {
  it('finds notes whatever the number of slashes in their names, also side by side', async () => {
    const { history, commit, noteAt } = await build()
    const noted: { readonly sha: string; readonly text: string }[] = []
    for (const levels of [0, 1, 2, 3]) {
      const sha = await commit({ a: `${levels}\n` })
      await noteAt(sha, `note ${levels}`, levels)
      noted.push({ sha, text: `note ${levels}` })
    }
    const all = await history.notes(noted.map(({ sha }) => sha))
    expect(all.notes.toSorted((one, other) => (one.text < other.text ? -1 : 1))).toEqual(noted)
    for (const note of noted) expect(await history.notes([note.sha])).toEqual({ notes: [note], complete: true })
  })
}

describe('a local repository whose configuration is hostile', () => {
  it('runs no program and skips no commit of its choice', async () => {
    const { path, git, commit, remove } = await repository()
    const write = async (text: string) => {
      await writeFile(join(path, 'main.tf'), text)
      await git('add', '--all')
      await commit({ message: 'Change' })
      return git('rev-parse', 'HEAD')
    }
    const first = await write('a\nb\n')
    const second = await write('a\nB\n')
    await git('config', 'diff.evil.textconv', 'sh -c "echo converted; touch ran"')
    await writeFile(join(path, '.git', 'info', 'attributes'), '* diff=evil\n')
    await writeFile(join(path, 'skip'), `${second}\n`)
    await git('config', 'blame.ignoreRevsFile', join(path, 'skip'))
    await mkdir(join(path, 'folder'))
    for (const place of [path, join(path, 'folder'), join(path, '.git')]) {
      const history = gitChangeHistory(place)
      const origins = await history.lineOrigins(second, 'main.tf')
      expect(origins?.map(({ sha, startLine, endLine }) => [sha, startLine, endLine])).toEqual([
        [first, 1, 1],
        [second, 2, 2],
      ])
      history.close()
    }
    expect(await git('status', '--short', '--ignored')).toBe('?? skip')
    await remove()
  })
})

function worldInMemory(): HistoryWorld {
  const history = memoryChangeHistory()
  let tip: { readonly sha: string; readonly files: Readonly<Record<string, string>> } | undefined
  let commits = 0
  return {
    history,
    async commit(changed, deleted = []) {
      commits += 1
      const kept = Object.entries({ ...tip?.files, ...changed }).filter(([path]) => !deleted.includes(path))
      const parent = tip === undefined ? {} : { parent: tip.sha }
      tip = { sha: commits.toString(16).padStart(40, '0'), files: Object.fromEntries(kept) }
      history.commit({ ...tip, ...parent })
      return tip.sha
    },
    note: async (sha, text) => history.note(sha, text),
  }
}
