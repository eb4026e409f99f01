import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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

async function setUp() {
  const repository = await github.repository('acme/infra', {
    files: { 'main.tf': 'a = 1\n', 'docs/read.md': 'hello\nthere\n' },
    collaborators: { alice: 'write', bob: 'maintain' },
  })
  const { rest, paginate } = quietOctokit(github, github.installationToken('acme'))
  return { repository, rest, paginate }
}

describe('a pull request', () => {
  it('is described by real git: head, base, commits and files', async () => {
    const { repository, rest } = await setUp()
    const base = await repository.sha()
    const pull = await repository.openPull({
      author: 'alice',
      branch: 'widen',
      title: 'Widen',
      commits: [
        { message: 'First', files: { 'main.tf': 'a = 2\n', 'docs/new.md': 'hello\nthere\n' } },
        { message: 'Second', author: { name: 'Eve', email: 'eve@elsewhere.example' }, delete: ['docs/read.md'] },
      ],
    })
    const { data } = await rest.pulls.get({ ...name, pull_number: pull.number })
    expect(data).toMatchObject({ title: 'Widen', mergeable: true, commits: 2, changed_files: 2, base: { sha: base } })
    const { data: files } = await rest.pulls.listFiles({ ...name, pull_number: pull.number })
    expect(files.map(({ filename, status, patch, previous_filename }) => [filename, status, patch, previous_filename]))
      // A rename without a change has no patch.
      .toEqual([
        ['docs/new.md', 'renamed', undefined, 'docs/read.md'],
        ['main.tf', 'modified', '@@ -1 +1 @@\n-a = 1\n+a = 2', undefined],
      ])
    const { data: commits } = await rest.pulls.listCommits({ ...name, pull_number: pull.number })
    expect(commits.map(({ commit, author }) => [commit.message, author?.login])).toEqual([
      ['First', 'alice'],
      ['Second', undefined],
    ])
  })

  it('counts commits of every parent, and credits them by address', async () => {
    const { repository, rest } = await setUp()
    const side = await repository.push('side', { message: 'Side', author: 'mallory', files: { s: '1' } })
    const pull = await repository.openPull({
      author: 'alice',
      branch: 'x',
      commits: [{ message: 'Own' }, { message: 'Merge', merges: [side], files: { s: '1' } }],
    })
    const { data } = await rest.pulls.listCommits({ ...name, pull_number: pull.number })
    expect(data.map(({ commit }) => commit.message).toSorted()).toEqual(['Merge', 'Own', 'Side'])
    expect(data.find(({ commit }) => commit.message === 'Side')?.author?.login).toBe('mallory')
  })

  it('keeps the base it was opened on, while its merge base and test merge follow the base branch', async () => {
    const { repository, rest } = await setUp()
    const forkPoint = await repository.sha()
    const pull = await repository.openPull({ author: 'alice', branch: 'x', commits: [{ files: { x: '1' } }] })
    const first = (await rest.pulls.get({ ...name, pull_number: pull.number })).data.merge_commit_sha
    const tip = await repository.push('main', { files: { y: '1' } }, { by: 'bob' })
    const { data } = await rest.pulls.get({ ...name, pull_number: pull.number })
    expect(data.base.sha).toBe(forkPoint)
    expect(data.merge_commit_sha).not.toBe(first)
    const merge = (await rest.git.getCommit({ ...name, commit_sha: data.merge_commit_sha ?? '' })).data
    expect(merge.parents.map(({ sha }) => sha)).toEqual([tip, pull.headSha])
    expect((await rest.git.getRef({ ...name, ref: `pull/${pull.number}/merge` })).data.object.sha).toBe(merge.sha)
    const { data: comparison } = await rest.repos.compareCommitsWithBasehead({
      ...name,
      basehead: `main...${pull.headSha}`,
    })
    expect(comparison).toMatchObject({ status: 'diverged', ahead_by: 1, behind_by: 1 })
    expect(comparison.merge_base_commit.sha).toBe(forkPoint)
    expect(comparison.files?.map(({ filename }) => filename)).toEqual(['x'])
  })

  it('does not merge where it conflicts, and then shows the test merge of before', async () => {
    const { repository, rest } = await setUp()
    const pull = await repository.openPull({
      author: 'alice',
      branch: 'x',
      commits: [{ files: { 'main.tf': 'a = 2\n' } }],
    })
    const before = (await rest.pulls.get({ ...name, pull_number: pull.number })).data
    await repository.push('main', { files: { 'main.tf': 'a = 3\n' } })
    const after = (await rest.pulls.get({ ...name, pull_number: pull.number })).data
    expect(after).toMatchObject({
      mergeable: false,
      mergeable_state: 'dirty',
      merge_commit_sha: before.merge_commit_sha,
    })
    await expect(pull.merge()).rejects.toThrow('not mergeable')
  })

  it('can be told to be still computing', async () => {
    const { repository, rest } = await setUp()
    github.settings.mergeabilityReads = 2
    const pull = await repository.openPull({ author: 'alice', branch: 'x', commits: [{ files: { x: '1' } }] })
    const read = async () => (await rest.pulls.get({ ...name, pull_number: pull.number })).data.mergeable
    expect([await read(), await read(), await read()]).toEqual([null, null, true])
    await pull.push({ files: { x: '2' } })
    expect(await read()).toBeNull()
  })

  it('can be told to show the merge with the old base for a while', async () => {
    const { repository, rest } = await setUp()
    github.settings.staleMergeReads = 1
    const pull = await repository.openPull({
      author: 'alice',
      branch: 'x',
      commits: [{ files: { 'main.tf': 'a = 2\n' } }],
    })
    const read = async () => (await rest.pulls.get({ ...name, pull_number: pull.number })).data
    const first = await read()
    await repository.push('main', { files: { 'main.tf': 'a = 3\n' } })
    const stale = await read()
    expect([stale.mergeable, stale.merge_commit_sha]).toEqual([true, first.merge_commit_sha])
    expect((await read()).mergeable).toBe(false)
  })

  it('comes from a fork whose commits the base repository can read', async () => {
    const { repository, rest } = await setUp()
    const fork = await repository.fork('mallory')
    const pull = await repository.openPull({
      author: 'mallory',
      branch: 'x',
      from: fork,
      commits: [{ files: { x: '1' } }],
    })
    const head = await pull.push({ files: { x: '2' } })
    const { data } = await rest.pulls.get({ ...name, pull_number: pull.number })
    expect(data.head).toMatchObject({ sha: head, repo: { full_name: 'mallory/infra', fork: true } })
    expect(data.mergeable).toBe(true)
    const { data: tree } = await rest.git.getTree({ ...name, tree_sha: head, recursive: '1' })
    expect(tree.tree.map(({ path }) => path)).toEqual(['docs', 'docs/read.md', 'main.tf', 'x'])
    const { data: run } = await rest.checks.create({ ...name, name: 'countersign', head_sha: head })
    expect(run.pull_requests).toEqual([])
    const { data: ahead } = await rest.repos.compareCommitsWithBasehead({ ...name, basehead: 'main...mallory:x' })
    expect(ahead.ahead_by).toBe(2)
  })

  it('is pushed to, reset, retargeted, updated and merged', async () => {
    const { repository, rest } = await setUp()
    await repository.push('release', { files: { r: '1' } })
    const pull = await repository.openPull({ author: 'alice', branch: 'x', commits: [{ files: { x: '1' } }] })
    const first = pull.headSha
    await pull.push({ files: { x: '2' } })
    await pull.forcePush({ message: 'Anew', files: { x: '3' } })
    expect((await rest.pulls.listCommits({ ...name, pull_number: pull.number })).data).toHaveLength(1)
    await pull.resetTo(first)
    expect(pull.headSha).toBe(first)
    await pull.retarget('release')
    const updated = await pull.updateBranch({ by: 'bob' })
    const { data: commit } = await rest.repos.getCommit({ ...name, ref: updated })
    expect(commit.commit).toMatchObject({ committer: { name: 'GitHub' }, verification: { verified: true } })
    const landed = await pull.merge({ by: 'bob' })
    expect(await repository.sha('release')).toBe(landed)
    const { data } = await rest.pulls.get({ ...name, pull_number: pull.number })
    expect(data).toMatchObject({ merged: true, state: 'closed', commits: 2, merge_commit_sha: landed })
  })

  it('is listed by state, head and base', async () => {
    const { repository, rest } = await setUp()
    await repository.push('release', { files: { r: '1' } })
    const commits = [{ files: { x: '1' } }]
    const first = await repository.openPull({ author: 'alice', branch: 'one', commits })
    await repository.openPull({ author: 'alice', branch: 'two', base: 'release', commits })
    await (await repository.openPull({ author: 'alice', branch: 'three', commits })).close()
    const numbers = async (query: object) =>
      (await rest.pulls.list({ ...name, ...query })).data.map((one) => one.number)
    expect(await numbers({})).toEqual([2, 1])
    expect(await numbers({ state: 'all', sort: 'created', direction: 'asc' })).toEqual([1, 2, 3])
    expect(await numbers({ base: 'release' })).toEqual([2])
    expect(await numbers({ head: 'acme:one' })).toEqual([1])
    const { data } = await rest.repos.listPullRequestsAssociatedWithCommit({ ...name, commit_sha: first.headSha })
    expect(data.map((one) => one.number)).toEqual([1])
  })

  it('shows no more files and commits than GitHub does', async () => {
    const { repository, rest, paginate } = await setUp()
    Object.assign(github.settings, { pullFileLimit: 7, pullCommitLimit: 3, compareFileLimit: 5 })
    const pull = await repository.openPull({
      author: 'alice',
      branch: 'x',
      commits: Array.from({ length: 4 }, (_, i) => ({ files: { [`a${i}`]: '1', [`b${i}`]: '1' } })),
    })
    const files = await paginate(rest.pulls.listFiles, { ...name, pull_number: pull.number, per_page: 2 })
    expect(files.map(({ filename }) => filename)).toEqual(['a0', 'a1', 'a2', 'a3', 'b0', 'b1', 'b2'])
    const commits = await paginate(rest.pulls.listCommits, { ...name, pull_number: pull.number, per_page: 2 })
    expect(commits).toHaveLength(3)
    const { data } = await rest.pulls.get({ ...name, pull_number: pull.number })
    expect(data).toMatchObject({ commits: 4, changed_files: 8 })
    const basehead = `main...${pull.headSha}`
    const page = async (number: number) =>
      (await rest.repos.compareCommitsWithBasehead({ ...name, basehead, per_page: 3, page: number })).data
    expect((await page(1)).files).toHaveLength(5)
    expect((await page(2)).files).toEqual([])
    expect((await page(2)).commits).toHaveLength(1)
  })
})
