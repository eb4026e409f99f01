import { describe, expect, it } from 'vitest'
import { substitute } from '../../src/core/difference/aws/substitute.ts'
import { compareGrants, decideAccess } from '../../src/core/difference/compare-access.ts'
import type { PolicySet } from '../../src/core/difference/policy-set.ts'
import { unknown } from '../authorization/aws/json-value.ts'
import { policySet } from '../difference/policies.ts'
import fc from '../seeded-properties.ts'
import { runs } from './runs.ts'

const SEED = Number(process.env['SEED'] ?? 20260302)
const RUNS = runs(60, 20)

const RESOURCES = [
  '*',
  'arn:aws:s3:::a/*',
  'arn:aws:s3:::<x>/*',
  'arn:aws:s3:::<y>/*',
  '<z>',
  '<z>/*',
  'arn:aws:s3:::a/<x>',
  'arn:aws:x:<x>:1:t',
  'arn:aws:x:*:1:t',
  'arn:aws:x:*:<y>:*',
]
const VALUES = ['a', 'a*', '<x>', '<y>', '<x>*']
/** What the unknown texts may be: x and y name something within an ARN, so they have no colon; z may be an ARN. */
const NAMES = ['a', 'b', '']
const ARNS = ['arn:aws:s3:::a', 'arn:aws:s3:::b', 'arn:aws:s3:::a/k', 'arn:aws:x:a:1:t', 'a']

const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 })

const statement = fc
  .record({
    effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    actions: some(['s3:GetObject', 's3:*', 'x:Do', '*']),
    negated: fc.nat({ max: 4 }),
    resources: some(RESOURCES),
    operator: fc.constantFrom(
      'none',
      'none',
      'StringEquals',
      'StringNotEquals',
      'StringLike',
      'StringNotLikeIfExists',
      'ForAllValues:StringEquals',
    ),
    values: some(VALUES),
    opaque: fc.nat({ max: 9 }),
  })
  .map(({ effect, actions, negated, resources, operator, values, opaque }) => {
    if (opaque === 0) return unknown('statement')
    const condition =
      opaque === 1
        ? { Condition: unknown('condition') }
        : operator === 'none'
          ? {}
          : { Condition: { [operator]: { 'x:text': values } } }
    return { Effect: effect, Action: actions, [negated === 0 ? 'NotResource' : 'Resource']: resources, ...condition }
  })
const statements = fc.array(statement, { minLength: 0, maxLength: 3 })

function withTexts(set: PolicySet, texts: ReadonlyMap<string, string>): PolicySet {
  const documents = substitute(set.documents, (symbol) => texts.get(symbol.address) ?? 'a')
  return { ...set, documents }
}

/**
 * What is granted is granted where names are not empty and an ARN is one that the action acts on: else there is no
 * such resource.
 */
function isFitting(texts: ReadonlyMap<string, string>, policies: string): boolean {
  const z = texts.get('z') ?? ''
  const isObject = z.startsWith('arn:aws:s3:::') && (z.includes('/') || !policies.includes('"<z>"'))
  return texts.get('x') !== '' && texts.get('y') !== '' && (isObject || !policies.includes('<z>'))
}

function* substitutions(): Generator<ReadonlyMap<string, string>> {
  for (const x of NAMES) for (const y of NAMES) for (const z of ARNS) yield new Map(Object.entries({ x, y, z }))
}

describe(`unknown texts (seed ${SEED})`, () => {
  it('what is silent is silent whatever they are, and what is granted is granted whatever they are', () => {
    fc.assert(
      fc.property(statements, statements, (before, after) => {
        const base = policySet([before])
        const head = policySet([after])
        const { granted, undecided } = compareGrants(base, head)
        for (const texts of substitutions()) {
          const known = decideAccess(withTexts(base, texts), withTexts(head, texts)).verdict
          if (granted.length > 0 && isFitting(texts, JSON.stringify([before, after])))
            expect(known).not.toBe('not-broadened')
          if (granted.length + undecided.length === 0) expect(known).toBe('not-broadened')
        }
      }),
      { seed: SEED, numRuns: RUNS },
    )
  })

  it('an unchanged policy is silent, in whatever order', () => {
    fc.assert(
      fc.property(statements, (policy) => {
        const set = policySet([policy])
        const turned = policySet([[...policy].reverse()])
        expect(compareGrants(set, turned)).toEqual({ granted: [], undecided: [] })
      }),
      { seed: SEED, numRuns: RUNS },
    )
  })
})
