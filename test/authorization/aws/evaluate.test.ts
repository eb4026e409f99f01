import { describe, expect, it } from 'vitest'
import type { AccessRequest, PolicyKind } from '../../../src/core/authorization/access.ts'
import { evaluate } from '../../../src/core/authorization/aws/evaluate.ts'
import { readPolicyDocument } from '../../../src/core/authorization/aws/read-document.ts'
import { jsonValue, unknown } from './json-value.ts'

function ask(
  statements: unknown,
  request: Partial<AccessRequest>,
  kind: PolicyKind = 'identity',
  version = '2012-10-17',
) {
  const { document } = readPolicyDocument(jsonValue({ Version: version, Statement: statements }), kind)
  const whole = { action: 's3:GetObject', resource: 'arn:aws:s3:::data/key', context: {}, ...request }
  return evaluate([document], kind, whole)
}

const allow = (more: object) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...more })

/** One Allow with this element, and whether the request passes. */
function passes(more: object, request: Partial<AccessRequest> = {}, version?: string): boolean {
  return ask([allow(more)], request, 'identity', version) === 'allowed'
}

describe('actions and resources', () => {
  it.each([
    ['actions in any case', { Action: 'S3:GETOBJECT' }, {}, true],
    ['a wildcard in an action', { Action: 's3:Get*' }, {}, true],
    ['one character in an action', { Action: 's3:?etObject' }, {}, true],
    ['another action', { Action: 's3:PutObject' }, {}, false],
    ['every action', { Action: '*' }, {}, true],
    ['resources in their own case', { Resource: 'arn:aws:s3:::DATA/key' }, {}, false],
    ['a wildcard over a slash', { Resource: 'arn:aws:s3:::data*' }, { resource: 'arn:aws:s3:::data/a/b' }, true],
    ['exactly one character', { Resource: 'arn:aws:s3:::data/k?' }, {}, false],
    [
      'a wildcard that would cross a segment',
      { Resource: 'arn:aws:sqs:*:q:*' },
      { resource: 'arn:aws:sqs:us-east-1:1:q:x' },
      false,
    ],
    ['a wildcard within a segment', { Resource: 'arn:aws:sqs:*:1:*' }, { resource: 'arn:aws:sqs:us-east-1:1:q' }, true],
    [
      'colons in the sixth segment',
      { Resource: 'arn:aws:logs:*:*:*' },
      { resource: 'arn:aws:logs:r:1:log-group:a:b' },
      true,
    ],
    ['a short ARN pattern, read flat', { Resource: 'arn:aws:s3*' }, {}, true],
    ['NotAction', { Action: undefined, NotAction: 'iam:*' }, {}, true],
    ['NotResource', { Resource: undefined, NotResource: 'arn:aws:s3:::data/*' }, {}, false],
  ])('%s', (_, more, request, expected) => {
    const cleaned = Object.fromEntries(Object.entries(allow(more)).filter(([, value]) => value !== undefined))
    expect(ask([cleaned], request) === 'allowed').toBe(expected)
  })
})

describe('policy variables', () => {
  const request = { resource: 'arn:aws:s3:::data/bob/x', context: { 'aws:username': 'bob' } }
  it.each([
    ['the value of the key', 'arn:aws:s3:::data/${aws:username}/*', request, true],
    ['keys in any case', 'arn:aws:s3:::data/${AWS:UserName}/*', request, true],
    ['another value', 'arn:aws:s3:::data/${aws:username}/*', { ...request, context: { 'aws:username': 'ann' } }, false],
    ['a missing key', 'arn:aws:s3:::data/${aws:username}/*', { ...request, context: {} }, false],
    ['a default for a missing key', "arn:aws:s3:::data/${aws:username, 'bob'}/*", { ...request, context: {} }, true],
    ['a default where the key is there', "arn:aws:s3:::data/${aws:username, 'ann'}/*", request, true],
    [
      'a key with several values',
      'arn:aws:s3:::data/${aws:username}/*',
      { ...request, context: { 'aws:username': ['bob', 'ann'] } },
      false,
    ],
    [
      'wildcards in a value are characters',
      'arn:aws:s3:::data/${aws:username}/x',
      { ...request, context: { 'aws:username': '*' } },
      false,
    ],
    ['an escaped star', 'arn:aws:s3:::data/${*}', { resource: 'arn:aws:s3:::data/*' }, true],
    ['an escaped star is no wildcard', 'arn:aws:s3:::data/${*}', {}, false],
    ['an escaped dollar', 'arn:aws:s3:::data/${$}{a}', { resource: 'arn:aws:s3:::data/${a}' }, true],
  ])('%s', (_, resource, asked, expected) => {
    expect(passes({ Resource: resource }, asked)).toBe(expected)
  })

  it('that have no value make a whole Not clause void, whatever stands beside them', () => {
    const others = ['arn:aws:s3:::other', 'arn:aws:s3:::home/${aws:username}']
    const asked = { resource: 'arn:aws:s3:::data/x', context: {} }
    expect(ask([{ Effect: 'Allow', Action: '*', NotResource: others }], asked)).toBe('not-allowed')
    expect(ask([{ Effect: 'Allow', Action: '*', NotResource: others.slice(0, 1) }], asked)).toBe('allowed')
  })

  it('are plain text in the old version', () => {
    const literal = { resource: 'arn:aws:s3:::data/${aws:username}', context: { 'aws:username': 'bob' } }
    expect(passes({ Resource: 'arn:aws:s3:::data/${aws:username}' }, literal, '2008-10-17')).toBe(true)
    expect(passes({ Resource: 'arn:aws:s3:::data/${aws:username}/*' }, request, '2008-10-17')).toBe(false)
  })
})

