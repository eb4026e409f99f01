import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mergeInIndex } from './git/merge-tree.ts'
import { quietOctokit } from './quiet-octokit.ts'
import { type GitHub, startGitHub } from './start-github.ts'

let github: GitHub
beforeEach(async () => {
  github = await startGitHub()
})
afterEach(async () => {
  expect(github.violations).toEqual([])
  await github.stop()
})

const name = { owner: 'acme', repo: 'infra' }
const SUBMODULE = '1'.repeat(40)

async function setUp() {
  const repository = await github.repository('acme/infra', {
    files: {
      'main.tf': 'a = 1\n',
      'run.sh': { mode: '100755', content: '#!/bin/sh\n' },
      'link.tf': { mode: '120000', content: 'deep/er/x.tf' },
      'out.tf': { mode: '120000', content: '/etc/passwd' },
      'deep/er/x.tf': Buffer.from([0, 255, 10]),
      'odd "name"\\\té\n.tf': 'odd\n',
      vendor: { mode: '160000', content: SUBMODULE },
    },
  })
  const { rest, request } = quietOctokit(github, github.installationToken('acme'))
  return { repository, rest, request }
}

describe('trees', () => {
  it('list every kind of entry, with sizes and modes, under any name', async () => {
    const { rest } = await setUp()
    const { data } = await rest.git.getTree({ ...name, tree_sha: 'main', recursive: '0' })
    expect(data.truncated).toBe(false)
    expect(data.tree.map(({ path, mode, type, size }) => [path, mode, type, size])).toEqual([
      ['deep', '040000', 'tree', undefined],
      ['deep/er', '040000', 'tree', undefined],
      ['deep/er/x.tf', '100644', 'blob', 3],
      ['link.tf', '120000', 'blob', 12],
      ['main.tf', '100644', 'blob', 6],
      ['odd "name"\\\té\n.tf', '100644', 'blob', 4],
      ['out.tf', '120000', 'blob', 11],
      ['run.sh', '100755', 'blob', 10],
      ['vendor', '160000', 'commit', undefined],
    ])
    const { data: top } = await rest.git.getTree({ ...name, tree_sha: 'main' })
    expect(top.tree.map(({ path }) => path)).not.toContain('deep/er')
    const { data: same } = await rest.git.getTree({ ...name, tree_sha: data.sha })
    expect(same).toEqual(top)
  })

  it('say so when they were cut short', async () => {
    const { rest } = await setUp()
    github.settings.treeEntryLimit = 3
    const { data } = await rest.git.getTree({ ...name, tree_sha: 'main', recursive: 'true' })
    expect([data.truncated, data.tree.length]).toEqual([true, 3])
  })
})

describe('blobs and contents', () => {
  it('give back every byte, as base64 or raw', async () => {
    const { repository, rest, request } = await setUp()
    const big = Buffer.alloc(300_000, 'line\n')
    await repository.push('main', { files: { big } })
    const { data: tree } = await rest.git.getTree({ ...name, tree_sha: 'main', recursive: '1' })
    const shaOf = (path: string) => tree.tree.find((entry) => entry.path === path)?.sha ?? ''
    for (const [path, content] of [
      ['deep/er/x.tf', Buffer.from([0, 255, 10])],
      ['big', big],
    ] as const) {
      const { data } = await rest.git.getBlob({ ...name, file_sha: shaOf(path) })
      expect(data.encoding).toBe('base64')
      expect(Buffer.from(data.content, 'base64').equals(content)).toBe(true)
    }
    const raw = await request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', {
      ...name,
      file_sha: shaOf('main.tf'),
      mediaType: { format: 'raw' },
    })
    expect(Buffer.from(new Uint8Array(Object(raw.data))).toString()).toBe('a = 1\n')
  })

  it('show files, directories, followed and dangling links, and submodules', async () => {
    const { rest } = await setUp()
    const get = async (path: string) => (await rest.repos.getContent({ ...name, path, ref: 'main' })).data
    expect(await get('main.tf')).toMatchObject({ type: 'file', encoding: 'base64', size: 6 })
    expect(await get('link.tf')).toMatchObject({ type: 'file', path: 'link.tf', size: 3 })
    expect(await get('out.tf')).toMatchObject({ type: 'symlink', target: '/etc/passwd' })
    expect(await get('vendor')).toMatchObject({ type: 'submodule', sha: SUBMODULE })
    expect(await get('deep')).toMatchObject([{ type: 'dir', path: 'deep/er' }])
    await expect(get('none.tf')).rejects.toMatchObject({ status: 404 })
  })
})

