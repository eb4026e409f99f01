import { describe, expect, it } from 'vitest'
import type { AccessRequest, PolicyKind } from '../../../src/core/authorization/access.ts'
import { type ApplicablePolicies, authorize } from '../../../src/core/authorization/aws/authorize.ts'
import { evaluate } from '../../../src/core/authorization/aws/evaluate.ts'
import type { PolicyDocument } from '../../../src/core/authorization/aws/policy.ts'
import { readPolicyDocument } from '../../../src/core/authorization/aws/read-document.ts'
import { jsonValue, unknown } from './json-value.ts'

const ACCOUNT = 'arn:aws:iam::111122223333:root'
const USER = 'arn:aws:iam::111122223333:user/ann'
const ROLE = 'arn:aws:iam::111122223333:role/path/app'
const SESSION = 'arn:aws:sts::111122223333:assumed-role/app/one'
const FEDERATED = 'arn:aws:sts::111122223333:federated-user/ann'
const LINKED = 'arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX'
const LINKED_SESSION = 'arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForX/one'
const PROVIDER = { type: 'Federated', id: 'accounts.google.com' }
const SERVICE = { type: 'Service', id: 'x.amazonaws.com' }

function read(kind: PolicyKind, statements: unknown): readonly PolicyDocument[] {
  return [readPolicyDocument(jsonValue({ Version: '2012-10-17', Statement: statements }), kind).document]
}

const WHAT = { Action: '*', Resource: '*' }
const ALLOW = read('identity', { Effect: 'Allow', ...WHAT })
const DENY = read('identity', { Effect: 'Deny', ...WHAT })
const NOTHING = read('identity', [])
const MAYBE = read('identity', { Effect: 'Allow', Action: '*', Resource: '<r>' })
const MAYBE_DENY = read('identity', [
  { Effect: 'Allow', ...WHAT },
  { Effect: 'Deny', Action: '*', Resource: '<r>' },
])
const RCP_ALLOW = read('rcp', { Effect: 'Allow', Principal: '*', ...WHAT })
const RCP_DENY = read('rcp', [{ Effect: 'Deny', Principal: '*', ...WHAT }])

type Resource = NonNullable<ApplicablePolicies['resource']>

function resource(statements: unknown, mustAllow?: boolean): Resource {
  return { kind: 'resource', documents: read('resource', statements), ...(mustAllow ? { mustAllow } : {}) }
}

function grant(id: string): Resource {
  return resource({ Effect: 'Allow', Principal: { AWS: id }, ...WHAT })
}

/** A KMS key's policy that grants to a principal. */
function keyGrant(id: string): Resource {
  return resource({ Effect: 'Allow', Principal: { AWS: id }, ...WHAT }, true)
}

function trust(principal: unknown, effect = 'Allow'): Resource {
  const statement = { Effect: effect, Principal: principal, Action: 'sts:AssumeRole' }
  return { kind: 'trust', documents: read('trust', statement) }
}

const DENYING = resource({ Effect: 'Deny', Principal: '*', ...WHAT })
const DENYING_OTHERS = resource({ Effect: 'Deny', NotPrincipal: { AWS: USER }, ...WHAT })
const DENYING_ROLE = resource({ Effect: 'Deny', Principal: { AWS: ROLE }, ...WHAT })
const ALLOWING_OTHERS = resource({ Effect: 'Allow', NotPrincipal: { AWS: USER }, ...WHAT })
const ALLOWING_SERVICE = resource({ Effect: 'Allow', Principal: { Service: SERVICE.id }, ...WHAT })
const EVERYTHING: ApplicablePolicies = {
  identity: ALLOW,
  boundary: ALLOW,
  session: ALLOW,
  serviceControl: [ALLOW, ALLOW],
  resourceControl: [RCP_ALLOW, RCP_ALLOW],
  resource: grant(SESSION),
}

type Row = readonly [
  rule: string,
  accounts: 'same' | 'cross',
  caller: string | { readonly type: string; readonly id: string },
  policies: Partial<ApplicablePolicies>,
  verdict: string,
]

function ask([, accounts, caller, policies]: Row): string {
  const principal = typeof caller === 'string' ? { type: 'AWS', id: caller } : caller
  const request: AccessRequest = { principal, action: 'sts:AssumeRole', resource: 'arn:aws:s3:::b', context: {} }
  return authorize({ identity: NOTHING, ...policies }, request, accounts)
}

