import { describe, expect, it } from 'vitest'
import { isWithin } from '../../src/core/rules/scope.ts'
import { settingsOf } from '../../src/core/rules/settings.ts'
import type { SettingsFile } from '../../src/core/rules/settings-schema.ts'
import { withFloor } from '../../src/core/rules/with-floor.ts'
import fc from '../seeded-properties.ts'
import { merged, PLACE } from './merged-settings.ts'

const RULE = 'access/broader-access'

const rule = (text: string) => `rules:\n  ${RULE}: ${text}\n`

describe('settings above a floor', () => {
  /** What it is, the repository, the organisation, what applies of it, and what is refused. */
  it.each<[string, string, string, object, string[]]>([
    ['the mode cannot become advisory', 'mode: advisory', 'mode: enforce', { mode: 'enforce' }, ['mode: `enforce`']],
    ['the mode may enforce', 'mode: enforce', 'mode: advisory', { mode: 'enforce' }, []],
    ['what only the organisation says applies', '', 'mode: advisory', { mode: 'advisory' }, []],
    ['what only the repository says applies', 'mode: advisory', '', { mode: 'advisory' }, []],
    [
      'humans are the larger number',
      'approvals: { humans: 2 }',
      'approvals: { humans: 3 }',
      { humans: 3 },
      ['approvals.humans: `3`'],
    ],
    [
      'teams are those of both',
      'approvals: { teams: [cloud, Security] }',
      'approvals: { teams: [security] }',
      { teams: ['security', 'cloud'] },
      [],
    ],
    [
      'one of the people is enough, so that a repository may only take some off',
      'approvals: { reviewers: [Alice] }',
      'approvals: { reviewers: [alice, bob] }',
      { reviewers: ['alice'] },
      [],
    ],
    [
      'others are not the people whom the organisation asks for',
      'approvals: { reviewers: [mallory] }',
      'approvals: { reviewers: [alice, bob] }',
      { reviewers: ['alice', 'bob'] },
      ['approvals.reviewers: nothing beside `alice`, `bob`'],
    ],
    [
      'owners have to approve where either says so',
      'approvals: { codeowners: false }',
      'approvals: { codeowners: true }',
      { codeowners: true },
      ['approvals.codeowners: `true`'],
    ],
    [
      'AI-authored changes are held as widely as either says',
      'authorship: { hold: broadening }',
      'authorship: { hold: governed }',
      { hold: 'governed' },
      ['authorship.hold: `governed`'],
    ],
    [
      'a suggestion makes a director where either says so',
      'authorship: { suggestions: allow }',
      'authorship: { suggestions: director }',
      { suggestions: 'director' },
      ['authorship.suggestions: `director`'],
    ],
    [
      'acknowledging oneself takes both',
      'approvals: { selfAcknowledgement: true }',
      'approvals: { selfAcknowledgement: false }',
      { selfAcknowledgement: false },
      ['approvals.selfAcknowledgement: `false`'],
    ],
    [
      'being allowed to acknowledge oneself turns nothing on',
      '',
      'approvals: { selfAcknowledgement: true }',
      { selfAcknowledgement: false },
      [],
    ],
    [
      'an override of another team is none',
      'approvals: { override: { team: mates } }',
      'approvals: { override: { team: oncall } }',
      { override: undefined },
      ['approvals.override.team: `oncall`, so nobody may release a held change'],
    ],
    [
      'an override holds no longer than the organisation lets it',
      'approvals: { override: { team: Oncall, hours: 72 } }',
      'approvals: { override: { team: oncall } }',
      { override: { team: 'oncall', hours: 4 } },
      ['approvals.override.hours: `4`'],
    ],
    [
      'no override anywhere',
      'approvals: { override: { team: mates } }',
      'approvals: { override: off }',
      { override: undefined },
      ['approvals.override: `off`: nobody may release a held change'],
    ],
    [
      'a declaration takes no further trailer',
      'authorship: { declaration: { trailers: [Anything-Goes, No-AI] } }',
      'authorship: { declaration: { trailers: [Assisted-by, No-AI] } }',
      { declaration: { trailers: ['No-AI'], withoutAi: ['No-AI'] } },
      ['authorship.declaration.trailers: nothing beside `Assisted-by`, `No-AI`'],
    ],
    [
      'no further trailer denies that there was a tool',
      'authorship: { declaration: { trailers: [Assisted-by, No-AI], withoutAi: [Assisted-by] } }',
      'authorship: { declaration: { trailers: [Assisted-by, No-AI] } }',
      { declaration: { trailers: ['Assisted-by', 'No-AI'], withoutAi: [] } },
      ['authorship.declaration.withoutAi: nothing beside `No-AI`'],
    ],
    [
      'a declaration is asked for where either does',
      '',
      'authorship: { declaration: { trailers: [Assisted-by] } }',
      { declaration: { trailers: ['Assisted-by'], withoutAi: [] } },
      [],
    ],
    [
      'plans of both are read, and required where either says so',
      'plans: { artifact: mine, required: false }',
      'plans: { artifact: ours, required: true }',
      { plans: { artifacts: ['ours', 'mine'], required: true } },
      ['plans.required: `true`'],
    ],
    [
      'reminders come as soon as either says',
      'reminders: { afterHours: 48 }',
      'reminders: { afterHours: 24, escalation: { afterHours: 72, teams: [leads] } }',
      { reminders: { afterHours: 24, escalation: { afterHours: 72, teams: ['leads'] } } },
      ['reminders.afterHours: `24`'],
    ],
    [
      'comments are as the repository likes',
      'comments: { summary: false }',
      'comments: { summary: true, review: true }',
      { comments: { summary: false, review: true } },
      [],
    ],
    [
      'data of a label is that of both',
      'dataClassification: { pii: [mine] }',
      'dataClassification: { pii: [ours] }',
      { dataClassification: [{ label: 'pii', patterns: ['ours', 'mine'] }] },
      [],
    ],
    [
      'what policies are for is what the organisation says last',
      'policyKinds: [{ paths: [a/], kind: scp }]',
      'policyKinds: [{ paths: [b/], kind: rcp }]',
      { policyKinds: [{ kind: 'scp' }, { kind: 'rcp' }] },
      [],
    ],
  ])('%s', (_, repository, organisation, expected, refused) => {
    const answer = merged(repository, organisation)
    expect(answer.settings).toMatchObject(expected)
    expect(answer.refused).toEqual(refused)
  })
})