describe('refs and commits', () => {
  it('are found by branch, full ref, sha and short sha, and by nothing that git would compute', async () => {
    const { repository, rest } = await setUp()
    const sha = await repository.sha()
    await repository.setBranch('feature/one', sha)
    for (const ref of ['main', 'feature/one', 'heads/feature/one', 'refs/heads/main', sha, sha.slice(0, 8), 'HEAD']) {
      expect((await rest.repos.getCommit({ ...name, ref })).data.sha).toBe(sha)
    }
    for (const ref of ['none', 'main^', 'main:main.tf', 'main@{0}', 'f'.repeat(40)]) {
      await expect(rest.repos.getCommit({ ...name, ref })).rejects.toMatchObject({ status: 422 })
    }
    const { data: refs } = await rest.git.listMatchingRefs({ ...name, ref: 'heads/f' })
    expect(refs.map(({ ref }) => ref)).toEqual(['refs/heads/feature/one'])
    await repository.deleteBranch('feature/one')
    await expect(rest.git.getRef({ ...name, ref: 'heads/feature/one' })).rejects.toMatchObject({ status: 404 })
  })

  it('tell the history of a path', async () => {
    const { repository, rest } = await setUp()
    await repository.push('main', [
      { message: 'One', files: { 'main.tf': 'a = 2\n' } },
      { message: 'Two', files: { y: '' } },
    ])
    const { data } = await rest.repos.listCommits({ ...name, path: 'main.tf' })
    expect(data.map(({ commit }) => commit.message)).toEqual(['One', 'Initial commit'])
  })
})

describe('merging', () => {
  it('gives the same tree on a git that has no merge-tree --write-tree', async () => {
    const lines = Array.from({ length: 20 }, (_, i) => `line ${i}\n`)
    const edited = (at: number) => lines.map((line, i) => (i === at ? 'other\n' : line)).join('')
    const repository = await github.repository('acme/merges', { files: { a: lines.join(''), gone: '1', kept: '1' } })
    const { git } = repository.repository
    const base = await repository.sha()
    const left = await repository.push('left', { files: { a: edited(1), 'new/l': '1' }, delete: ['gone'] })
    const right = await repository.push('right', { files: { a: edited(18), 'new/r': '1' } })
    const clash = await repository.push('clash', { files: { a: edited(1).replace('other', 'third') } })
    const merged = await git.mergeTree(left, right)
    expect(merged).toMatch(/^[0-9a-f]{40}$/)
    expect(await mergeInIndex(git.directory, base, left, right)).toBe(merged)
    expect(await git.mergeTree(left, clash)).toBeUndefined()
    expect(await mergeInIndex(git.directory, base, left, clash)).toBeUndefined()
  })
})

describe('rulesets', () => {
  it('are in force on the branches that they name, and hide who may bypass them', async () => {
    const { repository, rest } = await setUp()
    const checks = {
      type: 'required_status_checks',
      parameters: {
        strict_required_status_checks_policy: true,
        required_status_checks: [{ context: 'countersign', integration_id: github.app.id }],
      },
    }
    const bypassActors = [{ actor_id: 1, actor_type: 'Team', bypass_mode: 'always' }] as const
    const { id } = repository.addRuleset({ name: 'main', rules: [checks], bypassActors })
    repository.addRuleset({ branches: ['release/*'], rules: [{ type: 'deletion' }] })
    repository.addRuleset({ branches: ['~ALL'], enforcement: 'disabled', rules: [{ type: 'creation' }] })
    const on = async (branch: string) => (await rest.repos.getBranchRules({ ...name, branch })).data.map((r) => r.type)
    expect(await on('main')).toEqual(['required_status_checks'])
    expect(await on('release/1.0')).toEqual(['deletion'])
    expect(await on('other')).toEqual([])
    expect((await rest.repos.getRepoRuleset({ ...name, ruleset_id: id })).data).not.toHaveProperty('bypass_actors')
    const admin = quietOctokit(github, github.installationToken('acme', { metadata: 'read', administration: 'write' }))
    const { data } = await admin.rest.repos.getRepoRuleset({ ...name, ruleset_id: id })
    expect(data.bypass_actors).toEqual(bypassActors)
  })
})

describe('statuses', () => {
  it('are combined by their newest of each context', async () => {
    const { repository, rest } = await setUp()
    const sha = await repository.sha()
    const state = async () => (await rest.repos.getCombinedStatusForRef({ ...name, ref: 'main' })).data.state
    expect(await state()).toBe('pending')
    await repository.setStatus({ by: 'mallory', sha, context: 'countersign', state: 'failure' })
    await repository.setStatus({ by: 'mallory', sha, context: 'countersign', state: 'success' })
    expect(await state()).toBe('success')
    await rest.repos.createCommitStatus({ ...name, sha, context: 'other', state: 'error' })
    expect(await state()).toBe('failure')
    const { data } = await rest.repos.listCommitStatusesForRef({ ...name, ref: sha })
    expect(data.map(({ context, creator }) => [context, creator?.login])).toEqual([
      ['other', 'countersign[bot]'],
      ['countersign', 'mallory'],
      ['countersign', 'mallory'],
    ])
  })
})
