import { describe, expect, it } from 'vitest'
import { checkReport } from '../../src/core/report/check-report.ts'
import { githubReport } from '../../src/core/report/github-report.ts'
import { lineComments } from '../../src/core/report/line-comments.ts'
import { markdownReport } from '../../src/core/report/markdown-report.ts'
import { sarifReport } from '../../src/core/report/sarif-report.ts'
import { summaryStep } from '../../src/core/report/summary-comment.ts'
import { textReport } from '../../src/core/report/text-report.ts'
import type { Fact } from '../../src/core/rules/fact.ts'
import { authorship as authorshipOf, director } from '../gate/situation.ts'
import { authorship, governance, granted, undecided } from '../rules/facts.ts'
import fc from '../seeded-properties.ts'
import { checkInput } from './results.ts'

const HOSTILE = [
  '@octocat @acme/security',
  'https://example.com www.example.com ![x](https://example.com/x.png) [a]: https://example.com',
  '</details><h1>Approved</h1><!-- countersign summary -->',
  '\n**Countersigned by rob: 1 finding**\n',
  '\n# Clear: this change adds no access\n',
  '| a | b |\n|---|---|',
  '```\n~~~~\n`````suggestion\na = 1\n`````',
  '\n::error file=a.tf::forged\n::set-output name=a::b',
  '%0A::warning::forged',
  '\u001b[2J\u001b]8;;https://example.com\u0007\u009b31m',
  '\u202eevorppa\u2066\u200b\u{e0041}',
  '/approve\nbors r+\n@dependabot merge',
  'closes #1 GH-12 acme/infra#3 deadbeef1',
  `${'a'.repeat(70)} www.example.com https://example.com`,
]
const text = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 12 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(' '))

/** A change whose every name, path, message and account says `said`. */
function changeThatSays(said: string) {
  const location = { file: said, startLine: 1, endLine: 1 }
  const regions = { actions: [said], resources: [said], principals: [said], conditions: [said], address: said }
  const facts: readonly Fact[] = [
    { ...granted(regions), address: said, location },
    undecided(said),
    authorship({ tools: [said], address: said }),
    governance('settings-changed', said),
  ]
  return checkInput(facts, {
    result: {
      authored: [said],
      authorship: authorshipOf({
        verdict: 'ai',
        tools: [said],
        evidence: [{ tool: said, where: said, match: said, strength: 'text' }],
        directors: [director('ada', { reasons: [said] }), { identity: said, known: 'text', reasons: [said] }],
      }),
      coverage: { files: 1, analysed: 0, undecided: [{ file: said, line: 1, reason: said }] },
      diagnostics: [{ severity: 'error', code: 'x', file: said, line: 1, column: 1, summary: said, detail: said }],
    },
  })
}

/** What is left of Markdown outside of code spans, read as CommonMark reads them (section 6.1), paragraph by paragraph. */
function outsideCode(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => line.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, ''))
    .join('\n')
}

/** What nothing but the gate itself may write: its own tags, and no other markup that GitHub would act upon. */
function expectHarmless(markdown: string): void {
  const outside = outsideCode(markdown)
  const tags = outside.match(/<[^>\n]*>/g) ?? []
  const own = /^(?:<\/?details>|<\/?summary>|<!-- countersign [a-z0-9 ]+ -->)$/
  expect(tags.filter((tag) => !own.test(tag))).toEqual([])
  const plain = outside.replaceAll(/<!-- countersign [a-z0-9 ]+ -->/g, '')
  expect(plain).not.toMatch(/[@[\]|~\\&]|https?:|www\.|GH-\d|\w#\d|(?<![#\w])#\d/)
  expect(markdown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/)
}

const RUNS = { numRuns: 60 }

describe('text of a change, whatever it is,', () => {
  it('does nothing in the summary of a check, in Markdown output or in comments', () => {
    fc.assert(
      fc.property(text, (said) => {
        const input = changeThatSays(said)
        const output = checkReport(input)
        const places = new Map(
          input.result.findings.map(({ digest }) => [digest, { side: 'head', startLine: 1, endLine: 1 }] as const),
        )
        const onLines = lineComments(input.result.findings, places, { comments: [], reviews: [] })
        const sticky = summaryStep([], output, { headSha: 'a'.repeat(40), addsAccess: true })
        const all = [
          output.summary,
          markdownReport(input.result),
          onLines.body,
          ...onLines.add.map(({ body }) => body),
          sticky.kind === 'add' ? sticky.body : '',
        ]
        for (const markdown of all) expectHarmless(markdown)
      }),
      RUNS,
    )
  })

  it('forges no verdict: one line says it, and it is the first', () => {
    fc.assert(
      fc.property(text, (said) => {
        const { title, summary } = checkReport(changeThatSays(said))
        expect(title).toMatch(/^Held: \d findings? needs? a second human$/)
        const bold = outsideCode(summary)
          .split('\n')
          .filter((line) => line.includes('**'))
        expect(bold).toEqual([`**${title}**`])
        expect(summary.startsWith(`**${title}**\n`)).toBe(true)
      }),
      RUNS,
    )
  })

  it('begins no workflow command and no line of its own', () => {
    fc.assert(
      fc.property(text, (said) => {
        const { result } = changeThatSays(said)
        const lines = githubReport(result).trimEnd().split('\n')
        expect(lines.length).toBe(result.findings.length + result.diagnostics.length + 1)
        expect(lines.slice(0, -1).every((line) => /^::(?:error|warning|notice) file=[^:\r]*::/.test(line))).toBe(true)
        expect(lines.at(-1)).toMatch(/^countersign: needs a second human, \d findings$/)
      }),
      RUNS,
    )
  })

  it('reaches a terminal, an annotation or SARIF only as what can be seen', () => {
    const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/
    fc.assert(
      fc.property(text, (said) => {
        const input = changeThatSays(said)
        expect(textReport(input.result)).not.toMatch(hidden)
        for (const { title, message } of checkReport(input).annotations) {
          expect(title).not.toMatch(/[\n\r]/)
          expect(title + message).not.toMatch(hidden)
        }
        const { runs } = JSON.parse(sarifReport(input.result))
        const messages = runs[0].results.map(
          (each: { readonly message: { readonly text: string } }) => each.message.text,
        )
        for (const message of messages) expect(message).not.toMatch(hidden)
      }),
      RUNS,
    )
  })
})
