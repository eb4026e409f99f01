import { describe, expect, it } from 'vitest'
import { readBundledRules } from '../../src/adapters/filesystem/bundled-rules.ts'
import { memoryChangeHistory } from '../../src/adapters/memory/change-history.ts'
import { type MemoryPullRequest, memoryPullRequests } from '../../src/adapters/memory/pull-requests.ts'
import { memoryRecords } from '../../src/adapters/memory/records.ts'
import { readSettings } from '../../src/core/rules/settings.ts'
import { Fault } from '../../src/ports/fault.ts'
import type { PullRequest, PullRequests } from '../../src/ports/pull-requests.ts'
import { readBundle } from '../../src/review/bundle.ts'
import { pullCommits } from '../../src/review/pull-commits.ts'
import { ASSISTED, comment, JANE } from '../authorship/pull-request-facts.ts'

const KEY = { installationId: 7, owner: 'acme', repo: 'infra', number: 1 }
const BUNDLE = readBundle(readBundledRules(), '1.0.0')
const SETTINGS = readSettings({}, BUNDLE.rules)
const [HEAD, OLDER] = ['a'.repeat(40), 'b'.repeat(40)]
const PULL: PullRequest = {
  ...{ number: 1, state: 'open', draft: false, title: 'Fix it', body: '', author: { ...JANE, type: 'User' } },
  ...{
    headSha: HEAD,
    headRef: 'fix',
    baseRef: 'main',
    isOntoDefault: true,
    baseTipSha: OLDER,
    mergeBaseSha: OLDER,
    testMergeSha: HEAD,
  },
}

interface World {
  readonly state?: Partial<MemoryPullRequest>
  readonly ports?: Partial<PullRequests>
  /** Heads that the check was shown for, with the time of day. */
  readonly shown?: readonly (readonly [sha: string, time: string])[]
}

/** What is made of Jane's pull request with a commit that an AI tool helped with. */
async function authorshipIn({ state, ports, shown = [] }: World) {
  const [pullRequests, records] = [memoryPullRequests(), memoryRecords()]
  pullRequests.put(KEY, { pull: PULL, commits: [{ ...ASSISTED, sha: HEAD }], complete: true, reviews: [], ...state })
  for (const [headSha, time] of shown) {
    await records.addPublication(KEY, { headSha, digest: headSha, publishedAt: `2026-11-02T${time}Z` })
  }
  const history = () => memoryChangeHistory()
  const sources = { pullRequests: { ...pullRequests, ...ports }, records, history, bundle: BUNDLE }
  return (await pullCommits(KEY, PULL, sources)).authorship(SETTINGS)
}

describe('a timeline', () => {
  const failing = (kind: Fault['kind']) => ({ timeline: () => Promise.reject(new Fault(kind, 'GitHub said no')) })

  it.each<Fault['kind']>(['forbidden', 'not-found', 'invalid'])(
    'that is %s hides somebody, and is no error',
    async (kind) => {
      const { verdict, directors } = await authorshipIn({ ports: failing(kind) })
      expect([verdict, directors.at(-1)?.identity]).toEqual(['unknown', 'somebody who could not be read'])
    },
  )

  it.each<Fault['kind']>(['unavailable', 'rate-limited'])('that is %s is read again later', async (kind) => {
    await expect(authorshipIn({ ports: failing(kind) })).rejects.toThrow('GitHub said no')
  })
})

describe('who called an AI tool in a comment at ten', () => {
  const state = { timeline: { events: [comment('@claude go')], complete: true } }
  const identities = async (...shown: NonNullable<World['shown']>) =>
    (await authorshipIn({ state, shown })).directors.map(({ identity }) => identity)

  it.each<[string, NonNullable<World['shown']>]>([
    ['nothing was shown yet', []],
    ['the head was shown later', [[HEAD, '10:00:01']]],
    ['another head was shown before', [[OLDER, '09:00:00']]],
    [
      'another head was shown between',
      [
        [HEAD, '09:00:00'],
        [OLDER, '09:30:00'],
      ],
    ],
    [
      'the head came back since',
      [
        [HEAD, '09:00:00'],
        [OLDER, '09:30:00'],
        [HEAD, '10:30:00'],
      ],
    ],
  ])('is a director where %s', async (_what, shown) => {
    expect(await identities(...shown)).toEqual(['jane-example', 'bob'])
  })

  it.each<[string, NonNullable<World['shown']>]>([
    ['the head had been shown', [[HEAD, '09:00:00']]],
    [
      'the head had been shown, and again since',
      [
        [HEAD, '09:00:00'],
        [HEAD, '11:00:00'],
      ],
    ],
    [
      'the head had come back and been shown',
      [
        [OLDER, '08:00:00'],
        [HEAD, '09:00:00'],
      ],
    ],
  ])('is none where %s: nothing was pushed since', async (_what, shown) => {
    expect(await identities(...shown)).toEqual(['jane-example'])
  })
})

it('knows no app that opened it where it may not see it, and takes that for no evidence either way', async () => {
  const seen = await authorshipIn({ state: { openedVia: 'cursor' } })
  expect(seen.evidence).toMatchObject([{ tool: 'cursor', where: 'pull-request-app', strength: 'platform' }])
  expect(await authorshipIn({ state: { openedVia: undefined } })).toMatchObject({
    evidence: [],
    verdict: 'ai-assisted',
  })
})
