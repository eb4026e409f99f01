import { execFileSync } from 'node:child_process'
import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { gitModules, type ModuleRepository } from '../../src/adapters/module-sources/git-modules.ts'
import { PACKAGE_LIMITS } from '../../src/adapters/module-sources/package-limits.ts'
import { Fault } from '../../src/ports/fault.ts'
import { expectPackage, expectUnreadable, requestOf, SECRET, textIn } from '../contracts/module-sources-contract.ts'
import { type PlacedRepository, places } from './module-sources-places.ts'

const world = places()
afterAll(() => world.remove())

const ADDRESS = 'git::https://git.example.com/acme/modules.git'

describe('a ref', () => {
  let repository: PlacedRepository
  let first: string
  let second: string
  const resolve = (source: string) => gitModules(repository.open).resolve(requestOf(source))
  const commitOf = async (ref: string) => expectPackage(await resolve(`${ADDRESS}?ref=${ref}`)).revision

  beforeAll(() => {
    repository = world.repository({ 'main.tf': '# one\n' })
    first = repository.git('rev-parse', 'HEAD')
    const tree = repository.git('rev-parse', 'HEAD^{tree}')
    const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com']
    second = repository.git(...identity, 'commit-tree', '-p', first, '-m', 'two', tree)
    repository.git('branch', 'feature/x', second)
    repository.git(...identity, 'tag', '-a', '-m', 'annotated', 'v2.0.0', second)
    repository.git('tag', 'both', first)
    repository.git('branch', 'both', second)
    repository.git('tag', 'agreed', second)
    repository.git('branch', 'agreed', second)
  })

  it('is a tag, a branch, a commit or the default branch, pinned to its commit', async () => {
    expect(await commitOf('v1.0.0')).toBe(first)
    expect(await commitOf('v2.0.0')).toBe(second)
    expect(await commitOf('tags/v2.0.0')).toBe(second)
    expect(await commitOf('refs/heads/feature/x')).toBe(second)
    expect(await commitOf('feature%2Fx')).toBe(second)
    expect(await commitOf(second)).toBe(second)
    expect(await commitOf(second.slice(0, 12))).toBe(second)
    expect(await commitOf('agreed')).toBe(second)
    const found = expectPackage(await resolve(ADDRESS))
    expect(found).toMatchObject({ revision: first, choice: 'newest' })
    expect(found.pin).toEqual({ kind: 'commit', repository: 'git.example.com/acme/modules', commit: first })
  })

  it('that is a tag and another branch is not guessed', async () => {
    expect(expectUnreadable(await resolve(`${ADDRESS}?ref=both`))).toContain('a tag and another branch')
  })

  it.each(['v9', 'HEAD', 'refs/remotes/origin/main', 'f'.repeat(40), 'abcdef1', 'main@{1}', 'HEAD~1', ':/one'])(
    '%s names nothing here',
    async (ref) => {
      expectUnreadable(await resolve(`${ADDRESS}?ref=${ref}`))
    },
  )

  it('that looks like an option is never given to git', async () => {
    const asked: string[] = []
    const sources = gitModules(async () => ({
      trees: memorySourceTrees(),
      resolve: async (revision) => {
        asked.push(revision)
        throw new Fault('not-found', 'none')
      },
    }))
    const marker = join(world.directory(), 'ran')
    for (const ref of [`--upload-pack=touch ${marker}`, '--output=x', '-x', 'v1\n--help', 'v1%0a--help']) {
      expectUnreadable(await sources.resolve(requestOf(`${ADDRESS}?ref=${ref}`)))
    }
    expect(asked).toEqual([])
    expect(existsSync(marker)).toBe(false)
  })
})

describe('a repository', () => {
  it('is the same for every way to reach it', async () => {
    const { open } = world.repository({ 'vpc/main.tf': '# here\n' })
    const sources = gitModules(open)
    for (const source of [
      'git@git.example.com:acme/modules.git//vpc',
      `git::https://oauth2:${SECRET}@GIT.example.com/acme/modules//vpc?ref=v1.0.0`,
      'git::ssh://git@git.example.com:22/acme/modules.git//vpc?depth=1&ref=v1.0.0',
    ]) {
      const found = expectPackage(await sources.resolve(requestOf(source)))
      expect(await textIn(found, 'vpc/main.tf')).toBe('# here\n')
      expect(JSON.stringify(found.pin)).not.toContain(SECRET)
    }
  })

  it('of another host, or behind a link, is not read', async () => {
    const { open, mirrors } = world.repository({ 'main.tf': '' })
    symlinkSync(join(mirrors, 'git.example.com/acme/modules.git'), join(mirrors, 'git.example.com/acme/link.git'))
    for (const source of ['github.com/acme/modules', 'git::https://git.example.com/acme/link']) {
      expect(expectUnreadable(await gitModules(open).resolve(requestOf(source)))).toContain('cannot be read from here')
    }
  })

  it('with a submodule lists it, and reads nothing of it', async () => {
    const { open, git, mirrors } = world.repository({ 'main.tf': '' })
    const mirror = join(mirrors, 'git.example.com/acme/modules.git')
    const record = `160000 commit ${'5'.repeat(40)}\tvendored\n100644 blob ${git('rev-parse', 'HEAD:main.tf')}\tmain.tf\n`
    const tree = execFileSync('git', ['-C', mirror, 'mktree', '--missing'], { input: record }).toString().trim()
    const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com']
    git('tag', 'v2', git(...identity, 'commit-tree', '-m', 'submodule', tree))
    const found = expectPackage(await gitModules(open).resolve(requestOf(`${ADDRESS}?ref=v2`)))
    await expect(textIn(found, 'vendored')).rejects.toMatchObject({ name: 'Fault', kind: 'invalid' })
  })

  it('that fails is a fault, and one that nobody answers for in time as well', async () => {
    const failing: ModuleRepository = {
      trees: memorySourceTrees(),
      resolve: () => Promise.reject(new Fault('rate-limited', 'later')),
    }
    const answer = gitModules(async () => failing).resolve(requestOf(ADDRESS))
    await expect(answer).rejects.toMatchObject({ name: 'Fault', kind: 'rate-limited' })
    const silent = gitModules(() => new Promise(() => undefined), { ...PACKAGE_LIMITS, timeMs: 1 })
    await expect(silent.resolve(requestOf(ADDRESS))).rejects.toMatchObject({ name: 'Fault', kind: 'unavailable' })
  })

  it('that the installation may not see is unreadable', async () => {
    const sources = gitModules(() => Promise.reject(new Fault('not-found', 'no such repository')))
    expect(expectUnreadable(await sources.resolve(requestOf(ADDRESS)))).toContain('cannot be read from here')
  })
})
