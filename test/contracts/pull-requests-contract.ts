import { describe, expect, it } from 'vitest'
import type { PullRequestKey, PullRequests, RepositoryKey } from '../../src/ports/pull-requests.ts'
import { pullRequestTimeline } from './pull-request-timeline.ts'

export interface OpenOptions {
  readonly author: string
  readonly branch: string
  /** `main` by default; made from `main` if it is new. */
  readonly base?: string
  readonly fork?: boolean
  /** What it changes was changed on the base branch too. */
  readonly conflicts?: boolean
  /** Slug of the app that opens it in the author's name. */
  readonly via?: string
  /** None: the branch is there already. */
  readonly commits?: readonly ContractCommit[]
}

export interface ContractCommit {
  readonly message: string
  /** A login, or what git wrote down of somebody without an account; the author of the pull request by default. */
  readonly author?: string | { readonly name: string; readonly email: string }
  /** `main.tf` by default. */
  readonly files?: readonly string[]
}

interface Opened {
  readonly number: number
  readonly headSha: string
  readonly baseTipSha: string
  readonly mergeBaseSha: string
}

export type Opinion = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED'

/** A repository with a branch `main`, in which people act. `<login>@example.com` is the address of a login. */
export interface PullRequestsWorld {
  readonly pullRequests: PullRequests
  readonly repository: RepositoryKey
  open(options: OpenOptions): Promise<Opened>
  /** Adds a commit to a branch of the repository; returns its new tip. */
  push(branch: string): Promise<string>
  close(number: number): Promise<void>
  review(number: number, login: string, opinion: Opinion): Promise<void>
  /** Dismisses the login's latest review. */
  dismiss(number: number, login: string, by: string): Promise<void>
  comment(number: number, login: string, body: string): Promise<void>
  /** Comments on a line of a file. */
  lineComment(number: number, login: string, path: string, body: string): Promise<void>
  /** Edits the login's latest comment. */
  editComment(number: number, login: string, body: string): Promise<void>
  /** Deletes the login's latest comment. */
  deleteComment(number: number, login: string): Promise<void>
  assign(number: number, assignee: string, by: string): Promise<void>
  /** Somebody sets an agent of the platform's to work, as the app of that slug. */
  startAgent(number: number, by: string, app: string): Promise<void>
  grant(login: string, permission: 'admin' | 'write' | 'read'): void
  requested(number: number): readonly string[]
  /** Makes a team of the repository's organisation, or changes who is in it. */
  setTeam(slug: string, members: readonly string[]): Promise<void>
}

/** What every implementation of `PullRequests` does. */
export function pullRequestsContract(build: () => Promise<PullRequestsWorld>): void {
  describe('a pull request', () => onePullRequest(build))
  describe('a look at a pull request', () => looks(build))
  describe('commits', () => commits(build))
  describe('reviews', () => reviews(build))
  describe('the timeline', () => pullRequestTimeline(build))
  describe('people', () => people(build))
  describe('teams', () => teams(build))
  describe('looking up', () => lookingUp(build))
}

const CHANGE = [{ message: 'Change' }]
const keyOf = (world: PullRequestsWorld, number: number): PullRequestKey => ({ ...world.repository, number })

