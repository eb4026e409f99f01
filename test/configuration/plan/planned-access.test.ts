import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plannedAccess } from '../../../src/core/configuration/terraform/plan/planned-access.ts'
import { type Plan, readPlan } from '../../../src/core/configuration/terraform/plan/read-plan.ts'
import { differ } from '../../../src/core/difference/differ.ts'
import { allowing, type ChangeDouble, planText, policyOf } from './plan-double.ts'

function planOf(text: string): Plan {
  const reading = readPlan('plan.json', text)
  if (reading.kind === 'refused') throw new Error(reading.problem.detail)
  return reading.plan
}

/** What head's plan shows: beside base's, or by its own before and after. */
function shown(head: Plan, base?: Plan) {
  const access = plannedAccess(base, head)
  const differences = differ(access.base, access.head).map(({ difference }) => difference)
  return {
    granted: differences.flatMap(({ granted }) =>
      granted.map(({ address, actions }) => `${address} ${actions.join(' ')}`),
    ),
    undecided: differences.flatMap(({ undecided }) => undecided.map(({ address, reason }) => `${address} ${reason}`)),
    unsettled: [...access.unsettled],
  }
}

function alone(...changes: readonly ChangeDouble[]) {
  return shown(planOf(planText(changes)))
}

function between(base: readonly ChangeDouble[], head: readonly ChangeDouble[]) {
  return shown(planOf(planText(head)), planOf(planText(base)))
}

const NOTHING = { granted: [], undecided: [], unsettled: [] }
const ADDRESS = 'aws_iam_role_policy.reader'
const reader = (policy: string) => ({ id: 'reader:reader', name: 'reader', role: 'reader', policy })
const READ = reader(allowing('s3:GetObject'))
const WRITE = reader(allowing('s3:GetObject', 's3:PutObject'))

describe('a plan by its own before and after', () => {
  it('shows an action that comes', () => {
    expect(alone({ address: ADDRESS, before: READ, after: WRITE })).toEqual({
      ...NOTHING,
      granted: [`${ADDRESS} s3:PutObject`],
    })
  })

  it('says nothing of what stays, goes or narrows', () => {
    expect(alone({ address: ADDRESS, before: READ, after: READ })).toEqual(NOTHING)
    expect(alone({ address: ADDRESS, before: READ })).toEqual(NOTHING)
    expect(alone({ address: ADDRESS, before: WRITE, after: READ })).toEqual(NOTHING)
  })

  it('shows all of what is created, and of a replacement what it adds', () => {
    expect(alone({ address: ADDRESS, after: READ }).granted).toEqual([`${ADDRESS} s3:GetObject`])
    for (const actions of [
      ['delete', 'create'],
      ['create', 'delete'],
    ]) {
      const change = { address: ADDRESS, before: READ, after: WRITE, actions, unknown: { id: true } }
      expect(alone(change).granted).toEqual([`${ADDRESS} s3:PutObject`])
    }
  })

  it('keeps what is forgotten in force: a Deny still denies, and what replaces it comes beside it', () => {
    const deny = reader(policyOf([{ Effect: 'Deny', Action: '*', Resource: '*' }]))
    expect(alone({ address: ADDRESS, before: deny, actions: ['forget'] })).toEqual(NOTHING)
    expect(alone({ address: ADDRESS, before: deny, after: READ, actions: ['create', 'forget'] }).granted).toEqual([])
    const both = [{ address: ADDRESS, before: READ, after: READ }]
    const gone = { address: 'aws_iam_role_policy.guard', before: deny }
    expect(alone(...both, { ...gone, actions: ['forget'] })).toEqual(NOTHING)
    expect(alone(...both, gone).granted).toEqual(['aws_iam_role_policy.guard *'])
  })

  it('counts nothing deposed as there before', () => {
    const deposed = { address: ADDRESS, before: WRITE, deposed: '0a1b2c3d' }
    expect(alone(deposed, { address: ADDRESS, before: READ, after: WRITE }).granted).toEqual([
      `${ADDRESS} s3:PutObject`,
    ])
  })

  it('tells instances of modules with keys apart', () => {
    const change = (key: string, after: typeof READ) => ({
      address: `module.team["${key}"].aws_iam_role_policy.p[0]`,
      before: { ...READ, role: key },
      after: { ...after, role: key },
    })
    expect(alone(change('a.b', READ), change('c', WRITE)).granted).toEqual([
      'module.team["c"].aws_iam_role_policy.p[0] s3:PutObject',
    ])
  })

  it('takes accounts of different providers for different ones', () => {
    const before = { address: ADDRESS, before: WRITE, after: WRITE, provider: 'aws.east' }
    const after = { address: 'aws_iam_role_policy.writer', after: WRITE, provider: 'aws' }
    expect(alone(before, after).granted).toEqual([
      'aws_iam_role_policy.writer s3:GetObject',
      'aws_iam_role_policy.writer s3:PutObject',
    ])
    expect(alone({ ...before, provider: 'aws' }, after).granted).toEqual([])
  })
})

