import { describe, expect, it } from 'vitest'
import { compileCondition } from '../../src/core/rules/condition.ts'
import { type ConditionTrace, explainCondition, missingParts } from '../../src/core/rules/explain-condition.ts'
import { explainFact } from '../../src/core/rules/explain-fact.ts'
import type { Fact } from '../../src/core/rules/fact.ts'
import { DEFAULT_SETTINGS, readSettings } from '../../src/core/rules/settings.ts'
import { NO_CONTEXT, subjectOf } from '../../src/core/rules/subject.ts'
import { builtInRules } from './built-in-rules.ts'
import { granted } from './facts.ts'

const RULES = builtInRules()

function explained(when: string, fact: Fact = granted({})): string {
  const condition = compileCondition(when)
  if ('start' in condition) throw new Error(condition.detail)
  const { input } = subjectOf(fact, DEFAULT_SETTINGS, NO_CONTEXT)
  return linesOf(explainCondition(condition, { ...input, parameters: {} })).join('\n')
}

function linesOf({ source, value, parts }: ConditionTrace, depth = 0): readonly string[] {
  const line = `${'  '.repeat(depth)}${source}${value === '' ? '' : ` → ${value}`}`
  return [line, ...parts.flatMap((part) => linesOf(part, depth + 1))]
}

describe('an explanation', () => {
  it('gives each part its value, and each list of operands once', () => {
    expect(explained('change.kind == "granted" && (change.what == "x" || !change.decidedAtBase) && 1 < 2')).toBe(
      [
        'change.kind == "granted" && (change.what == "x" || !change.decidedAtBase) && 1 < 2 → true',
        '  change.kind == "granted" → true',
        '    change.kind → "granted"',
        '  change.what == "x" || !change.decidedAtBase → true',
        '    change.what == "x" → false',
        '      change.what → ""',
        '    !change.decidedAtBase → true',
        '      change.decidedAtBase → false',
        '  1 < 2 → true',
      ].join('\n'),
    )
  })

  it('shows of a loop the element that decides', () => {
    const fact = granted({ actions: ['s3:GetObject', 'iam:PassRole', 's3:PutObject'] })
    expect(explained('change.actions.exists(action, action.startsWith("iam:"))', fact)).toBe(
      [
        'change.actions.exists(action, action.startsWith("iam:")) → true',
        '  action = "iam:PassRole"',
        '    action.startsWith("iam:") → true',
      ].join('\n'),
    )
    expect(explained('change.actions.all(action, action.startsWith("s3:"))', fact)).toContain('action = "iam:PassRole"')
  })

  it('shows of a loop that found nothing the first elements', () => {
    const fact = granted({ actions: ['a:A', 'b:B', 'c:C', 'd:D'] })
    const text = explained('change.actions.exists(action, action == "x")', fact)
    expect(text.match(/action = /g)).toHaveLength(3)
    expect(explained('change.tools.exists(tool, tool == "x")')).toContain('change.tools → []')
  })

  it('follows a loop in a loop, of regions and of ports', () => {
    const regions = 'change.regions.exists(region, region.actions.exists(action, action == "s3:DeleteObject"))'
    expect(explained(regions)).toMatch(/region = \{actions: \["s3:DeleteObject"\].*\n.*\n +action = "s3:DeleteObject"/)
    const network = granted({ policyKind: 'network', principals: ['0.0.0.0/0'], actions: ['ingress tcp 22'] })
    const ports = 'change.internetPorts.exists(range, range.first <= 22 && 22 <= range.last)'
    expect(explained(ports, network)).toContain('range.last → 22')
  })

  it('says what could not be evaluated, and goes on', () => {
    expect(explained('change.kind == "x" && change.actions[9] == "y"')).toMatch(
      /change\.actions\[9\] == "y" → not evaluated: /,
    )
  })

  it('stays small whatever the change is', () => {
    const actions = Array.from({ length: 500 }, (_, index) => `s3:${'x'.repeat(100)}${index}`)
    const text = explained(
      'change.actions.exists(a, change.actions.exists(b, a == b && a == "x"))',
      granted({ actions }),
    )
    expect(text.length).toBeLessThan(20_000)
  })
})

describe('the rules about a fact', () => {
  it('all of its kind answer, those that match first, as the judge asks them', () => {
    const answers = explainFact(granted({ actions: ['iam:PutRolePolicy'] }), RULES, DEFAULT_SETTINGS, NO_CONTEXT)
    const matched = answers.filter(({ answer }) => answer === 'matches').map(({ rule }) => rule)
    expect(answers.slice(0, matched.length).map(({ rule }) => rule)).toEqual(matched)
    expect(matched).toContain('access/permissions-management')
    expect(answers.map(({ rule }) => rule)).not.toContain('governance/running-code')
    expect(answers.every(({ trace }) => trace.value === 'true' || trace.value === 'false')).toBe(true)
  })

  it('of those that do not match stand first that are nearest to it', () => {
    const answers = explainFact(granted({ actions: ['iam:PutRolePolicy'] }), RULES, DEFAULT_SETTINGS, NO_CONTEXT)
    const missing = answers.filter(({ answer }) => answer === 'does-not-match').map(({ trace }) => missingParts(trace))
    expect(missing).toEqual(missing.toSorted((left, right) => left - right))
    expect([missing[0], (missing.at(-1) ?? 0) > 1]).toEqual([1, true])
  })

  it('are explained within a limit, whatever the change is, and what is beyond it is said to be', () => {
    const actions = Array.from({ length: 3_000 }, (_, index) => `s3:Action${index}`)
    const condition = compileCondition('change.actions.exists(a, change.actions.exists(b, a == b && a == "x"))')
    if ('start' in condition) throw new Error(condition.detail)
    const { input } = subjectOf(granted({ actions }), DEFAULT_SETTINGS, NO_CONTEXT)
    expect(explainCondition(condition, { ...input, parameters: {} }).value).toBe(
      'not evaluated: the change is too large for it to be explained in full',
    )
  })

  it('say why they do not act, or hold nothing', () => {
    const yml = 'version: 1\nrules:\n  access/broader-access: off\n  access/any-resource: { mode: advisory }\n'
    const { settings } = readSettings({ yml }, RULES)
    const fact = granted({ actions: ['s3:PutObject'], resources: ['*'] })
    const answers = new Map(explainFact(fact, RULES, settings, NO_CONTEXT).map((each) => [each.rule, each]))
    expect(answers.get('access/broader-access')).toMatchObject({
      answer: 'matches',
      acts: false,
      notes: ['Settings turn it off here.'],
    })
    expect(answers.get('access/any-resource')?.notes).toEqual(['Settings make it a hint here.'])
  })
})
