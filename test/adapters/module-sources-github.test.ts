import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClients } from '../../src/adapters/github/clients.ts'
import { type ModuleRepositoriesOptions, moduleRepositories } from '../../src/adapters/github/module-repositories.ts'
import { sourceTreesCache } from '../../src/adapters/github/source-trees.ts'
import { gitModules } from '../../src/adapters/module-sources/git-modules.ts'
import {
  expectPackage,
  expectUnreadable,
  moduleSourcesContract,
  type PackageFiles,
  requestOf,
  textIn,
} from '../contracts/module-sources-contract.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { recordingTimers } from './github-test-clients.ts'

let github: GitHub
beforeAll(async () => {
  github = await startGitHub()
})
afterAll(() => github.stop())

const cache = sourceTreesCache()
const FILES = { 'main.tf': '# one\n', 'vpc/main.tf': '# vpc\n' }

/** The modules that a repository of an owner may call, with the tag `v1.0.0` in each module repository. */
async function callingFrom(fullName: string, options: Partial<ModuleRepositoriesOptions> = {}) {
  const [owner = '', repo = ''] = fullName.split('/')
  const { app, baseUrl, host } = github
  const clients = await createClients({ ...app, appId: app.id, baseUrl, timers: recordingTimers() })
  const key = { installationId: github.installation(owner).id, owner, repo }
  const open = moduleRepositories(clients.installation, key, cache, { host, readsPublic: false, ...options })
  const sources = gitModules(open)
  return {
    sources,
    resolve: (path: string, host = github.host) => sources.resolve(requestOf(`git::http://${host}/${path}`)),
  }
}

async function tagged(name: string, files: PackageFiles = FILES, options: { readonly private?: boolean } = {}) {
  const content = Object.fromEntries(
    Object.entries(files).map(([path, entry]) => {
      if (typeof entry === 'string' || entry instanceof Uint8Array) return [path, entry] as const
      return [path, { mode: '120000', content: entry.kind === 'symlink' ? entry.target : '' }] as const
    }),
  )
  const handle = await github.repository(name, { files: content, ...options })
  const sha = await handle.sha()
  await handle.repository.git.setRef('refs/tags/v1.0.0', sha)
  return { handle, sha }
}

describe('modules in repositories on GitHub', () => {
  let repositories = 0
  moduleSourcesContract(async (files) => {
    repositories += 1
    const name = `contract/modules-${repositories}`
    await tagged(name, files)
    const { sources } = await callingFrom(name)
    const address = (subdirectory: string) =>
      `git::http://${github.host}/${name}${subdirectory === '' ? '' : `//${subdirectory}`}?ref=v1.0.0`
    return { sources, address }
  })
})

describe('a ref on GitHub', () => {
  it('is a tag, an annotated tag, a branch, a commit or the default branch', async () => {
    const { handle, sha } = await tagged('refs/modules')
    await handle.push('main', { files: { 'main.tf': '# two\n' } })
    const { git } = handle.repository
    await git.setRef('refs/heads/both', sha)
    await git.setRef('refs/tags/both', await handle.sha())
    const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com']
    execFileSync('git', [
      '-C',
      git.directory,
      ...identity,
      'tag',
      '-a',
      '-m',
      'annotated',
      'v1.1.0',
      await handle.sha(),
    ])
    const { resolve } = await callingFrom('refs/modules')
    const commitOf = async (ref: string) => expectPackage(await resolve(`refs/modules.git${ref}`)).revision
    const head = await handle.sha()
    expect(head).not.toBe(sha)
    for (const ref of [
      '?ref=v1.0.0',
      '?ref=tags/v1.0.0',
      '?ref=refs/tags/v1.0.0',
      `?ref=${sha}`,
      `?ref=${sha.slice(0, 9)}`,
    ]) {
      expect(await commitOf(ref)).toBe(sha)
    }
    for (const ref of ['', '?ref=v1.1.0', '?ref=main', '?ref=refs/heads/main', `?ref=${head}`])
      expect(await commitOf(ref)).toBe(head)
    expect(expectUnreadable(await resolve('refs/modules?ref=both'))).toContain('a tag and another branch')
    for (const ref of ['v9', 'f'.repeat(40), 'abcdef1', 'HEAD']) {
      expect(expectUnreadable(await resolve(`refs/modules?ref=${ref}`))).toContain('names no branch')
    }
  })
})

