import { describe, expect, it } from 'vitest'
import { type QueueCommit, queuedPulls, strangeCommits } from '../../src/core/gate/queued-pulls.ts'

function commit(sha: string, ...parents: readonly string[]): QueueCommit {
  return { sha, parents, authorEmail: 'ada@example.com', message: `Change ${sha}` }
}

describe("which pull request brings a group's commits", () => {
  const commits = [commit('a', 'base'), commit('b', 'a'), commit('c', 'b')]

  it('is told by the commits that the queue has built for them', () => {
    const { pulls, unclaimed } = queuedPulls('base', commits, [
      { number: 8, headSha: 'c' },
      { number: 7, headSha: 'a' },
    ])
    expect(pulls.map(({ number, baseSha, headSha, commits: own }) => [number, baseSha, headSha, own.length])).toEqual([
      [7, 'base', 'a', 1],
      [8, 'a', 'c', 2],
    ])
    expect(unclaimed).toEqual([])
  })

  it('is not known of what comes after the last of these', () => {
    const { pulls, unclaimed } = queuedPulls('base', commits, [{ number: 7, headSha: 'b' }])
    expect([pulls.length, unclaimed.map(({ sha }) => sha)]).toEqual([1, ['c']])
  })
})

describe('commits that the queue brings for a pull request', () => {
  const queued = (...commits: readonly QueueCommit[]) => ({ number: 7, baseSha: 'base', headSha: 'x', commits })
  const pull = { headSha: 'head', commits: [commit('head'), commit('older')] }
  const remade = { ...commit('new', 'base'), message: 'Change head\n' }

  it.each([
    ['a merge of its head', queued(commit('x', 'base', 'head'))],
    ['a squash', queued(commit('x', 'base'))],
    ['a rebase of each of its commits', queued({ ...commit('n', 'base'), message: 'Change older' }, remade)],
    ['nothing, where all of it is there already', queued()],
  ])('are its own: %s', (_what, given) => {
    expect(strangeCommits(given, pull)).toBeUndefined()
  })

  it.each([
    ['a merge of another head', queued(commit('x', 'base', 'earlier')), 'another commit of #7 (earlier)'],
    ['a merge of more than one head', queued(commit('x', 'base', 'head', 'more')), 'the commit x with #7'],
    ['a commit beside the merge', queued(commit('stray', 'base'), commit('x', 'stray', 'head')), 'the commit stray'],
    ['a rebased commit of other words', queued(commit('stray', 'base'), remade), 'the commit stray'],
    [
      "a rebased commit of somebody else's",
      queued({ ...remade, sha: 'stray', authorEmail: 'eve@example.com' }, remade),
      'the commit stray',
    ],
  ])('are strange: %s', (_what, given, said) => {
    expect(strangeCommits(given, pull)).toContain(said)
  })
})
