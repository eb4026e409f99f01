import { describe, expect, it } from 'vitest'
import { compareAccess, compareGrants } from '../../src/core/difference/compare-access.ts'
import { policySet } from '../difference/policies.ts'
import fc from '../seeded-properties.ts'
import { statements, TEXT_KEY } from './difference-universe.ts'
import { runs } from './runs.ts'

const SEED = Number(process.env['SEED'] ?? 20260304)
const RUNS = runs(120, 60)
const SETTINGS = { seed: SEED, numRuns: RUNS }
const NOTHING = { granted: [], undecided: [] }

const policies = statements([TEXT_KEY])

function grants(before: readonly object[], after: readonly object[]) {
  return compareGrants(policySet([before]), policySet([after]))
}

describe(`laws of the comparison (seed ${SEED})`, () => {
  it('a policy adds nothing to itself, whatever the order, the Sids, the case of actions and the documents', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const named = [...policy].reverse().map((statement, index) => ({ ...statement, Sid: `S${index}` }))
        expect(grants(policy, named)).toEqual(NOTHING)
        expect(grants(policy, policy.map(upperCaseActions))).toEqual(NOTHING)
        expect(compareGrants(policySet([policy]), policySet(policy.map((statement) => [statement])))).toEqual(NOTHING)
      }),
      SETTINGS,
    )
  })

  it('a statement split by action and resource says the same', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const split = policy.flatMap(splitStatement)
        expect(grants(policy, split)).toEqual(NOTHING)
        expect(grants(split, policy)).toEqual(NOTHING)
      }),
      SETTINGS,
    )
  })

  it('what is granted one way is revoked the other way', () => {
    fc.assert(
      fc.property(policies, policies, (before, after) => {
        const forth = compareAccess(policySet([before]), policySet([after]))
        const back = compareAccess(policySet([after]), policySet([before]))
        expect(forth.revoked.map(({ actions }) => actions)).toEqual(back.granted.map(({ actions }) => actions))
      }),
      SETTINGS,
    )
  })

  it('an Allow more never revokes, a Deny more never grants, a statement less of either kind likewise', () => {
    fc.assert(
      fc.property(policies, policies, (policy, others) => {
        const allows = others.filter((statement) => 'Effect' in statement && statement.Effect === 'Allow')
        const denies = others.filter((statement) => 'Effect' in statement && statement.Effect === 'Deny')
        expect(grants([...policy, ...allows], policy)).toEqual(NOTHING)
        expect(grants(policy, [...policy, ...denies])).toEqual(NOTHING)
      }),
      SETTINGS,
    )
  })

  it('"adds nothing" carries over: from a to b and from b to c means from a to c', () => {
    fc.assert(
      fc.property(policies, policies, (narrow, more) => {
        const middle = [...narrow, ...more.filter((statement) => 'Effect' in statement && statement.Effect === 'Allow')]
        const wide = [...middle, { Effect: 'Allow', Action: 's3:*', Resource: '*' }]
        expect(grants(middle, narrow)).toEqual(NOTHING)
        expect(grants(wide, middle)).toEqual(NOTHING)
        expect(grants(wide, narrow)).toEqual(NOTHING)
      }),
      SETTINGS,
    )
  })
})

function upperCaseActions(statement: object): object {
  const turned = Object.entries(statement).map(([key, value]) => [
    key,
    key.endsWith('Action') && Array.isArray(value) ? value.map((action) => String(action).toUpperCase()) : value,
  ])
  return Object.fromEntries(turned)
}

function splitStatement(statement: object): readonly object[] {
  const split = (all: readonly object[], key: string) =>
    all.flatMap((each) => {
      const values = Object.entries(each).find(([name]) => name === key)?.[1]
      return Array.isArray(values) ? values.map((value) => ({ ...each, [key]: value })) : [each]
    })
  return split(split([statement], 'Action'), 'Resource')
}
