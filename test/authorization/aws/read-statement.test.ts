import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../../src/core/authorization/access.ts'
import type { ReadStatement, Statement } from '../../../src/core/authorization/aws/policy.ts'
import { readStatement } from '../../../src/core/authorization/aws/read-statement.ts'
import type { Problems } from '../../../src/core/authorization/aws/reading.ts'
import { displayText } from '../../../src/core/value/value.ts'
import { jsonValue, unknown } from './json-value.ts'

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }

function read(json: unknown, kind: PolicyKind = 'identity', position = 1) {
  const problems: Problems = []
  const statement = readStatement(jsonValue(json), kind, position, problems)
  return { statement, problems }
}

function readable(json: unknown, kind: PolicyKind = 'identity'): ReadStatement {
  const { statement, problems } = read(json, kind)
  expect(problems).toEqual([])
  if (statement.kind === 'opaque') throw new Error('readable expected')
  return statement
}

function symbolOf(statement: Statement) {
  if (statement.kind !== 'opaque') throw new Error('opaque expected')
  return statement.symbol
}

/** What it is made of, absent elements left out. */
function shown({ sid, effect, principal, action, resource, conditions }: ReadStatement) {
  const texts = (clause: ReadStatement['action'] | undefined) =>
    clause === undefined ? [] : [`${clause.negated ? 'not ' : ''}${clause.patterns.map(displayText).join()}`]
  const who = principal?.members.map(({ type, id }) => `${type} ${displayText(id)}`).join()
  return [
    ...(sid === undefined ? [] : [sid]),
    effect,
    ...(principal === undefined ? [] : [`${principal.negated ? 'not ' : ''}${who}`]),
    ...texts(action),
    ...texts(resource),
    ...conditions.map((condition) => (condition.kind === 'condition' ? condition.key : 'opaque')),
  ]
}

describe('a readable statement', () => {
  it.each([
    ['identity', ALLOW, ['Allow', 's3:GetObject', '*']],
    ['boundary', { ...ALLOW, Sid: 'One' }, ['One', 'Allow', 's3:GetObject', '*']],
    ['scp', { ...ALLOW, Effect: 'Deny', Sid: '' }, ['', 'Deny', 's3:GetObject', '*']],
    ['identity', { ...ALLOW, Sid: '<s>' }, ['Allow', 's3:GetObject', '*']],
    ['identity', { ...ALLOW, Sid: unknown('s') }, ['Allow', 's3:GetObject', '*']],
    ['identity', { Effect: 'Allow', NotAction: ['a', 'b'], NotResource: ['c', 'd'] }, ['Allow', 'not a,b', 'not c,d']],
    ['identity', { ...ALLOW, Action: [], Resource: [] }, ['Allow', '', '']],
    ['identity', { ...ALLOW, Action: unknown('a'), Resource: '<b>/*' }, ['Allow', '${a}', '${b}/*']],
    ['identity', { ...ALLOW, Condition: { Bool: { k: true } } }, ['Allow', 's3:GetObject', '*', 'k']],
    ['resource', { ...ALLOW, Principal: '*' }, ['Allow', 'AWS *', 's3:GetObject', '*']],
    ['resource', { Effect: 'Allow', Principal: '*', Action: 'a' }, ['Allow', 'AWS *', 'a']],
    ['resource', { ...ALLOW, NotPrincipal: { AWS: 'x' } }, ['Allow', 'not AWS x', 's3:GetObject', '*']],
    ['trust', { Effect: 'Allow', Principal: { Service: 'x' }, Action: 'a' }, ['Allow', 'Service x', 'a']],
  ] as const)('%s %j', (kind, json, expected) => {
    const statement = readable(json, kind)
    expect(shown(statement)).toEqual(expected)
    const absent = [statement.sid, statement.principal, statement.resource].filter((each) => each === undefined)
    expect(Object.keys(statement)).toHaveLength(8 - absent.length)
  })
})

