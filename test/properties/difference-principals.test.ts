import { describe, expect, it } from 'vitest'
import type { AccessRequest } from '../../src/core/authorization/access.ts'
import { evaluate } from '../../src/core/authorization/aws/evaluate.ts'
import { compareGrants } from '../../src/core/difference/compare-access.ts'
import { policySet } from '../difference/policies.ts'
import fc from '../seeded-properties.ts'
import { runs } from './runs.ts'

const SEED = Number(process.env['SEED'] ?? 20260303)
const RUNS = runs(300, 60)

const ROLE = 'arn:aws:iam::111111111111:role/a'
const OTHER_ROLE = 'arn:aws:iam::111111111111:role/b'
const SESSION = 'arn:aws:sts::111111111111:assumed-role/a/s'
const USER = 'arn:aws:iam::111111111111:user/u'
const ROOT = 'arn:aws:iam::111111111111:root'
const PRINCIPALS = [
  '*',
  { AWS: '*' },
  { AWS: '111111111111' },
  { AWS: '222222222222' },
  { AWS: ROLE },
  { AWS: [ROLE, OTHER_ROLE] },
  { AWS: SESSION },
  { AWS: [USER, ROLE] },
  { AWS: ROOT },
  { Service: 'a.amazonaws.com' },
  { Service: ['a.amazonaws.com', 'b.amazonaws.com'] },
  { Federated: 'accounts.google.com' },
  { CanonicalUser: 'abc' },
  { AWS: 'AIDAEXAMPLE' },
]

/** Callers with the keys that follow from who they are. */
const CALLERS: readonly { readonly principal: NonNullable<AccessRequest['principal']>; readonly arn?: string }[] = [
  ...[
    ROLE,
    OTHER_ROLE,
    USER,
    ROOT,
    'arn:aws:iam::111111111111:user/q',
    'arn:aws:iam::222222222222:role/q',
    'arn:aws:iam::222222222222:root',
    'arn:aws:iam::333333333333:user/q',
    'arn:aws:iam::111111111111:role/q',
  ].map((arn) => ({ principal: { type: 'AWS', id: arn }, arn })),
  { principal: { type: 'AWS', id: SESSION }, arn: ROLE },
  { principal: { type: 'AWS', id: 'arn:aws:sts::111111111111:assumed-role/a/q' }, arn: ROLE },
  { principal: { type: 'AWS', id: '*' } },
  { principal: { type: 'Service', id: 'a.amazonaws.com' } },
  { principal: { type: 'Service', id: 'b.amazonaws.com' } },
  { principal: { type: 'Service', id: 'q.amazonaws.com' } },
  { principal: { type: 'Federated', id: 'accounts.google.com' } },
  { principal: { type: 'Federated', id: 'q' } },
]

const REQUESTS: readonly AccessRequest[] = CALLERS.flatMap(({ principal, arn }) => {
  const keys = arn === undefined ? {} : { 'aws:PrincipalArn': arn, 'aws:PrincipalAccount': arn.split(':')[4] ?? '' }
  return [keys, { ...keys, 'aws:SourceVpc': 'a' }].map((context) => ({
    principal,
    action: 'sqs:SendMessage',
    resource: 'arn:aws:sqs:us-east-1:111111111111:q',
    context,
  }))
})

const condition = fc.constantFrom(
  {},
  {},
  { Condition: { StringEquals: { 'aws:SourceVpc': 'a' } } },
  { Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } } },
  { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/*' } } },
  { Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/a' } } },
  { Condition: { StringEquals: { 'aws:PrincipalAccount': '111111111111' } } },
  { Condition: { StringNotEquals: { 'aws:PrincipalAccount': ['111111111111', '222222222222'] } } },
  { Condition: { StringLikeIfExists: { 'aws:PrincipalArn': '*:user/*' } } },
  { Condition: { Null: { 'aws:PrincipalArn': 'true' } } },
)

const statements = fc.array(
  fc
    .record({
      effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
      negated: fc.nat({ max: 4 }),
      who: fc.constantFrom(...PRINCIPALS),
      condition,
    })
    .map(({ effect, negated, who, condition: limited }) => ({
      Effect: effect,
      [negated === 0 ? 'NotPrincipal' : 'Principal']: who,
      Action: 'sqs:SendMessage',
      Resource: '*',
      ...limited,
    })),
  { maxLength: 3 },
)

describe(`principals against brute force (seed ${SEED})`, () => {
  it('whatever trying every caller finds, the search finds too', () => {
    fc.assert(
      fc.property(statements, statements, (before, after) => {
        const base = policySet([before], 'resource')
        const head = policySet([after], 'resource')
        const { granted, undecided } = compareGrants(base, head)
        expect(undecided).toEqual([])
        if (granted.length > 0) return
        for (const request of REQUESTS) {
          if (evaluate(head.documents, 'resource', request) !== 'allowed') continue
          expect(evaluate(base.documents, 'resource', request), JSON.stringify(request)).toBe('allowed')
        }
      }),
      { seed: SEED, numRuns: RUNS },
    )
  })
})
