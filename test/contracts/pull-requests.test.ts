import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { pullRequestsContract } from './pull-requests-contract.ts'
import { worldInMemory } from './pull-requests-in-memory.ts'
import { worldOnGitHub } from './pull-requests-on-github.ts'

describe('pull requests in memory', () => pullRequestsContract(worldInMemory))

describe('pull requests on GitHub', () => {
  let github: GitHub
  let repositories = 0
  beforeAll(async () => {
    github = await startGitHub()
  })
  afterAll(() => github.stop())
  afterEach(() => {
    github.settings.mergeabilityReads = 0
    github.faults.clear()
    expect(github.violations).toEqual([])
  })

  const build = () => {
    repositories += 1
    return worldOnGitHub(github, `infra-${repositories}`)
  }
  const CHANGE = [{ message: 'Change' }]

  pullRequestsContract(build)

  it('wait for a test merge that GitHub is still computing, and say so where it takes too long', async () => {
    github.settings.mergeabilityReads = 2
    const world = await build()
    const { number } = await world.open({ author: 'alice', branch: 'x', commits: CHANGE })
    const get = () => world.pullRequests.get({ ...world.repository, number })
    expect((await get()).testMergeSha).toMatch(/^[0-9a-f]{40}$/)
    expect(world.timers.slept).toEqual([300, 700])
    github.settings.mergeabilityReads = 9
    await world.push('main')
    await world.pullRequests.head({ ...world.repository, number })
    expect(world.timers.slept).toEqual([300, 700])
    expect((await get()).testMergeSha).toBeUndefined()
  })

  it('cut their commits at 250 and say so', async () => {
    const world = await build()
    const commits = Array.from({ length: 251 }, (_, index) => ({ message: `Change ${index}` }))
    const { number } = await world.open({ author: 'alice', branch: 'x', commits })
    const told = await world.pullRequests.commits({ ...world.repository, number })
    expect(told.commits.map((each) => each.message)).toEqual(commits.slice(0, 250).map((each) => each.message))
    expect(told.complete).toBe(false)
  })

  it('keep a review whose commit GitHub has lost, without it', async () => {
    const world = await build()
    const { number } = await world.open({ author: 'alice', branch: 'x', commits: CHANGE })
    await world.review(number, 'bob', 'APPROVED')
    world.pull(number).forgetCommit('bob')
    const told = await world.pullRequests.reviews({ ...world.repository, number }, { dismissals: new Map() })
    expect(told).toMatchObject([{ state: 'APPROVED', commitSha: null }])
  })

  it('are read through limits, failures and lost answers', async () => {
    const world = await build()
    const { number, headSha } = await world.open({ author: 'alice', branch: 'x', commits: CHANGE })
    github.faults.secondaryLimit('pulls/get', { retryAfterSeconds: 2 })
    github.faults.fail('git/get-ref', 502)
    github.faults.drop('repos/compare-commits-with-basehead', 'after')
    expect(await world.pullRequests.get({ ...world.repository, number })).toMatchObject({ headSha })
    expect(world.timers.slept).toEqual([2000, 250, 250])
  })
})
