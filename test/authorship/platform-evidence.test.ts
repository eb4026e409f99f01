import { describe, expect, it } from 'vitest'
import type { CommitFacts } from '../../src/core/authorship/authorship.ts'
import { type PullRequestFacts, pullRequestAuthorship } from '../../src/core/authorship/pull-request.ts'
import { commitFacts } from './commit-facts.ts'
import { AT, BOB, COPILOT, pullRequestFacts, timeline } from './pull-request-facts.ts'

function authorship(changes: Partial<PullRequestFacts>) {
  return pullRequestAuthorship(pullRequestFacts(changes))
}

describe('evidence that the platform vouches for', () => {
  it('is the app of an AI tool that opened the pull request in a human’s name', () => {
    const { verdict, tools, evidence } = authorship({ openedVia: 'claude' })
    expect([verdict, tools]).toEqual(['ai-assisted', ['claude-github-action']])
    expect(evidence).toEqual([
      { tool: 'claude-github-action', where: 'pull-request-app', match: 'claude', strength: 'platform' },
    ])
  })

  it.each([
    ['an app that is no AI tool’s', 'acme-release'],
    ['automation', 'renovate'],
    ['none', null],
  ])('is not %s', (_what, openedVia) =>
    expect(authorship({ openedVia })).toMatchObject({ verdict: 'human', evidence: [] }),
  )

  it('is an agent that began to work or was assigned, once however often', () => {
    const started = { kind: 'agent-started', actor: BOB, app: 'copilot-swe-agent', at: AT } as const
    const assigned = { kind: 'assigned', actor: BOB, assignee: COPILOT, at: AT } as const
    const { verdict, evidence } = authorship({ timeline: timeline(started, assigned, started) })
    expect(verdict).toBe('ai-assisted')
    expect(evidence.map(({ where, match, strength }) => [where, match, strength])).toEqual([
      ['timeline', 'work started by bob', 'platform'],
      ['timeline', 'Copilot assigned by bob', 'platform'],
    ])
  })

  it('is not a review by an agent', () => {
    const review = { kind: 'agent-started', actor: BOB, app: 'copilot-pull-request-reviewer', at: AT } as const
    expect(authorship({ timeline: timeline(review) }).verdict).toBe('human')
  })
})

describe('an agent’s account as author of a commit', () => {
  const byCopilot: Partial<CommitFacts> = {
    authorName: 'copilot-swe-agent[bot]',
    authorEmail: '198982749+Copilot@users.noreply.github.com',
    authorLogin: 'Copilot',
  }
  const signed = { verified: true, reason: 'valid' }
  const strengths = (changes: Partial<CommitFacts>) =>
    authorship({ commits: [commitFacts({ ...byCopilot, ...changes })] }).commits[0]?.evidence.map(
      ({ where, strength }) => `${where}: ${strength}`,
    )

  it.each([
    ['GitHub’s pages', 'web-flow'],
    ['the agent itself', 'copilot'],
  ])('is vouched for where GitHub signed it as committed by %s', (_what, committerLogin) => {
    expect(strengths({ committerLogin, verification: signed })).toContain('author-login: platform')
  })

  it.each([
    ['unsigned', { committerLogin: 'web-flow', verification: { verified: false, reason: 'unsigned' } }],
    ['signed by somebody else', { committerLogin: 'mallory', verification: signed }],
    ['signed by nobody known', { verification: signed }],
    ['not asked about', { committerLogin: 'web-flow' }],
  ])('is an account like any other where it is %s', (_what, changes) => {
    expect(strengths(changes)).toContain('author-login: account')
  })

  it('keeps everything else as it is: a signature says nothing of an e-mail address or a trailer', () => {
    const found = strengths({
      committerLogin: 'web-flow',
      verification: signed,
      message: 'Fix\n\nCo-Authored-By: Claude <noreply@anthropic.com>',
    })
    expect(found).toEqual(['author-login: platform', 'author-email: email', 'trailer: trailer'])
  })
})