function check(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    it.each(rows)('%s (%s)', (...row) => {
      expect(ask(row)).toBe(row[4])
    })
  })
}

check('an explicit deny', [
  ['without one all policies let the request through', 'same', SESSION, EVERYTHING, 'allowed'],
  ['in an identity policy wins', 'same', SESSION, { ...EVERYTHING, identity: DENY }, 'explicitly-denied'],
  ['in a boundary wins', 'same', SESSION, { ...EVERYTHING, boundary: DENY }, 'explicitly-denied'],
  ['in a session policy wins', 'same', SESSION, { ...EVERYTHING, session: DENY }, 'explicitly-denied'],
  ['in an SCP wins', 'same', SESSION, { ...EVERYTHING, serviceControl: [ALLOW, DENY] }, 'explicitly-denied'],
  ['in an RCP wins', 'same', SESSION, { ...EVERYTHING, resourceControl: [RCP_ALLOW, RCP_DENY] }, 'explicitly-denied'],
  ['in a resource policy wins', 'same', SESSION, { ...EVERYTHING, resource: DENYING }, 'explicitly-denied'],
  ['in a trust policy wins', 'same', SESSION, { ...EVERYTHING, resource: trust('*', 'Deny') }, 'explicitly-denied'],
  ['across accounts wins as well', 'cross', SESSION, { ...EVERYTHING, session: DENY }, 'explicitly-denied'],
  ['wins over what is unknown elsewhere', 'same', USER, { identity: MAYBE, boundary: DENY }, 'explicitly-denied'],
  ['wins over the root user', 'same', ACCOUNT, { resource: DENYING }, 'explicitly-denied'],
  ['with NotPrincipal spares who is listed', 'same', USER, { identity: ALLOW, resource: DENYING_OTHERS }, 'allowed'],
  [
    'with NotPrincipal spares nobody who has a boundary',
    'same',
    USER,
    { identity: ALLOW, boundary: ALLOW, resource: DENYING_OTHERS },
    'explicitly-denied',
  ],
  [
    'with Principal spares others, whether or not they have a boundary',
    'same',
    USER,
    { identity: ALLOW, boundary: ALLOW, resource: DENYING_ROLE },
    'allowed',
  ],
])

check('organisations', [
  ['an SCP has to allow', 'same', USER, { identity: ALLOW, serviceControl: [NOTHING] }, 'not-allowed'],
  ['every level of SCPs has to allow', 'same', USER, { identity: ALLOW, serviceControl: [ALLOW, []] }, 'not-allowed'],
  [
    'one SCP of a level suffices for it',
    'same',
    USER,
    { identity: ALLOW, serviceControl: [[...NOTHING, ...ALLOW]] },
    'allowed',
  ],
  ['SCPs grant nothing', 'same', USER, { serviceControl: [ALLOW] }, 'not-allowed'],
  ['an RCP has to allow', 'same', USER, { identity: ALLOW, resourceControl: [[]] }, 'not-allowed'],
  [
    'every level of RCPs has to allow',
    'same',
    USER,
    { identity: ALLOW, resourceControl: [RCP_ALLOW, []] },
    'not-allowed',
  ],
  ['RCPs grant nothing', 'same', USER, { resourceControl: [RCP_ALLOW] }, 'not-allowed'],
  [
    'SCPs limit direct grants of resources',
    'same',
    USER,
    { resource: grant(USER), serviceControl: [[]] },
    'not-allowed',
  ],
  ['RCPs limit direct grants', 'same', USER, { resource: grant(USER), resourceControl: [[]] }, 'not-allowed'],
  ['SCPs limit the root user', 'same', ACCOUNT, { serviceControl: [NOTHING] }, 'not-allowed'],
  ['SCPs limit no service', 'cross', SERVICE, { resource: grant('*'), serviceControl: [DENY] }, 'allowed'],
  ['SCPs limit no web identity', 'cross', PROVIDER, { resource: grant('*'), serviceControl: [DENY] }, 'allowed'],
  ['SCPs limit nobody anonymous', 'cross', '*', { resource: grant('*'), serviceControl: [DENY] }, 'allowed'],
  ['RCPs limit services', 'cross', SERVICE, { resource: grant('*'), resourceControl: [RCP_DENY] }, 'explicitly-denied'],
  ['SCPs limit no service-linked role', 'same', LINKED, { identity: ALLOW, serviceControl: [DENY] }, 'allowed'],
  ['RCPs limit no service-linked role', 'same', LINKED, { identity: ALLOW, resourceControl: [RCP_DENY] }, 'allowed'],
  [
    'whether a session is of a service-linked role is unknown',
    'same',
    LINKED_SESSION,
    { identity: ALLOW, serviceControl: [DENY] },
    'unknown',
  ],
  [
    'what does not depend on being service-linked is known',
    'same',
    LINKED_SESSION,
    { identity: ALLOW, serviceControl: [ALLOW], resourceControl: [RCP_ALLOW] },
    'allowed',
  ],
])

