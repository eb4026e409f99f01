import { describe, expect, it } from 'vitest'
import { checkReport } from '../../src/core/report/check-report.ts'
import { faultReport } from '../../src/core/report/fault-report.ts'
import { MAX_SUMMARY } from '../../src/core/report/fitted.ts'
import { approval, authorship as authorshipOf, director, person, REVIEWER, review } from '../gate/situation.ts'
import { authorship, governance, granted, undecided } from '../rules/facts.ts'
import { checkInput } from './results.ts'

const verdictOf = (summary: string) => summary.split('\n')[0]

describe('the first lines', () => {
  it.each([
    ['held', checkInput([granted({}), undecided()]), 'Held: 2 findings need a second human'],
    ['one finding', checkInput([granted({})]), 'Held: 1 finding needs a second human'],
    [
      'countersigned',
      checkInput([granted({})], { gate: { reviews: [approval(REVIEWER)] } }),
      'Countersigned by rob: 1 finding',
    ],
    [
      'an objection',
      checkInput([granted({})], {
        gate: { reviews: [approval(REVIEWER), review(person('eve'), 'CHANGES_REQUESTED', 12)] },
      }),
      'Held: eve requests changes',
    ],
    [
      'advisory',
      checkInput([granted({})], { yml: 'version: 1\nmode: advisory\n' }),
      'Advisory: 1 finding would need a second human',
    ],
    ['nothing', checkInput([]), 'Clear: this change adds no access'],
    [
      'nothing that a rule speaks of',
      checkInput([granted({})], { yml: 'version: 1\nrules: { access/broader-access: off }\n' }),
      'Clear: the settings turn off the rules that speak of what this change does',
    ],
    [
      'nothing governed',
      checkInput([], { result: { coverage: { files: 0, analysed: 0, undecided: [] } } }),
      'Clear: this change touches no governed file',
    ],
    [
      'only a notice',
      checkInput([authorship()], { yml: 'version: 1\nauthorship:\n  hold: broadening\n' }),
      'Clear: 1 notice, nothing is held',
    ],
  ])('%s', (_, input, title) => {
    const report = checkReport(input)
    expect(report.title).toBe(title)
    expect(verdictOf(report.summary)).toBe(`**${title}**`)
  })

  it.each([
    ['blocks', '', 'Held: access/broader-access blocks the merge'],
    ['would block', 'mode: advisory\n', 'Advisory: access/broader-access would block the merge'],
  ])('say which rule %s', (_, mode, title) => {
    const yml = `version: 1\n${mode}rules:\n  access/broader-access: { block: true }\n`
    const report = checkReport(checkInput([granted({})], { yml }))
    expect(report.title).toBe(title)
    expect(verdictOf(report.summary)?.replaceAll('`', '')).toBe(`**${title}**`)
  })

  it('name who can unblock', () => {
    const { summary } = checkReport(checkInput([granted({})], { gate: { eligible: ['rob', 'eve'] } }))
    expect(summary.split('\n')[2]).toContain('They can: rob, eve.')
  })

  it('say that the review failed, and why', () => {
    const { title, summary, annotations } = faultReport('GitHub answered 502 to @octocat')
    expect(title).toMatch(/^Failed: /)
    expect(summary).toContain('`@octocat`')
    expect(annotations).toEqual([])
  })
})

describe('the summary', () => {
  const input = checkInput([granted({}), authorship()], {
    gate: { reviews: [approval(person('ada')), approval(REVIEWER, 12, { commitSha: null })] },
    result: {
      authorship: authorshipOf({ verdict: 'ai-assisted', tools: ['Claude Code'], directors: [director('ada')] }),
      coverage: {
        files: 2,
        analysed: 1,
        undecided: [{ file: 'roles.tf', line: 3, reason: 'the module is not there' }],
      },
    },
    yml: 'version: 1\nrules:\n  access/broader-trust: off\nauthorship:\n  machineUsers: [deployer]\n',
  })
  const { summary, annotations } = checkReport(input)

  it.each([
    ['what access is gained, on what, with a request that shows it', /`s3:DeleteObject` on `arn:aws:s3:::logs\/a`/],
    ['who or what wrote it', /Commits written by or with `Claude Code`/],
    ['whose approval cannot count', /`ada`: Author of `1a2b3c4d5e`\./],
    ['which approvals did not count, and why', /`rob` approved: does not count\. It names no commit/],
    ['what was not analysed', /`roles\.tf:3` the module is not there/],
    ['how the verdict was reached', /<summary>How this verdict was reached<\/summary>\n\n- The review made 2 findings/],
    ['the settings that applied', /rule `access\/broader-trust`: off/],
    ['who is no human to the gate', /machine user `deployer`/],
  ])('says %s', (_, text) => {
    expect(summary).toMatch(text)
  })

  it('stands beside an annotation for each finding, most severe first', () => {
    expect(annotations.map(({ path, startLine, level }) => ({ path, startLine, level }))).toEqual([
      { path: 'main.tf', startLine: 7, level: 'failure' },
      { path: 'roles.tf', startLine: 7, level: 'warning' },
    ])
    expect(annotations[0]?.rawDetails).toContain('"action": "s3:DeleteObject"')
  })

  it('holds a finding about the whole pull request, which no line can', () => {
    const location = { file: '.', startLine: 1, endLine: 1 }
    const report = checkReport(checkInput([{ ...governance('merge-conflict'), location }]))
    expect(report.annotations).toEqual([])
    expect(report.summary).toContain('Conflicts with the base branch')
  })

  it('says what is wrong with the settings', () => {
    const { summary: broken } = checkReport(
      checkInput([governance('settings-unreadable')], { yml: 'version: 1\nmod: x\n' }),
    )
    expect(broken).toContain('`.github/countersign.yml:2:1`')
    expect(broken).toContain('cannot be read; the strict defaults apply')
  })
})

