import { describe, expect, it } from 'vitest'
import { checkReport } from '../../src/core/report/check-report.ts'
import { jsonReport } from '../../src/core/report/json-report.ts'
import { type ChangedPlace, lineComments } from '../../src/core/report/line-comments.ts'
import { reviewComment } from '../../src/core/report/review-comment.ts'
import { reviewSchema } from '../../src/core/report/review-schema.ts'
import { sarifReport } from '../../src/core/report/sarif-report.ts'
import { suggestionBlock, suggestionDiff } from '../../src/core/report/suggestion-text.ts'
import type { Finding } from '../../src/core/rules/finding.ts'
import type { Suggestion } from '../../src/core/suggestion/suggestion.ts'
import { granted } from '../rules/facts.ts'
import fc from '../seeded-properties.ts'
import { checkInput } from './results.ts'

const SUGGESTION: Suggestion = {
  ...{ file: 'main.tf', startLine: 8, endLine: 9 },
  replaced: '  actions = ["s3:*"]\n  # all of it\n',
  replacement: '  actions = ["s3:GetObject"]\n',
}
const INPUT = checkInput([granted({})])
const [FOUND = expect.fail('There is a finding')] = INPUT.result.findings
const DELETED: ReadonlyMap<string, ChangedPlace> = new Map([[FOUND.digest, { side: 'base', startLine: 3, endLine: 3 }]])

function offering(change: Partial<Suggestion> = {}): Finding {
  return { ...FOUND, suggestion: { ...SUGGESTION, ...change } }
}

function told(...bodies: string[]) {
  return { comments: bodies.map((body, id) => ({ id, body })), reviews: [] }
}

describe('a comment that brings a suggestion', () => {
  it('stands on the lines that it replaces, though what was found stands on deleted ones', () => {
    const { add } = lineComments([offering()], DELETED, told())
    expect(add).toMatchObject([{ path: 'main.tf', side: 'head', startLine: 8, endLine: 9 }])
    expect(add[0]?.body).toContain('\n\n```suggestion\n  actions = ["s3:GetObject"]\n```\n\n')
  })

  it('is left alone as long as it brings the same, wherever its lines are by now', () => {
    const moved = offering({ startLine: 18, endLine: 19 })
    expect(lineComments([moved], DELETED, told(reviewComment(offering()))).edit).toEqual([])
  })

  it('brings none any more where it would replace other lines, and none where it had none', () => {
    const other = offering({ replaced: '  actions = ["s3:*"]\n' })
    for (const body of [reviewComment(offering()), reviewComment({ ...FOUND, title: 'Other' })]) {
      const { edit } = lineComments([other], DELETED, told(body))
      expect(edit).toEqual([{ id: 0, body: reviewComment(FOUND) }])
    }
  })

  it('offers nothing once its finding is gone, and is found again', () => {
    const [gone] = lineComments([], DELETED, told(reviewComment(offering()))).edit
    expect(gone?.body).toContain('```text\n  actions = ["s3:GetObject"]')
    expect(gone?.body).not.toContain('```suggestion')
    const again = lineComments([offering()], DELETED, told(gone?.body ?? ''))
    expect(again).toMatchObject({ add: [], edit: [{ body: reviewComment(FOUND) }] })
  })
})

describe('a suggestion in Markdown', () => {
  it('takes lines away, or leaves an empty one', () => {
    expect(suggestionBlock({ replacement: '' })).toBe('```suggestion\n```')
    expect(suggestionBlock({ replacement: '\n' })).toBe('```suggestion\n\n```')
  })

  it('says the same of lines that end otherwise', () => {
    for (const replacement of ['a\nb\n', 'a\r\nb\r\n', 'a\nb']) {
      expect(suggestionBlock({ replacement })).toBe('```suggestion\na\nb\n```')
    }
  })

  it('stands in a fence that no text can close', () => {
    const hostile = fc.constantFrom('```', '`````suggestion', '~~~', '@octocat', '</details>', '<!--', 'a = 1', '')
    const text = fc.array(hostile, { minLength: 1, maxLength: 6 }).map((lines) => `${lines.join('\n')}\n`)
    fc.assert(
      fc.property(text, text, (replaced, replacement) => {
        for (const block of [
          suggestionBlock({ replacement }),
          suggestionDiff({ ...SUGGESTION, replaced, replacement }),
        ]) {
          const [first = '', ...rest] = block.split('\n')
          const fence = /^`+/.exec(first)?.[0] ?? ''
          expect(rest.findIndex((line) => line.trimStart().startsWith(fence))).toBe(rest.length - 1)
        }
      }),
    )
  })

  it('is shown in the check as what goes and what comes', () => {
    const { summary } = checkReport({ ...INPUT, result: { ...INPUT.result, findings: [offering()] } })
    expect(summary).toContain('Ready to take over, lines 8-9.')
    expect(summary).toContain(
      '\n\n```diff\n-  actions = ["s3:*"]\n-  # all of it\n+  actions = ["s3:GetObject"]\n```\n\n',
    )
    expect(checkReport(INPUT).summary).not.toContain('```')
  })
})

describe('a suggestion for programs', () => {
  const result = { ...INPUT.result, findings: [offering()] }

  it('is in the JSON, as the contract has it', () => {
    const [finding] = reviewSchema.parse(JSON.parse(jsonReport(result))).findings
    const { file, startLine, endLine, replacement } = SUGGESTION
    expect(finding?.suggestion).toEqual({ file, startLine, endLine, replacement })
  })

  it('is a fix in SARIF: whole lines, or the end of a file that ends in no line feed', () => {
    const regionOf = (finding: Finding) => {
      const [{ fixes }] = JSON.parse(sarifReport({ ...result, findings: [finding] })).runs[0].results
      const [{ artifactLocation, replacements }] = fixes[0].artifactChanges
      expect([fixes.length, artifactLocation.uri]).toEqual([1, 'main.tf'])
      return replacements
    }
    expect(regionOf(offering())).toEqual([
      {
        deletedRegion: { startLine: 8, startColumn: 1, endLine: 10, endColumn: 1 },
        insertedContent: { text: SUGGESTION.replacement },
      },
    ])
    expect(regionOf(offering({ replaced: 'a\nbc' }))).toMatchObject([
      { deletedRegion: { startLine: 8, startColumn: 1, endLine: 9, endColumn: 3 } },
    ])
  })
})