check('the policies of the caller', [
  ['allow nothing by default', 'same', USER, {}, 'not-allowed'],
  ['suffice within an account', 'same', USER, { identity: ALLOW }, 'allowed'],
  ['are limited by a boundary', 'same', USER, { identity: ALLOW, boundary: NOTHING }, 'not-allowed'],
  ['are limited by a session policy', 'same', SESSION, { identity: ALLOW, session: NOTHING }, 'not-allowed'],
  ['are not replaced by a boundary', 'same', USER, { boundary: ALLOW }, 'not-allowed'],
  ['are not replaced by a session policy', 'same', SESSION, { session: ALLOW }, 'not-allowed'],
  ['suffice for the session of a role without a session policy', 'same', SESSION, { identity: ALLOW }, 'allowed'],
  ['do not suffice for a federated user without one', 'same', FEDERATED, { identity: ALLOW }, 'not-allowed'],
  ['suffice for a federated user with one', 'same', FEDERATED, { identity: ALLOW, session: ALLOW }, 'allowed'],
  ['are not needed by the root user', 'same', ACCOUNT, {}, 'allowed'],
  ['are needed by who is only called like it', 'same', `${ACCOUNT}er`, {}, 'not-allowed'],
  ['are needed by who has its ARN in a name', 'same', `arn:aws:iam::1:user/${ACCOUNT}`, {}, 'not-allowed'],
])

const LIMITED = { boundary: NOTHING, session: NOTHING }

check('the policy of the resource', [
  ['suffices for a user within an account', 'same', USER, { resource: grant(USER) }, 'allowed'],
  ['says nothing about another user', 'same', USER, { resource: grant(`${USER}2`) }, 'not-allowed'],
  ['grants to a user beyond its boundary', 'same', USER, { boundary: NOTHING, resource: grant(USER) }, 'allowed'],
  ['grants to a session beyond its limits', 'same', SESSION, { ...LIMITED, resource: grant(SESSION) }, 'allowed'],
  [
    'grants to a federated user beyond limits',
    'same',
    FEDERATED,
    { ...LIMITED, resource: grant(FEDERATED) },
    'allowed',
  ],
  ['suffices for the sessions of a role', 'same', SESSION, { resource: grant(ROLE) }, 'allowed'],
  ['suffices for a role, which stands for its sessions', 'same', ROLE, { resource: grant(ROLE) }, 'allowed'],
  [
    'grants to a role within its boundary',
    'same',
    SESSION,
    { boundary: NOTHING, resource: grant(ROLE) },
    'not-allowed',
  ],
  ['does so where the role itself asks', 'same', ROLE, { boundary: NOTHING, resource: grant(ROLE) }, 'not-allowed'],
  [
    'grants to a role within the session policy',
    'same',
    SESSION,
    { session: NOTHING, resource: grant(ROLE) },
    'not-allowed',
  ],
  ['only delegates to the account', 'same', USER, { resource: grant(ACCOUNT) }, 'not-allowed'],
  [
    'delegates to the account without limiting it',
    'same',
    USER,
    { identity: ALLOW, resource: grant(ACCOUNT) },
    'allowed',
  ],
  ['grants to everyone without more', 'same', USER, { resource: grant('*') }, 'allowed'],
  ['grants to everyone beyond limits', 'same', SESSION, { ...LIMITED, resource: grant('*') }, 'allowed'],
  ['grants to everyone with NotPrincipal', 'same', SESSION, { ...LIMITED, resource: ALLOWING_OTHERS }, 'allowed'],
  ['grants to everyone anonymous', 'cross', '*', { resource: grant('*') }, 'allowed'],
  ['alone grants to who is anonymous', 'same', '*', { identity: ALLOW, resource: grant(USER) }, 'not-allowed'],
  ['alone grants to services', 'cross', SERVICE, { resource: ALLOWING_SERVICE }, 'allowed'],
  ['that does not name a service does not grant', 'same', SERVICE, { identity: ALLOW }, 'not-allowed'],
])

