import { describe, expect, it } from 'vitest'
import { checkReport } from '../../src/core/report/check-report.ts'
import { githubReport } from '../../src/core/report/github-report.ts'
import { jsonReport } from '../../src/core/report/json-report.ts'
import { markdownReport } from '../../src/core/report/markdown-report.ts'
import { reviewSchema } from '../../src/core/report/review-schema.ts'
import { sarifReport } from '../../src/core/report/sarif-report.ts'
import { textReport } from '../../src/core/report/text-report.ts'
import { judge } from '../../src/core/rules/judge.ts'
import { DEFAULT_SETTINGS } from '../../src/core/rules/settings.ts'
import type { Waiver } from '../../src/core/rules/waiver.ts'
import { builtInRules } from '../rules/built-in-rules.ts'
import { granted } from '../rules/facts.ts'
import { checkInput, resultOf } from './results.ts'

const HOSTILE = 'agreed" @everyone [x](https://example.com) <img>\n::error::held\n# Held\u202e'

const WAIVER: Waiver = {
  kind: 'waiver',
  rule: 'access/broader-access',
  resource: 'aws_iam_role_policy.reader',
  reason: HOSTILE,
  approver: 'carol',
  until: '2027-01-31',
  at: { file: '.github/countersign.yml', line: 3, column: 5 },
}

const { findings } = judge([granted({})], builtInRules(), DEFAULT_SETTINGS)
const waived = findings.map((finding) => ({ finding, waiver: WAIVER }))
const RESULT = resultOf([], { waived })

describe('a waived finding', () => {
  it('is no finding in JSON, and stands beside them with its waiver', () => {
    const json = reviewSchema.parse(JSON.parse(jsonReport(RESULT)))
    expect([json.verdict, json.findings]).toEqual(['clear', []])
    expect(json.waived).toMatchObject([
      {
        rule: 'access/broader-access',
        digest: findings[0]?.digest,
        waiver: { kind: 'waiver', approver: 'carol', until: '2027-01-31', reason: HOSTILE, line: 3 },
      },
    ])
    expect(jsonReport(resultOf([]))).not.toContain('waived')
  })

  it.each([
    ['waiver', 'external'],
    ['inline-ignore', 'inSource'],
  ] as const)('is a suppressed note in SARIF: a %s is %s', (kind, place) => {
    const all = waived.map((each) => ({ ...each, waiver: { ...WAIVER, kind } }))
    const [result] = JSON.parse(sarifReport(resultOf([], { waived: all }))).runs[0].results
    expect(result).toMatchObject({
      level: 'note',
      suppressions: [{ kind: place, status: 'accepted', justification: expect.stringContaining('agreed') }],
    })
  })

  it('is a notice in a workflow, and its reason begins no command', () => {
    const lines = githubReport(RESULT).split('\n')
    expect(lines.map((line) => /^::\w+/.exec(line)?.[0])).toEqual(['::notice', undefined, undefined])
    expect(lines[1]).toBe('countersign: clear, 0 findings, 1 waived')
  })

  it.each([
    ['text', textReport(RESULT)],
    ['Markdown', markdownReport(RESULT)],
    ['the check', checkReport(checkInput([], { result: { waived } })).summary],
  ])('says until when, by whom and why in %s, and its reason is no markup', (_, report) => {
    expect(report).toContain('2027-01-31')
    expect(report).toContain('carol')
    expect(report).toContain('\\u{202e}')
    expect(report).not.toContain('\u202e')
    expect(report).not.toMatch(/^(?:# Held|::error)/m)
    expect(report).not.toContain('adds no access')
  })

  it('is not called a change that adds no access, and makes no annotation', () => {
    const { title, annotations } = checkReport(checkInput([], { result: { waived } }))
    expect([title, annotations]).toEqual(['Clear: 1 finding waived, nothing is held', []])
  })
})
