import { describe, expect, it } from 'vitest'
import type { Director } from '../../src/core/authorship/authorship.ts'
import { endOfDayMs } from '../../src/core/rules/calendar-day.ts'
import type { Fact } from '../../src/core/rules/fact.ts'
import { judge } from '../../src/core/rules/judge.ts'
import { namesResource, resourcePatternProblem } from '../../src/core/rules/resource-pattern.ts'
import { commits } from '../../src/core/rules/sample-facts.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/rules/settings.ts'
import type { Waiver } from '../../src/core/rules/waiver.ts'
import { waiverProblems, waiversInQuestion } from '../../src/core/rules/waiver-problems.ts'
import { type WaiverCircumstances, weighWaivers } from '../../src/core/rules/weigh-waivers.ts'
import { builtInRules } from './built-in-rules.ts'
import { authorship, governance, granted, malformed, region, undecided } from './facts.ts'

const RULES = builtInRules()
const ADDRESS = 'aws_iam_role_policy.reader'
const RULE = 'access/broader-access'
const LAST_MS = Date.UTC(2027, 0, 31, 23, 59, 59, 999)

const WAIVER: Waiver = {
  kind: 'waiver',
  rule: RULE,
  resource: ADDRESS,
  reason: 'the nightly job',
  approver: 'carol',
  until: '2027-01-31',
  at: { file: '.github/countersign.yml', line: 3, column: 5 },
}

const ADVISORY = { mode: 'advisory' } as const

const { resource: _, ...NAMELESS } = WAIVER

const IGNORE: Waiver = { ...WAIVER, kind: 'inline-ignore', at: { file: 'main.tf', line: 6, column: 3 } }

interface Given {
  readonly waivers?: readonly Waiver[]
  readonly stands?: boolean
  readonly people?: Partial<WaiverCircumstances['people']>
  readonly nowMs?: number
  readonly keptRules?: readonly string[]
  readonly settings?: Partial<Settings>
}

function judged(facts: readonly Fact[], given: Given = {}) {
  const { waivers = [WAIVER], stands = true, people = {}, nowMs = LAST_MS, keptRules = [] } = given
  const circumstances = {
    nowMs,
    people: { directors: [], machineUsers: new Set<string>(), isKnown: true, ...people },
    keptRules: new Set(keptRules),
  }
  const candidates = waivers.map((waiver) => ({ waiver, stands }))
  return judge(facts, RULES, { ...DEFAULT_SETTINGS, ...given.settings }, (finding, fact) =>
    weighWaivers(finding, fact, candidates, circumstances),
  )
}

function digestOf(fact: Fact): string {
  return judge([fact], RULES, DEFAULT_SETTINGS).findings[0]?.digest ?? expect.fail('no finding')
}

/** What the finding that is still there says of the waiver. */
function note(facts: readonly Fact[], given: Given = {}): string {
  const { findings, waived, humansNeeded } = judged(facts, given)
  expect({ waived, humansNeeded }).toEqual({ waived: [], humansNeeded: 2 })
  return findings[0]?.message.split('\n\n').at(-1) ?? ''
}

const director = (change: Partial<Director>): Director => ({
  identity: 'alice',
  known: 'platform',
  reasons: [],
  ...change,
})

describe('a waiver takes a finding from those that hold', () => {
  it.each<[string, Waiver]>([
    ['by its resource', WAIVER],
    ['by its digest', { ...NAMELESS, digest: digestOf(granted({})) }],
    ['by both', { ...WAIVER, digest: digestOf(granted({})) }],
    ['in the folder that it names', { ...WAIVER, path: 'main.tf' }],
    ['as an inline ignore', { ...IGNORE, digest: digestOf(granted({})) }],
  ])('%s', (_, waiver) => {
    const { findings, waived, humansNeeded, teamsNeeded } = judged([granted({})], { waivers: [waiver] })
    expect({ findings, humansNeeded, teamsNeeded }).toEqual({ findings: [], humansNeeded: 1, teamsNeeded: [] })
    expect(waived).toMatchObject([{ finding: { rule: RULE, severity: 'high' }, waiver }])
  })

  it('and the explanation says until when, by whom and why', () => {
    const [explanation] = judged([granted({})]).explanations
    expect(explanation).toMatchObject({ humans: 1, rule: RULE })
    expect(explanation?.steps.at(-1)).toBe(
      'Waived until 2027-01-31 (UTC) by carol, because "the nightly job" (waiver at .github/countersign.yml:3).',
    )
  })

  it('of several that act, the one that lasts longest is told', () => {
    const longer = { ...WAIVER, until: '2027-02-28' }
    for (const waivers of [
      [WAIVER, longer],
      [longer, WAIVER],
    ])
      expect(judged([granted({})], { waivers }).waived[0]?.waiver).toBe(longer)
  })
})

