import { describe, expect, it } from 'vitest'
import type { GrantedRegion } from '../../src/core/difference/difference.ts'
import { beyondCountersigned, type Found, type FoundInQueue } from '../../src/core/gate/beyond-countersigned.ts'
import type { Finding } from '../../src/core/rules/finding.ts'
import fc from '../seeded-properties.ts'

function region(change: Partial<GrantedRegion> = {}): GrantedRegion {
  return {
    ...{ address: 'role', policyKind: 'identity', origin: 'allowed', extent: 'new' },
    ...{ principals: [], actions: ['s3:PutObject'], resources: ['arn:aws:s3:::logs/*'], conditions: [] },
    witness: { action: 's3:PutObject', resource: 'arn:aws:s3:::logs/x', context: {} },
    ...{ headCauses: [], baseCauses: [] },
    ...change,
  }
}

function finding(change: Partial<Finding> = {}): Finding {
  return {
    ...{ rule: 'access/broader-access', severity: 'medium', kind: 'broadened', resource: 'role', file: 'main.tf' },
    ...{ startLine: 1, endLine: 1, title: 'A title', message: 'A message', digest: 'one' },
    ...change,
  }
}

const SHOWN: Found = { granted: [region()], holding: [finding()] }

function inQueue(found: Partial<FoundInQueue>): FoundInQueue {
  return { ...SHOWN, grown: [], otherwise: new Set(), ...found }
}

/** A finding that says something else than what was shown, of these regions. */
function other(...granted: readonly GrantedRegion[]): FoundInQueue {
  return inQueue({ granted, holding: [finding({ digest: 'two' })] })
}

describe('within what was countersigned is', () => {
  it.each([
    ['the very same', inQueue({})],
    ['fewer actions', other(region())],
    ['under a further condition', other(region({ conditions: ['aws:SourceVpc StringEquals vpc-1'] }))],
  ])('%s', (_what, found) => {
    const wide: Found = { granted: [region({ actions: ['s3:GetObject', 's3:PutObject'] })], holding: [finding()] }
    expect(beyondCountersigned(found, wide)).toEqual([])
  })

  it('nothing where nothing was countersigned', () => {
    expect(beyondCountersigned(inQueue({}), undefined)).toEqual([finding()])
  })
})

describe('beyond what was countersigned is', () => {
  it.each([
    ['another action', other(region({ actions: ['s3:DeleteObject'] }))],
    ['another resource', other(region({ resources: ['*'] }))],
    ['another principal', other(region({ principals: ['*'] }))],
    ['another holder', other(region({ address: 'admin' }))],
    ['another kind of policy', other(region({ policyKind: 'trust' }))],
    ['a Deny that went', other(region({ origin: 'no-longer-denied' }))],
    ['the same words where they have come to allow more', inQueue({ grown: [{ address: 'role' }] })],
    ['the same words where that is not known', inQueue({ grown: 'unknown' })],
    ['a finding that tells of no region', other()],
    [
      'the same for a further holder',
      inQueue({ granted: [region(), region({ address: 'b' })], grown: [{ address: 'b' }] }),
    ],
  ])('%s', (_what, found) => {
    expect(beyondCountersigned(found, SHOWN)).toHaveLength(1)
  })

  it('the same words where the files that they stand in have come to allow more, not where others have', () => {
    const growth = (...read: readonly string[]) => [{ address: 'role', read: new Set(read) }]
    expect(beyondCountersigned(inQueue({ grown: growth('other/main.tf') }), SHOWN)).toEqual([])
    expect(beyondCountersigned(inQueue({ grown: growth('main.tf') }), SHOWN)).toHaveLength(1)
    const gone: Found = { ...SHOWN, holding: [finding({ side: 'base' })] }
    expect(beyondCountersigned(inQueue({ ...gone, grown: growth('other/main.tf') }), gone)).toHaveLength(1)
  })

  it('a sensitive text that looks like the one that was shown', () => {
    const secret = region({ resources: ['(sensitive)'] })
    expect(beyondCountersigned(other(secret), { ...SHOWN, granted: [secret] })).toHaveLength(1)
  })

  it.each(['undecided', 'governance'] as const)('what is %s, in a file that would land otherwise', (kind) => {
    const shown: Found = { granted: [], holding: [finding({ kind })] }
    expect(beyondCountersigned(inQueue(shown), shown)).toEqual([])
    expect(beyondCountersigned(inQueue({ ...shown, otherwise: new Set(['main.tf']) }), shown)).toHaveLength(1)
  })

  it('a region that was shown to nobody, since no finding was held for it', () => {
    const shown: Found = { granted: [region()], holding: [finding({ resource: 'elsewhere', digest: 'other' })] }
    expect(beyondCountersigned(inQueue({}), shown)).toHaveLength(1)
  })
})

describe('laws', () => {
  const texts = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c'), { minLength: 1 })
  const regions = fc
    .record({ actions: texts, resources: texts, conditions: fc.uniqueArray(fc.constantFrom('x', 'y')) })
    .map(region)

  it('what was countersigned is within itself, and less of it is, too', () => {
    fc.assert(
      fc.property(regions, texts, (shown, some) => {
        const actions = shown.actions.filter((action) => some.includes(action))
        const less = { ...shown, actions: actions.length > 0 ? actions : shown.actions }
        expect(beyondCountersigned(other(less), { granted: [shown], holding: [finding()] })).toEqual([])
      }),
    )
  })

  it('more is beyond it', () => {
    fc.assert(
      fc.property(regions, regions, (shown, given) => {
        const isMore =
          given.actions.some((action) => !shown.actions.includes(action)) ||
          given.resources.some((resource) => !shown.resources.includes(resource)) ||
          shown.conditions.some((condition) => !given.conditions.includes(condition))
        const beyond = beyondCountersigned(other(given), { granted: [shown], holding: [finding()] })
        expect(beyond.length > 0).toBe(isMore)
      }),
    )
  })
})