function onePullRequest(build: () => Promise<PullRequestsWorld>): void {
  it('is told with its commits, branches and author', async () => {
    const world = await build()
    const { number, ...shas } = await world.open({ author: 'alice', branch: 'feature/x', commits: CHANGE })
    const told = await world.pullRequests.get(keyOf(world, number))
    const known = { number, state: 'open', draft: false, title: 'Change', body: '' }
    expect(told).toMatchObject({ ...known, ...shas, headRef: 'feature/x', baseRef: 'main' })
    expect(told.author).toEqual(await world.pullRequests.account(world.repository, 'alice'))
    expect(told.testMergeSha).toMatch(/^[0-9a-f]{40}$/)
    const head = { state: 'open', headSha: shas.headSha, baseRef: 'main', isOntoDefault: true }
    expect(await world.pullRequests.head(keyOf(world, number))).toMatchObject(head)
  })

  it('follows its base branch, with a new test merge', async () => {
    const world = await build()
    const { number, mergeBaseSha } = await world.open({ author: 'alice', branch: 'x', commits: CHANGE })
    const before = await world.pullRequests.get(keyOf(world, number))
    const baseTipSha = await world.push('main')
    const after = await world.pullRequests.get(keyOf(world, number))
    expect(after).toMatchObject({ headSha: before.headSha, baseTipSha, mergeBaseSha })
    expect(after.testMergeSha).not.toBe(before.testMergeSha)
  })

  it('has no test merge where it conflicts', async () => {
    const world = await build()
    const { number } = await world.open({ author: 'alice', branch: 'x', commits: CHANGE, conflicts: true })
    expect((await world.pullRequests.get(keyOf(world, number))).testMergeSha).toBeNull()
  })

  it('is told after it was closed', async () => {
    const world = await build()
    const { number } = await world.open({ author: 'alice', branch: 'x', commits: CHANGE })
    await world.close(number)
    const closed = await world.pullRequests.get(keyOf(world, number))
    expect(closed).toMatchObject({ state: 'closed', testMergeSha: undefined })
  })

  it('that is not there is a fault, whatever is asked of it', async () => {
    const world = await build()
    const key = keyOf(world, 404)
    const { pullRequests } = world
    for (const ask of ['head', 'look', 'get', 'commits', 'timeline'] as const) {
      await expect(pullRequests[ask](key)).rejects.toMatchObject({ name: 'Fault', kind: 'not-found' })
    }
    const reviews = pullRequests.reviews(key, { dismissals: new Map() })
    await expect(reviews).rejects.toMatchObject({ name: 'Fault', kind: 'not-found' })
  })
}

function looks(build: () => Promise<PullRequestsWorld>): void {
  it('tells it as it is, with whoever else has this head, also the next time', async () => {
    const world = await build()
    const { number, headSha } = await world.open({ author: 'alice', branch: 'x', commits: CHANGE })
    const other = await world.open({ author: 'bob', branch: 'x', base: 'other' })
    await world.open({ author: 'alice', branch: 'y', commits: CHANGE, fork: true })
    for (let looks = 0; looks < 2; looks += 1) {
      const look = await world.pullRequests.look(keyOf(world, number))
      expect(look).toMatchObject({ state: 'open', headSha, baseRef: 'main', isOntoDefault: true })
      const pulls = await look.pulls()
      const asked = [number, other.number].map((each) => world.pullRequests.get(keyOf(world, each)))
      expect(pulls.map(({ openRequests: _, notesTipSha: __, ...pull }) => pull)).toEqual(await Promise.all(asked))
    }
  })

  it('tells it after its base branch has moved, and once it is closed', async () => {
    const world = await build()
    const { number } = await world.open({ author: 'alice', branch: 'x', commits: CHANGE })
    const looked = async () => world.pullRequests.look(keyOf(world, number))
    await (await looked()).pulls()
    const baseTipSha = await world.push('main')
    const [pull] = await (await looked()).pulls()
    expect(pull).toMatchObject({ baseTipSha, testMergeSha: expect.stringMatching(/^[0-9a-f]{40}$/) })
    await world.close(number)
    expect((await looked()).state).toBe('closed')
  })
}

function commits(build: () => Promise<PullRequestsWorld>): void {
  it('come oldest first, with who they say wrote them and whom GitHub knows', async () => {
    const world = await build()
    const somebody = { name: 'Some Body', email: 'somebody@nowhere.example' }
    const messages = [{ message: 'First\n\nAssisted-by: A tool' }, { message: 'Second', author: somebody }]
    const { number, headSha } = await world.open({ author: 'alice', branch: 'x', commits: messages })
    const told = await world.pullRequests.commits(keyOf(world, number))
    expect(told.complete).toBe(true)
    const alice = { authorName: 'alice', authorEmail: 'alice@example.com', authorLogin: 'alice' }
    expect(told.commits).toMatchObject([
      { ...alice, message: 'First\n\nAssisted-by: A tool', parents: 1 },
      { authorName: 'Some Body', authorEmail: 'somebody@nowhere.example', message: 'Second', sha: headSha },
    ])
    expect(told.commits[1]).not.toHaveProperty('authorLogin')
  })

  it('tell which files they change, where that is asked, and nothing of one that is not there', async () => {
    const world = await build()
    const files = ['main.tf']
    const { number, headSha } = await world.open({ author: 'alice', branch: 'x', commits: [{ message: 'One', files }] })
    const { repository, pullRequests } = world
    expect(await pullRequests.changedFiles(repository, headSha)).toEqual(files)
    expect(await pullRequests.changedFiles(repository, 'f'.repeat(40))).toBeUndefined()
    expect((await pullRequests.commits(keyOf(world, number))).commits).toHaveLength(1)
  })

  it('are those of the head only, though the base branch went on', async () => {
    const world = await build()
    const { number } = await world.open({ author: 'alice', branch: 'x', commits: CHANGE })
    await world.push('main')
    expect((await world.pullRequests.commits(keyOf(world, number))).commits.map((each) => each.message)).toEqual([
      'Change',
    ])
  })
}

