import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/core/rules/fact.ts'
import { judge } from '../../src/core/rules/judge.ts'
import { loadRules } from '../../src/core/rules/load.ts'
import { DEFAULT_SETTINGS, type RuleSetting, type Settings } from '../../src/core/rules/settings.ts'
import { builtInRules, ruleFiles } from './built-in-rules.ts'
import { authorship, governance, granted, malformed, region, undecided } from './facts.ts'

const RULES = builtInRules()

function settings(change: Partial<Settings>): Settings {
  return { ...DEFAULT_SETTINGS, ...change }
}

function tuned(...rules: readonly [string, RuleSetting][]): Settings {
  return settings({ rules: new Map(rules) })
}

function ruleOf(fact: Fact, applied: Settings = DEFAULT_SETTINGS): string | undefined {
  return judge([fact], RULES, applied).findings[0]?.rule
}

describe('which rule speaks', () => {
  it.each<[string, Fact, string]>([
    ['a new action', granted({}), 'access/broader-access'],
    ['every action on everything', granted({ actions: ['*'], resources: ['*'] }), 'access/administrator-access'],
    ['everything of IAM', granted({ actions: ['iam:*'], resources: ['*'] }), 'access/administrator-access'],
    [
      'every action on one bucket',
      granted({ actions: ['*'], resources: ['arn:aws:s3:::a/*'] }),
      'access/permissions-management',
    ],
    ['iam:PutRolePolicy', granted({ actions: ['iam:PutRolePolicy'] }), 'access/permissions-management'],
    ['an action that is partly unknown', granted({ actions: ['${var.actions}'] }), 'access/permissions-management'],
    [
      'a principal in a trust policy',
      granted({
        policyKind: 'trust',
        actions: ['sts:AssumeRole'],
        resources: [],
        principals: ['AWS arn:aws:iam::1:root'],
      }),
      'access/broader-trust',
    ],
    ['anyone who may write', granted({ policyKind: 'resource', principals: ['*'] }), 'access/public-write'],
    [
      'anyone in a resource policy',
      granted({ policyKind: 'resource', principals: ['*'], actions: ['s3:GetObject'] }),
      'access/public-principal',
    ],
    [
      'anyone of one organisation',
      granted({ policyKind: 'resource', principals: ['*'], conditions: ['aws:PrincipalOrgID StringEquals o-1'] }),
      'access/broader-access',
    ],
    [
      'anyone but one organisation',
      granted({
        policyKind: 'resource',
        principals: ['*'],
        actions: ['s3:GetObject'],
        conditions: ['aws:PrincipalOrgID StringNotEquals o-1'],
      }),
      'access/public-principal',
    ],
    [
      'anyone in one of two regions',
      granted(
        { policyKind: 'resource', principals: ['*'], actions: ['s3:GetObject'] },
        { policyKind: 'resource', principals: ['*'], conditions: ['aws:PrincipalOrgID StringEquals o-1'] },
      ),
      'access/public-principal',
    ],
    ['a deny that went', granted({ origin: 'no-longer-denied' }), 'guardrail/removed-deny'],
    ['an unknown', undecided(), 'access/undecided-access'],
    ['what was known before', undecided('var.x', true), 'access/no-longer-decided-access'],
    ['a malformed file', malformed(), 'governance/malformed-file'],
    ['changed settings', governance('settings-changed'), 'governance/changed-gate-rules'],
    ['unreadable settings', governance('settings-unreadable'), 'governance/unreadable-settings'],
    ['two parsers', governance('second-opinion-disagrees'), 'governance/parser-disagreement'],
    ['a conflict', governance('merge-conflict'), 'governance/merge-conflict'],
    ['commits not read', governance('authorship-incomplete'), 'authorship/incomplete-authorship'],
    ['an AI tool', authorship(), 'authorship/ai-authored-change'],
  ])('%s', (_, fact, rule) => {
    expect(ruleOf(fact)).toBe(rule)
  })

  it('asks for two humans whichever rule it is', () => {
    for (const fact of [granted({}), undecided(), malformed(), governance('merge-conflict'), authorship()]) {
      expect(judge([fact], RULES, DEFAULT_SETTINGS).humansNeeded).toBe(2)
    }
  })

  it('is silent where nothing was found', () => {
    expect(judge([], RULES, DEFAULT_SETTINGS)).toEqual({
      findings: [],
      waived: [],
      mode: 'enforce',
      humansNeeded: 1,
      teamsNeeded: [],
      reviewersNeeded: [],
      blockedBy: [],
      explanations: [],
    })
  })
})

