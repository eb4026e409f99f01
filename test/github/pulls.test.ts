import { Octokit } from '@octokit/rest'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GitHub, startGitHub } from './start-github.ts'

let github: GitHub
beforeEach(async () => {
  github = await startGitHub()
})
afterEach(() => github.stop())

async function setUp() {
  const repository = await github.repository('acme/infra', {
    files: { 'main.tf': 'a = 1\n', 'docs/read.md': 'hello\n' },
    collaborators: { alice: 'write', bob: 'maintain' },
  })
  const octokit = new Octokit({ baseUrl: github.baseUrl, auth: github.installationToken('acme') })
  return { repository, octokit, name: { owner: 'acme', repo: 'infra' } }
}

describe('a pull request', () => {
  it('is described by real git: head, base, commits and files', async () => {
    const { repository, octokit, name } = await setUp()
    const base = await repository.sha()
    const pull = await repository.openPull({
      author: 'alice',
      branch: 'widen',
      title: 'Widen',
      commits: [
        { message: 'First', files: { 'main.tf': 'a = 2\n' } },
        { message: 'Second', delete: ['docs/read.md'] },
      ],
    })
    const { data } = await octokit.rest.pulls.get({ ...name, pull_number: pull.number })
    expect(data).toMatchObject({ title: 'Widen', mergeable: true, commits: 2, changed_files: 2, base: { sha: base } })
    const { data: files } = await octokit.rest.pulls.listFiles({ ...name, pull_number: pull.number })
    expect(files.map(({ filename, status, patch }) => ({ filename, status, patch }))).toEqual([
      { filename: 'docs/read.md', status: 'removed', patch: '@@ -1 +0,0 @@\n-hello' },
      { filename: 'main.tf', status: 'modified', patch: '@@ -1 +1 @@\n-a = 1\n+a = 2' },
    ])
    const { data: commits } = await octokit.rest.pulls.listCommits({ ...name, pull_number: pull.number })
    expect(commits.map(({ commit, author }) => [commit.message, author?.login])).toEqual([
      ['First', 'alice'],
      ['Second', 'alice'],
    ])
    expect(github.violations).toEqual([])
  })
})
