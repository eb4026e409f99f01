import type { AccessRequest, PolicyKind } from '../../src/core/authorization/access.ts'
import { evaluate } from '../../src/core/authorization/aws/evaluate.ts'
import type { PolicySet } from '../../src/core/difference/policy-set.ts'
import fc from '../seeded-properties.ts'

/** Small universes: every request in them can be tried, and the patterns overlap in every way. */
const ACTIONS = [
  's3:GetObject',
  's3:getobject',
  's3:Get*',
  's3:*',
  '*',
  's3:PutObject',
  's3:ListBucket',
  'x:Do',
  'x:*',
  's3:?etObject',
  '*:Do',
]
const RESOURCES = [
  '*',
  'arn:aws:s3:::a/*',
  'arn:aws:s3:::a',
  'arn:aws:s3:::a/b',
  'arn:aws:s3:::*',
  'arn:aws:s3:::?/?',
  'arn:aws:s3:::*/b',
  'arn:aws:x:*:1:t',
  'arn:aws:x:r:*:*',
  'arn:aws:x:r:1:*',
  'arn:*',
]

interface RequestSubject {
  readonly action: string
  readonly resources: readonly string[]
}

const X_RESOURCES = [
  'arn:aws:x:r:1:t',
  'arn:aws:x:q:1:t',
  'arn:aws:x:r:2:t',
  'arn:aws:x:r:1:u',
  '*',
  'arn:aws:s3:::a/b',
  'arn:aws:s3:::a',
  'z',
]
const OBJECTS = [
  'arn:aws:s3:::a/b',
  'arn:aws:s3:::a/c',
  'arn:aws:s3:::q/b',
  'arn:aws:s3:::q/r',
  'arn:aws:s3:::qq/rr',
  'arn:aws-q:s3:::a/b',
  '*',
]
const SUBJECTS: readonly RequestSubject[] = [
  { action: 's3:GetObject', resources: OBJECTS },
  { action: 's3:PutObject', resources: OBJECTS },
  { action: 's3:ListBucket', resources: ['arn:aws:s3:::a', 'arn:aws:s3:::q', 'arn:aws-q:s3:::a', '*'] },
  { action: 's3:GetFutureThing', resources: [...OBJECTS, ...X_RESOURCES] },
  { action: 's3:Future', resources: [...OBJECTS, ...X_RESOURCES] },
  { action: 'x:Do', resources: X_RESOURCES },
  { action: 'x:Future', resources: X_RESOURCES },
  { action: 'y:Do', resources: X_RESOURCES },
  { action: 'y:Future', resources: X_RESOURCES },
]

interface KeyUniverse {
  readonly key: string
  readonly operators: readonly string[]
  readonly values: readonly unknown[]
  /** Values of requests: texts, or lists where the key has several. */
  readonly requests: readonly (string | readonly string[])[]
}

export const TEXT_KEY: KeyUniverse = {
  key: 'x:text',
  operators: [
    'StringEquals',
    'StringNotEquals',
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    'StringLike',
    'StringNotLike',
  ],
  values: ['a', 'A', 'ab', 'AB', 'a*', '*b', '?', '*'],
  requests: ['a', 'A', 'ab', 'aq', 'AB', 'aB', 'Ab', 'qb', 'q', 'qq', 'b', 'aqb', ''],
}
const NUMBER_KEY: KeyUniverse = {
  key: 'x:number',
  operators: [
    'NumericEquals',
    'NumericNotEquals',
    'NumericLessThan',
    'NumericLessThanEquals',
    'NumericGreaterThan',
    'NumericGreaterThanEquals',
  ],
  values: ['1', 1, '1.0', '2', '10'],
  requests: ['0', '1', '1.5', '2', '5', '10', '11', 'none'],
}
const ADDRESS_KEY: KeyUniverse = {
  key: 'aws:SourceIp',
  operators: ['IpAddress', 'NotIpAddress'],
  values: ['10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9', '10.1.2.3', '0.0.0.0/0', '::/0', '2001:db8::/32'],
  requests: ['10.0.0.1', '10.1.2.3', '10.200.0.1', '11.0.0.0', '2001:db8::1', '::1', 'none'],
}
const DATE_KEY: KeyUniverse = {
  key: 'aws:CurrentTime',
  operators: [
    'DateEquals',
    'DateNotEquals',
    'DateLessThan',
    'DateLessThanEquals',
    'DateGreaterThan',
    'DateGreaterThanEquals',
  ],
  values: ['2020-01-01T00:00:00Z', '2021-06-01', '1577836800'],
  requests: ['2019-01-01', '2020-01-01', '2020-07-01', '2021-06-01T00:00:00Z', '2022-01-01', 'none'],
}
const BOOLEAN_KEY: KeyUniverse = {
  key: 'aws:SecureTransport',
  operators: ['Bool'],
  values: ['true', false, 'false'],
  requests: ['true', 'false'],
}
const ARN_KEY: KeyUniverse = {
  key: 'aws:SourceArn',
  operators: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
  values: ['arn:aws:x:*:1:t', 'arn:aws:x:r:1:*', 'arn:aws:x:r:1:t'],
  requests: ['arn:aws:x:r:1:t', 'arn:aws:x:q:1:t', 'arn:aws:x:r:1:u', 'arn:aws:x:q:1:u', 'arn:aws:x:r:1:t:u', 'none'],
}
const SET_KEY: KeyUniverse = {
  key: 'aws:TagKeys',
  operators: ['StringEquals', 'StringNotEquals', 'StringLike'].flatMap((operator) => [
    `ForAllValues:${operator}`,
    `ForAnyValue:${operator}`,
  ]),
  values: ['a', 'b', 'a*'],
  requests: [
    'a',
    'b',
    'q',
    'aq',
    ['a', 'b'],
    ['a', 'q'],
    ['b', 'q'],
    ['a', 'b', 'q'],
    ['a', 'aq'],
    ['aq', 'b'],
    ['aq', 'q'],
    ['a', 'aq', 'b', 'q'],
  ],
}

