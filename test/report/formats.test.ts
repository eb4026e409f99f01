import { describe, expect, it } from 'vitest'
import { githubReport } from '../../src/core/report/github-report.ts'
import { jsonReport } from '../../src/core/report/json-report.ts'
import { markdownReport } from '../../src/core/report/markdown-report.ts'
import { reviewSchema } from '../../src/core/report/review-schema.ts'
import { sarifReport } from '../../src/core/report/sarif-report.ts'
import { PLAIN_STYLE, textReport } from '../../src/core/report/text-report.ts'
import { authorship as authorshipOf } from '../gate/situation.ts'
import { authorship, governance, granted, malformed, undecided } from '../rules/facts.ts'
import { resultOf } from './results.ts'

const DELETED = {
  file: 'old name,é.tf',
  startLine: 30,
  endLine: 31,
  side: 'base',
  annotation: { startLine: 12, endLine: 12, quote: '\tEffect = "Deny"\u001b[2K' },
} as const
const FACTS = [
  granted({
    principals: ['*'],
    policyKind: 'resource',
    conditions: ['aws:SourceIp IpAddress 203.0.113.0/24'],
    note: 'a wildcard crosses a colon',
  }),
  { ...granted({ origin: 'no-longer-denied' }), location: DELETED },
  undecided(),
  malformed(),
  governance('settings-changed'),
  authorship(),
]
const RESULT = resultOf(FACTS, {
  authorship: authorshipOf({ verdict: 'ai-assisted', tools: ['Claude Code'], commits: authorship().commits }),
  coverage: {
    files: 3,
    analysed: 2,
    undecided: [{ file: 'main.tf', line: 7, reason: 'var.x is only known after apply' }],
  },
  diagnostics: [
    {
      severity: 'error',
      code: 'hcl-unclosed-block',
      file: 'main.tf',
      line: 3,
      column: 9,
      summary: '100%: not closed',
      detail: 'Close\r\nit.',
    },
  ],
})
const CLEAR = resultOf([])

describe('json', () => {
  it('conforms to the contract', () => {
    for (const result of [RESULT, CLEAR, { ...CLEAR, verdict: 'failed' as const }]) {
      expect(reviewSchema.safeParse(JSON.parse(jsonReport(result)))).toMatchObject({ success: true })
    }
  })

  it('has the keys of the contract, in its order', () => {
    const json = JSON.parse(jsonReport(RESULT))
    expect(Object.keys(json)).toEqual([
      'schema',
      'verdict',
      'findings',
      'difference',
      'authorship',
      'coverage',
      'diagnostics',
      'elapsedMs',
    ])
    expect(json.schema).toBe('countersign.review/1')
    expect(Object.keys(json.difference)).toEqual(['granted', 'revoked', 'undecided'])
    expect(Object.keys(json.authorship)).toEqual(['verdict', 'commits', 'directors'])
    expect(Object.keys(json.coverage)).toEqual(['files', 'analysed', 'undecided'])
    const finding = json.findings.find((each: { readonly rule: string }) => each.rule === 'access/broader-access')
    expect(Object.keys(finding)).toEqual([
      'rule',
      'severity',
      'kind',
      'resource',
      'file',
      'startLine',
      'endLine',
      'title',
      'message',
      'witness',
      'digest',
    ])
  })

  it('says where a deleted cause stood, and where to show it', () => {
    const json = JSON.parse(jsonReport(RESULT))
    const deleted = json.findings.find((each: { readonly side?: string }) => each.side === 'base')
    expect(deleted).toMatchObject({ startLine: 30, endLine: 31, annotation: { startLine: 12, endLine: 12 } })
  })

  it('prints equal witnesses equally, whatever the order of their keys', () => {
    const witness = (context: Record<string, string>) =>
      jsonReport(resultOf([granted({ witness: { action: 'a:b', resource: '', context } })]))
    expect(witness({ a: '1', b: '2' })).toBe(witness({ b: '2', a: '1' }))
    expect(witness({ ['__proto__']: '1' })).toContain('"__proto__": "1"')
  })
})

