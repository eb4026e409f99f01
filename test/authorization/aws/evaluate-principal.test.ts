import { describe, expect, it } from 'vitest'
import { evaluatePrincipal } from '../../../src/core/authorization/aws/evaluate-principal.ts'
import type { PrincipalClause } from '../../../src/core/authorization/aws/policy.ts'
import { readPrincipals } from '../../../src/core/authorization/aws/read-principals.ts'
import { jsonValue, unknown } from './json-value.ts'

const ACCOUNT = '111122223333'
const ROOT = `arn:aws:iam::${ACCOUNT}:root`
const ROLE = `arn:aws:iam::${ACCOUNT}:role/path/to/app`
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/app/one`

function clause(members: unknown, negated: boolean): PrincipalClause {
  return { negated, members: readPrincipals(jsonValue(members), []), span: { file: '', start: 0, end: 0 } }
}

function aws(id: string) {
  return { type: 'AWS', id }
}

describe('Principal', () => {
  it.each([
    ['*', aws(ROLE), 'yes'],
    ['*', aws('*'), 'yes'],
    ['*', { type: 'Service', id: 'x.amazonaws.com' }, 'yes'],
    [{ Service: '*' }, aws(ROLE), 'no'],
    [{ Service: '*' }, { type: 'Service', id: 'x.amazonaws.com' }, 'no'],
    [{ AWS: [] }, aws(ROLE), 'no'],
    [{ AWS: ROLE }, aws(ROLE), 'yes'],
    [{ AWS: ROLE }, { type: 'Federated', id: ROLE }, 'no'],
    [{ AWS: ROLE }, aws(`${ROLE}2`), 'no'],
    [{ AWS: ROLE }, aws(ROOT), 'no'],
    [{ AWS: [ROLE, ROOT] }, aws(ROOT), 'yes'],
    [{ Service: ROLE }, aws(ROLE), 'no'],
    [{ Service: 'x.amazonaws.com' }, { type: 'Service', id: 'x.amazonaws.com' }, 'yes'],
    [{ Service: 'x.amazonaws.com' }, { type: 'Service', id: 'y.amazonaws.com' }, 'no'],
    [unknown('p'), aws(ROLE), 'unknown'],
    [{ AWS: '<p>' }, aws(ROLE), 'unknown'],
    [{ AWS: ['<p>', ROLE] }, aws(ROLE), 'yes'],
  ] as const)('%j and %j: %s', (members, principal, expected) => {
    expect(evaluatePrincipal(clause(members, false), principal)).toBe(expected)
  })

  it.each([
    ['its user', `arn:aws:iam::${ACCOUNT}:user/ann`, 'yes'],
    ['its session', SESSION, 'yes'],
    ['a name with colons', `arn:aws:iam::${ACCOUNT}:user/a:b`, 'yes'],
    ['another partition, same number', `arn:aws-cn:iam::${ACCOUNT}:user/ann`, 'yes'],
    ['another account', 'arn:aws:iam::444455556666:user/ann', 'no'],
    ['too few segments', `arn:aws:iam::${ACCOUNT}`, 'no'],
    ['no ARN', `urn:aws:iam::${ACCOUNT}:user/ann`, 'no'],
    ['anonymous', '*', 'no'],
  ] as const)('an account and %s', (_, id, expected) => {
    expect(evaluatePrincipal(clause({ AWS: ACCOUNT }, false), aws(id))).toBe(expected)
    expect(evaluatePrincipal(clause({ AWS: ROOT }, false), aws(id))).toBe(expected)
  })

  it.each([
    [`x${ROOT}`, `arn:aws:iam::${ACCOUNT}:user/ann`],
    [`${ROOT}x`, `arn:aws:iam::${ACCOUNT}:user/ann`],
    [`arn:aws:iam:x:${ACCOUNT}:root`, `arn:aws:iam::${ACCOUNT}:user/ann`],
    ['arn:aws:iam::1:1:root', 'arn:aws:iam::1:1:user/ann'],
    [`arn:a:b:iam::${ACCOUNT}:root`, `arn:aws:iam::${ACCOUNT}:user/ann`],
  ])('%s is no account', (member, id) => {
    expect(evaluatePrincipal(clause({ AWS: member }, false), aws(id))).toBe('no')
  })

  it.each([
    ['with a path', ROLE, SESSION, 'yes'],
    ['without a path', `arn:aws:iam::${ACCOUNT}:role/app`, SESSION, 'yes'],
    ['in another partition', `arn:aws-cn:iam::${ACCOUNT}:role/app`, SESSION, 'no'],
    ['in another partition likewise', `arn:aws-cn:iam::${ACCOUNT}:role/app`, SESSION.replace('aws', 'aws-cn'), 'yes'],
    ['of another account', 'arn:aws:iam::444455556666:role/app', SESSION, 'no'],
    ['of another name', `arn:aws:iam::${ACCOUNT}:role/ap`, SESSION, 'no'],
    ['and a session without a name', ROLE, `arn:aws:sts::${ACCOUNT}:assumed-role/app/`, 'no'],
    ['and no session at all', ROLE, `arn:aws:sts::${ACCOUNT}:assumed-role/app`, 'no'],
    ['and something longer', ROLE, `x${SESSION}`, 'no'],
    ['that ends in a slash', `${ROLE}/`, SESSION, 'no'],
    ['that is a user', `arn:aws:iam::${ACCOUNT}:user/app`, SESSION, 'no'],
    ['that begins elsewhere', `x${ROLE}`, SESSION, 'no'],
    ['with colons in its partition', `arn:a:b:iam::${ACCOUNT}:role/app`, SESSION.replace('aws', 'a:b'), 'no'],
    ['with colons in its account', 'arn:aws:iam::1:1:role/app', 'arn:aws:sts::1:1:assumed-role/app/one', 'no'],
  ] as const)('a role %s', (_, role, session, expected) => {
    expect(evaluatePrincipal(clause({ AWS: role }, false), aws(session))).toBe(expected)
  })
})

describe('NotPrincipal', () => {
  it.each([
    ['*', aws(ROLE), 'no'],
    [{ AWS: [] }, aws(ROLE), 'yes'],
    [{ AWS: ROLE }, aws(ROLE), 'no'],
    [{ AWS: ROLE }, aws(SESSION), 'yes'],
    [{ AWS: ROLE }, { type: 'Service', id: ROLE }, 'yes'],
    [{ AWS: ACCOUNT }, aws(ROLE), 'yes'],
    [{ AWS: ACCOUNT }, aws(ROOT), 'no'],
    [{ Service: '*' }, { type: 'Service', id: 'x.amazonaws.com' }, 'yes'],
    [{ AWS: '<p>' }, aws(ROLE), 'unknown'],
    [{ AWS: ['<p>', ROLE] }, aws(ROLE), 'no'],
    [unknown('p'), aws(ROLE), 'unknown'],
  ] as const)('%j and %j: %s', (members, principal, expected) => {
    expect(evaluatePrincipal(clause(members, true), principal)).toBe(expected)
  })
})

it('nobody is left out where no one is named or no one asks', () => {
  expect(evaluatePrincipal(undefined, aws(ROLE))).toBe('yes')
  expect(evaluatePrincipal(clause({ AWS: ROLE }, false), undefined)).toBe('yes')
  expect(evaluatePrincipal(clause({ AWS: ROLE }, true), undefined)).toBe('yes')
})

it('a member of unknown type may be anyone', () => {
  const members = [
    { type: 'unknown', id: { kind: 'text', parts: [{ kind: 'literal', text: ROLE }], spans: [] } },
  ] as const
  const span = { file: '', start: 0, end: 0 }
  expect(evaluatePrincipal({ negated: false, members, span }, aws(ROLE))).toBe('unknown')
  expect(evaluatePrincipal({ negated: true, members, span }, aws(SESSION))).toBe('unknown')
})