type Row = readonly [
  operator: string,
  policy: unknown,
  request: string | readonly string[] | undefined,
  expected: boolean,
]

const ROWS: Row[] = [
  ['StringEquals', ['a', 'b'], 'b', true],
  ['StringEquals', 'a', 'A', false],
  ['StringEquals', 'vpc-*', 'vpc-1', false],
  ['StringEquals', 'a', undefined, false],
  ['StringEqualsIfExists', 'a', undefined, true],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringNotEquals', ['a', 'b'], 'c', true],
  ['StringNotEquals', 'a', undefined, true],
  ['StringEqualsIgnoreCase', 'a', 'A', true],
  ['StringNotEqualsIgnoreCase', 'a', 'A', false],
  ['StringLike', 'vpc-*', 'vpc-1', true],
  ['StringLike', 'a?', 'a', false],
  ['StringNotLike', 'vpc-*', 'vpc-1', false],
  ['ArnEquals', 'arn:aws:sns:*:1:t', 'arn:aws:sns:r:1:t', true],
  ['ArnLike', 'arn:aws:sns:*:t', 'arn:aws:sns:r:1:t', false],
  ['ArnLike', 'arn:aws:sns:*:1:t', 'arn:aws:sns:r:q:1:t', false],
  ['ArnNotLike', 'arn:aws:sns:*:1:t', 'arn:aws:sns:r:1:t', false],
  ['Bool', false, 'false', true],
  ['Bool', 'true', 'TRUE', true],
  ['Bool', 'true', undefined, false],
  ['BinaryEquals', 'QUJD', 'QUJD', true],
  ['NumericEquals', '1.0', '1', true],
  ['NumericNotEquals', 1, '2', true],
  ['NumericLessThan', 10, '10', false],
  ['NumericLessThanEquals', 10, '10', true],
  ['NumericGreaterThan', '0.1', '0.10000000000000000001', true],
  ['NumericGreaterThanEquals', 10, 'ten', false],
  ['DateEquals', '2026-01-01T00:00:00Z', '1767225600', true],
  ['DateLessThan', '2026-01-01T00:00:00Z', '2025-12-31T23:30:00-01:00', false],
  ['DateGreaterThanEquals', '2026-01-01', '2026-01-01T00:00:00.001Z', true],
  ['IpAddress', '10.0.0.0/8', '10.9.9.9', true],
  ['IpAddress', '10.1.2.3', '10.1.2.3', true],
  ['IpAddress', '0.0.0.0/0', '2001:db8::1', false],
  ['IpAddress', '2001:db8::/32', '2001:db8::1', true],
  ['NotIpAddress', '10.0.0.0/8', '10.9.9.9', false],
  ['NotIpAddress', '10.0.0.0/8', undefined, true],
  ['Null', 'true', undefined, true],
  ['Null', 'true', 'a', false],
  ['Null', 'false', 'a', true],
  ['Null', 'true', [], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
  ['ForAllValues:StringEquals', ['a'], ['a', 'b'], false],
  ['ForAllValues:StringEquals', ['a'], undefined, true],
  ['ForAllValues:StringNotEquals', ['a'], ['b', 'a'], false],
  ['ForAnyValue:StringEquals', ['a'], ['b', 'a'], true],
  ['ForAnyValue:StringEquals', ['a'], undefined, false],
  ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
  ['ForAnyValue:StringNotEquals', ['a'], undefined, false],
  ['ForAnyValue:StringEqualsIfExists', ['a'], undefined, true],
]

describe('conditions', () => {
  it.each(ROWS)('%s %j on %j is %s', (operator, policy, request, expected) => {
    const context = request === undefined ? {} : { 'X:Key': request }
    expect(passes({ Condition: { [operator]: { 'x:key': policy } } }, { context })).toBe(expected)
  })

  it('operators and keys are AND', () => {
    const condition = { StringEquals: { a: '1', b: '2' }, Bool: { c: 'true' } }
    expect(passes({ Condition: condition }, { context: { a: '1', b: '2', c: 'true' } })).toBe(true)
    expect(passes({ Condition: condition }, { context: { a: '1', b: '2', c: 'false' } })).toBe(false)
  })

  it('a variable that is not resolved keeps a negated operator from holding', () => {
    const condition = { StringNotEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } }
    expect(passes({ Condition: condition }, { context: { 'aws:ResourceTag/team': 'a' } })).toBe(false)
    expect(
      passes({ Condition: condition }, { context: { 'aws:ResourceTag/team': 'a', 'aws:PrincipalTag/team': 'b' } }),
    ).toBe(true)
  })
})

