import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../../src/core/authorization/access.ts'
import type { Statement } from '../../../src/core/authorization/aws/policy.ts'
import { readPolicyDocument } from '../../../src/core/authorization/aws/read-document.ts'
import { displayText } from '../../../src/core/value/value.ts'
import { jsonValue, unknown } from './json-value.ts'

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }
const DENY = { ...ALLOW, Effect: 'Deny' }
const RCP = { ...DENY, Principal: '*' }
const FULL_ACCESS = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }

function read(statement: unknown, kind: PolicyKind = 'identity') {
  return readPolicyDocument(jsonValue({ Version: '2012-10-17', Statement: statement }), kind)
}

function only(statement: unknown, kind: PolicyKind = 'identity'): Statement {
  const [first, ...others] = read(statement, kind).document.statements
  if (first === undefined || others.length > 0) throw new Error('one statement expected')
  return first
}

describe('a readable policy', () => {
  it('takes one statement or a list, one string or a list', () => {
    expect(read(ALLOW).document.statements).toHaveLength(1)
    const both = read([ALLOW, { Effect: 'Deny', NotAction: ['s3:*', 'ec2:*'], NotResource: ['a', 'b'] }])
    expect(both.diagnostics).toEqual([])
    expect(both.document.statements[1]).toMatchObject({
      kind: 'statement',
      effect: 'Deny',
      action: { negated: true },
      resource: { negated: true },
    })
  })

  it('has version 2008-10-17 when it says none', () => {
    expect(readPolicyDocument(jsonValue({ Statement: [] }), 'identity').document.version).toBe('2008-10-17')
  })

  it('reads principals, with an account id as its root', () => {
    const statement = only(
      { ...ALLOW, Principal: { AWS: ['111122223333', '*'], Service: 'x.amazonaws.com' } },
      'resource',
    )
    if (statement.kind === 'opaque') throw new Error('readable expected')
    expect(statement.principal?.members.map((member) => [member.type, displayText(member.id)])).toEqual([
      ['AWS', 'arn:aws:iam::111122223333:root'],
      ['AWS', '*'],
      ['Service', 'x.amazonaws.com'],
    ])
  })

  it('reads conditions: quantifier, IfExists, booleans and numbers as text', () => {
    const statement = only({
      ...ALLOW,
      Condition: {
        'ForAnyValue:StringLikeIfExists': { 'aws:TagKeys': ['a', 'b'] },
        Bool: { 'aws:SecureTransport': false },
        NumericLessThan: { 's3:max-keys': 10 },
      },
    })
    if (statement.kind === 'opaque') throw new Error('readable expected')
    expect(statement.conditions).toMatchObject([
      { operator: 'StringLike', quantifier: 'ForAnyValue', ifExists: true, key: 'aws:TagKeys' },
      { operator: 'Bool', ifExists: false, values: [{ parts: [{ text: 'false' }] }] },
      { operator: 'NumericLessThan', values: [{ parts: [{ text: '10' }] }] },
    ])
  })
})

describe('a resource control policy', () => {
  it.each([
    ['a denial', RCP],
    [
      'a denial but of some resources',
      { Effect: 'Deny', Principal: '*', Action: 's3:*', NotResource: 'arn:aws:s3:::a/*' },
    ],
    ['an unknown principal', { ...RCP, Principal: unknown('p') }],
    ['RCPFullAWSAccess', FULL_ACCESS],
    ['RCPFullAWSAccess, written as lists', { ...FULL_ACCESS, Action: ['*'], Resource: ['*'] }],
    ['an Allow of what is unknown', { ...FULL_ACCESS, Action: unknown('a'), Resource: '<r>' }],
  ])('is %s', (_, statement) => {
    const { document, diagnostics } = read(statement, 'rcp')
    expect(diagnostics).toEqual([])
    expect(document.statements).toMatchObject([{ kind: 'statement' }])
  })

  it.each([[{ Statement: RCP }], [{ Version: '2008-10-17', Statement: RCP }]])('needs the new version: %j', (json) => {
    const { document, diagnostics } = readPolicyDocument(jsonValue(json), 'rcp')
    expect(document.statements).toMatchObject([{ kind: 'opaque' }])
    expect(diagnostics).toMatchObject([{ code: 'policy-unknown-version' }])
  })
})

