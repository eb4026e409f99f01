import { expect, it } from 'vitest'
import type { TimelineEvent } from '../../src/core/authorship/timeline.ts'
import type { PullRequestsWorld } from './pull-requests-contract.ts'

const OPENED = { author: 'alice', branch: 'x', commits: [{ message: 'Change' }] }

/** What every implementation of `PullRequests` tells of what happened to a pull request. */
export function pullRequestTimeline(build: () => Promise<PullRequestsWorld>): void {
  it('is empty and complete where nothing happened', async () => {
    const world = await build()
    const told = await timelineOf(world, (await world.open(OPENED)).number)
    expect(told).toMatchObject({ events: [], complete: true, dismissals: new Map(), reviewRequests: [] })
  })

  it('tells who commented, and what', async () => {
    const world = await build()
    const { number } = await world.open(OPENED)
    await world.comment(number, 'bob', '@claude widen it')
    await world.lineComment(number, 'carol', 'main.tf', 'and here')
    expect((await timelineOf(world, number)).events.filter(({ kind }) => kind === 'commented')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ actor: await account(world, 'bob'), body: '@claude widen it' }),
        expect.objectContaining({ actor: await account(world, 'carol'), body: 'and here', path: 'main.tf' }),
      ]),
    )
  })

  it('tells what a comment said before it was edited, and by whom', async () => {
    const world = await build()
    const { number } = await world.open(OPENED)
    await world.comment(number, 'bob', '@claude widen it')
    await world.editComment(number, 'bob', 'ok')
    const { events, complete } = await timelineOf(world, number)
    const bob = await account(world, 'bob')
    const versions = [
      { body: 'ok', editor: bob },
      { body: '@claude widen it', editor: bob },
    ]
    expect(events).toMatchObject([{ kind: 'commented', actor: bob, body: 'ok', edited: { versions, complete: true } }])
    expect(complete).toBe(true)
  })

  it('tells of a comment that was deleted, though not what it said', async () => {
    const world = await build()
    const { number } = await world.open(OPENED)
    await world.comment(number, 'bob', '@claude widen it')
    await world.deleteComment(number, 'bob')
    const { events } = await timelineOf(world, number)
    expect(events).toMatchObject([{ kind: 'comment-deleted', actor: { login: 'bob' } }])
  })

  it('tells who assigned whom, and who set an agent to work', async () => {
    const world = await build()
    const { number } = await world.open(OPENED)
    await world.assign(number, 'coder[bot]', 'bob')
    await world.startAgent(number, 'carol', 'copilot-swe-agent')
    const { events } = await timelineOf(world, number)
    expect(events).toMatchObject([
      { kind: 'assigned', actor: { login: 'bob', type: 'User' }, assignee: { login: 'coder[bot]', type: 'Bot' } },
      { kind: 'agent-started', actor: { login: 'carol' }, app: 'copilot-swe-agent' },
    ])
    expect(events.map(timeOf)).toEqual(events.map(timeOf).toSorted((one, other) => one - other))
    expect(events.map(timeOf)).not.toContain(Number.NaN)
  })

  it('tells the app through which it was opened, and null where none was', async () => {
    const world = await build()
    const through = await world.open({ ...OPENED, via: 'claude' })
    const plain = await world.open({ ...OPENED, branch: 'y' })
    const openedVia = (number: number) => world.pullRequests.openedVia({ ...world.repository, number })
    expect([await openedVia(through.number), await openedVia(plain.number)]).toEqual(['claude', null])
  })
}

function timelineOf({ pullRequests, repository }: PullRequestsWorld, number: number) {
  return pullRequests.timeline({ ...repository, number })
}

function account({ pullRequests, repository }: PullRequestsWorld, login: string) {
  return pullRequests.account(repository, login)
}

function timeOf({ at }: TimelineEvent): number {
  return Date.parse(at)
}