check('across accounts', [
  ['both sides have to allow', 'cross', SESSION, EVERYTHING, 'allowed'],
  ['the identity policy has to', 'cross', SESSION, { ...EVERYTHING, identity: NOTHING }, 'not-allowed'],
  ['the boundary has to', 'cross', SESSION, { ...EVERYTHING, boundary: NOTHING }, 'not-allowed'],
  ['the session policy has to', 'cross', SESSION, { ...EVERYTHING, session: NOTHING }, 'not-allowed'],
  ['the SCPs have to', 'cross', SESSION, { ...EVERYTHING, serviceControl: [NOTHING] }, 'not-allowed'],
  ['the RCPs have to', 'cross', SESSION, { ...EVERYTHING, resourceControl: [NOTHING] }, 'not-allowed'],
  ['the resource policy has to', 'cross', SESSION, { ...EVERYTHING, resource: grant(USER) }, 'not-allowed'],
  ['there has to be a resource policy', 'cross', USER, { identity: ALLOW }, 'not-allowed'],
  ['a grant to the account delegates', 'cross', USER, { identity: ALLOW, resource: grant(ACCOUNT) }, 'allowed'],
  ['a grant to everyone needs an identity policy', 'cross', USER, { resource: grant('*') }, 'not-allowed'],
  ['a grant to a role covers its sessions', 'cross', SESSION, { identity: ALLOW, resource: grant(ROLE) }, 'allowed'],
  ['the root user needs a grant', 'cross', ACCOUNT, {}, 'not-allowed'],
  ['the root user needs no identity policy', 'cross', ACCOUNT, { resource: grant(ACCOUNT) }, 'allowed'],
])

check('a resource whose own policy has to allow', [
  [
    'an identity policy does not suffice',
    'same',
    USER,
    { identity: ALLOW, resource: resource([], true) },
    'not-allowed',
  ],
  ['an identity policy suffices elsewhere', 'same', USER, { identity: ALLOW, resource: resource([]) }, 'allowed'],
  ['a grant to the account delegates', 'same', USER, { identity: ALLOW, resource: keyGrant(ACCOUNT) }, 'allowed'],
  ['a delegation alone grants nothing', 'same', USER, { resource: keyGrant(ACCOUNT) }, 'not-allowed'],
  [
    'what is delegated is limited',
    'same',
    USER,
    { identity: ALLOW, boundary: NOTHING, resource: keyGrant(ACCOUNT) },
    'not-allowed',
  ],
  ['a grant to the caller suffices', 'same', USER, { boundary: NOTHING, resource: keyGrant(USER) }, 'allowed'],
  ['the root user needs a grant', 'same', ACCOUNT, { resource: resource([], true) }, 'not-allowed'],
  ['a grant to the account is one to its root user', 'same', ACCOUNT, { resource: keyGrant(ACCOUNT) }, 'allowed'],
  ['a role trusts whom it names', 'same', USER, { resource: trust({ AWS: USER }) }, 'allowed'],
  ['a role has to trust', 'same', USER, { identity: ALLOW, resource: trust({ AWS: `${USER}2` }) }, 'not-allowed'],
  [
    'a role that trusts the account delegates',
    'same',
    USER,
    { identity: ALLOW, resource: trust({ AWS: ACCOUNT }) },
    'allowed',
  ],
  ['a role that trusts the account grants nothing', 'same', USER, { resource: trust({ AWS: ACCOUNT }) }, 'not-allowed'],
  [
    'a role that trusts an identity provider needs no more',
    'cross',
    PROVIDER,
    { resource: trust({ Federated: PROVIDER.id }) },
    'allowed',
  ],
])

