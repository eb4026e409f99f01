import { describe, expect, it } from 'vitest'
import type {
  ConfiguredAccess,
  ConfiguredPolicy,
  ConfiguredReach,
  PolicyKind,
} from '../../src/core/authorization/access.ts'
import type { ReachEntry, ReachFacet } from '../../src/core/authorization/reach.ts'
import { differ, NO_ACCESS } from '../../src/core/difference/differ.ts'
import type { NewResource } from '../../src/core/difference/new-resources.ts'
import { markOnlyNew } from '../../src/core/difference/only-new.ts'
import { freshBucket, freshRole, text } from './fresh.ts'
import { declared, linked, policy, side } from './held-access.ts'
import { allow, deny, policySet } from './policies.ts'

const SPAN = { file: 'main.tf', start: 0, end: 1 }
const FRESH = [freshBucket(), freshRole()]
const ROLE = 'role:app'
const READS = allow('s3:GetObject', '<bucket_arn>/*')

/** The addresses of what is granted, with a star where nobody gains it but what is new. */
function told(head: ConfiguredAccess, fresh: readonly NewResource[] = FRESH, base = NO_ACCESS): readonly string[] {
  return markOnlyNew(differ(base, head), { base, head }, fresh).flatMap(({ difference }) =>
    difference.granted.map(({ address, onlyNew }) => (onlyNew === true ? `${address} *` : address)),
  )
}

function of(kind: PolicyKind, holder: string, statements: readonly object[]): ConfiguredPolicy {
  const [document] = policySet([statements], kind).documents
  if (document === undefined) throw new Error('no document')
  return { holder, kind, address: holder, document, span: SPAN }
}

const trusting = (principal: unknown, more: object = {}) =>
  of('trust', ROLE, [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal, ...more }])
const LAMBDA = { Service: 'lambda.amazonaws.com' }

describe('what a new principal has is only new', () => {
  it.each<[string, readonly object[]]>([
    ['on a new bucket', [READS]],
    ['with every action of a service', [allow('s3:*', ['<bucket_arn>', '<bucket_arn>/*'])]],
    ['and what is denied', [READS, deny('s3:PutObject', '*')]],
  ])('%s', (_what, statements) => {
    expect(told(side([policy(ROLE, statements)]))).toEqual([`${ROLE} *`])
  })

  it.each<[string, readonly object[]]>([
    ['on everything', [allow('s3:GetObject')]],
    ['on everything but something', [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: '<bucket_arn>' }]],
    ['on something else besides', [allow('s3:GetObject', ['<bucket_arn>/*', '<other_arn>'])]],
    ['with everything but some actions', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '<bucket_arn>' }]],
    ['with every action there is', [allow('*', '<bucket_arn>')]],
    ['with actions that are not known', [READS, allow('<action>', '<bucket_arn>')]],
    ['with one on everything, in another statement', [READS, allow('s3:PutObject')]],
  ])('but not %s', (_what, statements) => {
    expect(told(side([policy(ROLE, statements)])).filter((each) => each.endsWith('*'))).toEqual([])
  })

  it('but not in a policy with something in it that nobody can read', () => {
    const unread = of('identity', ROLE, [READS, { Effect: 'Perhaps', Action: 's3:*', Resource: '*' }])
    expect(told(side([unread])).filter((each) => each.endsWith('*'))).toEqual([])
  })

  it('in all of its policies, or in none', () => {
    const others = { ...policy(ROLE, [allow('sqs:SendMessage')]), address: 'other' }
    expect(told(side([policy(ROLE, [READS]), others])).filter((each) => each.endsWith('*'))).toEqual([])
  })

  it('whatever limits it', () => {
    const limits = of('boundary', ROLE, [allow('*')])
    expect(told(side([policy(ROLE, [READS]), limits]))).toContain(`${ROLE} *`)
  })
})

