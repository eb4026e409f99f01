import { describe, expect, it } from 'vitest'
import type { CommitFacts } from '../../src/core/authorship/authorship.ts'
import type { Review } from '../../src/review/review.ts'
import { commitFacts } from '../authorship/commit-facts.ts'
import { CLAUDE, policy, reviewSteps, type Situation, type Step } from './authored-change.ts'

const BASE = { 'iam.json': policy('s3:GetObject', 's3:PutObject'), 'README.md': 'Read me' }
/** Access shrinks: nothing else is found. */
const NARROWED = { ...BASE, 'iam.json': policy('s3:GetObject') }
const ADA = { login: 'ada', id: 1, type: 'User' } as const
const PLATFORM = { author: ADA, pushers: [ADA] }
const BY_ADA = { authorLogin: 'ada', committerLogin: 'ada' }

const told = ({ result }: Review) => result.findings.map(({ rule }) => rule)

function reviewOne(facts: Partial<CommitFacts>, situation: Situation = {}): Promise<Review> {
  return reviewSteps(BASE, [{ files: NARROWED, facts }], situation)
}

describe('commits that belong to no account', () => {
  it('are named with their address, on a platform', async () => {
    const found = await reviewOne({}, { platform: PLATFORM })
    expect(told(found)).toEqual(['authorship/unattributed-commit'])
    expect(found.result.findings[0]?.message).toContain(
      'cccccccccccc names "jane@example.com" as its author and committer.',
    )
    expect(found.judgement.humansNeeded).toBe(2)
  })

  it('are no matter where nobody can resolve an address', async () => {
    expect(told(await reviewOne({}))).toEqual([])
  })

  it('count although a force-push took them away', async () => {
    const gone = commitFacts({ sha: 'd'.repeat(40), files: ['iam.json'], authorEmail: 'eve@example.com' })
    expect(told(await reviewOne(BY_ADA, { platform: PLATFORM, gone: [gone] }))).toEqual([
      'authorship/unattributed-commit',
    ])
  })

  it.each<[string, Partial<CommitFacts>]>([
    ['a commit of an account', BY_ADA],
    ['GitHub’s own committer', { authorLogin: 'ada', committerEmail: 'noreply@github.com', committerName: 'GitHub' }],
    ['a commit of other files', { files: ['README.md'] }],
    ['dependabot', { authorEmail: '49699333+dependabot[bot]@users.noreply.github.com', committerLogin: 'web-flow' }],
  ])('are not to be found in %s', async (_, facts) => {
    expect(told(await reviewOne(facts, { platform: PLATFORM }))).not.toContain('authorship/unattributed-commit')
  })
})

describe('declarations', () => {
  const settings = 'version: 1\nauthorship:\n  declaration:\n    trailers: [Assisted-by, No-AI]\n'

  it.each([
    ['nothing', 'Narrow it', true],
    ['an empty value', 'Narrow it\n\nNo-AI:', true],
    ['a quoted one', 'Revert "Widen it"\n\nThis reverts commit 1a2b3c4.\n\n    No-AI: true', true],
    ['one in the middle, in another case', 'Narrow it\n\nno-ai: by hand\n\nMore words.', false],
    ['who helped', 'Narrow it\n\nAssisted-by: Jane Example', false],
  ])('are asked for by the settings: %s', async (_, message, fires) => {
    const found = await reviewOne({ message }, { settings })
    expect(told(found)).toEqual(fires ? ['authorship/missing-declaration'] : [])
  })

  it('are not escaped by making the commit a merge', async () => {
    const missing = ['authorship/missing-declaration']
    expect(told(await reviewOne({ parents: 2 }, { settings }))).toEqual(missing)
    const merge = { ...BY_ADA, parents: 2 }
    const situation = { settings, platform: PLATFORM }
    expect(told(await reviewOne(merge, situation))).toEqual(missing)
    // GitHub tells a merge's files against its first parent: what it holds of its own may be in any file.
    expect(told(await reviewOne({ ...merge, files: ['README.md'] }, situation))).toEqual(missing)
    const web = { committerLogin: 'web-flow', committerEmail: 'noreply@github.com', committerName: 'GitHub' }
    expect(told(await reviewOne({ ...merge, ...web }, situation))).toEqual(missing)
  })

  it('are not asked of merges that hold nothing of their own, nor of those that GitHub made and signed', async () => {
    expect(told(await reviewOne({ parents: 2, files: [] }, { settings }))).toEqual([])
    expect(told(await reviewOne({ parents: 2, files: ['README.md'] }, { settings }))).toEqual([])
    const verification = { verified: true, reason: 'valid' }
    const web = { committerLogin: 'web-flow', committerEmail: 'noreply@github.com', committerName: 'GitHub' }
    const merge = { ...BY_ADA, ...web, verification, parents: 2 }
    expect(told(await reviewOne(merge, { settings, platform: PLATFORM }))).toEqual([])
  })

  it('are not asked for by default, nor of other files, nor of what is gone', async () => {
    expect(told(await reviewOne({}))).toEqual([])
    expect(told(await reviewOne({ files: ['README.md'] }, { settings }))).toEqual([])
    const gone = commitFacts({ sha: 'd'.repeat(40), files: ['iam.json'] })
    expect(told(await reviewOne({ message: 'Narrow\n\nNo-AI: true' }, { settings, gone: [gone] }))).toEqual([])
  })

  it.each(['No-AI: true', 'Assisted-by: none'])('that a mark contradicts are told: %s', async (declared) => {
    const found = await reviewOne({ message: `Narrow it\n\n${declared}\n${CLAUDE}` }, { settings })
    const [finding] = found.result.findings.filter(({ rule }) => rule === 'authorship/missing-declaration')
    expect(finding?.message).toContain(`declares "${declared}", and carries the mark of claude-code (trailer`)
  })

  it('that agree with a mark are well', async () => {
    const found = await reviewOne(
      { message: `Narrow it\n\nAssisted-by: Claude Code:claude-opus\n${CLAUDE}` },
      { settings },
    )
    expect(told(found)).toEqual(['authorship/ai-authored-change'])
  })
})