describe('what AWS would reject', () => {
  it.each([
    ['wrong-type', 'identity', 'text', 'A statement is a string'],
    ['wrong-type', 'identity', null, 'A statement is a null'],
    ['wrong-type', 'identity', [ALLOW], 'A statement is a list'],
    ['unknown-element', 'identity', { ...ALLOW, sid: 'a' }, 'Unknown statement element "sid"'],
    ['unknown-element', 'identity', { ...ALLOW, NotEffect: 'a' }, 'Unknown statement element "NotEffect"'],
    ['wrong-type', 'identity', { ...ALLOW, Sid: 1 }, 'Sid is a number'],
    ['wrong-type', 'identity', { ...ALLOW, Sid: ['a'] }, 'Sid is a list'],
    ['missing-element', 'identity', { Action: 'a', Resource: '*' }, 'The statement has no Effect'],
    ['unknown-effect', 'identity', { ...ALLOW, Effect: 'allow' }, 'The statement has an unknown Effect'],
    ['unknown-effect', 'identity', { ...ALLOW, Effect: '' }, 'The statement has an unknown Effect'],
    ['unknown-effect', 'identity', { ...ALLOW, Effect: ['Allow'] }, 'The statement has an unknown Effect'],
    ['unknown-effect', 'identity', { ...ALLOW, Effect: null }, 'The statement has an unknown Effect'],
    ['missing-element', 'resource', ALLOW, 'The statement has no Principal'],
    ['missing-element', 'trust', { Effect: 'Allow', Action: 'a' }, 'The statement has no Principal'],
    ['prohibited-element', 'identity', { ...ALLOW, Principal: '*' }, 'A Principal is not allowed here'],
    ['prohibited-element', 'scp', { ...ALLOW, NotPrincipal: '*' }, 'A Principal is not allowed here'],
    ['prohibited-element', 'boundary', { ...ALLOW, Principal: '*' }, 'A Principal is not allowed here'],
    [
      'conflicting-elements',
      'resource',
      { ...ALLOW, Principal: '*', NotPrincipal: '*' },
      'The statement has both Principal and NotPrincipal',
    ],
    ['missing-element', 'identity', { Effect: 'Allow', Resource: '*' }, 'The statement has no Action'],
    ['conflicting-elements', 'identity', { ...ALLOW, NotAction: 'b' }, 'The statement has both Action and NotAction'],
    ['empty-list', 'identity', { Effect: 'Allow', NotAction: [], Resource: '*' }, 'NotAction is empty'],
    ['wrong-type', 'identity', { ...ALLOW, Action: 4 }, 'Action holds a number'],
    ['wrong-type', 'identity', { Effect: 'Allow', NotAction: ['a', true], Resource: '*' }, 'NotAction holds a boolean'],
    ['missing-element', 'identity', { Effect: 'Allow', Action: 'a' }, 'The statement has no Resource'],
    ['missing-element', 'scp', { Effect: 'Allow', Action: 'a' }, 'The statement has no Resource'],
    ['missing-element', 'boundary', { Effect: 'Allow', Action: 'a' }, 'The statement has no Resource'],
    [
      'conflicting-elements',
      'identity',
      { ...ALLOW, NotResource: 'b' },
      'The statement has both Resource and NotResource',
    ],
    ['empty-list', 'identity', { Effect: 'Allow', Action: 'a', NotResource: [] }, 'NotResource is empty'],
    ['prohibited-element', 'trust', { ...ALLOW, Principal: '*' }, 'A Resource is not allowed here'],
    [
      'prohibited-element',
      'trust',
      { Effect: 'Allow', Principal: '*', Action: 'a', NotResource: 'b' },
      'A Resource is not allowed here',
    ],
    ['wrong-type', 'identity', { ...ALLOW, Condition: [] }, 'Condition is a list'],
  ] as const)('%s for %s: %j', (code, kind, json, summary) => {
    const { statement, problems } = read(json, kind)
    expect(problems).toMatchObject([{ severity: 'error', code: `policy-${code}`, summary }])
    expect(statement.kind).toBe('opaque')
  })

  it('is named by its Sid, else by its position, with the first reason', () => {
    expect(symbolOf(read({ ...ALLOW, Action: 4, Sid: 'One' }, 'identity', 7).statement)).toMatchObject({
      address: 'statement One',
      reason: 'cannot be read: Action holds a number',
    })
    expect(symbolOf(read({ ...ALLOW, Action: 4 }, 'identity', 7).statement).address).toBe('statement 7')
    expect(symbolOf(read('text', 'identity', 7).statement).address).toBe('statement 7')
  })

  it('is reported wherever it stands, before what its conditions lack', () => {
    const json = { Effect: 'x', Action: 4, Sid: 1, Other: 2, Condition: { Nothing: {} } }
    expect(read(json).problems.map(({ code }) => code)).toEqual([
      'policy-unknown-operator',
      'policy-unknown-element',
      'policy-wrong-type',
      'policy-unknown-effect',
      'policy-wrong-type',
      'policy-missing-element',
    ])
  })

  it('names the elements that there are', () => {
    expect(read({ ...ALLOW, Actions: 'a' }).problems).toMatchObject([
      {
        detail: expect.stringContaining(
          'Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition',
        ),
      },
    ])
  })

  it('is the condition alone where only a condition cannot be read', () => {
    const { statement, problems } = read({ ...ALLOW, Condition: { Nothing: { k: 'a' } } })
    expect(statement).toMatchObject({ kind: 'statement', conditions: [{ kind: 'opaque' }] })
    expect(problems).toHaveLength(1)
  })
})

describe('what is unknown', () => {
  it('is a whole statement by its own name', () => {
    const { statement, problems } = read(unknown('s'))
    expect(symbolOf(statement).fingerprint).toBe('fingerprint-s')
    expect(problems).toEqual([])
  })

  it.each([
    ['a whole effect', unknown('e'), 'e'],
    ['an effect in one text', '<e>', 'e'],
    ['a part of an effect', 'Al<e>', 'e'],
    ['the first of two parts', '<e><f>', 'e'],
  ])('%s makes the statement opaque, which is no error', (_, effect, address) => {
    const { statement, problems } = read({ ...ALLOW, Effect: effect })
    expect(symbolOf(statement)).toMatchObject({ address, reason: 'is only known after apply' })
    expect(problems).toEqual([])
  })

  it('counts less than what AWS would reject', () => {
    const { statement, problems } = read({ Effect: unknown('e'), Resource: '*' })
    expect(symbolOf(statement).reason).toBe('cannot be read: The statement has no Action')
    expect(problems).toHaveLength(1)
  })

  it('is told apart by the content of the statement', () => {
    const fingerprint = (json: unknown) => symbolOf(read(json).statement).fingerprint
    const one = { ...ALLOW, Effect: unknown('e') }
    expect(fingerprint(one)).toBe(fingerprint(Object.fromEntries(Object.entries(one).reverse())))
    expect(fingerprint(one)).not.toBe(fingerprint({ ...one, Action: 's3:PutObject' }))
    expect(fingerprint(one)).not.toBe(fingerprint({ ...one, Effect: unknown('f') }))
  })
})