describe('settings', () => {
  it('turn a specific rule off, and the general one speaks', () => {
    const admin = granted({ actions: ['s3:GetObject'], policyKind: 'trust' })
    expect(ruleOf(admin, tuned(['access/broader-trust', { enabled: false }]))).toBe('access/broader-access')
  })

  it('turn all rules of a fact off, and it is silent and says so', () => {
    const judgement = judge([undecided()], RULES, tuned(['access/undecided-access', { enabled: false }]))
    expect(judgement.findings).toEqual([])
    expect(judgement.humansNeeded).toBe(1)
    expect(judgement.explanations[0]?.inactive).toEqual(['access/undecided-access'])
  })

  it('change a severity, and with it which rule speaks', () => {
    const change = tuned(
      ['access/broader-access', { severity: 'critical' }],
      ['access/broader-trust', { severity: 'low' }],
    )
    const [finding] = judge([granted({ policyKind: 'trust' })], RULES, change).findings
    expect(finding).toMatchObject({ rule: 'access/broader-access', severity: 'critical' })
  })

  it('cannot turn off what speaks for a failed review', () => {
    const change = tuned(['governance/unreadable-settings', { enabled: false, severity: 'low' }])
    const [finding] = judge([governance('settings-unreadable')], RULES, change).findings
    expect(finding).toMatchObject({ rule: 'governance/unreadable-settings', severity: 'critical' })
  })

  it('ask for more humans, and never make a notice into a hold', () => {
    expect(judge([granted({})], RULES, settings({ humans: 3 })).humansNeeded).toBe(3)
    expect(judge([], RULES, settings({ humans: 3 })).humansNeeded).toBe(1)
  })

  it.each<[Settings['hold'], string, readonly Fact[], boolean]>([
    ['governed', 'a governed file', [authorship()], true],
    ['governed', 'another file', [authorship({ governed: false })], false],
    ['broadening', 'a governed file', [authorship()], false],
    ['broadening', 'a governed file, and access grows', [authorship(), granted({})], true],
    ['broadening', 'a governed file, and nobody knows whether access grows', [authorship(), undecided()], true],
    ['broadening', 'another file, and access grows', [authorship({ governed: false }), granted({})], false],
    ['any', 'another file', [authorship({ governed: false })], true],
  ])('authorship.hold: %s with %s', (hold, _, facts, held) => {
    const { explanations, findings } = judge(facts, RULES, settings({ hold }))
    const index = findings.findIndex((finding) => finding.kind === 'authorship')
    expect(explanations[index]?.humans).toBe(held ? 2 : 1)
    expect(findings[index]?.severity).toBe(held ? 'medium' : 'low')
  })
})