describe('a rule above a floor', () => {
  it.each<[string, string, string, object, string[]]>([
    ['cannot be turned off', rule('off'), rule('high'), { severity: 'high' }, ['enabled: the rule to act']],
    [
      'cannot be turned off where more humans are asked for',
      rule('off'),
      rule('{ humans: 3 }'),
      { humans: 3 },
      ['enabled: the rule to act'],
    ],
    ['may be turned on', rule('{ enabled: true }'), rule('off'), { enabled: true }, []],
    ['stays off where nobody wants it', '', rule('off'), { enabled: false }, []],
    ['cannot be less severe', rule('low'), rule('high'), { severity: 'high' }, ['severity: `high`']],
    ['may be more severe', rule('critical'), rule('high'), { severity: 'critical' }, []],
    [
      'asks for the larger number',
      rule('{ humans: 2, teams: [a] }'),
      rule('{ humans: 4, teams: [b] }'),
      { humans: 4, teams: ['b', 'a'] },
      ['humans: `4`'],
    ],
    [
      'asks for none but those whom the organisation asks for',
      rule('{ reviewers: [alice, mallory] }'),
      rule('{ reviewers: [alice, bob] }'),
      { reviewers: ['alice'] },
      ['reviewers: nothing beside `alice`, `bob`'],
    ],
    ['may block', rule('{ block: true }'), rule('{ humans: 2 }'), { humans: 2, block: true }, []],
    [
      'blocks on',
      rule('{ block: false }'),
      rule('{ block: true }'),
      { block: true, mode: 'enforce' },
      ['block: `true`'],
    ],
    [
      'acts in no smaller part',
      rule("{ paths: ['prod/**'] }"),
      rule('high'),
      { severity: 'high' },
      ['paths: the rule to act everywhere'],
    ],
    [
      'lets no part out',
      rule("{ except: ['legacy/**'] }"),
      rule('{ enabled: true }'),
      { enabled: true },
      ['except: the rule to act everywhere'],
    ],
    [
      'cannot be advisory',
      rule('{ mode: advisory }'),
      rule('{ mode: enforce }'),
      { mode: 'enforce' },
      ['mode: `enforce`'],
    ],
    [
      'cannot be advisory where everything is enforced',
      rule('{ mode: advisory }'),
      'mode: enforce',
      { mode: 'enforce' },
      ['mode: `enforce`'],
    ],
    [
      'is not waived',
      rule('{ waivers: true }'),
      rule('high'),
      { waivers: false },
      ['waivers: no waivers of this rule'],
    ],
    ['may be waived where that is said', '', rule('{ waivers: true }'), { waivers: true }, []],
  ])('%s', (_, repository, organisation, expected, refused) => {
    const answer = merged(repository, organisation)
    expect(answer.settings.rules.get(RULE)).toMatchObject(expected)
    expect(answer.settings.rules.get(RULE)?.scope).toBeUndefined()
    expect(answer.refused).toEqual(refused.map((each) => `rules.${RULE}.${each}`))
  })

  it.each<[string, string, string, object | undefined, string[]]>([
    ['acts in more paths', "paths: ['mine/']", "paths: ['ours/']", { paths: ['ours/', 'mine/'] }, []],
    ['keeps to paths that the repository says nothing of', 'humans: 3', "paths: ['ours/']", { paths: ['ours/'] }, []],
    [
      'acts in no fewer paths',
      "paths: ['ours/']",
      "paths: ['ours/', 'both/']",
      { paths: ['ours/', 'both/'] },
      ['paths: the rule to act in `both/` as well'],
    ],
    ['acts in more environments', 'environments: [a]', 'environments: [b]', { environments: ['b', 'a'] }, []],
    ['leaves out what both do', "except: ['a/']", "except: ['a/', 'b/']", { except: ['a/'] }, []],
    ['leaves out nothing else', "except: ['c/']", "except: ['a/']", undefined, ['except: no exception beside `a/`']],
    [
      'acts in all environments where the organisation names none',
      'environments: [a]',
      "paths: ['ours/']",
      { paths: ['ours/'] },
      ['environments: the rule to act everywhere'],
    ],
  ])('%s', (_, repository, organisation, expected, refused) => {
    const environments = 'environments: { a: { paths: [a/] }, b: { paths: [b/] } }\n'
    const answer = merged(rule(`{ ${repository} }`) + environments, rule(`{ ${organisation} }`) + environments)
    const { paths, except, environments: named } = answer.settings.rules.get(RULE)?.scope ?? {}
    const sources = (patterns: typeof paths) => patterns?.map(({ source }) => source)
    const scope = { paths: sources(paths), except: sources(except), environments: named }
    expect(scope).toEqual({ paths: undefined, except: undefined, environments: undefined, ...expected })
    expect(answer.refused).toEqual(refused.map((each) => `rules.${RULE}.${each}`))
  })

  it('acts wherever the organisation has it act, whatever the repository writes of it', () => {
    const patterns = fc.uniqueArray(fc.constantFrom('a/', 'b/', 'a/c/', '*.tf', '/a/', '**/c/*.tf'), { minLength: 1 })
    const environments = fc.uniqueArray(fc.constantFrom('a', 'b'), { minLength: 1 })
    const part = fc.record({ paths: patterns, except: patterns, environments }, { requiredKeys: [] })
    const files = fc.array(fc.constantFrom('a/x.tf', 'b/x.tf', 'a/c/x.tf', 'x.json', 'b/a/c/y.tf'), {
      minLength: 1,
      maxLength: 2,
    })
    const place = fc.record({ files, environments: fc.subarray(['a', 'b']) })
    const scopeOf = (file: SettingsFile) =>
      settingsOf(file, { valueAt: () => PLACE, keyAt: () => PLACE }, []).rules.get(RULE)?.scope ?? {}
    fc.assert(
      fc.property(part, part, place, (repository, organisation, where) => {
        const [wants, asks]: SettingsFile[] = [repository, organisation].map((each) => ({
          version: 1,
          rules: { [RULE]: each },
        }))
        if (wants === undefined || asks === undefined) throw new Error('two files')
        const both = scopeOf(withFloor(wants, asks).file)
        if (isWithin(scopeOf(asks), where, true)) expect(isWithin(both, where, true)).toBe(true)
        // Nor is anything lost of what the repository asks for beyond that, where it says as much as the organisation.
        const says = (key: 'paths' | 'environments') => organisation[key] === undefined || repository[key] !== undefined
        const isFree = organisation.except === undefined && says('paths') && says('environments')
        if (isFree && isWithin(scopeOf(wants), where, true)) expect(isWithin(both, where, true)).toBe(true)
      }),
    )
  })

  it('that the organisation does not name is left to the repository', () => {
    const answer = merged(rule('off'), 'rules: { access/broader-trust: high }')
    expect(answer.settings.rules.get(RULE)).toEqual({ enabled: false })
    expect(answer.refused).toEqual([])
  })

  it('that is called like something every object has is what the repository writes', () => {
    const file: SettingsFile = { version: 1, rules: Object.fromEntries([['constructor', 'off' as const]]) }
    const { file: both, refusals } = withFloor(file, { version: 1, rules: {} })
    expect(Object.entries(both.rules ?? {})).toEqual([['constructor', { enabled: false }]])
    expect(refusals).toEqual([])
  })
})

