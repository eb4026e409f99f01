import { describe, expect, it } from 'vitest'
import type { CommitFacts, Evidence } from '../../src/core/authorship/authorship.ts'
import { classifyCommit } from '../../src/core/authorship/classify.ts'
import { commitFacts, SIGNATURES } from './commit-facts.ts'

const CLAUDE = 'Co-Authored-By: Claude <noreply@anthropic.com>'

function evidenceOf(changes: Partial<CommitFacts>): readonly Evidence[] {
  return classifyCommit(commitFacts(changes), SIGNATURES).evidence
}

function verdictOf(changes: Partial<CommitFacts>): string {
  return classifyCommit(commitFacts(changes), SIGNATURES).verdict
}

describe('the evidence of a commit', () => {
  it('says what matched, where, and how hard it is to forge', () => {
    expect(evidenceOf({ message: `Fix it\n\n  ${CLAUDE}  \n` })).toEqual([
      { tool: 'claude-code', where: 'trailer', match: CLAUDE, strength: 'trailer' },
    ])
    expect(evidenceOf({ authorEmail: 'cursoragent@cursor.com' })).toEqual([
      { tool: 'cursor', where: 'author-email', match: 'cursoragent@cursor.com', strength: 'email' },
    ])
    expect(evidenceOf({ authorLogin: 'devin-ai-integration[bot]' })).toEqual([
      { tool: 'devin', where: 'author-login', match: 'devin-ai-integration[bot]', strength: 'account' },
    ])
    expect(evidenceOf({ branch: 'codex/tests' })).toEqual([
      { tool: 'codex', where: 'branch', match: 'codex/tests', strength: 'text' },
    ])
    expect(evidenceOf({ authorName: 'Jane Example (aider)' })).toEqual([
      { tool: 'aider', where: 'author-name', match: 'Jane Example (aider)', strength: 'text' },
    ])
    expect(evidenceOf({ committerEmail: 'openhands@all-hands.dev', committerLogin: 'openhands-agent' })).toEqual([
      { tool: 'openhands', where: 'committer-email', match: 'openhands@all-hands.dev', strength: 'email' },
    ])
  })

  it('is listed with who wrote the commit first, then hardest to forge first', () => {
    const evidence = evidenceOf({
      authorName: 'copilot-swe-agent[bot]',
      authorEmail: '198982749+Copilot@users.noreply.github.com',
      authorLogin: 'Copilot',
      branch: 'copilot/fix-42',
      message: `Fix it\n\n🤖 Generated with [Claude Code](https://claude.ai/code)\n\n${CLAUDE}`,
    })
    expect(evidence.map(({ where }) => where)).toEqual(['author-login', 'author-email', 'trailer', 'message', 'branch'])
  })

  it('is one piece where a squash repeats a trailer, and at most fifty pieces in all', () => {
    expect(evidenceOf({ message: `Fix it\n\n${`${CLAUDE}\n`.repeat(500)}` })).toHaveLength(1)
    const sessions = Array.from({ length: 500 }, (_, index) => `Copilot-Session: ${index}`)
    expect(evidenceOf({ message: sessions.join('\n') })).toHaveLength(50)
  })

  it('quotes at most two hundred characters of a long line', () => {
    const [piece] = evidenceOf({ message: `Fix it\n\nClaude-Session: ${'x'.repeat(5_000)}` })
    expect(piece?.match).toHaveLength(200)
  })

  it('names one tool where several accounts share a login', () => {
    const evidence = evidenceOf({
      authorName: 'Copilot',
      authorEmail: '223556219+Copilot@users.noreply.github.com',
      authorLogin: 'Copilot',
    })
    expect(new Set(evidence.map(({ tool }) => tool))).toEqual(new Set(['copilot-cli']))
  })
})