describe('annotations', () => {
  it('of a deleted line stand on the nearest surviving one and quote what went', () => {
    const location = {
      file: 'main.tf',
      startLine: 30,
      endLine: 31,
      side: 'base',
      annotation: { startLine: 12, endLine: 12, quote: '  Effect = "Deny"\n  Action = "*"' },
    } as const
    const { annotations } = checkReport(checkInput([{ ...granted({ origin: 'no-longer-denied' }), location }]))
    expect(annotations[0]).toMatchObject({ startLine: 12, endLine: 12 })
    expect(annotations[0]?.message).toMatch(/^Deleted:\n- {3}Effect = "Deny"\n- {3}Action = "\*"\n\nNewly possible/)
  })

  it('stay within the limits of GitHub', () => {
    const long = 'x'.repeat(300_000)
    const location = {
      file: 'main.tf',
      startLine: 1,
      endLine: 1,
      side: 'base',
      annotation: { startLine: 1, endLine: 1, quote: long },
    } as const
    const fact = granted({
      actions: [long],
      resources: [long],
      witness: { action: long, resource: long, context: { [long]: long } },
    })
    const [annotation] = checkReport(checkInput([{ ...fact, address: long, location }])).annotations
    expect(annotation?.title.length).toBeLessThanOrEqual(255)
    expect(annotation?.message.length).toBeLessThanOrEqual(16_000)
    expect(annotation?.message).toContain('more characters')
    expect(annotation?.rawDetails?.length).toBeLessThanOrEqual(16_000)
  })
})

describe('text of the pull request', () => {
  const attack = '**Countersigned** by @octocat\n# Clear </details> [x](https://example.com) closes #1 \u202e'
  const { title, summary } = checkReport(
    checkInput(
      [
        {
          ...granted({
            actions: [attack],
            resources: [attack],
            principals: [attack],
            conditions: [attack],
            address: attack,
          }),
          address: attack,
        },
        undecided(attack),
        authorship({ tools: ['Claude Code'], address: attack }),
        governance('settings-changed', attack),
      ],
      {
        gate: { reviews: [approval(person('helper[bot]', { type: 'Bot' }))] },
        result: {
          authorship: authorshipOf({
            verdict: 'ai',
            tools: [attack],
            evidence: [{ tool: 'x', where: 'branch', match: attack, strength: 'text' }],
            directors: [director('ada', { reasons: [attack] }), { identity: attack, known: 'text', reasons: [] }],
          }),
          coverage: { files: 1, analysed: 0, undecided: [{ file: attack, line: 1, reason: attack }] },
          diagnostics: [
            { severity: 'error', code: 'x', file: attack, line: 1, column: 1, summary: attack, detail: attack },
          ],
        },
      },
    ),
  )
  const outside = summary.replace(/(`+)(?:(?!\1).|\n)*?[^`]\1(?!`)/g, '')

  it('neither mentions, links, refers nor closes an element', () => {
    expect(outside).not.toMatch(/@|#\d|https?:|\]\(|www\./)
    expect(outside.match(/<\/?[a-z]+>/g)).toEqual(
      [...outside.matchAll(/<details>/g)].flatMap(() => ['<details>', '<summary>', '</summary>', '</details>']),
    )
  })

  it('cannot forge a verdict', () => {
    expect(title).toBe('Held: 4 findings need a second human')
    expect(summary.split('\n').filter((line) => /^[^\w`]*(?:countersigned|clear)\b/i.test(line))).toEqual([])
    expect(outside.match(/\*\*.*\*\*/g)).toEqual(['**Held: 4 findings need a second human**'])
    expect(summary).not.toContain('\u202e')
  })
})

describe('a very large result', () => {
  const facts = Array.from({ length: 2000 }, (_, index) => ({
    ...granted({ actions: [`s3:Action${index}`] }),
    location: { file: `file${index}.tf`, startLine: 1, endLine: 1 },
  }))
  const undecidedPlaces = Array.from({ length: 5000 }, (_, line) => ({
    file: 'a.tf',
    line,
    reason: 'an unknown module ⚠️',
  }))
  const report = checkReport(
    checkInput(facts, { result: { coverage: { files: 2000, analysed: 1, undecided: undecidedPlaces } } }),
  )

  it('fits, and says how much it does not show', () => {
    expect(new TextEncoder().encode(report.summary).length).toBeLessThanOrEqual(MAX_SUMMARY)
    const shown = (report.summary.match(/^#### /gm) ?? []).length
    expect(shown).toBeGreaterThan(20)
    expect(report.summary).toContain(`… ${2000 - shown} more`)
    expect(report.summary).toContain('### What was not analysed')
    expect(report.summary).toContain('Settings that applied')
  })

  it('goes on below the summary, with what comes next there and how much is left after that', () => {
    const { summary, text = '' } = report
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(MAX_SUMMARY)
    const actionsIn = (shown: string) => [...new Set(shown.match(/s3:Action\d+/g))]
    expect(actionsIn(text).length).toBeGreaterThan(20)
    expect(actionsIn(text).filter((action) => actionsIn(summary).includes(action))).toEqual([])
    const shown = [summary, text].map((part) => (part.match(/^#### /gm) ?? []).length)
    expect(text).toContain(`… ${2000 - (shown[0] ?? 0) - (shown[1] ?? 0)} more, not shown here`)
    expect(checkReport(checkInput(facts.slice(0, 2))).text).toBeUndefined()
  })

  it('drops no annotation', () => {
    expect(report.annotations.length).toBe(2000)
  })
})
