import { describe, expect, it } from 'vitest'
import type { AgentNote } from '../../src/core/authorship/authorship.ts'
import { type PullRequestFacts, pullRequestAuthorship } from '../../src/core/authorship/pull-request.ts'
import { commitFacts } from './commit-facts.ts'
import { ASSISTED, pullRequestFacts } from './pull-request-facts.ts'

const NOTE: AgentNote = { sha: commitFacts().sha, tool: 'cursor', model: 'gpt-5', files: [] }

function authorship(notes: readonly AgentNote[], changes: Partial<PullRequestFacts> = {}) {
  return pullRequestAuthorship(pullRequestFacts({ notes, ...changes }))
}

describe('a note on a commit', () => {
  it('makes the commit ai-assisted, by text that whoever may push could have written', () => {
    const { verdict, tools, commits, notes } = authorship([NOTE])
    expect([verdict, tools, notes]).toEqual(['ai-assisted', ['cursor'], [NOTE]])
    expect(commits[0]).toMatchObject({
      verdict: 'ai-assisted',
      tool: 'cursor',
      evidence: [{ tool: 'cursor', where: 'note', match: 'cursor, gpt-5', strength: 'text' }],
    })
  })

  it('adds to what the commit itself shows, behind it', () => {
    const { commits } = authorship([NOTE], { commits: [ASSISTED] })
    expect(commits[0]).toMatchObject({ verdict: 'ai-assisted', tool: 'claude-code' })
    expect(commits[0]?.evidence.map(({ where }) => where)).toEqual(['trailer', 'note'])
    const byTool = commitFacts({ authorName: 'Claude', authorEmail: 'noreply@anthropic.com' })
    expect(authorship([NOTE], { commits: [byTool] }).commits[0]?.verdict).toBe('ai')
  })

  it('takes a bot’s commit from the bot', () => {
    const byBot = commitFacts({ authorName: 'x', authorEmail: '49699333+dependabot[bot]@users.noreply.github.com' })
    const { commits, verdict } = authorship([NOTE], { commits: [byBot] })
    expect([verdict, commits[0]?.tool, commits[0]?.evidence.length]).toEqual(['ai-assisted', 'cursor', 1])
  })

  it('by a tool that nobody knows, or that calls itself automation, is an AI tool’s all the same', () => {
    expect(authorship([{ ...NOTE, tool: 'in-house' }])).toMatchObject({ verdict: 'ai-assisted', tools: ['in-house'] })
    expect(authorship([{ ...NOTE, tool: 'dependabot' }])).toMatchObject({ tools: ['other-ai-tool'] })
  })

  it('on another commit says nothing of this one', () => {
    expect(authorship([{ ...NOTE, sha: 'f'.repeat(40) }]).commits[0]?.verdict).toBe('human')
  })

  it.each([
    ['Bob Roe <bob@example.com>', { identity: 'bob@example.com' }],
    ['@bob', { identity: 'bob', login: 'bob' }],
    ['Bob <502+bob@users.noreply.github.com>', { identity: 'bob', login: 'bob', id: 502 }],
    ['Bob Roe', { identity: 'Bob Roe' }],
  ])('names %s as a director, known from text only', (human, expected) => {
    const reasons = ['A note on a commit names them as having directed an AI tool.']
    expect(authorship([{ ...NOTE, human }]).directors.slice(1)).toEqual([{ ...expected, known: 'text', reasons }])
  })

  it.each(['', '   ', 'Claude <noreply@anthropic.com>'])('that names %j as its human adds nobody', (human) => {
    expect(authorship([{ ...NOTE, human }]).directors).toHaveLength(1)
  })
})
