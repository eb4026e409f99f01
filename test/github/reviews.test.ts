import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { quietOctokit } from './quiet-octokit.ts'
import { type GitHub, startGitHub } from './start-github.ts'

let github: GitHub
beforeEach(async () => {
  github = await startGitHub()
})
afterEach(() => github.stop())

const name = { owner: 'acme', repo: 'infra' }

async function setUp() {
  const repository = await github.repository('acme/infra', {
    collaborators: { alice: 'write', bob: 'maintain', tom: 'triage', 'helper[bot]': 'write', ria: 'security-lead' },
    teams: { platform: { role: 'admin', members: ['carol'] } },
  })
  const pull = await repository.openPull({ author: 'alice', branch: 'x', commits: [{ files: { x: '1' } }] })
  const octokit = quietOctokit(github, github.installationToken('acme'))
  return { repository, pull, rest: octokit.rest, paginate: octokit.paginate, on: { ...name, pull_number: pull.number } }
}

describe('reviews', () => {
  it('carry user, state, commit and the time of the double', async () => {
    const { pull, rest, on } = await setUp()
    const first = pull.headSha
    await pull.approve('bob')
    await pull.push({ files: { x: '2' } })
    await pull.requestChanges('carol', { body: 'No' })
    await pull.approve('tom', { commit: first })
    await pull.approve('helper[bot]')
    await pull.dismiss('carol', { by: 'alice' })
    await pull.forgetCommit('tom')
    const { data } = await rest.pulls.listReviews(on)
    expect(data.map(({ user, state, commit_id }) => [user?.login, user?.type, state, commit_id])).toEqual([
      ['bob', 'User', 'APPROVED', first],
      ['carol', 'User', 'DISMISSED', pull.headSha],
      ['tom', 'User', 'APPROVED', null],
      ['helper[bot]', 'Bot', 'APPROVED', pull.headSha],
    ])
    const times = data.map(({ submitted_at }) => Date.parse(submitted_at ?? ''))
    expect(times).toEqual(times.toSorted((left, right) => left - right))
    expect(new Set(times).size).toBe(4)
    expect(github.violations).toEqual([])
  })

  it('refuse self-approval unless a test wants to see that it would not count', async () => {
    const { pull } = await setUp()
    await expect(pull.approve('alice')).rejects.toMatchObject({ status: 422 })
    await pull.reviewComment('alice', { body: 'Ready' })
    github.settings.allowSelfApproval = true
    await pull.approve('alice')
    expect(pull.reviews.map(({ state }) => state)).toEqual(['COMMENTED', 'APPROVED'])
  })

  it('can be given over the API, by a person or an app', async () => {
    const { on } = await setUp()
    const as = (auth: string) => quietOctokit(github, auth).rest.pulls
    await as(github.userToken('bob')).createReview({ ...on, event: 'APPROVE' })
    await as(github.installationToken('acme')).createReview({ ...on, event: 'APPROVE' })
    const self = as(github.userToken('alice')).createReview({ ...on, event: 'APPROVE' })
    await expect(self).rejects.toMatchObject({ status: 422 })
    const { data } = await as(github.userToken('bob')).listReviews(on)
    expect(data.map(({ user }) => user?.login)).toEqual(['bob', 'countersign[bot]'])
  })

  it('come in pages', async () => {
    const { pull, rest, paginate, on } = await setUp()
    for (let i = 0; i < 7; i++) await pull.reviewComment('bob', { body: String(i) })
    const page = await rest.pulls.listReviews({ ...on, per_page: 3, page: 2 })
    expect(page.data.map(({ body }) => body)).toEqual(['3', '4', '5'])
    expect(page.headers.link?.match(/rel="(\w+)"/g)).toEqual(['rel="prev"', 'rel="next"', 'rel="last"', 'rel="first"'])
    const all = await paginate(rest.pulls.listReviews, { ...on, per_page: 3 })
    expect(all.map(({ body }) => body)).toEqual(['0', '1', '2', '3', '4', '5', '6'])
  })
})

describe('a permission', () => {
  it('has four levels beside the exact role, from the person or a team', async () => {
    const { rest } = await setUp()
    github.organizationAdmins('acme', ['olga'])
    github.user('eve')
    const of = async (username: string) => {
      const { data } = await rest.repos.getCollaboratorPermissionLevel({ ...name, username })
      return [data.permission, data.role_name]
    }
    expect(await of('alice')).toEqual(['write', 'write'])
    expect(await of('bob')).toEqual(['write', 'maintain'])
    expect(await of('tom')).toEqual(['read', 'triage'])
    expect(await of('carol')).toEqual(['admin', 'admin'])
    expect(await of('ria')).toEqual(['write', 'security-lead'])
    expect(await of('olga')).toEqual(['admin', 'admin'])
    expect(await of('eve')).toEqual(['none', 'none'])
    await expect(of('nobody')).rejects.toMatchObject({ status: 404 })
    const { data } = await rest.teams.listMembersInOrg({ org: 'acme', team_slug: 'platform' })
    expect(data.map(({ login }) => login)).toEqual(['carol'])
  })
})

describe('requested reviewers', () => {
  it('are collaborators, not the author, and no more than 15', async () => {
    const { repository, pull, rest, on } = await setUp()
    await rest.pulls.requestReviewers({ ...on, reviewers: ['bob', 'Tom'], team_reviewers: ['platform'] })
    expect([pull.requestedReviewers, pull.requestedTeams]).toEqual([['bob', 'tom'], ['platform']])
    await pull.approve('bob')
    expect(pull.requestedReviewers).toEqual(['tom'])
    await expect(rest.pulls.requestReviewers({ ...on, reviewers: ['alice'] })).rejects.toMatchObject({ status: 422 })
    await expect(rest.pulls.requestReviewers({ ...on, reviewers: ['eve'] })).rejects.toMatchObject({ status: 422 })
    const many = Array.from({ length: 14 }, (_, i) => `reviewer-${i}`)
    for (const login of many) repository.setRole(login, 'read')
    await expect(rest.pulls.requestReviewers({ ...on, reviewers: many })).rejects.toMatchObject({ status: 422 })
    expect(github.violations).toHaveLength(1)
    await rest.pulls.removeRequestedReviewers({ ...on, reviewers: ['tom'], team_reviewers: ['platform'] })
    expect([pull.requestedReviewers, pull.requestedTeams]).toEqual([[], []])
  })
})