describe('a principal is not only new', () => {
  it('that nobody has declared new', () => {
    expect(told(side([policy('role:other', [READS])]))).toEqual(['role:other'])
    expect(told(side([policy(ROLE, [READS])]), [freshBucket()])).toEqual([ROLE])
    expect(told(side([policy(ROLE, [READS])]), [])).toEqual([ROLE])
  })

  it('that had a policy before', () => {
    const base = side([policy(ROLE, [allow('sqs:SendMessage', '<queue_arn>')])])
    expect(told(side([policy(ROLE, [READS])]), FRESH, base)).toEqual([ROLE])
  })

  it('of which something was known before', () => {
    expect(told(side([policy(ROLE, [READS])]), FRESH, side([], [declared(ROLE)]))).toEqual([ROLE])
  })

  it('to which something is attached of which nothing is known, before or now', () => {
    const attached = side([], [linked(ROLE, 'policy:elsewhere')])
    const head = side([policy(ROLE, [READS])])
    expect(told(head, FRESH, attached)).toEqual([ROLE])
    expect(told(side(head.policies, attached.reaches))).toContain(ROLE)
  })

  it('but is, where only its boundary is not known', () => {
    const bounded = linked(ROLE, 'policy:elsewhere', { gives: 'boundary' })
    expect(told(side([policy(ROLE, [READS])], [bounded]))).toContain(`${ROLE} *`)
  })

  it('with a policy that AWS manages', () => {
    const managed = linked(ROLE, 'aws:arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess')
    expect(told(side([policy(ROLE, [READS])], [managed])).filter((each) => each.endsWith('*'))).toEqual([])
  })

  it('of which one holder is not', () => {
    const both = freshRole({ principal: [ROLE, 'role:twin'] })
    const head = side([policy(ROLE, [READS]), policy('role:twin', [allow('s3:GetObject')])])
    expect(told(head, [freshBucket(), both]).toSorted()).toEqual([ROLE, 'role:twin'])
  })

  it('of several that the same is told of', () => {
    const shared = { ...policy(ROLE, [READS]), address: 'shared' }
    expect(told(side([shared, { ...shared, holder: 'role:other' }]))).toEqual(['shared'])
  })
})

describe('who may act as a new role', () => {
  const letIn = (principal: unknown, more: object = {}) => told(side([trusting(principal, more)]))

  it.each([
    ['a service', LAMBDA],
    ['a service of a region', { Service: 'states.eu-west-1.amazonaws.com' }],
    ['a service in China', { Service: 'ec2.amazonaws.com.cn' }],
    ['a new principal', { AWS: '<role_arn>' }],
    ['both', { AWS: '<role_arn>', ...LAMBDA }],
  ])('is only new: %s', (_who, principal) => {
    expect(letIn(principal)).toEqual([`${ROLE} *`])
  })

  it.each([
    ['everybody', '*'],
    ['an account', { AWS: '111122223333' }],
    ['another principal', { AWS: '<other_arn>' }],
    ['a name of a new principal that is no ARN', { AWS: '<role_name>' }],
    ['an ARN with something behind it', { AWS: '<role_arn>x' }],
    ['new resources that nobody can act as', { AWS: '<bucket_arn>' }],
    ['a new principal and another', { AWS: ['<role_arn>', '111122223333'] }],
    ['a service that is not one of AWS', { Service: 'lambda.amazonaws.com.example.com' }],
    ['a service whose name is not known', { Service: '<service>' }],
    ['people of an identity provider', { Federated: '<role_arn>' }],
  ])('is not only new: %s', (_who, principal) => {
    expect(letIn(principal).filter((each) => each.endsWith('*'))).toEqual([])
  })

  it('is not only new where it is everybody but somebody', () => {
    const except = of('trust', ROLE, [
      { Effect: 'Allow', Action: 'sts:AssumeRole', NotPrincipal: { AWS: '<role_arn>' } },
    ])
    expect(told(side([except])).filter((each) => each.endsWith('*'))).toEqual([])
  })

  it('makes all that it has no longer only new', () => {
    const head = side([policy(ROLE, [READS]), trusting({ AWS: '111122223333' })])
    expect(told(head)).toEqual([ROLE, ROLE])
  })
})