export const KEYS: readonly KeyUniverse[] = [TEXT_KEY, NUMBER_KEY, ADDRESS_KEY, DATE_KEY, BOOLEAN_KEY, ARN_KEY, SET_KEY]

const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })

function condition(universe: KeyUniverse): fc.Arbitrary<object> {
  const plain = fc.record({
    operator: fc.constantFrom(...universe.operators),
    ifExists: fc.boolean(),
    values: some(universe.values),
  })
  const compared = plain.map(({ operator, ifExists, values }) => ({
    [`${operator}${ifExists ? 'IfExists' : ''}`]: { [universe.key]: values },
  }))
  const absent = fc.constantFrom('true', 'false').map((value) => ({ Null: { [universe.key]: value } }))
  return fc.oneof({ weight: 5, arbitrary: compared }, { weight: 1, arbitrary: absent })
}

/** Statements whose conditions are on these keys; principals only where the kind takes them. */
export function statements(keys: readonly KeyUniverse[], principals: readonly unknown[] = []): fc.Arbitrary<object[]> {
  const conditions = fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    {
      weight: 3,
      arbitrary: fc
        .array(fc.oneof(...keys.map(condition)), { minLength: 1, maxLength: 2 })
        .map((all) => Object.assign({}, ...all)),
    },
  )
  const clause = (name: string, values: readonly string[]) =>
    fc
      .record({ negated: fc.nat({ max: 4 }), values: some(values) })
      .map((drawn) => ({ [drawn.negated === 0 ? `Not${name}` : name]: drawn.values }))
  const principal =
    principals.length === 0
      ? fc.constant({})
      : fc
          .record({ negated: fc.nat({ max: 5 }), who: fc.constantFrom(...principals) })
          .map(({ negated, who }) => ({ [negated === 0 ? 'NotPrincipal' : 'Principal']: who }))
  const statement = fc
    .record({
      effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
      action: clause('Action', ACTIONS),
      resource: clause('Resource', RESOURCES),
      conditions,
      principal,
    })
    .map(({ effect, action, resource, conditions: Condition, principal: who }) => ({
      Effect: effect,
      ...action,
      ...resource,
      ...who,
      ...(Object.keys(Condition).length === 0 ? {} : { Condition }),
    }))
  return fc.array(statement, { minLength: 0, maxLength: 3 })
}

type Principal = NonNullable<AccessRequest['principal']>

/** Every request of the universe over these keys and callers. */
export function* requests(
  keys: readonly KeyUniverse[],
  callers: readonly (Principal | undefined)[],
): Generator<AccessRequest> {
  for (const context of contexts(keys)) {
    for (const { action, resources } of SUBJECTS) {
      for (const resource of resources) {
        for (const caller of callers) {
          yield { ...(caller === undefined ? {} : { principal: caller }), action, resource, context }
        }
      }
    }
  }
}

function contexts(keys: readonly KeyUniverse[]): readonly AccessRequest['context'][] {
  const [first, ...others] = keys
  if (first === undefined) return [{}]
  return contexts(others).flatMap((rest) => [rest, ...first.requests.map((value) => ({ ...rest, [first.key]: value }))])
}

/** The first request that head allows and base does not, found by trying them all. */
export function bruteForce(
  base: PolicySet,
  head: PolicySet,
  universe: Iterable<AccessRequest>,
  kind: PolicyKind = 'identity',
): AccessRequest | undefined {
  for (const request of universe) {
    if (evaluate(head.documents, kind, request) !== 'allowed') continue
    if (evaluate(base.documents, kind, request) !== 'allowed') return request
  }
  return undefined
}
