import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/core/rules/fact.ts'
import { type Judgement, judge } from '../../src/core/rules/judge.ts'
import { loadRules } from '../../src/core/rules/load.ts'
import { readSettings } from '../../src/core/rules/settings.ts'
import { builtInRules } from './built-in-rules.ts'
import { granted, undecided } from './facts.ts'

const RULES = builtInRules()
const read = (yml: string) => readSettings({ yml: `version: 1\n${yml}` }, RULES)

function judged(yml: string, ...facts: readonly Fact[]): Judgement {
  const { settings, located } = read(yml)
  expect(located).toEqual([])
  return judge(facts, RULES, settings)
}

function at(file: string, fact: Fact = granted({})): Fact {
  return { ...fact, location: { ...fact.location, file } }
}

describe('an advisory part of the repository', () => {
  const yml = 'scopes: [{ paths: ["sandbox/"], mode: advisory }]'

  it('shows what it finds, says that it is a hint, and holds nothing', () => {
    const { findings, humansNeeded, teamsNeeded, explanations } = judged(yml, at('sandbox/main.tf'))
    expect(findings).toMatchObject([{ rule: 'access/broader-access', severity: 'high', advisory: true }])
    expect(findings[0]?.message).toContain('it does not hold the merge')
    expect({ humansNeeded, teamsNeeded }).toEqual({ humansNeeded: 1, teamsNeeded: [] })
    expect(explanations[0]?.steps).toContain('Advisory here: access/broader-access.')
  })

  it('is none elsewhere, nor beside something that is elsewhere', () => {
    expect(judged(yml, at('live/main.tf')).humansNeeded).toBe(2)
    expect(judged(yml, at('sandbox/main.tf'), at('live/main.tf')).humansNeeded).toBe(2)
  })

  it('takes no grant whose statement stands outside of it', () => {
    const outside = { ...granted({}), statement: 'modules/role/main.tf:12' }
    expect(judged(yml, at('sandbox/main.tf', outside)).humansNeeded).toBe(2)
  })

  it('makes no hint of what fails, whatever it names', () => {
    const failing = { rule: 'access/broken', when: 'change.resources[7] == "x"' }
    const text = `title: Broken\nseverity: low\nkind: broadened\nwhen: ${failing.when}\nheadline: abc\nmessage: abc\nfix: abc\n`
    const { rules } = loadRules(new Map([[`rules/${failing.rule}.yml`, text]]))
    const { settings } = read(yml)
    expect(judge([at('sandbox/main.tf')], [...RULES, ...rules], settings).humansNeeded).toBe(2)
  })

  it('tells by itself what would have been told by a finding that holds', () => {
    const fact = { ...granted({}), told: [undecided()] }
    expect(judged('rules:\n  access/broader-access: { mode: advisory }', fact)).toMatchObject({
      humansNeeded: 2,
      findings: [{ rule: 'access/broader-access' }, { rule: 'access/undecided-access' }],
    })
    expect(judged('', fact).findings).toHaveLength(1)
    expect(judged('rules:\n  access/broader-access: off', fact).humansNeeded).toBe(2)
  })

  it.each([
    ['humans: 3', { humansNeeded: 3 }],
    ['teams: [security]', { teamsNeeded: ['security'] }],
    ['reviewers: [dora]', { reviewersNeeded: [['dora']] }],
    ['block: true', { blockedBy: ['access/undecided-access'] }],
  ])('tells what asks for more than the finding that would tell it: %s', (more, needed) => {
    const fact = { ...granted({}), told: [undecided()] }
    const rule = (id: string, asks: string) => `  access/${id}: { ${asks} }\n`
    const found = { findings: [{ rule: 'access/broader-access' }, { rule: 'access/undecided-access' }] }
    expect(judged(`rules:\n${rule('undecided-access', more)}`, fact)).toMatchObject({ ...needed, ...found })
    const both = `${rule('undecided-access', more)}${rule('broader-access', more)}`
    expect(judged(`rules:\n${both}`, fact).findings).toHaveLength(1)
    // Under advisory settings what they enforce by name is all that counts.
    const enforced = `${rule('undecided-access', `${more}, mode: enforce`)}${rule('broader-access', 'mode: enforce')}`
    expect(judged(`mode: advisory\nrules:\n${enforced}`, fact)).toMatchObject({ ...needed, ...found })
  })

  it('the last part that is meant decides, for the rules that it names', () => {
    const two = `scopes:
  - { paths: ["sandbox/"], mode: advisory }
  - { paths: ["sandbox/shared/"], rules: [access/broader-access], mode: enforce }`
    expect(judged(two, at('sandbox/shared/main.tf')).humansNeeded).toBe(2)
    expect(judged(two, at('sandbox/own/main.tf')).humansNeeded).toBe(1)
    expect(judged(two, at('sandbox/shared/main.tf', undecided())).humansNeeded).toBe(1)
  })
})

describe('an advisory rule', () => {
  it('leaves what other rules that matched ask for', () => {
    const fact = granted({ actions: ['secretsmanager:GetSecretValue'] })
    const one = judged('rules:\n  access/reading-secrets: { mode: advisory }', fact)
    expect(one).toMatchObject({ humansNeeded: 2, findings: [{ rule: 'access/reading-secrets' }] })
    const both = 'rules:\n  access/reading-secrets: { mode: advisory }\n  access/broader-access: { mode: advisory }'
    expect(judged(both, fact)).toMatchObject({ humansNeeded: 1, findings: [{ advisory: true }] })
  })

  it('is not what a fixed rule can be made', () => {
    expect(read('rules:\n  governance/failed-rule: { mode: advisory }').readable).toBe(false)
  })
})

