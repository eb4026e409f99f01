import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MAX_PLAN_CHANGES, MAX_PLAN_SIZE } from '../../../src/core/configuration/terraform/plan/limits.ts'
import { plannedAccess } from '../../../src/core/configuration/terraform/plan/planned-access.ts'
import { withoutInstanceKeys } from '../../../src/core/configuration/terraform/plan/planned-change.ts'
import { readPlan } from '../../../src/core/configuration/terraform/plan/read-plan.ts'
import { differ } from '../../../src/core/difference/differ.ts'
import { allowing, planText } from './plan-double.ts'

const ADDRESS = 'aws_iam_role_policy.reader'
const POLICY = { role: 'reader', policy: allowing('s3:GetObject') }

function refusal(text: string) {
  const reading = readPlan('tf/plan.json', text)
  return reading.kind === 'refused' ? reading.problem : undefined
}

describe('reading a plan', () => {
  it('knows its version, its resources and how they are configured', () => {
    const reading = readPlan(
      'plan.json',
      readFileSync(join(import.meta.dirname, 'fixtures/replaced-data.json'), 'utf8'),
    )
    expect(reading).toMatchObject({ kind: 'plan', plan: { name: 'plan.json', terraformVersion: '1.11.4' } })
    if (reading.kind === 'refused') throw new Error(reading.problem.detail)
    expect(reading.plan.changes.map(({ address }) => address)).toEqual([
      'terraform_data.kept',
      'terraform_data.source',
      'module.team["a.b[0]"].terraform_data.policy[0]',
      'module.team["c\\"d"].terraform_data.policy[0]',
    ])
    expect(reading.plan.unfinished).toBeUndefined()
  })

  it('reads a plan without resources, and one that begins with a byte order mark', () => {
    const empty = '{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{}}}'
    expect(readPlan('plan.json', empty)).toMatchObject({ kind: 'plan', plan: { changes: [] } })
    expect(readPlan('plan.json', `\ufeff${planText([{ address: ADDRESS, after: POLICY }])}`).kind).toBe('plan')
  })

  it.each([
    [{ errored: true }, 'ended in an error'],
    [{ complete: false }, 'is not complete: Terraform has left out a part of what is to come'],
  ])('says that a plan is not whole: %j', (more, unfinished) => {
    expect(readPlan('plan.json', planText([], more))).toMatchObject({ kind: 'plan', plan: { unfinished } })
  })

  it.each([
    ['nothing', '', /is no JSON object/],
    ['no JSON', '{"format_version": "1.2", resource_changes: []}', /line 1, column \d+/],
    ['half of a plan', planText([]).slice(0, -20), /is no JSON object/],
    ['lines of events', `${planText([])}\n${planText([])}`, /is no JSON object/],
    ["Terraform's own file", 'PK\u0003\u0004\u0014', /own file of a saved plan/],
    ['a state', '{"format_version":"1.0","values":{"root_module":{}}}', /not a plan of Terraform/],
    ['another object', '{"plan": true}', /not a plan of Terraform/],
    ['a list', '[]', /is no JSON object/],
    ['a newer format', planText([], { format_version: '2.0' }), /format 2\.0 of plans; what is read is format 1/],
    ['a format that is none', planText([], { format_version: '1.2\u202e' }), /format 1\.2/],
    ['a resource that is none', planText([], { resource_changes: [{ address: 'a.b' }] }), /entry 0/],
    ['changes that are no list', planText([], { resource_changes: {} }), /resource_changes is no list/],
    [
      'a state that is none',
      planText([], { resource_changes: [{ ...entry(), change: { actions: ['create'], after: 7 } }] }),
      /entry 0/,
    ],
    ['an endless address', planText([{ address: `aws_iam_role.${'a'.repeat(3_000)}`, after: {} }]), /entry 0/],
    ['a key twice', planText([]).replace('{', '{"complete":true,'), /has the key "complete" twice/],
    [
      'a key twice within',
      planText([{ address: ADDRESS, after: POLICY }]).replace('"role":', '"role":"a","role":'),
      /"role"/,
    ],
    [
      'deep nesting',
      planText([{ address: ADDRESS, after: POLICY }]).replace('"reader"', `${'['.repeat(5_000)}${']'.repeat(5_000)}`),
      /nest/,
    ],
  ])('refuses %s, by name and with the way out', (_what, text, message) => {
    const problem = refusal(text)
    expect(problem?.detail).toMatch(message)
    expect(problem?.detail).toMatch(/^tf\/plan\.json .*terraform show -json PLAN/s)
  })

  it('refuses what is beyond its limits before reading it', () => {
    const many = planText([]).replace('"resource_changes":[]', `"resource_changes":[${'1,'.repeat(1_000_000)}1]`)
    expect(refusal(many)).toMatchObject({ code: 'plan-too-large' })
    expect(refusal(many)?.detail).toContain(`more than ${MAX_PLAN_CHANGES} resources`)
    expect(refusal(' '.repeat(MAX_PLAN_SIZE + 1))).toMatchObject({ code: 'plan-too-large' })
    expect(refusal('['.repeat(1_000_000))).toMatchObject({ code: 'plan-json' })
    expect(refusal(`{"a":${'['.repeat(1_000_000)}`)).toMatchObject({ code: 'plan-json' })
  })

  it('passes over what it does not need, whatever is in there', () => {
    const text = planText([{ address: ADDRESS, after: POLICY }], { prior_state: { deep: 'x' } })
    const deep = text.replace('"x"', `${'['.repeat(100_000)}${']'.repeat(100_000)}`)
    expect(readPlan('plan.json', deep).kind).toBe('plan')
  })
})

describe('hostile names', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']

  it('are names like any other', () => {
    const changes = names.map((name) => ({ address: `aws_iam_role_policy.${name}`, after: { ...POLICY, role: name } }))
    const text = planText(changes).replaceAll('"id"', '"__proto__"')
    const reading = readPlan('__proto__', text)
    if (reading.kind === 'refused') throw new Error(reading.problem.detail)
    const access = plannedAccess(undefined, reading.plan)
    const granted = differ(access.base, access.head).flatMap(({ difference }) => difference.granted)
    expect(granted.map(({ address }) => address)).toEqual(names.map((name) => `aws_iam_role_policy.${name}`))
  })

  it.each([
    ['aws_iam_role.a["x"].b[0]', 'aws_iam_role.a.b'],
    ['module.m["a].b[\\"]"].t.n', 'module.m.t.n'],
    ['t.n["', 't.n'],
    ['t.n', 't.n'],
  ])('have their keys taken off: %s', (address, expected) => {
    expect(withoutInstanceKeys(address)).toBe(expected)
  })
})

function entry() {
  return { address: ADDRESS, mode: 'managed', type: 'aws_iam_role_policy' }
}
