import { describe, expect, it } from 'vitest'
import type { AccessRequest } from '../../src/core/authorization/access.ts'
import { compareGrants } from '../../src/core/difference/compare-access.ts'
import { policySet } from '../difference/policies.ts'
import fc from '../seeded-properties.ts'
import { bruteForce } from './difference-universe.ts'
import { runs } from './runs.ts'

const SEED = Number(process.env['SEED'] ?? 20260305)
const RUNS = runs(200)

const RESOURCES = [
  'arn:aws:s3:::d/*',
  'arn:aws:s3:::d/${aws:username}/*',
  'arn:aws:s3:::d/a/*',
  'arn:aws:s3:::d/${aws:userid}/*',
  "arn:aws:s3:::d/${aws:username, 'a'}/*",
  'arn:aws:s3:::d/${aws:username}/a',
  'arn:aws:s3:::d/${*}/a',
]
const CONDITIONS = [
  {},
  {},
  { StringEquals: { 'aws:username': 'a' } },
  { StringLike: { 'aws:username': 'a*' } },
  { StringNotEquals: { 'aws:username': 'a' } },
  { StringEquals: { 'x:key': '${aws:username}' } },
  { StringNotEquals: { 'x:key': '${aws:username}' } },
  { StringLike: { 'x:key': '${aws:username}/*' } },
  { StringEquals: { 'x:key': 'a' } },
  { Null: { 'aws:username': 'true' } },
]

const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 })
const statements = fc.array(
  fc
    .record({
      effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
      negated: fc.nat({ max: 5 }),
      resources: some(RESOURCES),
      condition: fc.constantFrom(...CONDITIONS),
    })
    .map(({ effect, negated, resources, condition }) => ({
      Effect: effect,
      Action: 's3:GetObject',
      [negated === 0 ? 'NotResource' : 'Resource']: resources,
      ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
    })),
  { maxLength: 2 },
)

const OBJECTS = ['d/a/a', 'd/a/q', 'd/q/a', 'd/q/q', 'd/ab/q', 'd/*/a', 'd/q', 'q/q'].map(
  (path) => `arn:aws:s3:::${path}`,
)
const TEXTS = [undefined, 'a', 'q', 'ab', '*']

function* requests(): Generator<AccessRequest> {
  for (const resource of OBJECTS) {
    for (const username of TEXTS) {
      for (const userid of [undefined, 'q', 'a']) {
        for (const key of [undefined, 'a', 'q', 'q/a', 'a/q']) {
          const entries = Object.entries({ 'aws:username': username, 'aws:userid': userid, 'x:key': key })
          const context = Object.fromEntries(
            entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
          )
          yield { action: 's3:GetObject', resource, context }
        }
      }
    }
  }
}

describe(`policy variables against brute force (seed ${SEED})`, () => {
  it('whatever trying every request finds, the search finds too or leaves open', () => {
    const everything = [...requests()]
    fc.assert(
      fc.property(statements, statements, (before, after) => {
        const base = policySet([before])
        const head = policySet([after])
        const { granted, undecided } = compareGrants(base, head)
        if (granted.length + undecided.length === 0) expect(bruteForce(base, head, everything)).toBeUndefined()
      }),
      { seed: SEED, numRuns: RUNS },
    )
  })

  it('an unchanged policy is silent', () => {
    fc.assert(
      fc.property(statements, (policy) => {
        const turned = policySet([[...policy].reverse()])
        expect(compareGrants(policySet([policy]), turned)).toEqual({ granted: [], undecided: [] })
      }),
      { seed: SEED, numRuns: RUNS },
    )
  })
})
