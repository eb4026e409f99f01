import { describe, expect, it } from 'vitest'
import { compare, when } from '../policies.ts'

const ACCOUNT = '111111111111'
const ROLE = `arn:aws:iam::${ACCOUNT}:role/r`
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/r/s`
const SNS = 'sns.amazonaws.com'
const CANONICAL = '79a59df900b949e55d96a1e698fbaced'
const get = (principal: unknown, more: object = {}, resource = 'arn:aws:s3:::a/k') => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 's3:GetObject',
  Resource: resource,
  ...more,
})
const no = (principal: unknown, more: object = {}) => ({ ...get(principal, more), Effect: 'Deny' })
const isService = (value: unknown, operator = 'Bool') => when(operator, 'aws:PrincipalIsAWSService', value)
const named = (value: unknown, operator = 'StringEquals') => when(operator, 'aws:PrincipalServiceName', value)

/** Every region: the caller that shows it, with the context; or why it is open. */
function callers(base: unknown, head: unknown): readonly string[] {
  const { granted, undecided } = compare(base, head, 'resource')
  const shown = granted.map(({ witness: { principal, resource, context } }) =>
    [
      `${principal?.type} ${principal?.id} on ${resource}`,
      ...Object.entries(context).map((entry) => entry.join('=')),
    ].join(' '),
  )
  return [...shown, ...undecided.map(({ reason }) => `? ${reason}`)]
}

describe('whether a caller is a service', () => {
  it.each<[string, unknown, boolean | undefined]>([
    ['a service', { Service: SNS }, true],
    ['a role', { AWS: ROLE }, false],
    ['a session', { AWS: SESSION }, false],
    ['a user by its unique id', { AWS: 'AIDAEXAMPLE' }, false],
    ['an account', { AWS: ACCOUNT }, false],
  ])('is said of %s', (_, principal, expected) => {
    expect(callers(get(principal, isService(String(expected))), get(principal))).toEqual([])
    expect(callers(null, get(principal, isService(String(!expected))))).toEqual([])
    expect(callers(null, get(principal, isService(String(expected))))).toHaveLength(1)
  })

  it.each<[string, unknown]>([
    ['a federated identity', { Federated: 'accounts.google.com' }],
    ['a canonical user', { CanonicalUser: CANONICAL }],
  ])('is not known of %s', (_, principal) => {
    for (const value of ['true', 'false']) {
      expect(callers(null, get(principal, isService(value)))).toHaveLength(1)
      expect(callers(get(principal, isService(value)), get(principal))).toHaveLength(1)
    }
  })

  it('is not said by who has no credentials', () => {
    expect(callers(null, get('*', isService('true', 'Null')))).toEqual(['AWS * on arn:aws:s3:::a/k'])
    expect(callers([get('*', isService(['true', 'false']))], get('*'))).toEqual(['AWS * on arn:aws:s3:::a/k'])
  })

  it('keeps a Deny of everyone else from services alone', () => {
    const others = no('*', isService('false'))
    expect(callers([get({ Service: SNS }), others], [get({ Service: SNS }), get({ AWS: ROLE }), others])).toEqual([])
    expect(callers([get({ AWS: ROLE }), others], [get({ Service: SNS }), get({ AWS: ROLE }), others])).toEqual([
      `Service ${SNS} on arn:aws:s3:::a/k aws:PrincipalIsAWSService=true`,
    ])
  })

  it('is not known of a caller that is unknown as a whole', () => {
    expect(callers(null, get({ AWS: '<who>' }, isService('true')))).toHaveLength(1)
    expect(callers(null, get({ AWS: '<who>' }, isService('false')))).toHaveLength(1)
  })
})

describe('the name of a service', () => {
  it.each<[string, unknown, unknown, readonly string[]]>([
    ['is the principal', get({ Service: SNS }, named(SNS)), get({ Service: SNS }), []],
    ['is no other one', null, get({ Service: SNS }, named('sqs.amazonaws.com')), []],
    ['is of no role', null, get({ AWS: ROLE }, named(SNS)), []],
    ['is of no unique id', null, get({ AWS: 'AIDAEXAMPLE' }, named(SNS)), []],
    ['is of no federated identity', null, get({ Federated: 'accounts.google.com' }, named(SNS)), []],
    ['stands for the principal', get({ Service: SNS }), get('*', named(SNS)), []],
    [
      'stands for those that it matches',
      get({ Service: SNS }),
      get('*', named('s?s.amazonaws.com', 'StringLike')),
      ['Service sxs.amazonaws.com on arn:aws:s3:::a/k aws:PrincipalServiceName=sxs.amazonaws.com'],
    ],
    [
      'is absent where a role calls',
      null,
      get({ AWS: ROLE }, named('true', 'Null')),
      [`AWS ${ROLE} on arn:aws:s3:::a/k`],
    ],
    ['is absent where nobody is known to call', null, get('*', named('true', 'Null')), [`AWS * on arn:aws:s3:::a/k`]],
  ])('%s', (_, base, head, expected) => {
    expect(callers(base, head).map((each) => each.replace('arn:aws:iam::111122223333:user/x', '*'))).toEqual(expected)
  })
})

describe('variables that follow from the caller', () => {
  const own = 'arn:aws:s3:::a/${aws:PrincipalAccount}/*'

  it('are in the request, spelled as in the policy', () => {
    expect(callers(null, get({ AWS: ROLE }, {}, own))).toEqual([
      `AWS ${ROLE} on arn:aws:s3:::a/${ACCOUNT}/x aws:PrincipalAccount=${ACCOUNT}`,
    ])
    expect(callers(null, get({ Service: SNS }, {}, own))).toEqual([])
  })

  it('are not absent where they follow, nor there where they do not', () => {
    const fixed = `arn:aws:s3:::a/${ACCOUNT}/*`
    expect(callers(get({ AWS: ACCOUNT }, {}, own), get({ AWS: ACCOUNT }, {}, fixed))).toEqual([
      '? depends on the values of policy variables',
    ])
    expect(callers(get({ Service: SNS }, {}, own), get({ Service: SNS }, {}, fixed))).toEqual([
      `Service ${SNS} on arn:aws:s3:::a/${ACCOUNT}/x`,
    ])
  })

  it('are no other text than the one that a condition asks for', () => {
    const other = when('StringEquals', 'aws:PrincipalAccount', '222222222222')
    expect(callers(null, get({ AWS: ACCOUNT }, other, own))).toEqual([])
    const same = when('StringEquals', 'aws:PrincipalAccount', ACCOUNT)
    expect(callers(get({ AWS: ACCOUNT }, same, own), get({ AWS: ACCOUNT }, same, 'arn:aws:s3:::a/x'))).toHaveLength(1)
  })
})