describe('text', () => {
  it('shows every finding with its place, its reason and the verdict at the end', () => {
    const text = textReport(RESULT)
    expect(text).toContain(
      'high Allows s3:DeleteObject on arn:aws:s3:::logs/* (was not allowed before)\n  main.tf:7 · ',
    )
    expect(text).toContain('old name,é.tf:30-31 (deleted, lines of the base) · guardrail/removed-deny\n  - \tEffect')
    expect(text).toContain('error 100%: not closed\n  main.tf:3:9\n  Close')
    expect(text.trimEnd().split('\n').at(-1)).toBe(
      'needs a second human: 6 findings (2 of 3 governed files analysed, 12 ms)',
    )
  })

  it.each([
    ['clear', CLEAR, 'clear: this change adds no access (2 of 2 governed files analysed, 12 ms)'],
    [
      'failed',
      { ...CLEAR, verdict: 'failed' as const },
      'failed: the review could not be completed (2 of 2 governed files analysed, 12 ms)',
    ],
  ])('%s', (_, result, last) => {
    expect(textReport(result)).toBe(`${last}\n`)
  })

  it('lets nothing of the change reach the terminal as a command', () => {
    const attack = 'a\u001b[2J\u009b31m\rb\u202e'
    const facts = [
      granted({ actions: [attack], address: attack }),
      undecided(attack),
      { ...malformed(), address: attack },
    ]
    const text = textReport(
      resultOf(facts, {
        coverage: { files: 1, analysed: 0, undecided: [{ file: attack, line: 1, reason: attack }] },
        diagnostics: [
          { severity: 'warning', code: 'x', file: attack, line: 1, column: 1, summary: attack, detail: attack },
        ],
      }),
    )
    expect(text).toMatch(/^[\t\n -~\u00a0-\u00ac\u00ae-\u02ff·…–]*$/)
  })

  it('colours through the style that it is given', () => {
    const style = { ...PLAIN_STYLE, severity: (severity: string, text: string) => `<${severity}>${text}</>` }
    expect(textReport(RESULT, style)).toContain('<high>high</> Allows')
  })
})

describe('a change that makes no finding only since rules are off', () => {
  it.each([granted(), undecided()])('is not said to add no access', (fact) => {
    const { difference } = resultOf([fact])
    const silenced = { ...CLEAR, difference }
    const says = 'the settings turn off the rules that speak of what this change does'
    expect(textReport(silenced)).toContain(`clear: ${says} (`)
    expect(markdownReport(silenced)).toContain(`## Countersign: ${says}\n`)
  })
})

describe('workflow commands', () => {
  const lines = githubReport(RESULT).trimEnd().split('\n')

  it('are one a finding and problem, then the verdict', () => {
    expect(lines.length).toBe(8)
    expect(lines.slice(0, 7).every((line) => /^::(?:error|warning|notice) file=/.test(line))).toBe(true)
    expect(lines.at(-1)).toBe('countersign: needs a second human, 6 findings')
  })

  it('escape what ends a property, a command or a line', () => {
    const deleted = lines.find((line) => line.includes('removed-deny'))
    expect(deleted).toMatch(/^::error file=old name%2Cé\.tf,line=12,endLine=12,title=/)
    expect(lines.find((line) => line.includes('100%25'))).toBe(
      '::error file=main.tf,line=3,col=9,title=100%25%3A not closed::Close\\u{d}%0Ait.',
    )
  })

  it('cannot be forged by a name', () => {
    const attack = 'x\n::set-output name=a::b\r::warning::c%0A::add-mask::d'
    const forged = githubReport(resultOf([granted({ actions: [attack], address: attack }), undecided(attack)]))
    expect(forged.trimEnd().split('\n').length).toBe(3)
    expect(forged).not.toMatch(/^::(?!error )/m)
  })
})