const ROLE = 'arn:aws:iam::111122223333:role/path/app'

describe('principals', () => {
  it.each([
    ['everyone', '*', { type: 'AWS', id: '*' }, true],
    ['everyone, services too', { AWS: '*' }, { type: 'Service', id: 'ec2.amazonaws.com' }, true],
    ['an account is its principals', { AWS: '111122223333' }, { type: 'AWS', id: ROLE }, true],
    ['another account', { AWS: '444455556666' }, { type: 'AWS', id: ROLE }, false],
    ['a role', { AWS: ROLE }, { type: 'AWS', id: ROLE }, true],
    [
      'a role is its sessions',
      { AWS: ROLE },
      { type: 'AWS', id: 'arn:aws:sts::111122223333:assumed-role/app/s' },
      true,
    ],
    ['another role is not', { AWS: ROLE }, { type: 'AWS', id: 'arn:aws:sts::111122223333:assumed-role/app2/s' }, false],
    [
      'a session is not its role',
      { AWS: 'arn:aws:sts::111122223333:assumed-role/app/s' },
      { type: 'AWS', id: ROLE },
      false,
    ],
    ['an anonymous caller is of no account', { AWS: '111122223333' }, { type: 'AWS', id: '*' }, false],
    ['a service', { Service: 'ec2.amazonaws.com' }, { type: 'Service', id: 'ec2.amazonaws.com' }, true],
    ['types are apart', { Federated: 'x' }, { type: 'Service', id: 'x' }, false],
  ])('%s', (_, who, principal, expected) => {
    expect(ask([allow({ Principal: who })], { principal }, 'resource') === 'allowed').toBe(expected)
  })

  it('NotPrincipal spares only those it lists', () => {
    const deny = { Effect: 'Deny', NotPrincipal: { AWS: [ROLE, '111122223333'] }, Action: '*', Resource: '*' }
    const statements = [allow({ Principal: '*' }), deny]
    expect(ask(statements, { principal: { type: 'AWS', id: ROLE } }, 'resource')).toBe('allowed')
    const neighbour = { type: 'AWS', id: 'arn:aws:iam::111122223333:role/other' }
    expect(ask(statements, { principal: neighbour }, 'resource')).toBe('explicitly-denied')
  })
})

describe('composition', () => {
  it('a deny wins, nothing said is not allowed', () => {
    expect(ask([allow({}), { ...allow({}), Effect: 'Deny' }], {})).toBe('explicitly-denied')
    expect(ask([], {})).toBe('not-allowed')
  })

  it('what is unknown is unknown only where it matters', () => {
    expect(ask([unknown('s')], {})).toBe('unknown')
    expect(ask([unknown('s'), { ...allow({}), Effect: 'Deny' }], {})).toBe('explicitly-denied')
    expect(ask([allow({ Resource: '<bucket>/*' })], {})).toBe('unknown')
    expect(ask([allow({ Resource: 'arn:aws:s3:::<bucket>' })], { resource: 'arn:aws:sqs:r:1:q' })).toBe('not-allowed')
    expect(ask([allow({ Resource: '<bucket>/*' }), allow({})], {})).toBe('allowed')
    expect(ask([allow({ Condition: unknown('c') })], {})).toBe('unknown')
  })
})
