import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/core/difference/aws/budget.ts'
import { compareGrants } from '../../src/core/difference/compare-access.ts'
import { allow, policySet } from './policies.ts'

const ALL = policySet([allow('*')])
const NONE = policySet([])

function patterns(count: number): readonly string[] {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  return Array.from(
    { length: count },
    (_, at) => `arn:aws:s3:::*${letters[at % 26]}*${letters[(at * 7 + 3) % 26]}*${at}*`,
  )
}

describe('limits', () => {
  it('too many combinations of wildcards are undecided, and say so', () => {
    const except = (resources: readonly string[]) => {
      return policySet([{ Effect: 'Allow', Action: 's3:GetObject', NotResource: resources }])
    }
    const { granted, undecided } = compareGrants(
      except(patterns(40)),
      except([...patterns(40).slice(1), 'arn:aws:s3:::zz']),
    )
    expect(granted).toEqual([])
    expect(undecided).toMatchObject([{ reason: expect.stringContaining('too many ways') }])
  })

  it('a spent budget leaves the rest undecided, never silent', () => {
    const limits = { ...DEFAULT_LIMITS, steps: 0 }
    expect(compareGrants(NONE, ALL, limits)).toMatchObject({ granted: [], undecided: [{ reason: expect.any(String) }] })
    const few = { ...DEFAULT_LIMITS, pairs: 0 }
    const wide = policySet([[allow('s3:Get*'), allow('s3:Put*')]])
    const { granted, undecided } = compareGrants(wide, policySet([allow('s3:GetObject')]), few)
    expect(granted).toEqual([])
    expect(undecided).toMatchObject([{ reason: expect.stringContaining('pairs of statements') }])
  })

  it.each([
    ['long', `arn:aws:s3:::${'a'.repeat(30_000)}*`],
    ['full of wildcards', `arn:aws:s3:::${'a*'.repeat(300)}`],
  ])('a pattern that is too %s is undecided, but silent where nothing changed', (_, resource) => {
    const head = policySet([allow('s3:GetObject', resource)])
    expect(compareGrants(NONE, head)).toMatchObject({ granted: [], undecided: [{ reason: expect.any(String) }] })
    expect(compareGrants(head, head)).toEqual({ granted: [], undecided: [] })
  })

  it('regions beyond the limit are summed up, none is lost', () => {
    const actions = Array.from({ length: 30 }, (_, at) => `example:Action${at}`)
    const { granted } = compareGrants(NONE, policySet([actions.map((action) => allow(action))]), {
      ...DEFAULT_LIMITS,
      regions: 5,
    })
    expect(granted).toHaveLength(5)
    expect(granted.flatMap((region) => region.actions)).toEqual(actions)
    expect(granted.at(-1)?.note).toContain('26 more regions')
  })
})
