import { describe, expect, it } from 'vitest'
import type { GcpPolicy } from '../../src/core/authorization/gcp/policy.ts'
import { compareGcpPolicies } from '../../src/core/difference/gcp-policies.ts'

type Binding = readonly [role: string, member: string, condition?: string]

const ANN = 'user:ann@example.com'
const STAFF = 'group:staff@example.com'
const ROBOT = 'serviceAccount:robot@example.com'
const EVERYONE = 'allUsers'
const EVERY_ACCOUNT = 'allAuthenticatedUsers'
const DOMAIN = 'domain:example.com'
const WORKLOADS = '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/'
const WORKFORCE = '//iam.googleapis.com/locations/global/workforcePools/p/'

function policy(bindings: readonly Binding[]): GcpPolicy {
  return {
    bindings: bindings.map(([role, member, condition]) => ({
      role: `roles/${role}`,
      members: [member],
      ...(condition === undefined ? {} : { condition: { expression: condition } }),
    })),
  }
}

function compared(base: readonly Binding[], head: readonly Binding[]) {
  return compareGcpPolicies(policy(base), policy(head))
}

function broadened(role: string, principal: object, condition?: string): object {
  const context = condition === undefined ? {} : { condition }
  return { verdict: 'broadened', witness: { principal, action: `roles/${role}`, resource: '*', context } }
}

const undecided = (reason: string) => ({ verdict: 'undecided', reason })
const NOT_BROADENED = { verdict: 'not-broadened' }
const ANN_HERSELF = { type: 'user', id: 'ann@example.com' }

describe('what is covered', () => {
  it.each<[string, readonly Binding[], readonly Binding[]]>([
    ['nothing by nothing', [], []],
    ['nothing by something', [['a', ANN]], []],
    ['a grant by itself', [['a', ANN]], [['a', ANN]]],
    [
      'a grant by itself beside others',
      [
        ['b', ANN],
        ['a', STAFF],
        ['a', ANN],
      ],
      [['a', ANN]],
    ],
    [
      'identities of a pool by the whole pool',
      [
        ['a', `principalSet:${WORKLOADS}*`],
        ['a', `principalSet:${WORKFORCE}*`],
      ],
      [
        ['a', `principal:${WORKLOADS}subject/s`],
        ['a', `principalSet:${WORKLOADS}attribute.repository/example/app`],
        ['a', `principalSet:${WORKLOADS}*`],
        ['a', `principal:${WORKFORCE}subject/ann@example.com`],
        ['a', `principalSet:${WORKFORCE}group/g`],
      ],
    ],
    [
      'anyone by everyone',
      [['a', EVERYONE]],
      [
        ['a', ANN],
        ['a', EVERY_ACCOUNT],
        ['a', 'principal://x/y'],
        ['a', EVERYONE],
      ],
    ],
    [
      'an account by every account',
      [['a', EVERY_ACCOUNT]],
      [
        ['a', ANN],
        ['a', STAFF],
        ['a', ROBOT],
        ['a', DOMAIN],
      ],
    ],
    ['a condition by none', [['a', ANN]], [['a', ANN, 'x']]],
    ['a condition by itself', [['a', ANN, 'x']], [['a', ANN, 'x']]],
    ['a condition by itself with other space around it', [['a', ANN, ' x\n']], [['a', ANN, '\tx ']]],
    ['a condition by the same for everyone', [['a', EVERYONE, 'x']], [['a', ANN, 'x']]],
    [
      'editor and viewer by owner',
      [['owner', ANN]],
      [
        ['editor', ANN],
        ['viewer', ANN],
        ['owner', ANN],
      ],
    ],
    ['viewer by editor', [['editor', ANN]], [['viewer', ANN]]],
    ['viewer by owner under the same condition', [['owner', ANN, 'x']], [['viewer', ANN, 'x']]],
    ['an address in another case', [['a', 'user:Ann@Example.com']], [['a', 'user:ANN@example.COM']]],
    [
      'a group, an account and a domain in another case',
      [
        ['a', 'group:A'],
        ['a', 'serviceAccount:B'],
        ['a', 'domain:C'],
      ],
      [
        ['a', 'group:a'],
        ['a', 'serviceAccount:b'],
        ['a', 'domain:c'],
      ],
    ],
    ['an address of several lines in another case', [['a', 'user:x\nY:Z']], [['a', 'user:X\ny:z']]],
  ])('%s', (_, base, head) => {
    expect(compared(base, head)).toEqual(NOT_BROADENED)
  })
})

