import { describe, expect, it } from 'vitest'
import { type PullRequestFacts, pullRequestAuthorship } from '../../src/core/authorship/pull-request.ts'
import type { TimelineEvent } from '../../src/core/authorship/timeline.ts'
import { ASSISTED, AT, BOB, COPILOT, comment, pullRequestFacts, timeline } from './pull-request-facts.ts'

function directorsOf(changes: Partial<PullRequestFacts>) {
  return pullRequestAuthorship(pullRequestFacts({ commits: [ASSISTED], ...changes })).directors
}

function identities(changes: Partial<PullRequestFacts>) {
  return directorsOf(changes).map(({ identity }) => identity)
}

const started: TimelineEvent = { kind: 'agent-started', actor: BOB, app: 'copilot-swe-agent', at: AT }
const EDITED_CALL = 'Called an AI tool in a comment on it, which was edited.'
const version = (body: string, editor: typeof BOB | null = null) => ({ body, editor, at: AT })
const assigned: TimelineEvent = { kind: 'assigned', actor: BOB, assignee: COPILOT, at: AT }

describe('an approver gets nothing from', () => {
  it.each<[string, TimelineEvent, string]>([
    ['calling @claude in a comment', comment('@claude widen the bucket'), 'Called an AI tool in a comment on it.'],
    [
      'asking for the work and then for a review of it',
      comment('ok\n> @claude do it'),
      'Called an AI tool in a comment on it.',
    ],
    ['setting Copilot to work', started, 'Set an AI tool to work on it.'],
    ['assigning an agent', assigned, 'Assigned an AI tool to it.'],
    [
      'editing the comment that called the tool',
      comment('ok', { edited: { versions: [version('ok'), version('@claude do it')], complete: true } }),
      EDITED_CALL,
    ],
    [
      "writing the call into somebody else's comment, and taking it out again",
      comment('ok', {
        actor: { login: 'mina', id: 503, type: 'User' },
        edited: { versions: [version('@claude do it', BOB)], complete: true },
      }),
      EDITED_CALL,
    ],
  ])('%s: they are a director, known from the platform', (_attack, event, reason) => {
    const bob = directorsOf({ timeline: timeline(event) }).find(({ identity }) => identity === 'bob')
    expect(bob).toEqual({ identity: 'bob', login: 'bob', id: 502, known: 'platform', reasons: [reason] })
  })

  it.each<[string, TimelineEvent, string]>([
    [
      'deleting the comment that called the tool',
      { kind: 'comment-deleted', actor: BOB, at: AT },
      'Deleted a comment on it, which may have called an AI tool.',
    ],
    [
      'editing it, and deleting from its history what it said',
      comment('ok', { edited: { versions: [version('ok')], complete: false } }),
      'Wrote a comment on it that was edited, and may have called an AI tool before.',
    ],
  ])('%s: they may have called it, and are a director known from text', (_attack, event, reason) => {
    const bob = directorsOf({ timeline: timeline(event) }).find(({ identity }) => identity === 'bob')
    expect(bob).toEqual({ identity: 'bob', login: 'bob', id: 502, known: 'text', reasons: [reason] })
  })

  it('calling a tool before the last push, though the check has shown other heads since', () => {
    expect(identities({ timeline: timeline(comment('@claude go')), settledAt: '2026-11-02T10:00:01Z' })).toContain(
      'bob',
    )
  })

  it('a forged time: what happened in the very second of the last result still counts', () => {
    expect(identities({ timeline: timeline(comment('@claude go')), settledAt: AT })).toContain('bob')
    expect(identities({ timeline: timeline(comment('@claude go', { at: 'never' })), settledAt: AT })).toContain('bob')
  })
})

const UNREAD = { versions: [], complete: false }

