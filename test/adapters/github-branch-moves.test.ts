import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { githubPullRequests } from '../../src/adapters/github/pull-requests.ts'
import type { PullRequests } from '../../src/ports/pull-requests.ts'
import { API, forgetEverything, github, KEY, mintTokens, recordingTimers, testClients } from './github-test-clients.ts'

const ACTIVITY = '/repos/acme/infra/activity'
const MALLORY = { login: 'mallory', id: 66, type: 'User' }
const asked = { ref: 'refs/heads/feature/x', per_page: 100 }

let pulls: PullRequests

beforeEach(async () => {
  mintTokens()
  const timers = recordingTimers()
  pulls = githubPullRequests((await testClients(timers)).installation, timers)
})
afterEach(forgetEverything)

function told(type: string, before: string, after: string, actor: typeof MALLORY | null = MALLORY) {
  return { activity_type: type, before, after, actor }
}

describe('who moved a branch', () => {
  it('is read page by page, and comes oldest first', async () => {
    const link = { link: `<${API}${ACTIVITY}?per_page=100&after=cursor%3D%3D>; rel="next"` }
    github()
      .get(ACTIVITY)
      .query(asked)
      .reply(200, [told('force_push', 'b', 'c'), told('push', 'a', 'b', null)], link)
    const older = [told('branch_deletion', 'z', '0'), told('branch_creation', '0', 'a'), told('strange', 'x', 'y')]
    github()
      .get(ACTIVITY)
      .query({ ...asked, after: 'cursor==' })
      .reply(200, older)
    expect(await pulls.branchMoves(KEY, 'feature/x')).toEqual([
      { kind: 'forced', before: 'x', after: 'y', by: MALLORY },
      { kind: 'created', before: '0', after: 'a', by: MALLORY },
      { kind: 'pushed', before: 'a', after: 'b', by: null },
      { kind: 'forced', before: 'b', after: 'c', by: MALLORY },
    ])
  })

  it('ends with what is read at most', async () => {
    const link = { link: `<${API}${ACTIVITY}?after=more>; rel="next"` }
    github()
      .get(ACTIVITY)
      .query(true)
      .times(5)
      .reply(200, [told('push', 'a', 'b')], link)
    expect(await pulls.branchMoves(KEY, 'x')).toHaveLength(5)
  })
})