describe('what is new', () => {
  it.each<[string, readonly Binding[], readonly Binding[], object]>([
    ['a grant where there was none', [], [['a', ANN]], broadened('a', ANN_HERSELF)],
    [
      'a member',
      [['a', STAFF]],
      [
        ['a', STAFF],
        ['a', ANN],
      ],
      broadened('a', ANN_HERSELF),
    ],
    ['a role', [['b', ANN]], [['a', ANN]], broadened('a', ANN_HERSELF)],
    ['a grant without the condition that it had', [['a', ANN, 'x']], [['a', ANN]], broadened('a', ANN_HERSELF)],
    ['a grant under a condition, which is shown', [], [['a', ANN, ' x ']], broadened('a', ANN_HERSELF, 'x')],
    ['everyone', [['a', EVERY_ACCOUNT]], [['a', EVERYONE]], broadened('a', { type: EVERYONE, id: EVERYONE })],
    ['every account', [['a', ANN]], [['a', EVERY_ACCOUNT]], broadened('a', { type: EVERY_ACCOUNT, id: EVERY_ACCOUNT })],
    [
      'a federated identity, which is no account',
      [['a', EVERY_ACCOUNT]],
      [['a', 'principalSet://x/user:y:z']],
      broadened('a', { type: 'principalSet', id: '//x/user:y:z' }),
    ],
    [
      'a federated identity in another case',
      [['a', 'principal://x/user:ann']],
      [['a', 'principal://x/user:Ann']],
      broadened('a', { type: 'principal', id: '//x/user:Ann' }),
    ],
    ['owner beside editor', [['editor', ANN]], [['owner', ANN]], broadened('owner', ANN_HERSELF)],
    ['editor beside viewer', [['viewer', ANN]], [['editor', ANN]], broadened('editor', ANN_HERSELF)],
    ['a basic role beside another one', [['a', ANN]], [['viewer', ANN]], broadened('viewer', ANN_HERSELF)],
    [
      'a basic role for somebody else',
      [['owner', STAFF]],
      [['viewer', ROBOT]],
      broadened('viewer', { type: 'serviceAccount', id: 'robot@example.com' }),
    ],
    ['a role beside a basic one of somebody else', [['owner', STAFF]], [['a', ANN]], broadened('a', ANN_HERSELF)],
    ['a role beside a basic one under a condition', [['owner', ANN, 'x']], [['a', ANN]], broadened('a', ANN_HERSELF)],
    ['a role under a condition beside another role', [['b', ANN]], [['a', ANN, 'x']], broadened('a', ANN_HERSELF, 'x')],
    [
      'a condition where somebody else has another',
      [['a', STAFF, 'x']],
      [['a', ANN, 'y']],
      broadened('a', ANN_HERSELF, 'y'),
    ],
    [
      'a service account beside its domain',
      [['a', DOMAIN]],
      [['a', ROBOT]],
      broadened('a', { type: 'serviceAccount', id: 'robot@example.com' }),
    ],
    [
      'someone of another domain',
      [['a', DOMAIN]],
      [['a', 'user:ann@other.com']],
      broadened('a', { type: 'user', id: 'ann@other.com' }),
    ],
    [
      'someone of a domain that ends alike',
      [['a', DOMAIN]],
      [['a', 'user:ann@an-example.com']],
      broadened('a', { type: 'user', id: 'ann@an-example.com' }),
    ],
    ['someone of a domain that has another role', [['b', DOMAIN]], [['a', ANN]], broadened('a', ANN_HERSELF)],
    [
      'someone where a group is called like a domain',
      [['a', 'domai_:example.com']],
      [['a', ANN]],
      broadened('a', ANN_HERSELF),
    ],
    [
      'a federated identity that looks like one of a domain',
      [['a', DOMAIN]],
      [['a', 'principal://x/user:ann@example.com']],
      broadened('a', { type: 'principal', id: '//x/user:ann@example.com' }),
    ],
    [
      'what is new, before what is undecided',
      [
        ['a', ANN, 'x'],
        ['editor', STAFF],
      ],
      [
        ['a', ANN, 'y'],
        ['b', STAFF],
        ['c', ANN],
      ],
      broadened('c', ANN_HERSELF),
    ],
    [
      'the first that is new',
      [],
      [
        ['a', ANN],
        ['b', ANN],
      ],
      broadened('a', ANN_HERSELF),
    ],
  ])('%s', (_, base, head, expected) => {
    expect(compared(base, head)).toStrictEqual(expected)
  })

  it('a member of a binding with several', () => {
    const binding = { role: 'roles/a', members: [STAFF, ROBOT, ANN] }
    const fewer = { bindings: [{ ...binding, members: [ROBOT, STAFF] }] }
    expect(compareGcpPolicies(fewer, { bindings: [binding] })).toEqual(broadened('a', ANN_HERSELF))
    expect(compareGcpPolicies({ bindings: [binding] }, fewer)).toEqual(NOT_BROADENED)
  })

  it('everything where there was no policy, and nothing where there is none', () => {
    expect(compareGcpPolicies(undefined, policy([['a', ANN]]))).toEqual(broadened('a', ANN_HERSELF))
    expect(compareGcpPolicies(policy([['a', ANN]]), undefined)).toEqual(NOT_BROADENED)
    expect(compareGcpPolicies(undefined, undefined)).toEqual(NOT_BROADENED)
  })

  it('a grant without a condition, where the condition is null', () => {
    const bare = { bindings: [{ role: 'roles/a', members: [ANN], condition: null }] }
    expect(compareGcpPolicies(policy([['a', ANN, 'x']]), bare)).toEqual(broadened('a', ANN_HERSELF))
    expect(compareGcpPolicies(bare, policy([['a', ANN, 'x']]))).toEqual(NOT_BROADENED)
  })
})