it('a session policy reads like an identity policy', () => {
  expect(read(ALLOW, 'session')).toEqual(read(ALLOW, 'identity'))
})

describe('what AWS would reject is an error and opaque', () => {
  it.each([
    ['both Action and NotAction', { ...ALLOW, NotAction: 'x:*' }, 'identity'],
    ['an unknown element', { ...ALLOW, Resources: '*' }, 'identity'],
    ['an element in lower case', { ...ALLOW, condition: {} }, 'identity'],
    ['no effect', { Action: '*', Resource: '*' }, 'identity'],
    ['an effect in lower case', { ...ALLOW, Effect: 'allow' }, 'identity'],
    ['no action', { Effect: 'Allow', Resource: '*' }, 'identity'],
    ['no resource', { Effect: 'Allow', Action: '*' }, 'identity'],
    ['a number as action', { ...ALLOW, Action: 4 }, 'identity'],
    ['null as resource', { ...ALLOW, Resource: null }, 'identity'],
    ['an empty NotAction', { Effect: 'Allow', NotAction: [], Resource: '*' }, 'identity'],
    ['a principal in an identity policy', { ...ALLOW, Principal: '*' }, 'identity'],
    ['no principal in a resource policy', ALLOW, 'resource'],
    ['a resource in a trust policy', { ...ALLOW, Principal: '*' }, 'trust'],
    ['a principal of an unknown type', { ...ALLOW, Principal: { aws: '*' } }, 'resource'],
    ['a principal without type', { ...ALLOW, Principal: 'arn:aws:iam::111122223333:root' }, 'resource'],
    ['a list as condition', { ...ALLOW, Condition: [] }, 'identity'],
    ['a Sid that is a number', { ...ALLOW, Sid: 1 }, 'identity'],
    ['a statement that is text', 'Allow all', 'identity'],
    ['a principal in a session policy', { ...ALLOW, Principal: '*' }, 'session'],
    ['no principal in a resource control policy', { ...ALLOW, Effect: 'Deny' }, 'rcp'],
    ['some principal in a resource control policy', { ...RCP, Principal: { AWS: '111122223333' } }, 'rcp'],
    ['a list as principal in a resource control policy', { ...RCP, Principal: ['*'] }, 'rcp'],
    ['NotPrincipal in a resource control policy', { ...DENY, NotPrincipal: '*' }, 'rcp'],
    [
      'NotAction in a resource control policy',
      { Effect: 'Deny', Principal: '*', NotAction: 's3:*', Resource: '*' },
      'rcp',
    ],
    ['an Allow in a resource control policy', { ...RCP, Effect: 'Allow' }, 'rcp'],
    ['an Allow of some resources in one', { ...RCP, Effect: 'Allow', Action: '*', Resource: ['*', 'a'] }, 'rcp'],
    ['an Allow with a condition in one', { ...FULL_ACCESS, Condition: { Bool: { a: 'true' } } }, 'rcp'],
  ] as const)('%s', (_, statement, kind) => {
    const { document, diagnostics } = read(statement, kind)
    expect(document.statements).toMatchObject([{ kind: 'opaque' }])
    expect(diagnostics).toMatchObject([{ severity: 'error' }])
  })

  it.each([
    ['an unknown operator', { stringEquals: { a: 'b' } }],
    ['a quantified Null', { 'ForAnyValue:Null': { a: 'true' } }],
    ['NullIfExists', { NullIfExists: { a: 'true' } }],
    ['a null value', { StringEquals: { a: null } }],
    ['an operator without keys', { StringEquals: 'a' }],
  ])('%s makes the condition opaque', (_, condition) => {
    const statement = only({ ...ALLOW, Condition: condition })
    expect(statement).toMatchObject({ kind: 'statement', conditions: [{ kind: 'opaque' }] })
  })

  it('a key twice in two spellings makes the second opaque', () => {
    const statement = only({ ...ALLOW, Condition: { StringEquals: { 'aws:a': 'x', 'AWS:A': 'y' } } })
    expect(statement).toMatchObject({ conditions: [{ kind: 'condition' }, { kind: 'opaque' }] })
  })

  it.each([
    ['not an object', 'text'],
    ['an unknown version', { Version: '2020-01-01', Statement: ALLOW }],
    ['no statement', { Version: '2012-10-17' }],
    ['statements misspelled', { Version: '2012-10-17', Statements: ALLOW, Statement: [] }],
    ['an Id that is no text', { Id: 5, Statement: [] }],
  ])('a document that is %s', (_, document) => {
    const read = readPolicyDocument(jsonValue(document), 'identity')
    expect(read.document.statements).toMatchObject([{ kind: 'opaque' }])
    expect(read.diagnostics).toMatchObject([{ severity: 'error' }])
  })
})

