import { describe, expect, it } from 'vitest'
import type { AgentNote, CommitFacts, PullRequestAuthorship } from '../../src/core/authorship/authorship.ts'
import { type PullRequestFacts, pullRequestAuthorship } from '../../src/core/authorship/pull-request.ts'
import type { TimelineEvent } from '../../src/core/authorship/timeline.ts'
import fc from '../seeded-properties.ts'
import { commitFacts } from './commit-facts.ts'
import { AT, BOB, COPILOT, JANE, pullRequestFacts } from './pull-request-facts.ts'

const RUNS = { seed: 20_261_126, numRuns: 400 }

const accounts = [
  JANE,
  BOB,
  COPILOT,
  { login: 'mina', id: 503, type: 'User' },
  { login: 'acme-ci', id: 504, type: 'User' },
  { login: 'claude', id: 81847, type: 'User' },
  { login: 'dependabot[bot]', id: 49699333, type: 'Bot' },
  { login: 'old-mina', id: 505, type: 'Mannequin' },
]
const anAccount = fc.constantFrom(...accounts)
const anActor = fc.option(anAccount)
const aTime = fc.constantFrom('2026-11-02T09:00:00Z', AT, '2026-11-02T11:00:00Z')
const aBody = fc.constantFrom('@claude go', 'ok', '/oc', '```suggestion\nx\n```', '@copilot', '')
const anEvent: fc.Arbitrary<TimelineEvent> = fc.oneof(
  fc.record({
    kind: fc.constant('agent-started' as const),
    actor: anActor,
    app: fc.constantFrom('copilot-swe-agent', 'copilot-pull-request-reviewer', 'acme'),
    at: aTime,
  }),
  fc.record({ kind: fc.constant('assigned' as const), actor: anActor, assignee: anAccount, at: aTime }),
  fc.record(
    {
      kind: fc.constant('commented' as const),
      actor: anActor,
      body: aBody,
      at: aTime,
      path: fc.constantFrom('main.tf', 'README.md'),
      edited: fc.record({
        versions: fc.array(fc.record({ body: aBody, editor: anActor, at: aTime }), { maxLength: 2 }),
        complete: fc.boolean(),
      }),
    },
    { requiredKeys: ['kind', 'actor', 'body', 'at', 'path'] },
  ),
  fc.record({ kind: fc.constant('comment-deleted' as const), actor: anActor, at: aTime }),
)
const aSha = fc.constantFrom('a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40))
const aNote: fc.Arbitrary<AgentNote> = fc
  .record({
    sha: aSha,
    tool: fc.constantFrom('cursor', 'dependabot', 'in-house'),
    human: fc.constantFrom(undefined, '@bob', 'Mina <mina@example.com>', 'Somebody', 'Claude <noreply@anthropic.com>'),
  })
  .map(({ human, ...note }) => ({ ...note, files: [], ...(human === undefined ? {} : { human }) }))
const aTrailer = fc.constantFrom(
  'Co-Authored-By: Claude <noreply@anthropic.com>',
  'Co-authored-by: Bob <502+bob@users.noreply.github.com>',
  'Co-authored-by: Mina <mina@example.com>',
  'Made-with: Cursor',
  'Nothing to see here',
)
const aCommit: fc.Arbitrary<CommitFacts> = fc
  .record({
    sha: aSha,
    author: anAccount,
    trailers: fc.array(aTrailer, { maxLength: 3 }),
    known: fc.boolean(),
    files: fc.option(fc.subarray(['main.tf', 'README.md'])),
    verified: fc.option(fc.boolean()),
    web: fc.boolean(),
  })
  .map(({ sha, author, trailers, known, files, verified, web }) =>
    commitFacts({
      sha,
      authorName: author.login,
      authorEmail: `${author.login}@example.com`,
      ...(known ? { authorLogin: author.login } : {}),
      ...(web ? { committerName: 'GitHub', committerEmail: 'noreply@github.com', committerLogin: 'web-flow' } : {}),
      message: ['Change', '', ...trailers].join('\n'),
      ...(files === null ? {} : { files }),
      ...(verified === null ? {} : { verification: { verified, reason: 'valid' } }),
    }),
  )
const facts: fc.Arbitrary<PullRequestFacts> = fc
  .record({
    author: fc.option(anAccount),
    body: fc.constantFrom('', 'Requested by: @mina', '🤖 Generated with [Claude Code](https://claude.com/claude-code)'),
    headRef: fc.constantFrom('fix', 'claude/fix'),
    commits: fc.uniqueArray(aCommit, { maxLength: 3, selector: ({ sha }) => sha }),
    complete: fc.boolean(),
    pushers: fc.subarray(accounts),
    openedVia: fc.constantFrom(null, 'claude', 'acme'),
    events: fc.array(anEvent, { maxLength: 4 }),
    isTimelineComplete: fc.boolean(),
    settledAt: fc.option(aTime),
    notes: fc.array(aNote, { maxLength: 2 }),
    examined: fc.boolean(),
    allowSuggestions: fc.boolean(),
    machineUsers: fc.constantFrom(new Set<string>(), new Set(['acme-ci'])),
  })
  .map(({ events, isTimelineComplete, settledAt, examined, ...rest }) =>
    pullRequestFacts({
      ...rest,
      timeline: { events, complete: isTimelineComplete },
      ...(settledAt === null ? {} : { settledAt }),
      ...(examined ? { isExamined: (path: string) => path === 'main.tf' } : {}),
    }),
  )

const RANK = { human: 0, bot: 1, unknown: 2, 'ai-assisted': 3, ai: 4 } as const

/** More evidence may only disqualify more people, and only strengthen the verdict; unknown never becomes a weaker one. */
function expectNoWeaker(before: PullRequestAuthorship, after: PullRequestAuthorship, isCertain = true): void {
  const names = (each: PullRequestAuthorship) => each.directors.map(({ identity }) => identity)
  expect(names(after)).toEqual(expect.arrayContaining(names(before)))
  for (const director of before.directors) {
    const same = after.directors.find(({ identity }) => identity === director.identity)
    expect(same?.reasons).toEqual(expect.arrayContaining(director.reasons.filter((reason) => !/ of /.test(reason))))
    expect([director.known, 'platform']).toContain(same?.known)
    // Who resolves to nobody asks for two approvals: evidence must not make an account of them.
    expect([same?.login, same?.id]).toEqual([director.login, director.id ?? same?.id])
  }
  expect(after.tools).toEqual(expect.arrayContaining([...before.tools]))
  if (isCertain) expect(RANK[after.verdict]).toBeGreaterThanOrEqual(RANK[before.verdict])
  if (before.verdict === 'unknown') expect(['unknown', 'ai']).toContain(after.verdict)
}

describe('evidence never makes a gate weaker', () => {
  const check = (more: fc.Arbitrary<(known: PullRequestFacts) => Partial<PullRequestFacts>>) =>
    fc.assert(
      fc.property(facts, more, (known, change) => {
        expectNoWeaker(pullRequestAuthorship(known), pullRequestAuthorship({ ...known, ...change(known) }))
      }),
      RUNS,
    )

  it('by one more event of the timeline, wherever it stands', () => {
    const at = fc.nat({ max: 4 })
    check(
      fc.tuple(anEvent, at).map(([event, index]) => ({ timeline }) => ({
        timeline: { complete: timeline?.complete ?? true, events: (timeline?.events ?? []).toSpliced(index, 0, event) },
      })),
    )
  })

  it('by one more note', () => {
    check(
      aNote.map((note) => ({ notes = [] }) => ({ notes: [...notes, note] })),
    )
  })

  it('by the app that opened it', () => {
    check(fc.constantFrom('claude', 'acme').map((openedVia) => (known) => (known.openedVia ? {} : { openedVia })))
  })

  it('by one more pusher, or by text appended to a description or a message', () => {
    check(
      anAccount.map((account) => ({ pushers }) => ({ pushers: [...pushers, account] })),
    )
    check(
      fc.string().map((text) => ({ body }) => ({ body: `${body}\n${text}` })),
    )
    check(
      aTrailer.map((line) => ({ commits }) => ({
        commits: commits.map((commit) => ({ ...commit, message: `${commit.message}\n${line}` })),
      })),
    )
  })

  it('by what could not be read', () => {
    const areCommitsUnread = fc.boolean()
    fc.assert(
      fc.property(facts, areCommitsUnread, (known, areUnread) => {
        const timeline = { events: known.timeline?.events ?? [], complete: false }
        const after = pullRequestAuthorship({ ...known, timeline, complete: known.complete && !areUnread })
        // Not knowing takes the place of a verdict; it never makes a weaker one.
        expectNoWeaker(pullRequestAuthorship(known), after, false)
        expect(['unknown', 'ai']).toContain(after.verdict)
      }),
      RUNS,
    )
  })
})

describe('the directors', () => {
  it('are never more where more files are known not to be examined, and never fewer where less is known', () => {
    fc.assert(
      fc.property(facts, (known) => {
        const blind = { ...known, commits: known.commits.map(({ files: _files, ...commit }) => commit) }
        const names = (each: PullRequestFacts) => pullRequestAuthorship(each).directors.map(({ identity }) => identity)
        expect(names(blind)).toEqual(expect.arrayContaining(names(known)))
      }),
      RUNS,
    )
  })

  it('that the platform names are never an AI tool, automation or a machine user', () => {
    fc.assert(
      fc.property(facts, (known) => {
        const named = pullRequestAuthorship(known).directors.filter((each) => each.known === 'platform')
        const nobody = new Set(['copilot', 'claude', 'dependabot[bot]', 'old-mina', ...known.machineUsers])
        expect(named.filter(({ identity }) => nobody.has(identity))).toEqual([])
      }),
      RUNS,
    )
  })
})
