import { describe, expect, it } from 'vitest'
import { memoryPullRequests } from '../../src/adapters/memory/pull-requests.ts'
import { decide } from '../../src/core/gate/decide.ts'
import type { Demand } from '../../src/core/gate/demands.ts'
import { Fault } from '../../src/ports/fault.ts'
import type { PullRequest, PullRequests, Timeline } from '../../src/ports/pull-requests.ts'
import { asksForReviews, requestReviews, type ShownPull } from '../../src/review/request-reviews.ts'
import { AUTHOR, at, DIGEST, HEAD, person, published, REVIEWER, situation } from '../gate/situation.ts'
import { hidden, installation, seen } from '../setup/setup-facts.ts'

const KEY = { installationId: 1, owner: 'acme', repo: 'infra', number: 1 }
const DORA = person('dora')
const TEAM: Demand = { of: 'team', names: ['acme/security'], files: [], members: [DORA], problems: [] }
const PULL: PullRequest = {
  number: 1,
  state: 'open',
  draft: false,
  title: 'Widen',
  body: '',
  author: AUTHOR,
  headSha: HEAD,
  headRef: 'change',
  baseRef: 'main',
  isOntoDefault: true,
  baseTipSha: 'b'.repeat(40),
  mergeBaseSha: 'b'.repeat(40),
  testMergeSha: HEAD,
}
const QUIET: Timeline = { events: [], complete: true, dismissals: new Map(), reviewRequests: [] }

interface Given {
  readonly pull?: Partial<PullRequest>
  readonly timeline?: Timeline
  readonly demands?: readonly Demand[]
  readonly mode?: 'enforce' | 'advisory'
  readonly shownBefore?: boolean
  readonly port?: Partial<PullRequests>
}

/** Rob may write; a pull request of Ada's is held for one approval. */
async function asked({ pull = {}, timeline = QUIET, demands = [], mode, shownBefore = false, port = {} }: Given) {
  const pullRequests = memoryPullRequests()
  for (const each of [AUTHOR, REVIEWER]) {
    pullRequests.addAccount(each)
    pullRequests.grant(KEY, each.login, 'write')
  }
  pullRequests.put(KEY, { pull: PULL, commits: [], complete: true, reviews: [] })
  const decision = decide(situation({ demands, ...(mode === undefined ? {} : { mode }) }))
  const people = { writers: [AUTHOR, REVIEWER], members: demands.flatMap(({ members }) => members) }
  const publications = shownBefore ? [published(5)] : []
  const decided = { decision, reviews: [], publications, excluded: new Set(['ada']), ...people }
  const shown: ShownPull = { pull: { ...PULL, ...pull }, decided, timeline, digest: DIGEST }
  const refusal = await requestReviews(KEY, shown, { ...pullRequests, ...port })
  return { refusal, requested: pullRequests.requested(KEY) }
}

describe('whether people are asked for their review', () => {
  const { pull_requests: _, ...others } = installation().permissions
  const granting = (level?: string) =>
    seen(installation({ permissions: level === undefined ? others : { ...others, pull_requests: level } }))

  it.each([
    ['where the app was granted it', undefined, granting('write'), true],
    ['where it may only read', undefined, granting('read'), false],
    ['where it was granted nothing', undefined, granting(), false],
    ['where what it was granted is not visible', undefined, hidden('no answer'), false],
    ['where nobody has looked', undefined, undefined, false],
    ['where the settings say so, whatever was granted', true, granting('read'), true],
    ['where the settings say no, though it was granted', false, granting('write'), false],
  ] as const)('%s', (_title, request, granted, isAsked) => {
    expect(asksForReviews(request, granted, false)).toBe(isAsked)
  })

  it('is said by the settings alone of what lies there untouched', () => {
    expect(asksForReviews(undefined, granting('write'), true)).toBe(false)
    expect(asksForReviews(true, granting('write'), true)).toBe(true)
  })
})

describe('asking for reviews', () => {
  it('asks where a pull request is held for the first time', async () => {
    expect(await asked({})).toEqual({ refusal: undefined, requested: ['rob'] })
  })

  it.each([
    ['a draft', { pull: { draft: true } }],
    ['what advisory mode would hold', { mode: 'advisory' }],
    ['somebody beside who was asked already', { pull: { requestedReviewers: ['rob'] } }],
    ['anybody again since the check has shown this', { shownBefore: true, timeline: requestsAt(6) }],
    ['anybody where it is not known who was asked', { shownBefore: true, timeline: unknownRequests() }],
    ['who was asked at any time', { timeline: requestsAt(1, 'Rob') }],
  ] as const)('does not ask for %s', async (_, given) => {
    expect(await asked(given)).toEqual({ refusal: undefined, requested: [] })
  })

  it('asks again where somebody was asked before the check showed this, or nobody was', async () => {
    expect((await asked({ shownBefore: true, timeline: requestsAt(4, 'erik') })).requested).toEqual(['rob'])
    expect((await asked({ shownBefore: true })).requested).toEqual(['rob'])
  })

  it('does not count upon somebody who was asked and cannot countersign', async () => {
    expect((await asked({ pull: { requestedReviewers: ['reader'] } })).requested).toEqual(['rob'])
  })

  it('does not look how much is asked of each where nobody is left to be asked', async () => {
    const openRequests = () => Promise.reject(new Error('it was looked'))
    const port = { openReviewRequests: openRequests }
    expect((await asked({ pull: { requestedReviewers: ['rob'] }, port })).requested).toEqual([])
    await expect(asked({ port })).rejects.toThrow('it was looked')
  })

  it('asks those who may be asked where GitHub refuses somebody of a team', async () => {
    expect(await asked({ demands: [TEAM] })).toEqual({ refusal: undefined, requested: ['rob'] })
  })

  it('tells why it could not, whatever the fault is, and hides no error of its own', async () => {
    const failing = (error: Error) => ({ port: { requestReviewers: () => Promise.reject(error) } })
    for (const kind of ['forbidden', 'invalid', 'rate-limited', 'unavailable'] as const) {
      const { refusal } = await asked(failing(new Fault(kind, 'GitHub said no')))
      expect(refusal).toBe('Nobody could be asked for a review: GitHub said no.')
    }
    await expect(asked(failing(new Error('ours')))).rejects.toThrow('ours')
  })
})

function requestsAt(minute: number, login = 'mallory'): Timeline {
  return { ...QUIET, reviewRequests: [{ login, at: at(minute) }] }
}

function unknownRequests(): Timeline {
  const { reviewRequests: _unknown, ...rest } = QUIET
  return rest
}