describe('what a plan does not know', () => {
  const unknown = { address: ADDRESS, after: { name: 'reader', role: 'reader' }, unknown: { id: true, policy: true } }

  it('leaves a policy undecided that is known only after apply', () => {
    const { granted, undecided, unsettled } = alone({ ...unknown, before: READ })
    expect(granted).toEqual([])
    expect(undecided).toMatchObject([expect.stringContaining('known only after apply')])
    expect(unsettled).toEqual([ADDRESS])
  })

  it('does not take two runs to end in the same value', () => {
    expect(between([unknown], [unknown]).undecided).not.toEqual([])
  })

  it('never shows a sensitive value, and takes it for itself alone', () => {
    const secret = (policy: string) => ({
      ...{ address: ADDRESS, before: READ, after: reader(policy) },
      ...{ beforeSensitive: { policy: true }, afterSensitive: { policy: true } },
    })
    expect(alone(secret(READ.policy))).toEqual(NOTHING)
    const changed = alone(secret(allowing('iam:PassRole')))
    expect(changed.undecided).not.toEqual([])
    expect(changed.granted).toEqual([])
    expect(JSON.stringify(changed)).not.toContain('PassRole')
  })

  it('reads what is known beside a part that is not', () => {
    const after = { name: 'app', inline_policy: [{ name: 'a', policy: allowing('s3:GetObject') }, { name: 'b' }] }
    const change = { address: 'aws_iam_role.app', after, unknown: { inline_policy: [{}, { policy: true }] } }
    const { granted, undecided } = alone(change)
    expect(granted.concat(undecided).join('\n')).toMatch(/known only after apply/)
    expect(alone({ ...change, unknown: {} }).granted).toEqual(['aws_iam_role.app s3:GetObject'])
  })
})

describe('what a provider found out', () => {
  const deny = policyOf([{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }])
  const allow = policyOf([{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }])
  const bucket = (policy: string) => ({
    address: 'aws_s3_bucket.data',
    before: { bucket: 'data', policy },
    after: { bucket: 'data', policy },
    written: ['bucket'],
  })

  it('is not taken for what a configuration sets: a guardrail that goes is not hidden by its echo', () => {
    const guard = { address: 'aws_s3_bucket_policy.guard', before: { bucket: 'data', policy: deny } }
    const open = { address: 'aws_s3_bucket_policy.open', before: { bucket: 'data', policy: allow } }
    const { granted } = alone(bucket(deny), guard, { ...open, after: open.before })
    expect(granted).toEqual(['aws_s3_bucket_policy.guard s3:*'])
  })

  it('says nothing of a policy that the platform gives to what is new', () => {
    const key = { address: 'aws_kms_key.key', after: {}, unknown: { id: true, policy: true }, written: [] }
    expect(alone(key)).toEqual({ ...NOTHING, unsettled: ['aws_kms_key.key'] })
  })

  it('counts blocks that come through `dynamic`, which a configuration in JSON leaves out', () => {
    const role = (...policies: readonly string[]) => ({
      name: 'app',
      inline_policy: policies.map((policy) => ({ name: 'p', policy })),
    })
    const written = ['name']
    const [one, other] = [role(allowing('s3:GetObject')), role(allowing('s3:GetObject', 's3:PutObject'))]
    const address = 'aws_iam_role.app'
    expect(alone({ address, before: one, after: other, written }).granted).toEqual([`${address} s3:PutObject`])
    expect(alone({ address, before: one, after: one, written })).toEqual(NOTHING)
  })
})