describe('the verdict on a commit', () => {
  it('is ai where the tool is the author, whoever else is named', () => {
    const author = { authorName: 'Claude', authorEmail: 'noreply@anthropic.com' }
    expect(verdictOf({ ...author, message: 'Fix it\n\nCo-authored-by: Jane Example <jane@example.com>' })).toBe('ai')
  })

  it('is ai-assisted where a bot is the author and a tool its co-author', () => {
    const bot = { authorName: 'x', authorEmail: '41898282+github-actions[bot]@users.noreply.github.com' }
    expect(verdictOf(bot)).toBe('bot')
    expect(verdictOf({ ...bot, message: `Format\n\n${CLAUDE}` })).toBe('ai-assisted')
  })

  it('is human where aider only committed what a human had edited', () => {
    expect(verdictOf({ committerName: 'Jane Example (aider)' })).toBe('human')
  })

  it('is human where only the name of an app stands before a human address', () => {
    expect(verdictOf({ authorName: 'claude[bot]' })).toBe('human')
    expect(verdictOf({ authorName: 'dependabot[bot]' })).toBe('human')
  })

  it('takes no account number from an enterprise host, where it is somebody else', () => {
    expect(verdictOf({ authorEmail: '198982749+jane@users.noreply.github.example.com' })).toBe('human')
    expect(verdictOf({ authorEmail: '198982749+jane@users.noreply.github.com' })).toBe('ai')
  })

  it('leaves the branch of a merge out, by its parents as by its subject', () => {
    expect(verdictOf({ branch: 'claude/fix', parents: 2 })).toBe('human')
    expect(verdictOf({ branch: 'claude/fix', message: "Merge branch 'main' into claude/fix" })).toBe('human')
    expect(verdictOf({ branch: 'claude/fix' })).toBe('ai-assisted')
  })

  it.each([
    'Assisted-by: Claude Code <https://claude.com/claude-code>',
    'Assisted-by: [Claude Code](https://claude.com/claude-code)',
    'Generated-by: `Claude Code`',
    'Assisted-by: "Cursor" <model>',
  ])('is ai-assisted where a tool is credited with a link or in marks: %s', (line) => {
    expect(verdictOf({ message: `Fix it\n\n${line}` })).toBe('ai-assisted')
  })

  it('is ai-assisted where a mail client encoded the name or the address of the tool', () => {
    for (const value of [
      '=?UTF-8?q?Claude?= <noreply@anthropic.com>',
      '=?utf-8?Q?Claude_=3Cnoreply=40anthropic.com=3E?=',
    ]) {
      expect(verdictOf({ message: `Fix it\n\nCo-authored-by: ${value}` })).toBe('ai-assisted')
    }
    const autofix = '=?UTF-8?q?Copilot?= =?utf-8?q?_Autofix_powered?= =?us-ascii?b?IGJ5IEFJ?='
    const address = '62310815+github-advanced-security@users.noreply.github.com'
    expect(verdictOf({ message: `Fix it\n\nCo-authored-by: ${autofix} <${address}>` })).toBe('ai-assisted')
  })

  it.each([
    'Co-authored-by: Claude noreply@anthropic.com.',
    'Co-authored-by: Claude noreply@anthropic.com',
    'Co-authored-by: Claude (noreply@anthropic.com).',
    'Co-authored-by: Claude <noreply@anthropic.com>.',
    'Co-authored-by: Claude <noreply@anthropic.com.>',
  ])('is ai-assisted though the address has no brackets, or a full stop behind it: %s', (line) => {
    expect(verdictOf({ message: `Fix it\n\n${line}` })).toBe('ai-assisted')
  })

  it.each([
    ['a fence', '```hcl\nacl = "private"'],
    ['a fence of tildes', '~~~'],
    ['a comment', '<!-- as a note'],
    ['a fence in a message of one line', 'See\\n```\\n'],
    ['several of them', '```\n<!--\n~~~'],
    ['a comment behind a whole fence', '```\nx\n```\n<!--'],
  ])('is ai-assisted behind %s that is never closed', (_what, opener) => {
    const trailer = 'Co-authored-by: Claude <noreply@anthropic.com>'
    expect(verdictOf({ message: `Fix it\n\n${opener}\n${trailer}` })).toBe('ai-assisted')
    const close = opener.includes('~~~') && !opener.includes('<!--') ? '~~~' : opener.includes('<!--') ? '-->' : '```'
    const quoted = `Fix it\n\n${opener.replace('```\n<!--\n~~~', '<!--')}\n${trailer}\n${close}`
    expect(verdictOf({ message: quoted })).toBe('human')
  })

  it.each([
    'Assisted-by: Claude Monet <https://example.com/claude>',
    'Assisted-by: [Claude Monet](https://example.com/claude)',
    'Assisted-by: Claude <claude.monet@example.com>',
    'Generated-by: <https://example.com>',
  ])('is human where a person is: %s', (line) => {
    expect(verdictOf({ message: `Fix it\n\n${line}` })).toBe('human')
  })

  it('does not hold a sign-off for evidence, nor a bot as co-author for a bot', () => {
    expect(verdictOf({ message: 'Fix it\n\nSigned-off-by: Claude <noreply@anthropic.com>' })).toBe('human')
    expect(verdictOf({ message: 'Fix\n\nCo-authored-by: x <49699333+dependabot[bot]@users.noreply.github.com>' })).toBe(
      'human',
    )
  })
})

describe('quoted text', () => {
  it.each([
    ['behind a mark', `Fix it\n\n> ${CLAUDE}`],
    ['behind a mark in one glued line', `Fix it\\n\\n> ${CLAUDE}`],
    ['in a fence', `Fix it\n\n\`\`\`\n${CLAUDE}\n\`\`\``],
    ['in a comment over several lines', `Fix it\n\n<!-- example:\n${CLAUDE}\n-->`],
    ['in a revert, indented', `Revert "Fix it"\n\nThis reverts commit 1a2b3c4d.\n\n    ${CLAUDE}`],
    ['in a revert, behind a heading', `Revert "Fix it"\n\nOriginal commit message:\nFix it\n\n${CLAUDE}`],
    ['in the subject of a revert', `Revert "Fix it\\n\\n${CLAUDE}"\n\nThis reverts commit 1a2b3c4d.`],
  ])('%s is no evidence', (_, message) => {
    expect(verdictOf({ message })).toBe('human')
  })

  it.each([
    ['after a quotation', `Fix it\n\n> why?\n\nBecause.\n\n${CLAUDE}`],
    ['after a fence', `Fix it\n\n\`\`\`\nx\n\`\`\`\n${CLAUDE}`],
    ['after a comment', `Fix it\n\n<!-- x\ny -->\n${CLAUDE}`],
    ['after a marker in a one-line comment', `<!-- x -->\n${CLAUDE}`],
    ['of a revert, after a marked original', `Revert "x"\n\nOriginal message:\n> Fix it\n\n${CLAUDE}`],
    ['of a revert, after an indented original', `Revert "x"\n\nOriginal message:\n    Fix it\n\n${CLAUDE}`],
    ['of a revert that was squeezed into one line', `Revert "x"\\n\\nThis reverts commit 1a2b3c4d.\\n\\n${CLAUDE}`],
    ['indented, but in no revert', `Squash\n\n    Fix it\n\n    ${CLAUDE}`],
  ])('ends: own text %s is evidence', (_, message) => {
    expect(verdictOf({ message })).toBe('ai-assisted')
  })
})