describe('several rules of one fact', () => {
  const change = granted({ actions: ['iam:*'], resources: ['*'] })

  it('leave the word to one, and tell which others matched', () => {
    const [explanation] = judge(
      [change],
      RULES,
      tuned(['access/permissions-management', { enabled: false }]),
    ).explanations
    expect(explanation).toMatchObject({
      rule: 'access/administrator-access',
      matched: [
        'access/administrator-access',
        'access/passing-any-role',
        'access/service-wildcard',
        'access/any-resource',
        'access/broader-access',
      ],
      inactive: ['access/permissions-management'],
      steps: [
        '`access/administrator-access` speaks with severity critical.',
        'Also matched: access/passing-any-role, access/service-wildcard, access/any-resource, access/broader-access.',
        'Would have matched and does not act: access/permissions-management.',
        'It asks for 2 accountable humans.',
      ],
    })
    expect(judge([undecided()], RULES, DEFAULT_SETTINGS).explanations[0]?.steps).toEqual([
      '`access/undecided-access` speaks with severity high.',
      'It asks for 2 accountable humans.',
    ])
  })

  it('keep the highest demand for humans, whichever of them speaks', () => {
    const rules = RULES.map((rule) => (rule.id === 'access/broader-access' ? { ...rule, humans: 4 } : rule))
    const { findings, humansNeeded } = judge([change], rules, DEFAULT_SETTINGS)
    expect(findings[0]?.rule).toBe('access/administrator-access')
    expect(humansNeeded).toBe(4)
  })

  it('do not include one that was removed', () => {
    const rules = RULES.map((rule) =>
      rule.id === 'access/administrator-access' ? { ...rule, lifecycle: 'removed' as const } : rule,
    )
    const on = tuned(['access/administrator-access', { enabled: true }])
    expect(judge([change], rules, on).findings[0]?.rule).toBe('access/permissions-management')
  })

  it('include one in preview where settings turn it on', () => {
    const rules = RULES.map((rule) =>
      rule.id === 'access/administrator-access' ? { ...rule, lifecycle: 'preview' as const } : rule,
    )
    expect(judge([change], rules, DEFAULT_SETTINGS).findings[0]?.rule).toBe('access/permissions-management')
    const on = tuned(['access/administrator-access', { enabled: true }])
    expect(judge([change], rules, on).findings[0]?.rule).toBe('access/administrator-access')
  })

  it('may tell without holding', () => {
    const rules = RULES.map((rule) => (rule.kind === 'undecided' ? { ...rule, humans: 1 } : rule))
    const { findings, humansNeeded, explanations } = judge([undecided()], rules, DEFAULT_SETTINGS)
    expect(findings.length).toBe(1)
    expect(humansNeeded).toBe(1)
    expect(explanations[0]?.steps.at(-1)).toBe('It does not hold the merge.')
  })

  it('explain silent facts behind those that speak', () => {
    const off = tuned(['access/undecided-access', { enabled: false }])
    const judgement = judge([undecided(), granted({}), undecided('another')], RULES, off)
    expect(judgement.explanations.map(({ rule }) => rule)).toEqual(['access/broader-access', undefined, undefined])
  })
})

describe('what fails is held', () => {
  const broken = (when: string) => {
    const general = ruleFiles('yml').get('rules/access/broader-access.yml') ?? ''
    const file = general.replace(/when: \|-\n(?: .*\n)+/, `when: '${when}'\n`)
    const { rules, diagnostics } = loadRules(new Map([['rules/access/broken.yml', file]]))
    expect(diagnostics).toEqual([])
    return [...RULES, ...rules]
  }

  it('a rule that cannot be evaluated gives a finding of its own and leaves the others as they are', () => {
    const rules = broken('change.actions[5] == "a"')
    const { findings, humansNeeded } = judge([granted({})], rules, DEFAULT_SETTINGS)
    expect(findings.map((finding) => finding.rule)).toEqual(['access/broader-access', 'governance/failed-rule'])
    expect(findings[1]?.message).toContain('access/broken')
    expect(humansNeeded).toBe(2)
  })

  it('a rule that would take too long gives a finding instead of an answer', () => {
    const rules = broken('change.actions.exists(a, change.resources.exists(b, a == b))')
    const many = Array.from({ length: 3000 }, (_, index) => `s3:Action${index}`)
    const { findings } = judge([granted({ actions: many, resources: many })], rules, DEFAULT_SETTINGS)
    expect(findings.map((finding) => finding.rule)).toContain('governance/failed-rule')
  })

  it('a failing rule that is turned off is not asked', () => {
    const rules = broken('change.actions[5] == "a"')
    const { findings } = judge([granted({})], rules, tuned(['access/broken', { enabled: false }]))
    expect(findings.map((finding) => finding.rule)).toEqual(['access/broader-access'])
  })

  it('a fact that no rule takes', () => {
    const rules = RULES.filter((rule) => rule.kind !== 'undecided')
    const { findings, humansNeeded } = judge([undecided()], rules, DEFAULT_SETTINGS)
    expect(findings.map((finding) => finding.rule)).toEqual(['governance/unjudged-change'])
    expect(humansNeeded).toBe(2)
  })

  it('by two humans at least, whatever the rule for it says', () => {
    const rules = RULES.filter((rule) => rule.kind !== 'undecided').map((rule) => ({ ...rule, humans: 1 }))
    expect(judge([undecided()], rules, DEFAULT_SETTINGS).humansNeeded).toBe(2)
  })

  it('and without that rule it is our own error, never a pass', () => {
    expect(() => judge([undecided()], [], DEFAULT_SETTINGS)).toThrow('no built-in rule holds')
  })

  it('a fact that only a preview rule would take', () => {
    const rules = RULES.map((rule) => (rule.kind === 'undecided' ? { ...rule, lifecycle: 'preview' as const } : rule))
    expect(judge([undecided()], rules, DEFAULT_SETTINGS).findings[0]?.rule).toBe('governance/unjudged-change')
  })
})