describe('what is unknown', () => {
  it('a whole document, statement list or statement is one opaque statement named by its symbol', () => {
    const fingerprint = 'fingerprint-x'
    expect(readPolicyDocument(jsonValue(unknown('x')), 'identity').document.statements).toMatchObject([
      { kind: 'opaque', symbol: { fingerprint } },
    ])
    expect(only(unknown('x'))).toMatchObject({ kind: 'opaque', symbol: { fingerprint } })
    expect(only([unknown('x')])).toMatchObject({ kind: 'opaque', symbol: { fingerprint } })
  })

  it('of more than a thousand statements is opaque as a whole, with an error', () => {
    const many = (count: number) => read(Array.from({ length: count }, () => ALLOW))
    expect(many(1_000).document.statements).toHaveLength(1_000)
    expect(many(1_000).diagnostics).toEqual([])
    const { document, diagnostics } = many(1_001)
    expect(document.statements).toMatchObject([{ kind: 'opaque' }])
    expect(diagnostics).toMatchObject([{ code: 'policy-too-many-statements', severity: 'error' }])
  })

  it('an unknown effect makes the statement opaque without an error', () => {
    const { document, diagnostics } = read({ ...ALLOW, Effect: unknown('effect') })
    expect(document.statements).toMatchObject([{ kind: 'opaque', symbol: { address: 'effect' } }])
    expect(diagnostics).toEqual([])
  })

  it('an unknown action list, resource or principal is a pattern of one symbol', () => {
    const statement = only({ ...ALLOW, Action: unknown('a'), Resource: ['<r>/*'], Principal: unknown('p') }, 'resource')
    expect(statement).toMatchObject({
      action: { patterns: [{ parts: [{ kind: 'symbol', symbol: { address: 'a' } }] }] },
      resource: { patterns: [{ parts: [{ kind: 'symbol' }, { kind: 'literal', text: '/*' }] }] },
      principal: { members: [{ type: 'unknown' }] },
    })
  })

  it('an unknown condition block is opaque, an unknown condition value is not', () => {
    expect(only({ ...ALLOW, Condition: unknown('c') })).toMatchObject({ conditions: [{ kind: 'opaque' }] })
    expect(only({ ...ALLOW, Condition: { StringEquals: { a: unknown('v') } } })).toMatchObject({
      conditions: [{ kind: 'condition', values: [{ parts: [{ kind: 'symbol' }] }] }],
    })
  })

  it('gives opaque statements one fingerprint per content, whatever the order of the elements', () => {
    const fingerprint = (statement: unknown) => {
      const read = only(statement)
      return read.kind === 'opaque' ? read.symbol.fingerprint : 'readable'
    }
    const first = fingerprint({ Effect: 'x', Action: 'a:b', Resource: '<r>' })
    expect(fingerprint({ Resource: '<r>', Action: 'a:b', Effect: 'x' })).toBe(first)
    expect(fingerprint({ Resource: '<s>', Action: 'a:b', Effect: 'x' })).not.toBe(first)
  })
})
