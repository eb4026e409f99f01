import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { githubPullRequests } from '../../src/adapters/github/pull-requests.ts'
import type { PullRequests } from '../../src/ports/pull-requests.ts'
import { API, forgetEverything, github, KEY, mintTokens, recordingTimers, testClients } from './github-test-clients.ts'

const TEAM = { org: 'acme', slug: 'security' }
const MEMBERS = '/orgs/acme/teams/security/members'
const MEMBERSHIP = '/orgs/acme/teams/security/memberships/dora'
const member = (id: number) => ({ login: `user-${id}`, id, type: 'User' })

let pulls: PullRequests

beforeEach(async () => {
  mintTokens()
  const timers = recordingTimers()
  pulls = githubPullRequests((await testClients(timers)).installation, timers)
})
afterEach(forgetEverything)

function answerPage(page: number, from: number, isLast: boolean): void {
  const link = isLast ? {} : { link: `<${API}${MEMBERS}?page=${page + 1}>; rel="next"` }
  const members = Array.from({ length: 100 }, (_, index) => member(from + index))
  github().get(MEMBERS).query({ per_page: 100, page }).reply(200, members, link)
}

describe('the members of a team', () => {
  it('are read page by page, as many as are listed', async () => {
    answerPage(1, 0, false)
    answerPage(2, 100, true)
    const some = await pulls.teamMembers(KEY, TEAM)
    expect(some.kind === 'members' ? [some.members.length, some.complete] : some).toEqual([200, true])
    for (const page of [1, 2, 3]) answerPage(page, page * 100, false)
    const many = await pulls.teamMembers(KEY, TEAM)
    expect(many.kind === 'members' ? [many.members.length, many.complete] : many).toEqual([300, false])
  })

  it.each([
    [404, 'not-found'],
    [403, 'forbidden'],
  ])('are unreadable where GitHub answers %i, and a fault where it does not answer', async (status, reason) => {
    github().get(MEMBERS).query(true).reply(status, { message: 'Resource not accessible by integration' })
    expect(await pulls.teamMembers(KEY, TEAM)).toEqual({ kind: 'unreadable', reason })
    github().get(MEMBERS).query(true).times(9).reply(502, { message: 'Bad gateway' })
    await expect(pulls.teamMembers(KEY, TEAM)).rejects.toMatchObject({ kind: 'unavailable' })
  })

  it.each([
    [200, { state: 'active', role: 'member' }, true],
    [200, { state: 'pending', role: 'member' }, false],
    [404, { message: 'Not Found' }, false],
    [403, { message: 'Resource not accessible by integration' }, false],
  ])('are they alone: an answer of %i, %o is %s', async (status, answer, expected) => {
    github().get(MEMBERSHIP).reply(status, answer)
    expect(await pulls.isTeamMember(KEY, TEAM, 'dora')).toBe(expected)
  })
})

describe('what somebody may do', () => {
  it('is told with the name of a role that the organisation has made', async () => {
    const route = '/repos/acme/infra/collaborators/octo/permission'
    github().get(route).reply(200, { permission: 'read', role_name: 'security auditor' })
    expect(await pulls.access(KEY, 'octo')).toEqual({ permission: 'read', role: 'security auditor' })
    github().get(route).reply(404, { message: 'octo is not a user' })
    expect(await pulls.access(KEY, 'octo')).toEqual({ permission: 'none' })
  })
})
