import { afterEach, expect, it } from 'vitest'
import { comparisons } from '../../src/adapters/github/comparisons.ts'
import { forgetEverything, github, KEY, mintTokens, recordingTimers, testClients } from './github-test-clients.ts'

afterEach(forgetEverything)

const [BASE, HEAD] = ['b'.repeat(40), 'c'.repeat(40)]

function commitsOf(count: number, from: number) {
  return Array.from({ length: count }, (_, index) => ({
    sha: String(from + index).padStart(40, '0'),
    commit: { author: null, committer: null, message: 'change' },
    author: null,
    committer: null,
    parents: [],
  }))
}

function answerPages(total: number, sizes: readonly number[]): void {
  for (const [index, size] of sizes.entries()) {
    github()
      .get(`/repos/acme/infra/compare/${BASE}...${HEAD}`)
      .query({ per_page: 100, page: index + 1 })
      .reply(200, { merge_base_commit: { sha: BASE }, total_commits: total, commits: commitsOf(size, index * 100) })
  }
}

it('reads more commits than the 250 that GitHub lists of a pull request, and the merge base with the first of them', async () => {
  mintTokens()
  answerPages(260, [100, 100, 60])
  const client = await (await testClients(recordingTimers())).installation(9)
  const compared = comparisons()
  const range = { base: BASE, head: HEAD }
  expect(await compared.mergeBase(client, KEY, range)).toBe(BASE)
  const { commits, complete } = await compared.commits(client, KEY, range)
  expect([new Set(commits.map(({ sha }) => sha)).size, complete]).toEqual([260, true])
})

it('calls commits incomplete where GitHub tells of more than it lists', async () => {
  mintTokens()
  answerPages(150, [100, 0])
  const client = await (await testClients(recordingTimers())).installation(9)
  expect(await comparisons().commits(client, KEY, { base: BASE, head: HEAD })).toMatchObject({ complete: false })
})