describe('scopes above a floor', () => {
  const LAX = "scopes: [{ paths: ['**'], mode: advisory }]"

  it('are not advisory where everything is enforced', () => {
    const answer = merged(LAX, 'mode: enforce')
    expect(answer.settings.scopes).toEqual([])
    expect(answer.refused).toEqual(['scopes.0.mode: `enforce`'])
  })

  it('are overruled for the rules that are enforced', () => {
    const answer = merged(LAX, rule('{ mode: enforce }'))
    expect(answer.settings.scopes.map(({ rules, mode }) => [rules, mode])).toEqual([
      [undefined, 'advisory'],
      [[RULE], 'enforce'],
    ])
    expect(answer.refused).toEqual([`scopes.0.mode: \`enforce\` for \`${RULE}\``])
  })

  it('of the organisation decide last', () => {
    const organisation = "scopes: [{ paths: ['prod/**'], mode: enforce }]"
    expect(merged(LAX, organisation).settings.scopes.map(({ mode }) => mode)).toEqual(['advisory', 'enforce'])
  })

  it('do not name more by an environment than the organisation does', () => {
    const organisation = `environments: { sandbox: { paths: ['sandbox/**'] } }
scopes: [{ environments: [sandbox], mode: advisory }]`
    const answer = merged("environments: { sandbox: { paths: ['**'] } }", organisation)
    expect(answer.settings.environments.map(({ paths }) => paths.map(({ source }) => source))).toEqual([['sandbox/**']])
    expect(answer.refused).toEqual(['environments.sandbox: what it says itself of this environment'])
  })
})
