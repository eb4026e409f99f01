import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/core/difference/aws/budget.ts'
import { compareGrants } from '../../../src/core/difference/compare-access.ts'
import { allow, compare, deny, policySet, when } from '../policies.ts'

const OBJECT = 'arn:aws:s3:::a/k'
const get = (conditions: object = {}) => allow('s3:GetObject', OBJECT, { Condition: conditions })
const no = (conditions: object, resource = '*') => deny('s3:*', resource, { Condition: conditions })

/** The context of the one request that is shown. */
function context(base: unknown, head: unknown) {
  const { granted, undecided } = compare(base, head)
  expect([granted.length, undecided.length]).toEqual([1, 0])
  return granted[0]?.witness.context
}

describe('a request with several keys', () => {
  it.each([
    ['has the value of each', null, get({ StringEquals: { j: '1', k: '2' } }), { j: '1', k: '2' }],
    [
      'has those that were not needed',
      get({ StringEquals: { j: '1', k: '2' } }),
      get({ StringEquals: { j: '1' } }),
      { j: '1' },
    ],
    [
      'keeps a Deny away by the other key',
      null,
      [get({ StringEquals: { j: '1' } }), no({ StringNotEquals: { k: '2' } })],
      { j: '1', k: '2' },
    ],
    [
      'keeps a Deny away by either key',
      null,
      [get({ StringEquals: { j: '1' } }), no({ StringEquals: { j: '1' }, Null: { k: 'true' } })],
      { j: '1', k: 'x' },
    ],
    [
      'tries another key where the first one fails',
      null,
      [get(), no({ StringNotEquals: { j: '1', k: '2' } }), no({ StringEquals: { j: '1' } })],
      { k: '2' },
    ],
    [
      'tries another value where the first one fails',
      null,
      [get({ StringEquals: { k: ['1', '2', '3'] } }), no({ StringEquals: { k: ['1', '2'] } })],
      { k: '3' },
    ],
    [
      'has a value for each negated key',
      null,
      [get(), no({ StringNotEquals: { j: '1' } }), no({ StringNotEquals: { k: '2' } })],
      { j: '1', k: '2' },
    ],
    [
      'has a value that Denies of other resources would take',
      null,
      [
        get({ StringLike: { k: ['v*', 'w*'] } }),
        no({ StringLike: { k: 'v*' } }, `${OBJECT}?*`),
        no({ StringLike: { k: 'w*' } }, `${OBJECT}?*`),
      ],
      { k: expect.stringMatching(/^[vw]$/) },
    ],
    [
      'has no key where one of many Denies of other resources would take it',
      null,
      [
        get({ StringLikeIfExists: { k: 'v*' } }),
        no({ Null: { k: 'true' } }, `${OBJECT}?*`),
        no({ StringLike: { k: 'v*' } }, `${OBJECT}?*`),
      ],
      {},
    ],
  ])('%s', (_, base, head, expected) => {
    expect(context(base, head)).toEqual(expected)
  })

  it('needs a combination for each Deny that is kept away', () => {
    const head = policySet([[get(), no({ StringNotEquals: { j: '1' } }), no({ StringNotEquals: { k: '2' } })]])
    const within = (combinations: number) => compareGrants(policySet([]), head, { ...DEFAULT_LIMITS, combinations })
    const { granted } = compareGrants(policySet([]), head)
    const needed = [1, 2, 3, 4, 5, 6, 7, 8].find((count) => within(count).granted.length > 0) ?? 0
    expect(granted).toHaveLength(1)
    expect(needed).toBeGreaterThan(1)
    expect(within(needed - 1)).toMatchObject({
      granted: [],
      undecided: [{ reason: 'the conditions can be combined in too many ways' }],
    })
  })
})

describe('a key of several values', () => {
  const some = (operator: string, value: string) => ({ [`ForAnyValue:${operator}`]: { k: value } })
  const both = get({ ...some('StringEquals', 'a'), ...some('StringLike', 'b') })
  const without = (letters: string) => [...letters].map((letter) => no(some('StringEquals', letter)))

  it('has those that it must have, and none that a Deny would take', () => {
    expect(context(null, [both, ...without('cd')])).toEqual({ k: ['a', 'b'] })
  })

  it('has two of many, though not all sets of them are tried', () => {
    expect(context(null, [both, ...without('cdefghij')])).toEqual({ k: ['a', 'b'] })
  })

  it('is undecided where more of many are needed', () => {
    const three = get({
      ...some('StringEquals', 'a'),
      ...some('StringLike', 'b'),
      ...some('StringEqualsIgnoreCase', 'c'),
    })
    expect(compare(null, [three, ...without('defghij')])).toMatchObject({
      granted: [],
      undecided: [{ reason: expect.stringContaining('in more ways than are told apart') }],
    })
  })
})

describe('a summary of callers', () => {
  it('names all of them', () => {
    const role = (name: string) => `arn:aws:iam::111111111111:role/${name}`
    const statements = ['a', 'b'].map((name) => ({
      Effect: 'Allow',
      Action: `sts:${name}`,
      Principal: { AWS: role(name) },
    }))
    const { granted } = compareGrants(policySet([], 'trust'), policySet([statements], 'trust'), {
      ...DEFAULT_LIMITS,
      regions: 1,
    })
    expect(granted).toMatchObject([{ principals: [role('a'), role('b')], actions: ['sts:a', 'sts:b'] }])
  })
})

describe('a wildcard of a text', () => {
  it.each([
    ['a value between two patterns', when('StringLike', 'k', ['a*', '*b']), when('StringLike', 'k', '*'), 'x'],
    ['a value that a pattern does not take', when('StringLike', 'k', '?*'), when('StringLike', 'k', '*'), ''],
    ['a value that two patterns take', when('StringNotLike', 'k', 'a*'), when('StringLike', 'k', 'a*b'), 'ab'],
    [
      'a value that equals a text and no pattern',
      when('StringNotLike', 'k', 'ab'),
      when('StringLike', 'k', 'a*'),
      'ab',
    ],
    ['a value in the other case', when('StringNotEqualsIgnoreCase', 'k', 'ab'), when('StringLike', 'k', 'A*'), 'Ab'],
  ])('shows %s', (_, base, head, expected) => {
    expect(context(allow('s3:GetObject', OBJECT, base), allow('s3:GetObject', OBJECT, head))).toEqual({ k: expected })
  })
})