describe('resources that are not analysed', () => {
  const group = (cidr: string) => ({
    name: 'web',
    ingress: [{ cidr_blocks: [cidr], from_port: 443 }],
    tags: { a: cidr },
  })
  const address = 'aws_db_security_group.web'

  it('are undecided where what tells of access changes', () => {
    const { undecided } = alone({ address, before: group('10.0.0.0/8'), after: group('0.0.0.0/0') })
    expect(undecided).toMatchObject([expect.stringMatching(/aws_db_security_group is not analysed/)])
    expect(alone({ address, before: group('10.0.0.0/8'), after: group('10.0.0.0/8') })).toEqual(NOTHING)
  })

  it('say nothing by what the provider made of them', () => {
    const before = { name: 'web', arn: 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1' }
    const after = { name: 'web' }
    const actions = ['delete', 'create']
    expect(alone({ address, before, after, actions, unknown: { arn: true, id: true } })).toEqual(NOTHING)
  })
})

describe('two plans', () => {
  it('compares what each would leave', () => {
    const base = { address: ADDRESS, before: READ, after: WRITE }
    expect(between([base], [{ address: ADDRESS, before: READ, after: WRITE }])).toEqual(NOTHING)
    expect(between([{ address: ADDRESS, before: WRITE, after: READ }], [base]).granted).toEqual([
      `${ADDRESS} s3:PutObject`,
    ])
  })

  it('follows a move, also one that base has made already', () => {
    const policy = allowing('s3:GetObject')
    const [old, moved] = ['aws_iam_policy.old', 'aws_iam_policy.moved']
    const at = (address: string, previous?: string): ChangeDouble => ({
      ...{ address, before: { policy }, after: { policy } },
      ...(previous === undefined ? {} : { previous }),
    })
    expect(between([at(old)], [at(moved, old)])).toEqual(NOTHING)
    expect(between([at(moved, old)], [at(moved, old)])).toEqual(NOTHING)
    expect(between([at(old)], [at(moved)]).granted).toEqual([`${moved} s3:GetObject`])
  })

  it('says nothing of two plans that are the same', () => {
    for (const name of ['role-with-inline-policies', 'replaced-data']) {
      const plan = planOf(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8'))
      expect(shown(plan, plan).granted).toEqual([])
    }
  })
})

describe('plans that Terraform made', () => {
  const fixture = (name: string) => planOf(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8'))

  it('shows inline policies that dynamic blocks make, and the trust of a new role', () => {
    const { granted, undecided } = shown(fixture('role-with-inline-policies'))
    expect(granted).toEqual([
      'aws_iam_role.this sts:AssumeRole',
      'aws_iam_role.this s3:GetObject',
      'aws_iam_role.this s3:PutObject',
      ...['aws_iam_role.this the attached policy', 'aws_iam_role.this the attached policy'],
    ])
    expect(undecided).toMatchObject([expect.stringContaining('aws_iam_instance_profile.this')])
  })

  it('leaves a policy undecided that names a bucket which is still to be made', () => {
    const { granted, undecided, unsettled } = shown(fixture('bucket-read-policy'))
    expect(granted).toEqual([])
    expect(undecided).toMatchObject([expect.stringContaining('aws_iam_policy.read')])
    expect(unsettled).toEqual(['aws_iam_policy.read'])
  })

  it('reads replacements, sensitive values and keys with brackets', () => {
    const plan = fixture('replaced-data')
    const changes = new Map(plan.changes.map((change) => [change.address, [...change.actions]]))
    expect(changes.get('terraform_data.source')).toEqual(['delete', 'create'])
    expect(changes.get('terraform_data.kept')).toEqual(['no-op'])
    expect(changes.get('module.team["a.b[0]"].terraform_data.policy[0]')).toEqual(['update'])
    expect(plan.configuration?.get('module.team.terraform_data.policy')?.names).toEqual(new Set(['input']))
    expect(JSON.stringify(shown(plan))).not.toContain('example-token')
  })
})
