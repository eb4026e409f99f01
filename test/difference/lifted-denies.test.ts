import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../src/core/authorization/access.ts'
import { allow, compare, deny, when } from './policies.ts'

const ALL = allow('*')
const [A, B, C] = ['a', 'b', 'c'].map((name) => `arn:aws:s3:::${name}/*`)
const ALICE = 'arn:aws:iam::111122223333:user/alice'
const BOB = 'arn:aws:iam::111122223333:user/bob'

/** What is no longer denied: actions, resources and principals of each region. */
function lifted(base: readonly object[], head: readonly object[], kind: PolicyKind = 'identity') {
  const { granted, undecided } = compare(base, head, kind)
  expect(undecided).toEqual([])
  return granted
    .filter(({ origin }) => origin === 'no-longer-denied')
    .map(({ actions, resources, principals }) => ({ actions, resources, principals }))
}

describe('of a Deny that goes in part', () => {
  it('only the resources are told that no other one denies', () => {
    const both = deny('s3:GetObject', [A, B])
    expect(lifted([ALL, both], [ALL, deny('s3:GetObject', A)])).toMatchObject([{ resources: [B] }])
    expect(lifted([ALL, both], [ALL, deny('s3:*', B), deny('s3:GetObject', C)])).toMatchObject([{ resources: [A] }])
    expect(lifted([ALL, deny('s3:GetObject', [A, B, C])], [ALL, deny('s3:GetObject', B)])).toMatchObject([
      { resources: [A, C] },
    ])
  })

  it('only the actions are told that no other one denies', () => {
    const both = deny(['s3:GetObject', 's3:PutObject'], A)
    expect(lifted([ALL, both], [ALL, deny('s3:GetObject', A)])).toMatchObject([
      { actions: ['s3:PutObject'], resources: [A] },
    ])
    expect(lifted([ALL, both], [ALL, deny('s3:GetObject', A), deny('s3:PutObject', A)])).toEqual([])
  })

  it('only the principals are told that no other one denies', () => {
    const open = { ...allow('s3:GetObject', A), Principal: '*' }
    const both = { ...deny('s3:GetObject', A), Principal: { AWS: [ALICE, BOB] } }
    const one = { ...both, Principal: { AWS: ALICE } }
    const [region, ...others] = lifted([open, both], [open, one], 'resource')
    expect(others).toEqual([])
    expect(region?.principals.join()).toContain('bob')
    expect(region?.principals.join()).not.toContain('alice')
  })

  it('nothing is told where the rest is denied by several together, or by more', () => {
    const both = deny('s3:GetObject', [A, B])
    expect(lifted([ALL, both], [ALL, deny('s3:GetObject', A), deny('s3:GetObject', B)])).toEqual([])
    expect(lifted([ALL, both], [ALL, deny('*')])).toEqual([])
    expect(lifted([ALL, both], [ALL, both])).toEqual([])
  })

  it('all of it is told where another one denies it under a condition', () => {
    const some = deny('s3:GetObject', [A, B], when('StringEquals', 'aws:RequestedRegion', 'eu-central-1'))
    expect(lifted([ALL, deny('s3:GetObject', [A, B])], [ALL, some])).toMatchObject([{ resources: [A, B] }])
  })
})

describe('a Deny that goes', () => {
  it('is told once, for the first Allow that reaches through', () => {
    const allows = [allow('sqs:*'), allow('s3:GetObject', A), allow('s3:Get*', [A, B])]
    expect(lifted([...allows, deny('s3:*', '*')], allows)).toHaveLength(1)
  })

  it('is not told where no Allow reaches through', () => {
    const allows = [allow('sqs:*'), allow('s3:GetObject', B)]
    expect(lifted([...allows, deny('s3:GetObject', A)], allows)).toEqual([])
  })

  it('says of what is shown by which statements it was denied and is allowed', () => {
    const [region] = compare([ALL, deny('s3:GetObject', A)], [ALL]).granted
    expect(region).toMatchObject({ origin: 'no-longer-denied', policyKind: 'identity', resources: [A] })
    expect(region?.headCauses.length).toBeGreaterThan(0)
    expect(region?.baseCauses.length).toBeGreaterThan(0)
  })

  it('is undecided where only what may be allowed reaches through', () => {
    const perhaps = allow('s3:GetObject', 'arn:aws:s3:::<name>/*')
    const { granted, undecided } = compare([perhaps, deny('s3:GetObject', A)], [perhaps])
    expect(granted).toEqual([])
    expect(undecided).toHaveLength(1)
    expect(undecided[0]?.baseCauses.length).toBeGreaterThan(0)
  })
})