describe('signatures', () => {
  it.each([
    ['bad_email', ['authorship/identity-mismatch'], 2],
    ['expired_key', ['authorship/identity-mismatch'], 2],
    ['a_word_of_tomorrow', ['authorship/identity-mismatch'], 2],
    ['unknown_key', ['authorship/unconfirmed-identity'], 1],
    ['gpgverify_unavailable', ['authorship/unconfirmed-identity'], 1],
    ['unsigned', [], 1],
  ])('of which GitHub says %s', async (reason, rules, humans) => {
    const found = await reviewOne({ ...BY_ADA, verification: { verified: false, reason } }, { platform: PLATFORM })
    expect([told(found), found.judgement.humansNeeded]).toEqual([rules, humans])
  })

  it('are well where they are verified', async () => {
    const verification = { verified: true, reason: 'valid' }
    expect(told(await reviewOne({ ...BY_ADA, verification }, { platform: PLATFORM }))).toEqual([])
  })
})

describe('an author whom nothing confirms', () => {
  const BY_EVE = { authorLogin: 'eve', committerLogin: 'eve' }

  it('is told, and does not hold', async () => {
    const found = await reviewOne(BY_EVE, { platform: PLATFORM })
    expect(told(found)).toEqual(['authorship/unconfirmed-identity'])
    expect(found.judgement.humansNeeded).toBe(1)
    expect(found.result.findings[0]?.message).toContain('names eve as its author')
  })

  it('holds where the settings say so', async () => {
    const settings = 'version: 1\nrules:\n  authorship/unconfirmed-identity: { severity: medium, humans: 2 }\n'
    const found = await reviewOne(BY_EVE, { platform: PLATFORM, settings })
    expect([found.judgement.humansNeeded, found.result.findings[0]?.severity]).toEqual([2, 'medium'])
  })

  it.each<[string, Partial<CommitFacts>, Situation['platform']]>([
    ['whoever rebased or picked the commit committed it', { ...BY_EVE, committerLogin: 'ada' }, PLATFORM],
    ['the author pushed it', BY_EVE, { author: ADA, pushers: [ADA, { login: 'Eve', id: 2, type: 'User' }] }],
    ['a signature is verified', { ...BY_EVE, verification: { verified: true, reason: 'valid' } }, PLATFORM],
    ['nobody knows who pushed', BY_EVE, { author: ADA, pushers: [] }],
    ['the branch is in a fork', BY_EVE, { ...PLATFORM, forkOwner: ADA }],
    ['it is a bot', { authorLogin: 'renovate[bot]', committerLogin: 'renovate[bot]' }, PLATFORM],
  ])('is not told where %s', async (_, facts, platform) => {
    expect(told(await reviewOne(facts, platform === undefined ? {} : { platform }))).toEqual([])
  })
})

it('tells several commits of one problem together, at the first file that they change', async () => {
  const settings = 'version: 1\nauthorship:\n  declaration:\n    trailers: [No-AI]\n'
  const step = (message: string, actions: readonly string[]): Step => ({
    files: { 'iam.json': policy(...actions) },
    facts: { message },
  })
  const found = await reviewSteps(
    { 'iam.json': policy('s3:GetObject', 's3:PutObject', 's3:DeleteObject') },
    [step('One', ['s3:GetObject', 's3:PutObject']), step('Two', ['s3:GetObject'])],
    { settings },
  )
  expect(told(found)).toEqual(['authorship/missing-declaration'])
  expect(found.result.findings[0]?.message.match(/carries none of the trailers No-AI\./g)).toHaveLength(2)
  expect(found.result.findings[0]?.file).toBe('iam.json')
})