describe('a rule that is enforced while the settings are advisory', () => {
  const yml = 'mode: advisory\nrules:\n  access/public-principal: { mode: enforce, humans: 3 }'
  const open = granted({ policyKind: 'resource', principals: ['*'] })

  it('holds by itself, and what is not enforced asks for nobody', () => {
    expect(judged(yml, open, undecided())).toMatchObject({ mode: 'enforce', humansNeeded: 3 })
    const humans = judged(yml, open, undecided()).explanations.map((each) => each.humans)
    expect(humans.toSorted()).toEqual([1, 3])
  })

  it('leaves everything else as advisory as it was', () => {
    expect(judged(yml, granted({}))).toMatchObject({ mode: 'advisory', humansNeeded: 2 })
  })
})

describe('where a rule acts', () => {
  it('it acts there and not elsewhere, where the next rule speaks', () => {
    const yml = 'rules:\n  access/permissions-management: { paths: ["live/"], except: ["live/lab/"] }'
    const fact = granted({ actions: ['iam:PutRolePolicy'] })
    const ruleAt = (file: string) => judged(yml, at(file, fact)).findings[0]?.rule
    expect(ruleAt('live/main.tf')).toBe('access/permissions-management')
    expect(ruleAt('live/lab/main.tf')).toBe('access/broader-access')
    expect(ruleAt('test/main.tf')).toBe('access/broader-access')
  })

  it('one of the files is enough, so that half of a grant elsewhere is no way out', () => {
    const yml = 'rules:\n  access/broader-access: { paths: ["live/"] }'
    const fact = { ...granted({}), statement: 'live/policies.tf:3' }
    expect(judged(yml, at('test/main.tf', fact)).humansNeeded).toBe(2)
    expect(judged(yml, at('test/main.tf')).humansNeeded).toBe(1)
  })

  it('an environment is its paths and its accounts', () => {
    const yml = `environments: { production: { paths: ["live/"], accounts: ["111122223333"] } }
rules:
  access/production-access: { humans: 4 }`
    const of = (...resources: readonly string[]) => at('test/main.tf', granted({ resources }))
    expect(judged(yml, at('live/main.tf')).humansNeeded).toBe(4)
    expect(judged(yml, of('arn:aws:sqs:eu-west-1:111122223333:jobs')).humansNeeded).toBe(4)
    expect(judged(yml, of('arn:aws:sqs:eu-west-1:${var.account}:jobs')).humansNeeded).toBe(4)
    expect(judged(yml, of('arn:aws:sqs:eu-west-1:444455556666:jobs')).humansNeeded).toBe(2)
    expect(judged(yml, at('live/main.tf')).findings[0]?.message).toContain('Environment: production.')
  })
})

describe('parameters', () => {
  it('take the place of what a rule says by itself', () => {
    const fact = granted({ actions: ['vault:Read'] })
    const yml = 'rules:\n  access/reading-secrets: { parameters: { actions: ["vault:Read"] } }'
    expect(judged('', fact).findings[0]?.rule).toBe('access/broader-access')
    expect(judged(yml, fact).findings[0]?.rule).toBe('access/reading-secrets')
  })

  it.each([
    ['an unknown name', 'parameters: { action: ["a"] }', 'settings-unknown-parameter', /Did you mean `actions`/],
    ['another type', 'parameters: { actions: "a" }', 'settings-parameter-type', /list<string>/],
    ['a list of something else', 'parameters: { actions: [1] }', 'settings-parameter-type', /list of texts/],
  ])('%s is an error at its place', (_, text, code, says) => {
    const { readable, located } = read(`rules:\n  access/reading-secrets: { ${text} }`)
    expect(readable).toBe(false)
    expect(located).toMatchObject([{ code, line: 3, severity: 'error' }])
    expect(located[0]?.column).toBeGreaterThan(40)
    expect(`${located[0]?.summary} ${located[0]?.detail}`).toMatch(says)
  })

  it('are none where a rule declares none', () => {
    const { located } = read('rules:\n  access/broader-access: { parameters: { ports: [1] } }')
    expect(located).toMatchObject([{ code: 'settings-unknown-parameter', line: 3 }])
  })
})

describe('settings of parts that cannot be read', () => {
  it.each([
    [
      'a pattern that is none',
      'scopes: [{ paths: ["[a]"], mode: advisory }]',
      'settings-invalid',
      /ranges of characters/,
    ],
    ['a part that says nothing', 'scopes: [{ mode: advisory }]', 'settings-invalid', /name `paths`/],
    [
      'an environment that nobody named',
      'scopes: [{ environments: [prod], mode: advisory }]',
      'settings-unknown-environment',
      /no environment/,
    ],
    [
      'an environment that is misspelt',
      'environments: { production: { paths: ["a/"] } }\nrules: { access/broader-access: { environments: [produktion] } }',
      'settings-unknown-environment',
      /Did you mean `production`/,
    ],
    [
      'a rule that nobody has',
      'scopes: [{ paths: ["a/"], rules: [access/broad], mode: advisory }]',
      'settings-unknown-rule',
      /access/,
    ],
    [
      'a rule that is fixed',
      'scopes: [{ paths: ["a/"], rules: [governance/failed-rule], mode: advisory }]',
      'settings-unknown-rule',
      /failed-rule/,
    ],
    [
      'an account that is a number',
      'environments: { a: { accounts: [111122223333] } }',
      'settings-invalid',
      /into quotes/,
    ],
    ['a misspelt key', 'environments: { a: { path: ["a/"] } }', 'settings-invalid', /Did you mean `paths`/],
  ])('%s', (_, yml, code, says) => {
    const { readable, located } = read(yml)
    expect(readable).toBe(false)
    expect(located[0]).toMatchObject({ code, severity: 'error' })
    expect(`${located[0]?.summary} ${located[0]?.detail}`).toMatch(says)
  })
})