async function reviewsOf({ pullRequests, repository }: PullRequestsWorld, number: number) {
  const key = { ...repository, number }
  return pullRequests.reviews(key, await pullRequests.timeline(key))
}

function reviews(build: () => Promise<PullRequestsWorld>): void {
  it('come oldest first, each with the commit it was given on', async () => {
    const world = await build()
    const { number, headSha } = await world.open({ author: 'alice', branch: 'x', commits: CHANGE })
    await world.review(number, 'bob', 'APPROVED')
    await world.review(number, 'carol', 'CHANGES_REQUESTED')
    await world.review(number, 'bob', 'COMMENTED')
    const told = await reviewsOf(world, number)
    const opinions = told.map(({ author, state, commitSha }) => [author?.login, state, commitSha])
    expect(opinions).toEqual([
      ['bob', 'APPROVED', headSha],
      ['carol', 'CHANGES_REQUESTED', headSha],
      ['bob', 'COMMENTED', headSha],
    ])
    const times = told.map((each) => Date.parse(each.submittedAt))
    expect(times).toEqual([...times].sort((one, other) => one - other))
    expect(new Set(told.map((each) => each.id)).size).toBe(3)
  })

  it('say that they were dismissed, by whom, and what they had said', async () => {
    const world = await build()
    const { number } = await world.open({ author: 'alice', branch: 'x', commits: CHANGE })
    await world.review(number, 'bob', 'APPROVED')
    await world.review(number, 'carol', 'CHANGES_REQUESTED')
    await world.dismiss(number, 'bob', 'maintainer')
    await world.dismiss(number, 'carol', 'alice')
    const told = await reviewsOf(world, number)
    expect(told.map(({ state, dismissal }) => [state, dismissal?.from, dismissal?.by?.login])).toEqual([
      ['DISMISSED', 'APPROVED', 'maintainer'],
      ['DISMISSED', 'CHANGES_REQUESTED', 'alice'],
    ])
  })
}

function people(build: () => Promise<PullRequestsWorld>): void {
  it('have the permission that was granted, in any case, and none otherwise', async () => {
    const world = await build()
    world.grant('root', 'admin')
    world.grant('bob', 'write')
    world.grant('eve', 'read')
    const asked = ['root', 'Bob', 'eve', 'nobody-at-all']
    const told = await Promise.all(asked.map((login) => world.pullRequests.permission(world.repository, login)))
    expect(told).toEqual(['admin', 'write', 'read', 'none'])
  })

  it('are users or bots, or not there', async () => {
    const world = await build()
    await world.open({ author: 'fixer[bot]', branch: 'x', commits: CHANGE })
    const account = (login: string) => world.pullRequests.account(world.repository, login)
    expect(await account('fixer[bot]')).toMatchObject({ login: 'fixer[bot]', type: 'Bot' })
    expect(await account('nobody-at-all')).toBeNull()
  })

  it('are asked for their review, all or none', async () => {
    const world = await build()
    for (const login of ['alice', 'bob', 'carol']) world.grant(login, 'write')
    const { number } = await world.open({ author: 'alice', branch: 'x', commits: CHANGE })
    const request = (...logins: readonly string[]) => world.pullRequests.requestReviewers(keyOf(world, number), logins)
    const refusal = { name: 'Fault', kind: 'invalid' }
    await expect(request('bob', 'alice')).rejects.toMatchObject(refusal)
    await expect(request('bob', 'nobody-at-all')).rejects.toMatchObject(refusal)
    await expect(request(...Array.from({ length: 16 }, (_, index) => `user-${index}`))).rejects.toMatchObject(refusal)
    expect(world.requested(number)).toEqual([])
    await request('bob')
    await request('carol', 'bob')
    expect(world.requested(number)).toEqual(['bob', 'carol'])
    const pull = await world.pullRequests.get(keyOf(world, number))
    expect([pull.requestedReviewers, pull.requestedTeams]).toEqual([['bob', 'carol'], 0])
    const { reviewRequests = [] } = await world.pullRequests.timeline(keyOf(world, number))
    expect(reviewRequests.map(({ login }) => login)).toEqual(['bob', 'carol'])
    expect(reviewRequests.every(({ at }) => !Number.isNaN(Date.parse(at)))).toBe(true)
    const second = await world.open({ author: 'alice', branch: 'y', commits: CHANGE })
    await world.pullRequests.requestReviewers(keyOf(world, second.number), ['bob'])
    const open = () => world.pullRequests.openReviewRequests(world.repository)
    expect([...(await open())].sort()).toEqual([
      ['bob', 2],
      ['carol', 1],
    ])
    await world.close(second.number)
    expect((await open()).get('bob')).toBe(1)
  })
}

