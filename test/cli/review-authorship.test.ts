import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hclSecondOpinion } from '../../src/adapters/second-opinion/hcl-second-opinion.ts'
import { runReview } from '../../src/cli/review.ts'
import { markdownReport } from '../../src/core/report/markdown-report.ts'
import { textReport } from '../../src/core/report/text-report.ts'
import { type GitFixture, gitFixture } from './git-fixture.ts'

const CLAUDE = 'Co-Authored-By: Claude <noreply@anthropic.com>'

function role(...actions: readonly string[]): string {
  const list = actions.map((action) => `          "${action}",\n`).join('')
  return `resource "aws_iam_role_policy" "reader" {
  name = "reader"
  role = "reader"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
${list}        ]
        Resource = ["arn:aws:s3:::logs/*"]
      },
    ]
  })
}
`
}

describe('a review of a local repository', () => {
  const opinion = hclSecondOpinion()
  let repo: GitFixture
  beforeAll(() => {
    repo = gitFixture()
    repo.commit('Start', { 'iam.tf': role('s3:GetObject'), 'README.md': 'One\n' })
  })
  afterAll(async () => {
    repo.remove()
    await opinion.close()
  })
  const reviewed = (base: string) => runReview({ repo: repo.folder, base, head: 'HEAD' }, opinion)

  it('says first which lines an AI tool wrote, and what they let whom do', async () => {
    const sha = repo.commit(`Widen\n\n${CLAUDE}`, { 'iam.tf': role('s3:GetObject', 's3:PutObject') })
    repo.commit('Write more', { 'iam.tf': role('s3:GetObject', 's3:PutObject', 's3:DeleteObject') })
    const { result } = await reviewed('HEAD~2')
    const says = `Claude Code wrote line 11 of iam.tf (commit ${sha.slice(0, 7)}), which lets whoever holds aws_iam_role_policy.reader do`
    expect(textReport(result).split('\n')[0]).toContain(says)
    const [, , lead] = markdownReport(result).split('\n')
    expect(lead).toContain('Claude Code wrote line 11 of `iam.tf`')
    expect(textReport(result)).toContain('a trailer, which anybody can write')
  })

  it('does not call a human’s line a tool’s', async () => {
    const { result } = await reviewed('HEAD~1')
    expect(result.authored).toEqual([])
    expect(result.findings.map(({ rule }) => rule)).toEqual(['access/broader-access'])
  })

  it('reads notes of git-ai', async () => {
    const head = repo.commit('By an editor', {
      'iam.tf': role('s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:*'),
    })
    const prompt = { agent_id: { tool: 'cursor', id: 'a', model: 'm' }, messages: [] }
    const log = JSON.stringify({ schema_version: 'authorship/3.0.0', prompts: { '1234567890abcdef': prompt } })
    repo.git('notes', '--ref=ai', 'add', '-m', `iam.tf\n  1234567890abcdef 13-13\n---\n${log}`, head)
    const { result } = await reviewed('HEAD~1')
    expect(result.authored[0]).toMatch(/^Cursor wrote line 13 of iam\.tf/)
  })

  it('asks for the declaration that the settings ask for', async () => {
    const settings = 'version: 1\nauthorship:\n  declaration: { trailers: [No-AI] }\n'
    repo.commit('Ask', { '.github/countersign.yml': settings })
    repo.commit('Narrow', { 'iam.tf': role('s3:GetObject') })
    repo.commit('Words', { 'README.md': 'Two\n' })
    const { result } = await reviewed('HEAD~2')
    expect(result.findings.map(({ rule }) => rule)).toEqual(['authorship/missing-declaration'])
    expect(result.findings[0]?.message.match(/carries none/g)).toHaveLength(1)
  })
})