describe('a waiver never silences what it did not name:', () => {
  it('another finding in the same place', () => {
    const { findings, waived } = judged([granted({}), granted({ actions: ['iam:PutRolePolicy'] })])
    expect(waived).toHaveLength(1)
    expect(findings.map(({ rule }) => rule)).toEqual(['access/permissions-management'])
  })

  it('a waiver for rule A silencing B', () => {
    const facts = [granted({ actions: ['iam:PutRolePolicy'] })]
    expect(judged(facts)).toMatchObject({ waived: [], humansNeeded: 2 })
  })

  it('another rule that matched the same access and is not general', () => {
    const everything = granted({ actions: ['*'], resources: ['*'] })
    const { matched = [] } = judge([everything], RULES, DEFAULT_SETTINGS).explanations[0] ?? {}
    const [first = ''] = matched
    const rest = matched.slice(1).filter((id) => RULES.some((rule) => rule.id === id && !rule.general))
    const { waived, findings } = judged([everything], { waivers: [{ ...WAIVER, rule: first }] })
    expect(waived.map(({ finding }) => finding.rule)).toEqual([first])
    expect(rest.length).toBeGreaterThan(0)
    expect(rest).toContain(findings[0]?.rule)
  })

  it('another rule that blocks, and it takes what the rule that it names blocks', () => {
    const everything = granted({ actions: ['*'], resources: ['*'] })
    const of = (...ids: readonly string[]) => {
      const settings = { rules: new Map(ids.map((id) => [id, { block: true }])) }
      return judged([everything], { waivers: [{ ...WAIVER, rule: 'access/administrator-access' }], settings })
    }
    expect(of('access/administrator-access').blockedBy).toEqual([])
    expect(of('access/administrator-access', 'access/permissions-management').blockedBy).toEqual([
      'access/permissions-management',
    ])
    const alone = { settings: { rules: new Map([[RULE, { block: true }]]) } }
    expect(judged([granted({})], alone)).toMatchObject({ humansNeeded: 1, blockedBy: [] })
    expect(judged([granted({})], { ...alone, nowMs: LAST_MS + 1 })).toMatchObject({
      humansNeeded: 2,
      blockedBy: [RULE],
    })
  })

  it('a general rule that asks for more than the one that is waived', () => {
    const settings = { rules: new Map([[RULE, { humans: 3 }]]) }
    const given = { waivers: [{ ...WAIVER, rule: 'access/permissions-management' }], settings }
    const { waived, findings, humansNeeded } = judged([granted({ actions: ['iam:PutRolePolicy'] })], given)
    expect([waived.length, findings.map(({ rule }) => rule), humansNeeded]).toEqual([1, [RULE], 3])
  })

  it.each<[string, Settings['rules']]>([
    ['that nobody may waive', new Map([[RULE, { waivers: false }]])],
    ['that blocks', new Map([[RULE, { block: true }]])],
    ['that holds what the one that is waived only tells', new Map([['access/permissions-management', ADVISORY]])],
  ])('a general rule %s', (_case, rules) => {
    const given = { waivers: [{ ...WAIVER, rule: 'access/permissions-management' }], settings: { rules } }
    const { waived, findings, humansNeeded } = judged([granted({ actions: ['iam:PutRolePolicy'] })], given)
    expect([waived.length, findings.map(({ rule }) => rule), humansNeeded]).toEqual([1, [RULE], 2])
  })

  it('what is undecided in the same place and was told by the finding', () => {
    const { findings, humansNeeded } = judged([{ ...granted({}), told: [undecided()] }])
    expect(findings.map(({ kind }) => kind)).toEqual(['undecided'])
    expect(humansNeeded).toBe(2)
  })

  it('the same access of further instances', () => {
    const facts = [{ ...granted({}), also: ['aws_iam_role_policy.writer'] }]
    expect(judged(facts).waived).toEqual([])
    const both = { ...WAIVER, resource: 'aws_iam_role_policy.*' }
    expect(judged(facts, { waivers: [both] }).waived).toHaveLength(1)
  })

  it('the same address in another folder', () => {
    const there = { ...granted({}), location: { file: 'prod/main.tf', startLine: 7, endLine: 7 } }
    expect(judged([there], { waivers: [{ ...WAIVER, path: 'dev' }] }).waived).toEqual([])
    expect(judged([there], { waivers: [{ ...WAIVER, path: 'pro' }] }).waived).toEqual([])
    expect(judged([there], { waivers: [{ ...WAIVER, path: 'prod' }] }).waived).toHaveLength(1)
    expect(note([there], { waivers: [{ ...WAIVER, digest: digestOf(granted({})) }] })).toContain(
      'the access differs now',
    )
  })

  it('the same access in another variant', () => {
    const digest = digestOf({ ...granted({}), variants: ['with dev.tfvars'] })
    expect(note([granted({})], { waivers: [{ ...WAIVER, digest }] })).toContain('the access differs now')
  })
})