function teams(build: () => Promise<PullRequestsWorld>): void {
  const team = { org: 'acme', slug: 'security' }

  it('tell who is in them, from one moment to the next', async () => {
    const world = await build()
    const { pullRequests, repository } = world
    await world.setTeam('security', ['dora', 'erik'])
    const told = await pullRequests.teamMembers(repository, team)
    expect(told).toMatchObject({ kind: 'members', complete: true, members: [{ login: 'dora' }, { login: 'erik' }] })
    expect(await pullRequests.isTeamMember(repository, { org: 'Acme', slug: 'Security' }, 'Dora')).toBe(true)
    await world.setTeam('security', [])
    expect(await pullRequests.teamMembers(repository, team)).toMatchObject({ kind: 'members', members: [] })
    expect(await pullRequests.isTeamMember(repository, team, 'dora')).toBe(false)
  })

  it('that are not there, or of an organisation that the app does not see, cannot be read', async () => {
    const { pullRequests, repository } = await build()
    for (const unseen of [
      { org: 'acme', slug: 'no-such-team' },
      { org: 'elsewhere', slug: 'security' },
    ]) {
      expect(await pullRequests.teamMembers(repository, unseen)).toEqual({ kind: 'unreadable', reason: 'not-found' })
      expect(await pullRequests.isTeamMember(repository, unseen, 'dora')).toBe(false)
    }
  })
}

function lookingUp(build: () => Promise<PullRequestsWorld>): void {
  it('finds every open pull request with a head, from forks too', async () => {
    const world = await build()
    const first = await world.open({ author: 'alice', branch: 'x', commits: CHANGE })
    const second = await world.open({ author: 'alice', branch: 'x', base: 'release' })
    const forked = await world.open({
      author: 'mallory',
      branch: 'y',
      fork: true,
      commits: [{ message: 'From outside' }],
    })
    const withHead = (sha: string) => world.pullRequests.withHead(world.repository, sha)
    expect(await withHead(first.headSha)).toEqual([first.number, second.number])
    expect(await withHead(forked.headSha)).toEqual([forked.number])
    await world.close(first.number)
    expect(await withHead(first.headSha)).toEqual([second.number])
    expect(await withHead(first.mergeBaseSha)).toEqual([])
  })

  it('finds every open pull request onto a branch', async () => {
    const world = await build()
    const first = await world.open({ author: 'alice', branch: 'x', commits: CHANGE })
    const second = await world.open({ author: 'alice', branch: 'y', base: 'release/1.0', commits: CHANGE })
    const third = await world.open({ author: 'alice', branch: 'z', commits: CHANGE })
    const openOnto = (branch: string) => world.pullRequests.openOnto(world.repository, branch)
    expect(await openOnto('main')).toEqual([first.number, third.number])
    expect(await openOnto('release/1.0')).toEqual([second.number])
    await world.close(third.number)
    expect(await openOnto('main')).toEqual([first.number])
    expect(await openOnto('no-such-branch')).toEqual([])
  })
}