describe('what is undecided', () => {
  const changed = (role: string) =>
    undecided(`the condition on roles/${role} for ${ANN} changed, and conditions are not compared`)
  const contained = (role: string, member = ANN) =>
    undecided(`${member} has a basic role already, which may contain roles/${role}`)
  const belongs = (member: string) => undecided(`${member} may belong to a domain that has roles/a already`)

  it.each<[string, readonly Binding[], readonly Binding[], object]>([
    ['another condition', [['a', ANN, 'x']], [['a', ANN, 'y']], changed('a')],
    ['another condition of what everyone has', [['a', EVERYONE, 'x']], [['a', ANN, 'y']], changed('a')],
    ['another condition on a lower basic role', [['owner', ANN, 'x']], [['viewer', ANN, 'y']], changed('viewer')],
    ['a role beside owner', [['owner', ANN]], [['a', ANN]], contained('a')],
    ['a role beside viewer', [['viewer', ANN]], [['a', ANN]], contained('a')],
    ['a role beside a basic one of everyone', [['viewer', EVERYONE]], [['a', ANN]], contained('a')],
    ['a role under a condition beside a basic one', [['editor', ANN]], [['a', ANN, 'x']], contained('a')],
    ['a role beside a basic one, both under one condition', [['editor', ANN, 'x']], [['a', ANN, 'x']], contained('a')],
    ['a user of a domain', [['a', DOMAIN]], [['a', ANN]], belongs(ANN)],
    ['a group of a domain', [['a', DOMAIN]], [['a', STAFF]], belongs(STAFF)],
    [
      'a user of a domain, in another case',
      [['a', 'domain:EXAMPLE.com']],
      [['a', 'user:ANN@Example.com']],
      belongs(ANN),
    ],
    [
      'the first, where there are several',
      [
        ['a', ANN, 'x'],
        ['editor', ROBOT],
      ],
      [
        ['b', ROBOT],
        ['a', ANN, 'y'],
      ],
      contained('b', ROBOT),
    ],
  ])('%s', (_, base, head, expected) => {
    expect(compared(base, head)).toEqual(expected)
  })
})

describe('a whole pool', () => {
  it.each([
    [`principalSet:${WORKLOADS}*`, `principal:${WORKLOADS.replace('/p/', '/q/')}subject/s`],
    [`principalSet:${WORKLOADS}*`, `principal:${WORKLOADS.replace('projects/1', 'projects/2')}subject/s`],
    [`principalSet:${WORKLOADS}*`, `principalSet:${WORKFORCE}group/g`],
    [`principalSet:${WORKLOADS}*`, 'user:ann@example.com'],
    [`principalSet:${WORKLOADS}*`, `user:${WORKLOADS}subject/s`],
    [`principalSet:${WORKLOADS}attribute.a/*`, `principal:${WORKLOADS}subject/s`],
    [`principalSet:${WORKLOADS}group/*`, `principal:${WORKLOADS}subject/s`],
    [`principal:${WORKLOADS}*`, `principal:${WORKLOADS}subject/s`],
    [`principalSet:${WORKLOADS}*x`, `principal:${WORKLOADS}subject/s`],
    [`xprincipalSet:${WORKLOADS}*`, `principal:${WORKLOADS}subject/s`],
    [`principal:${WORKLOADS}subject/s`, `principalSet:${WORKLOADS}*`],
    [
      'principalSet://cloudresourcemanager.googleapis.com/projects/1/*',
      'principal://cloudresourcemanager.googleapis.com/projects/1/x',
    ],
  ])('%s does not cover %s', (wide, narrow) => {
    expect(compared([['a', wide]], [['a', narrow]]).verdict).toBe('broadened')
  })
})