describe('an attacker gets nothing from', () => {
  it.each<[string, Given, string]>([
    [
      'the digest of another finding',
      { waivers: [{ ...WAIVER, digest: digestOf(granted({ actions: ['s3:GetObject'] })) }] },
      `the access differs now: this is ${digestOf(granted({}))}`,
    ],
    [
      'an inline ignore whose digest is another one',
      { waivers: [{ ...IGNORE, digest: 'd'.repeat(64) }] },
      'The inline ignore at main.tf:6 does not act here. It is for the digest dddd',
    ],
    ['a waiver that the pull request brings', { stands: false }, 'The change itself brings it'],
    ['a waiver that expired a second ago', { nowMs: LAST_MS + 1000 }, 'It expired at the end of 2027-01-31 (UTC).'],
    ['a waiver that expired this very moment', { nowMs: LAST_MS + 1 }, 'It expired at the end of'],
    ['a clock that tells no time', { nowMs: Number.NaN }, 'It expired at the end of'],
    ['a waiver without an end in sight', { waivers: [{ ...WAIVER, until: '2028-02-03' }] }, 'for 366 days at most'],
    ['the author as approver', { people: { author: 'Carol' } }, 'carol answers for this change'],
    ['a director as approver', { people: { directors: [director({ login: 'carol' })] } }, 'carol answers for'],
    ['a director known by text', { people: { directors: [director({ identity: 'Carol' })] } }, 'carol answers for'],
    ['a machine user as approver', { people: { machineUsers: new Set(['carol']) } }, 'that no human answers for'],
    ['directors that are not known', { people: { isKnown: false } }, 'carol could be one of them'],
    ['a waiver where settings keep the rule', { keptRules: [RULE] }, 'The settings let nobody waive'],
  ])('%s', (_, given, said) => {
    expect(note([granted({})], given)).toContain(said)
  })

  it('a waiver that ends 366 days from today at most acts', () => {
    expect(judged([granted({})], { nowMs: Date.UTC(2026, 0, 30) }).waived).toHaveLength(1)
    expect(judged([granted({})], { nowMs: Date.UTC(2026, 0, 29, 23, 59, 59, 999) }).waived).toEqual([])
  })

  it.each<[string, Fact]>([
    ['undecided access', undecided()],
    ['a malformed file', malformed()],
    ['a changed settings file', governance('settings-changed')],
    ['unreadable settings', governance('settings-unreadable')],
    ['a conflict', governance('merge-conflict')],
    ['a disagreement of parsers', governance('second-opinion-disagrees')],
    ['a rule that failed', governance('rule-failed')],
    ['unread commits', governance('authorship-incomplete')],
    ['commits of nobody', commits('unattributed')],
  ])('a waiver of %s', (_, fact) => {
    const [found] = judge([fact], RULES, DEFAULT_SETTINGS).findings
    const waivers = [{ ...WAIVER, rule: found?.rule ?? '', resource: fact.address }]
    expect(note([fact], { waivers })).toContain('cannot be waived')
  })

  it('waivers that name nothing of it: the finding does not even mention them', () => {
    const waivers = [
      { ...WAIVER, resource: 'aws_iam_role_policy.writer' },
      { ...NAMELESS, digest: 'd'.repeat(64) },
      { ...WAIVER, rule: 'access/broader-trust' },
    ]
    const [finding] = judged([granted({})], { waivers }).findings
    expect(finding?.message).toBe(judge([granted({})], RULES, DEFAULT_SETTINGS).findings[0]?.message)
  })
})

it('can waive AI authorship and what a configuration does, by name', () => {
  const facts = [authorship(), governance('runs-code')]
  const waivers = judge(facts, RULES, DEFAULT_SETTINGS).findings.map(({ rule, resource }) => ({
    ...WAIVER,
    rule,
    resource,
  }))
  expect(judged(facts, { waivers })).toMatchObject({ findings: [], humansNeeded: 1 })
})

