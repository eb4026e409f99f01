import { describe, expect, it } from 'vitest'
import { checkReport } from '../../src/core/report/check-report.ts'
import { markdownReport } from '../../src/core/report/markdown-report.ts'
import { textReport } from '../../src/core/report/text-report.ts'
import { authorship } from '../gate/situation.ts'
import { granted, opening } from '../rules/facts.ts'
import { checkInput, resultOf } from './results.ts'

const FACTS = [opening([granted({})])]
const SENTENCE = 'Claude Code wrote lines 12–18 of roles.tf (commit aaaaaaa), which let @team do s3:*.'
const evidence = [
  { tool: 'claude-code', where: 'trailer', match: 'Co-Authored-By: Claude', strength: 'trailer' },
  { tool: 'devin', where: 'pull-request-author', match: 'devin[bot]', strength: 'platform' },
] as const
const RESULT = {
  authored: [SENTENCE],
  authorship: authorship({ verdict: 'ai', tools: ['claude-code', 'devin'], evidence }),
}

describe('lines of an AI tool that open access', () => {
  it('are told right after the verdict of a check, escaped as all text of a change', () => {
    const paragraphs = checkReport(checkInput(FACTS, { result: RESULT })).summary.split('\n\n')
    expect(paragraphs[0]).toMatch(/^\*\*Held/)
    expect(paragraphs[1]).toBe(
      'Claude Code wrote lines `12–18` of `roles.tf` (commit `aaaaaaa`), which let `@team` do `s3:*`.',
    )
  })

  it('are told first in text and in Markdown', () => {
    const result = resultOf(FACTS, RESULT)
    expect(textReport(result).startsWith(SENTENCE)).toBe(true)
    expect(markdownReport(result).split('\n\n')[1]).toContain('Claude Code wrote lines')
  })

  it('are counted where they are many', () => {
    const authored = Array.from({ length: 9 }, (_, index) => `${index} ${SENTENCE}`)
    const result = resultOf(FACTS, { ...RESULT, authored })
    expect(markdownReport(result)).toContain('AI tools wrote such lines in 6 more places')
    expect(textReport(result)).toContain('… and 6 more, each with its finding below')
  })
})

it('says of each mark what matched, where, whose it is, and how hard it is to forge', () => {
  const result = resultOf(FACTS, RESULT)
  expect(markdownReport(result)).toContain(
    '- `trailer`: `Co-Authored-By: Claude` (`claude-code`; a trailer, which anybody can write)',
  )
  expect(textReport(result)).toContain('pull-request-author: devin[bot] (devin; the platform says so)')
})
