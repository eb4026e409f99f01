import { describe, expect, it } from 'vitest'
import { compareAccess, decideAccess } from '../../src/core/difference/compare-access.ts'
import type { PolicySet } from '../../src/core/difference/policy-set.ts'
import { policySet } from '../difference/policies.ts'
import { policyPairs } from '../oracle/policy-pairs.ts'
import fc from '../seeded-properties.ts'
import { runs } from './runs.ts'

const SEED = Number(process.env['SEED'] ?? 20260306)
const SETTINGS = { seed: SEED, numRuns: runs(80) }

/** Policies of every operator, quantifier and type of principal, and what a few edits make of them. */
describe(`laws over edited policies (seed ${SEED})`, () => {
  it('what one way grants, the other way revokes, and nothing is open', () => {
    fc.assert(
      fc.property(policyPairs(), ({ kind, base, head }) => {
        const [before, after] = [policySet(base, kind), policySet(head, kind)]
        const { verdict } = decideAccess(before, after)
        const { revoked, undecided } = compareAccess(after, before)
        expect(undecided).toEqual([])
        expect(revoked.length > 0 ? 'broadened' : 'not-broadened').toBe(verdict)
      }),
      SETTINGS,
    )
  })

  it('a policy adds nothing to itself, in whatever order and however it is spread over documents', () => {
    fc.assert(
      fc.property(policyPairs(), ({ kind, base }) => {
        const set = policySet(base, kind)
        expect(verdict(set, spread(set))).toBe('not-broadened')
        expect(verdict(spread(set), set)).toBe('not-broadened')
      }),
      SETTINGS,
    )
  })

  it('"adds nothing" carries over from step to step', () => {
    fc.assert(
      fc.property(policyPairs(), policyPairs(), (first, second) => {
        const [one, two] = [policySet(first.base, first.kind), policySet(first.head, first.kind)]
        const three = { ...two, documents: [...two.documents, ...deniesOf(policySet(second.head, first.kind))] }
        expect(verdict(two, three)).toBe('not-broadened')
        if (verdict(one, two) === 'not-broadened') expect(verdict(one, three)).toBe('not-broadened')
      }),
      SETTINGS,
    )
  })

  it('the Allows of both are at least each of them', () => {
    fc.assert(
      fc.property(policyPairs(), ({ kind, base, head }) => {
        const [one, other] = [allowsOf(policySet(base, kind)), allowsOf(policySet(head, kind))]
        const both = { ...one, documents: [...one.documents, ...other.documents] }
        expect(verdict(both, one)).toBe('not-broadened')
        expect(verdict(both, other)).toBe('not-broadened')
      }),
      SETTINGS,
    )
  })
})

function verdict(base: PolicySet, head: PolicySet): string {
  return decideAccess(base, head).verdict
}

/** A document for each statement, the last one first. */
function spread(set: PolicySet): PolicySet {
  const single = set.documents.flatMap((document) =>
    document.statements.map((statement) => ({ ...document, statements: [statement] })),
  )
  return { ...set, documents: single.reverse() }
}

function deniesOf(set: PolicySet): PolicySet['documents'] {
  return set.documents.map((document) => ({
    ...document,
    statements: document.statements.filter((each) => each.kind === 'statement' && each.effect === 'Deny'),
  }))
}

function allowsOf(set: PolicySet): PolicySet {
  const documents = set.documents.map((document) => ({
    ...document,
    statements: document.statements.filter((each) => each.kind === 'statement' && each.effect === 'Allow'),
  }))
  return { ...set, documents }
}