describe('a pattern', () => {
  it.each([
    ['aws_iam_role.app', 'aws_iam_role.app', true],
    ['aws_iam_role.app', 'aws_iam_role.App', false],
    ['aws_iam_role.app', 'module.x.aws_iam_role.app', false],
    ['aws_iam_role.app', 'aws_iam_role.app-admin', false],
    ['aws_iam_role.app-*', 'aws_iam_role.app-admin', true],
    ['aws_iam_role.app*', 'aws_iam_role.app["x"]', false],
    ['aws_iam_role.*', 'aws_iam_role.app.x', false],
    ['aws_iam_role.app[*]', 'aws_iam_role.app["a.b"]', true],
    ['aws_iam_role.app[*]', 'aws_iam_role.app[0]', true],
    ['aws_iam_role.app[*]', 'aws_iam_role.app[*]', true],
    ['aws_iam_role.app[*]', 'aws_iam_role.app', false],
    ['module.a[*].aws_iam_role.app', 'module.a["x"].aws_iam_role.app', true],
    ['module.a[*].aws_iam_role.app', 'module.a["x"].module.b["y"].aws_iam_role.app', false],
    ['policies/*', 'policies/admin', true],
    ['policies/*', 'policies/x/admin', false],
    ['a.b(c)', 'a.b(c)', true],
    ['a.b+', 'a.bb', false],
  ])('%s names %s: %s', (pattern, address, names) => {
    expect(resourcePatternProblem(pattern)).toBeUndefined()
    expect(namesResource(pattern, address)).toBe(names)
  })

  it.each(['*', '**', '*.*', 'module.*.aws_iam_role.app', 'aws_*.app', '*/x.json', 'a.b*c*', ' a.b', ''])(
    'that could name more than it says is refused: %s',
    (pattern) => expect(resourcePatternProblem(pattern)).toEqual(expect.any(String)),
  )
})

it('a day ends in UTC, and only a day is one', () => {
  expect(endOfDayMs('2026-12-31')).toBe(Date.UTC(2027, 0, 1))
  expect(endOfDayMs('2028-02-29')).toBe(Date.UTC(2028, 2, 1))
  for (const text of [
    '2026-12-31T23:59:59-12:00',
    '2026-12-31 ',
    '26-12-31',
    '2026-02-29',
    '+2026-12-31',
    '０026-12-31',
    '',
  ])
    expect(endOfDayMs(text)).toBeUndefined()
})

describe('what is said of waivers', () => {
  const said = (waivers: readonly Waiver[], rules: Settings['rules'] = new Map()) =>
    waiverProblems({ waivers, rules }, LAST_MS).map(({ code, line }) => `${code} ${line}`)

  it('by itself: those that ended, those for longer than a year, those that nothing needs', () => {
    expect(said([WAIVER])).toEqual([])
    expect(
      said([
        { ...WAIVER, until: '2027-01-30' },
        { ...WAIVER, until: '2030-01-01' },
      ]),
    ).toEqual(['waiver-expired 3', 'waiver-expired 3'])
    expect(said([WAIVER], new Map([[RULE, { enabled: false }]]))).toEqual(['waiver-unused 3'])
    expect(said([WAIVER, { ...WAIVER, at: { ...WAIVER.at, line: 9 } }])).toEqual(['waiver-unused 9'])
  })

  it('in a review: one that ended while its finding is there, one whose resource loses access, and no others', () => {
    const { findings } = judge([granted({})], RULES, DEFAULT_SETTINGS)
    const gone = { ...region(), extent: 'gone' } as const
    const codes = (waiver: Waiver, reviewed: Partial<Parameters<typeof waiversInQuestion>[1]>) =>
      waiversInQuestion(
        [waiver],
        { findings: [], waived: [], difference: { granted: [], revoked: [] }, ...reviewed },
        LAST_MS,
      ).map(({ code }) => code)
    const ended = { ...WAIVER, until: '2027-01-30' }
    expect(codes(ended, { findings })).toEqual(['waiver-expired'])
    expect(codes(ended, {})).toEqual([])
    expect(codes(WAIVER, { difference: { granted: [], revoked: [gone] } })).toEqual(['waiver-unused'])
    expect(codes(WAIVER, { difference: { granted: [region()], revoked: [gone] } })).toEqual([])
    expect(codes(WAIVER, {})).toEqual([])
  })
})