describe('a finding', () => {
  it('says what is newly possible, shows a request, and tells why and how to narrow it', () => {
    const [finding] = judge([granted({})], RULES, DEFAULT_SETTINGS).findings
    expect(finding?.title).toBe('Allows s3:DeleteObject on arn:aws:s3:::logs/* (was not allowed before)')
    expect(finding?.message).toContain('Newly possible: s3:DeleteObject (write) on arn:aws:s3:::logs/*')
    expect(finding?.message).toContain('s3:DeleteObject on arn:aws:s3:::logs/a')
    expect(finding?.message).toContain('Why it matters: ')
    expect(finding?.message).toContain('How to narrow it: ')
  })

  it('has a digest of what it says, not of where it stands', () => {
    const digest = (fact: Fact) => judge([fact], RULES, DEFAULT_SETTINGS).findings[0]?.digest
    const moved = { ...granted({}), location: { file: 'main.tf', startLine: 90, endLine: 91 } }
    expect(digest(moved)).toBe(digest(granted({})))
    expect(digest(granted({ actions: ['s3:PutObject'] }))).not.toBe(digest(granted({})))
    expect(digest(granted(region(), { conditions: ['a'] }))).toBe(digest(granted({ conditions: ['a'] }, region())))
    expect(digest(undecided('one'))).not.toBe(digest(undecided('two')))
  })

  it('stands in the order of files and lines, whatever order the facts came in', () => {
    const facts = [authorship(), granted({}), governance('settings-changed'), malformed()]
    const there = judge(facts, RULES, DEFAULT_SETTINGS)
    expect(judge([...facts].reverse(), RULES, DEFAULT_SETTINGS)).toEqual(there)
    expect(there.findings.map(({ file }) => file)).toEqual([
      '.github/countersign.yml',
      'main.tf',
      'main.tf',
      'roles.tf',
    ])
  })

  it('writes out what cannot be seen in the names it shows', () => {
    const [finding] = judge(
      [granted({ resources: ['arn:aws:s3:::a\u202eb\n\u001b[31m'] })],
      RULES,
      DEFAULT_SETTINGS,
    ).findings
    expect(finding?.title).toContain('a\\u{202e}b\\u{a}\\u{1b}[31m')
  })

  it('keeps its title and message short however much there is to list', () => {
    const many = Array.from({ length: 2000 }, (_, index) => `s3:Action${index}${'x'.repeat(500)}`)
    const [finding] = judge([granted({ actions: many })], RULES, DEFAULT_SETTINGS).findings
    expect(finding?.title.length).toBeLessThanOrEqual(200)
    expect(finding?.message).toContain('and 1995 more')
    expect(finding?.message.length).toBeLessThan(8000)
  })
})