check('what is unknown', [
  ['in an identity policy decides', 'same', USER, { identity: MAYBE }, 'unknown'],
  ['in a boundary decides', 'same', USER, { identity: ALLOW, boundary: MAYBE }, 'unknown'],
  ['in a session policy decides', 'same', SESSION, { identity: ALLOW, session: MAYBE }, 'unknown'],
  ['in an SCP decides', 'same', USER, { identity: ALLOW, serviceControl: [ALLOW, MAYBE] }, 'unknown'],
  ['in an RCP decides', 'same', USER, { identity: ALLOW, resourceControl: [MAYBE] }, 'unknown'],
  ['about a deny decides', 'same', USER, { identity: ALLOW, boundary: MAYBE_DENY }, 'unknown'],
  ['about a deny does not matter where nothing allows', 'same', USER, { boundary: MAYBE_DENY }, 'not-allowed'],
  ['about who is granted decides', 'same', USER, { resource: grant('<who>') }, 'unknown'],
  [
    'about who is granted does not matter beside another grant',
    'same',
    USER,
    { identity: ALLOW, resource: grant('<who>') },
    'allowed',
  ],
  ['about who is granted matters beyond limits', 'same', USER, { ...LIMITED, resource: grant('<who>') }, 'unknown'],
  [
    'about who is granted does not replace identity policies',
    'cross',
    USER,
    { resource: grant('<who>') },
    'not-allowed',
  ],
  [
    'in an identity policy does not matter beside a grant',
    'same',
    USER,
    { identity: MAYBE, resource: grant(USER) },
    'allowed',
  ],
  [
    'in a boundary does not matter to a direct grant',
    'same',
    USER,
    { boundary: MAYBE, resource: grant(USER) },
    'allowed',
  ],
  [
    'in a boundary matters to a grant to the role',
    'same',
    SESSION,
    { boundary: MAYBE, resource: grant(ROLE) },
    'unknown',
  ],
  [
    'in an identity policy matters to a delegation',
    'same',
    USER,
    { identity: MAYBE, resource: keyGrant(ACCOUNT) },
    'unknown',
  ],
  ['behind a closed level does not matter', 'same', USER, { identity: MAYBE, serviceControl: [[]] }, 'not-allowed'],
  [
    'in the resource policy decides across accounts',
    'cross',
    USER,
    { identity: ALLOW, resource: grant('<who>') },
    'unknown',
  ],
  ['as a whole statement may deny', 'same', USER, { identity: ALLOW, resource: resource([unknown('s')]) }, 'unknown'],
])

it('a request that meets the policy of a resource names its principal', () => {
  const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::b', context: {} }
  expect(authorize({ identity: ALLOW }, request, 'same')).toBe('allowed')
  expect(() => authorize({ identity: ALLOW, resource: grant('*') }, request, 'same')).toThrow('names its principal')
})

describe('a condition on an ARN', () => {
  it.each([
    ['of six parts is checked part by part', 'ArnLike', 'arn:aws:sns:*:*:t', 'allowed'],
    ['is everything', 'ArnLike', '*', 'allowed'],
    ['of fewer parts is a prefix where it ends in its only wildcard', 'ArnLike', 'arn:aws:sns:*', 'allowed'],
    ['is another prefix', 'ArnEquals', 'arn:aws:sqs:*', 'not-allowed'],
    ['of fewer parts without wildcards is only itself', 'ArnEquals', 'arn:aws:sns', 'not-allowed'],
    ['of fewer parts and a variable is what that stands for', 'ArnEquals', '${aws:SourceArn}', 'allowed'],
    ['of fewer parts with a wildcard inside is unknown', 'ArnLike', 'arn:aws:sns:*:t', 'unknown'],
    ['is unknown even where it begins unlike the value', 'ArnEquals', 'arn:*:sqs', 'unknown'],
    ['of fewer parts with two wildcards is unknown', 'ArnLike', 'arn:*:sns:*', 'unknown'],
    ['that ends in one character is unknown', 'ArnLike', 'arn:aws:sns:?', 'unknown'],
    ['is unknown where it is negated', 'ArnNotLike', 'arn:aws:sns:*:t', 'unknown'],
    ['is unknown where it is negated as an equal', 'ArnNotEquals', 'arn:*:sqs', 'unknown'],
  ])('%s: %s %s', (_, operator, value, verdict) => {
    const documents = read('identity', {
      Effect: 'Allow',
      ...WHAT,
      Condition: { [operator]: { 'aws:SourceArn': value } },
    })
    const context = { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:t' }
    expect(evaluate(documents, 'identity', { action: 'sqs:SendMessage', resource: 'q', context })).toBe(verdict)
  })
})
