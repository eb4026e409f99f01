import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runReview } from '../../src/cli/review.ts'
import { githubReport } from '../../src/core/report/github-report.ts'
import { jsonReport } from '../../src/core/report/json-report.ts'
import { markdownReport } from '../../src/core/report/markdown-report.ts'
import { reviewSchema } from '../../src/core/report/review-schema.ts'
import { sarifReport } from '../../src/core/report/sarif-report.ts'

const CASES = join(import.meta.dirname, '..', 'cases')

describe('the reports of real reviews', () => {
  it.each([
    'raw-policy/action-added',
    'raw-policy/deny-removed',
    'raw-policy/malformed-json',
    'raw-policy/trust-widened',
    'raw-policy/silent-narrowed',
    'terraform/data-document-condition-removed',
    'terraform/module-version-changed',
    'governance/settings-broken',
  ])('%s', async (name) => {
    const folder = join(CASES, name)
    const { result } = await runReview({ repo: folder, base: join(folder, 'base'), head: join(folder, 'head') })
    const json = JSON.parse(jsonReport(result))
    expect(reviewSchema.parse(json)).toEqual(json)
    expect(json.verdict).toBe(result.verdict)
    expect(JSON.parse(sarifReport(result)).runs[0].results.length).toBe(result.findings.length)
    expect(githubReport(result).trimEnd().split('\n').length).toBe(
      result.findings.length + result.diagnostics.length + 1,
    )
    expect(markdownReport(result)).toMatch(/^## Countersign: /)
  })
})