describe('sarif', () => {
  const log = JSON.parse(sarifReport(RESULT))
  const [run] = log.runs

  it('has one result a finding, each with its rule, level, place and fingerprint', () => {
    expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringContaining('sarif-schema-2.1.0.json') })
    expect(run.results.length).toBe(RESULT.findings.length)
    for (const [index, result] of run.results.entries()) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId)
      expect(['note', 'warning', 'error']).toContain(result.level)
      expect(result.message.text).not.toBe('')
      expect(result.locations[0].physicalLocation.region.startLine).toBeGreaterThanOrEqual(1)
      expect(result.partialFingerprints['countersignFinding/v1']).toBe(RESULT.findings[index]?.digest)
    }
  })

  it('writes paths as addresses', () => {
    const deleted = run.results.find(
      (result: { readonly ruleId: string }) => result.ruleId === 'guardrail/removed-deny',
    )
    expect(deleted.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'old%20name%2C%C3%A9.tf', uriBaseId: '%SRCROOT%' },
      region: { startLine: 12, endLine: 12 },
    })
    expect(() =>
      sarifReport(resultOf([{ ...granted({}), location: { file: 'a\ud800/b', startLine: 1, endLine: 1 } }])),
    ).not.toThrow()
  })

  it('tells problems of the files as notifications, and whether the review was done', () => {
    expect(run.invocations).toMatchObject([
      {
        executionSuccessful: true,
        toolExecutionNotifications: [{ descriptor: { id: 'hcl-unclosed-block' }, level: 'error' }],
      },
    ])
    expect(JSON.parse(sarifReport({ ...CLEAR, verdict: 'failed' })).runs[0].invocations[0].executionSuccessful).toBe(
      false,
    )
  })
})

describe('markdown', () => {
  it('says the verdict, the findings, who wrote it and what was not analysed', () => {
    const markdown = markdownReport(RESULT)
    expect(markdown).toMatch(/^## Countersign: 6 findings, a second human is needed\n/)
    for (const heading of ['What was found', 'Who or what wrote it', 'What was not analysed']) {
      expect(markdown).toContain(`### ${heading}`)
    }
    expect(markdownReport(CLEAR)).toMatch(/^## Countersign: this change adds no access\n/)
  })
})

describe('a change that rules block', () => {
  const blocked = (...blockedBy: readonly string[]) => resultOf([granted()], { blockedBy })
  const one = blocked('access/administrator-access')

  it('says so in every format, in the place of a second human', () => {
    const says = 'access/administrator-access blocks the merge whoever approves'
    expect(textReport(one)).toContain(`\n${says}: 1 finding (`)
    expect(githubReport(one).trimEnd().split('\n').at(-1)).toBe(`countersign: ${says}, 1 finding`)
    expect(markdownReport(one)).toMatch(
      /^## Countersign: 1 finding, `access\/administrator-access` blocks the merge whoever approves\n/,
    )
    for (const report of [textReport, githubReport, markdownReport])
      expect(report(one)).not.toMatch(/needs a second human|second human is needed/)
  })

  it('names the first of several', () => {
    expect(textReport(blocked('a/b', 'c/d', 'e/f'))).toContain('a/b and 2 more rules block the merge whoever approves')
  })

  it('keeps the verdict of the contract, and names the rules beside it', () => {
    const json = JSON.parse(jsonReport(one))
    expect(reviewSchema.safeParse(json)).toMatchObject({ success: true })
    expect(json).toMatchObject({ verdict: 'needs-second-human', blockedBy: ['access/administrator-access'] })
    expect(JSON.parse(jsonReport(RESULT))).not.toHaveProperty('blockedBy')
    expect(JSON.parse(sarifReport(one)).runs[0].properties).toEqual({
      verdict: 'needs-second-human',
      blockedBy: ['access/administrator-access'],
    })
  })
})