describe('a repository on GitHub', () => {
  const why = (path: string) => `The repository ${github.host}/${path} cannot be read from here`

  it('of the installation is read with the rights of the installation, and of nobody else', async () => {
    const { handle } = await tagged('rights/modules')
    await tagged('rights/infra')
    const installation = github.installation('rights')
    installation.selection = new Set([handle.repository.id])
    const seen = await callingFrom('rights/modules')
    expect(await textIn(expectPackage(await seen.resolve('rights/modules//vpc?ref=v1.0.0')), 'vpc/main.tf')).toBe(
      '# vpc\n',
    )
    // What is in the cache is not given where the installation may not see it any more.
    expect(expectUnreadable(await seen.resolve('rights/infra?ref=v1.0.0'))).toBe(why('rights/infra'))
    installation.selection = new Set()
    const blind = await callingFrom('rights/modules')
    expect(expectUnreadable(await blind.resolve('rights/modules//vpc?ref=v1.0.0'))).toBe(why('rights/modules'))
  })

  it('that is private and one that does not exist are unreadable in the same words', async () => {
    await tagged('known/infra')
    await tagged('foreign/secret')
    const { resolve } = await callingFrom('known/infra')
    for (const path of ['foreign/secret', 'foreign/none', 'known/none']) {
      expect(expectUnreadable(await resolve(`${path}?ref=v1.0.0`))).toBe(why(path))
    }
    const asked = github.requests.filter(({ path }) => path.startsWith('/repos/foreign/'))
    expect(asked).toEqual([])
  })

  it('that is private is not told in a public one', async () => {
    await tagged('mixed/public', FILES, { private: false })
    await tagged('mixed/shared', FILES, { private: false })
    await tagged('mixed/secret')
    await tagged('mixed/infra')
    const fromPublic = await callingFrom('mixed/public')
    expect(expectUnreadable(await fromPublic.resolve('mixed/secret?ref=v1.0.0'))).toBe(why('mixed/secret'))
    expectPackage(await fromPublic.resolve('mixed/shared?ref=v1.0.0'))
    const fromPrivate = await callingFrom('mixed/infra')
    for (const path of ['mixed/secret', 'mixed/shared']) expectPackage(await fromPrivate.resolve(`${path}?ref=v1.0.0`))
  })

  it('of another host, or at a path that GitHub has not, is not asked for', async () => {
    await tagged('hosts/infra')
    const { resolve } = await callingFrom('hosts/infra')
    const before = github.requests.length
    expect(expectUnreadable(await resolve('hosts/infra', 'github.example.com'))).toContain('cannot be read from here')
    for (const path of ['hosts', 'hosts/infra/more', 'hosts/in%20fra']) expectUnreadable(await resolve(path))
    expect(github.requests.length).toBe(before)
  })

  it('is read with so many requests and no more', async () => {
    await tagged('budget/infra', { 'main.tf': '# a\n', 'b.tf': '# b\n', 'c.tf': '# c\n' })
    const few = await callingFrom('budget/infra', { maxRequests: 2 })
    expect(expectUnreadable(await few.resolve('budget/infra?ref=v1.0.0'))).toContain('more than 2 requests')
    const some = await callingFrom('budget/infra', { maxRequests: 5 })
    const found = expectPackage(await some.resolve('budget/infra?ref=v1.0.0'))
    expect(await textIn(found, 'main.tf')).toBe('# a\n')
    await expect(textIn(found, 'b.tf').then(() => textIn(found, 'c.tf'))).rejects.toMatchObject({
      name: 'Fault',
      kind: 'invalid',
    })
  })

  it('keeps to what GitHub allows', () => {
    expect(github.requests.length).toBeGreaterThan(50)
    expect(github.violations).toEqual([])
  })
})