describe('a policy of a resource', () => {
  const BUCKET = 'bucket:app'
  const letting = (principal: unknown, resource = '<bucket_arn>/*') =>
    told(side([of('resource', BUCKET, [{ ...allow('s3:GetObject', resource), Principal: principal }])]))

  it('is only new where it lets new principals at new resources', () => {
    expect(letting({ AWS: '<role_arn>' })).toEqual([`${BUCKET} *`])
  })

  it.each([
    ['other principals', { AWS: '<other_arn>' }, '<bucket_arn>/*'],
    ['services, which act for anybody', LAMBDA, '<bucket_arn>/*'],
    ['new principals at others', { AWS: '<role_arn>' }, '*'],
  ])('is not where it lets in %s', (_who, principal, resource) => {
    expect(letting(principal, resource)).toEqual([BUCKET])
  })
})

describe('what something acts as', () => {
  const FUNCTION = freshBucket({ address: 'aws_lambda_function.app', type: 'aws_lambda_function' })
  const names = (...values: readonly string[]): ReachFacet => ({ kind: 'names', values })
  const acting = (facets: readonly ReachFacet[], kind: 'exposure' | 'network' = 'exposure'): ConfiguredReach => {
    const entry: ReachEntry = { facets, presence: [], spans: [SPAN] }
    const reach = { entries: [entry], isSubject: false, span: SPAN }
    return { holder: 'function:app', kind, address: FUNCTION.address, reach, span: SPAN }
  }
  const app = freshRole({ chosen: text('app-role') })
  const reached = (reach: ConfiguredReach, role = app, fresh: readonly NewResource[] = [FUNCTION, role]) =>
    told(side([policy(ROLE, [])], [reach]), fresh)
  const AS = names('acting with the role')

  it.each([
    ['by the name that was chosen for it', names('app-role')],
    ['by a reference to its ARN', names('aws_iam_role.app.arn\0fingerprint-role_arn')],
    ['by a reference to its name', names('aws_iam_role.app.name\0fingerprint-role_name')],
  ])('is only new where it is a new role %s', (_how, scope) => {
    expect(reached(acting([AS, scope]))).toEqual([`${FUNCTION.address} *`])
    expect(reached(acting([names('the role of the instances'), scope]))).toEqual([`${FUNCTION.address} *`])
  })

  it.each([
    ['another role', [AS, names('other-role')]],
    ['a reference to another', [AS, names('aws_iam_role.app.arn\0fingerprint-other')]],
    ['a role and another', [AS, names('app-role', 'other-role')]],
    ['any role', [AS, { kind: 'every' }]],
    ['something else', [names('public access'), names('app-role')]],
    ['anything', [{ kind: 'every' }, names('app-role')]],
  ] satisfies [string, readonly ReachFacet[]][])('is not with %s', (_what, facets) => {
    expect(reached(acting(facets))).toEqual([FUNCTION.address])
  })

  it('is not where only the role is new, or only the function', () => {
    expect(reached(acting([AS, names('app-role')]), app, [app])).toEqual([FUNCTION.address])
    expect(reached(acting([AS, names('app-role')]), app, [FUNCTION])).toEqual([FUNCTION.address])
  })

  it('is not where nobody knows the name of the role', () => {
    expect(reached(acting([AS, names('app-role')]), freshRole({ chosen: text('app-<x>') }))).toEqual([FUNCTION.address])
    expect(reached(acting([AS, names('app-role')]), freshRole())).toEqual([FUNCTION.address])
  })

  it('is not what a network lets through', () => {
    const facets = [names('ingress'), names('app-role')]
    expect(reached(acting(facets, 'network')).filter((each) => each.endsWith('*'))).toEqual([])
  })
})

it('a limit that goes is nothing new', () => {
  const denying = of('identity', ROLE, [READS, deny('s3:GetObject', '<bucket_arn>/*')])
  const head = side([policy(ROLE, [READS])])
  expect(told(head, FRESH, side([denying]))).toEqual([ROLE])
})