describe('nobody becomes a director by', () => {
  it.each<[string, TimelineEvent]>([
    ['a comment that calls nobody', comment('Thanks, claude did well; mail me at bob@claude.example')],
    ['a path that ends like a command', comment('see modules/oc and src/opencode/main.tf')],
    ['asking Copilot for a review', { ...started, app: 'copilot-pull-request-reviewer' }],
    ['assigning a person', { ...assigned, assignee: { login: 'mina', id: 503, type: 'User' } }],
    ['assigning automation', { ...assigned, assignee: { login: 'dependabot[bot]', id: 49699333, type: 'Bot' } }],
    ['a comment of an account that is gone', comment('@claude go', { actor: null })],
    [
      'an edited comment that never called a tool',
      comment('ok', { edited: { versions: [version('no')], complete: true } }),
    ],
    ['an edited comment of an account that is gone', comment('ok', { actor: null, edited: UNREAD })],
    ['an edited comment of an app', comment('ok', { actor: COPILOT, edited: UNREAD })],
  ])('%s', (_what, event) => {
    expect(identities({ timeline: timeline(event) })).toEqual(['jane-example'])
  })

  it('editing a call into a comment after everything that is there was pushed and shown', () => {
    const late = { ...version('@claude is this safe?'), at: '2026-11-02T10:00:02Z' }
    const edited = { versions: [late, version('ok')], complete: true }
    const settledAt = '2026-11-02T10:00:01Z'
    expect(identities({ timeline: timeline(comment('ok', { edited })), settledAt })).toEqual(['jane-example'])
  })

  it('calling a tool where no AI tool was at work', () => {
    const { commits } = pullRequestFacts()
    expect(identities({ commits, timeline: timeline(comment('@claude what does this do?')) })).toEqual(['jane-example'])
  })

  it('calling a tool after everything that is there was pushed and shown', () => {
    const settledAt = '2026-11-02T09:59:59Z'
    expect(identities({ timeline: timeline(comment('@claude is this safe?')), settledAt })).toEqual(['jane-example'])
  })

  it('being an agent, automation or a machine user that calls a tool', () => {
    const actors = [COPILOT, { login: 'acme-ci', id: 9, type: 'User' }, { login: 'renovate[bot]', id: 1, type: 'Bot' }]
    const events = actors.map((actor) => comment('@claude go', { actor }))
    expect(identities({ timeline: timeline(...events), machineUsers: new Set(['acme-ci']) })).toEqual(['jane-example'])
  })
})

describe('a call is found', () => {
  it.each([
    '@claude',
    'Hi @Claude, please fix this',
    'please fix this (@copilot)',
    'cc @cursoragent',
    '@devin-ai-integration: rename it',
    '/opencode fix this',
    'Delete the attachment /oc',
    '> `@gemini-cli` /review',
    `${'word '.repeat(10_000)}@codex go`,
  ])('in %s', (body) => {
    expect(identities({ timeline: timeline(comment(body)) })).toContain('bob')
  })

  it('in time that grows with the length of the comment alone', () => {
    const body = `${'@a/'.repeat(20_000)} ${'@'.repeat(5_000)}`
    expect(identities({ timeline: timeline(...Array.from({ length: 50 }, () => comment(body))) })).toEqual([
      'jane-example',
    ])
  })
})

describe('a timeline that could not be read whole', () => {
  const incomplete = { timeline: { events: [], complete: false } }

  it('stands for somebody who resolves to nobody, where an AI tool was at work', () => {
    expect(directorsOf(incomplete).at(-1)).toEqual({
      identity: 'somebody who could not be read',
      known: 'text',
      reasons: ['The timeline could not be read whole: who else set an AI tool to work is not known.'],
    })
  })

  it('leaves the verdict unknown in any case: it may show that an AI tool was at work', () => {
    const { verdict, directors } = pullRequestAuthorship(pullRequestFacts(incomplete))
    expect([verdict, directors.length]).toEqual(['unknown', 1])
    expect(pullRequestAuthorship(pullRequestFacts({ ...incomplete, author: COPILOT })).verdict).toBe('ai')
  })
})
