import { describe, expect, it } from 'vitest'
import {
  localAuthorship,
  type PullRequestFacts,
  pullRequestAuthorship,
} from '../../src/core/authorship/pull-request.ts'
import { commitFacts, SIGNATURES } from './commit-facts.ts'

const JANE = { login: 'Jane-Example', id: 501, type: 'User' }
const COPILOT = { login: 'Copilot', id: 198982749, type: 'Bot' }
const ASSISTED = commitFacts({ message: 'Fix it\n\nCo-Authored-By: Claude <noreply@anthropic.com>' })
const BY_TOOL = commitFacts({ authorName: 'Claude', authorEmail: 'noreply@anthropic.com' })
const BY_BOT = commitFacts({ authorName: 'x', authorEmail: '49699333+dependabot[bot]@users.noreply.github.com' })

function authorship(changes: Partial<PullRequestFacts>) {
  return pullRequestAuthorship({
    author: JANE,
    body: '',
    headRef: 'fix-header',
    commits: [commitFacts()],
    complete: true,
    pushers: [],
    machineUsers: new Set(),
    signatures: SIGNATURES,
    ...changes,
  })
}

describe('the verdict on a pull request', () => {
  it('is the strongest of its commits', () => {
    expect(authorship({}).verdict).toBe('human')
    expect(authorship({ commits: [commitFacts(), BY_BOT] }).verdict).toBe('bot')
    expect(authorship({ commits: [BY_BOT, ASSISTED] }).verdict).toBe('ai-assisted')
    expect(authorship({ commits: [ASSISTED, BY_TOOL, commitFacts()] }).verdict).toBe('ai')
  })

  it('is ai where an AI tool opened it, which nobody can forge', () => {
    const { verdict, tools, evidence } = authorship({ author: COPILOT })
    expect([verdict, tools]).toEqual(['ai', ['copilot-agent']])
    expect(evidence).toEqual([
      { tool: 'copilot-agent', where: 'pull-request-author', match: 'Copilot', strength: 'platform' },
    ])
  })

  it('is bot where automation opened it, known or not', () => {
    expect(authorship({ author: { login: 'dependabot[bot]', id: 49699333, type: 'Bot' } }).verdict).toBe('bot')
    expect(authorship({ author: { login: 'acme-release[bot]', id: 1, type: 'Bot' } }).verdict).toBe('bot')
    expect(authorship({ author: { login: 'robot-on-another-host', id: 1, type: 'Bot' } }).verdict).toBe('bot')
  })

  it('is ai-assisted where its branch or its description show a tool', () => {
    expect(authorship({ headRef: 'codex/tests' })).toMatchObject({ verdict: 'ai-assisted', tools: ['codex'] })
    const body = 'Adds a test.\n\n🤖 Generated with [Claude Code](https://claude.com/claude-code)'
    expect(authorship({ body }).evidence).toEqual([
      {
        tool: 'claude-code',
        where: 'pull-request-body',
        match: '🤖 Generated with [Claude Code](https://claude.com/claude-code)',
        strength: 'text',
      },
    ])
  })

  it('is not changed by what the description only quotes', () => {
    const body = '> 🤖 Generated with [Claude Code](https://claude.com/claude-code)\n\n<!--\nAssisted-by: Claude\n-->'
    expect(authorship({ body }).verdict).toBe('human')
  })

  it('is unknown where a message names more co-authors than are read, and nobody counts as the only author then', () => {
    const naming = (count: number) => {
      const trailers = Array.from({ length: count }, (_, at) => `Co-authored-by: P${at} <p${at}@example.com>`)
      // Squashing repeats them.
      return commitFacts({ message: `Change\n\n${[...trailers, ...trailers].join('\n')}` })
    }
    expect(authorship({ commits: [naming(200)] })).toMatchObject({ verdict: 'human', complete: true })
    const beyond = authorship({ commits: [naming(201)] })
    expect(beyond).toMatchObject({ verdict: 'unknown', complete: false })
    expect(beyond.directors.map(({ identity }) => identity)).toContain('somebody who could not be read')
  })

  it('is unknown without all commits, unless an AI author is certain already', () => {
    expect(authorship({ complete: false }).verdict).toBe('unknown')
    expect(authorship({ complete: false, commits: [ASSISTED] }).verdict).toBe('unknown')
    expect(authorship({ complete: false, commits: [BY_TOOL] }).verdict).toBe('ai')
    expect(authorship({ commits: [] }).verdict).toBe('unknown')
    expect(authorship({ commits: [], author: COPILOT }).verdict).toBe('ai')
  })

  it('names each tool once, and no automation', () => {
    const commits = [ASSISTED, BY_BOT, ASSISTED, commitFacts({ message: 'x\n\nMade-with: Cursor' })]
    expect(authorship({ commits, headRef: 'claude/x' }).tools).toEqual(['claude-code', 'cursor'])
  })
})

describe('the authorship of a local change', () => {
  const settings = { machineUsers: new Set<string>(), signatures: undefined }

  it('has commits and directors, but nobody known from a platform', () => {
    const { verdict, directors } = localAuthorship([ASSISTED], SIGNATURES, settings)
    expect(verdict).toBe('ai-assisted')
    expect(directors.map(({ identity, known }) => [identity, known])).toEqual([['jane@example.com', 'text']])
  })

  it('is unknown where there are no commits, or where the settings list signatures that cannot be read', () => {
    const nowhere = { file: 'x', start: 0, end: 0 }
    const broken = { data: [{ id: 1 }], valueAt: () => nowhere, keyAt: () => nowhere }
    expect(localAuthorship([], SIGNATURES, settings).verdict).toBe('unknown')
    expect(localAuthorship([commitFacts()], SIGNATURES, { ...settings, signatures: broken }).verdict).toBe('unknown')
  })
})
