import { describe, expect, it } from 'vitest'
import { asksForMore, jointDemand, NO_DEMAND } from '../../src/core/rules/rule-demand.ts'
import fc from '../seeded-properties.ts'

const login = fc.constantFrom('ada', 'bob', 'dora')
const demand = fc.record({
  humans: fc.integer({ min: 1, max: 4 }),
  teams: fc.uniqueArray(fc.constantFrom('security', 'data')),
  reviewers: fc.array(fc.uniqueArray(login, { minLength: 1 }), { maxLength: 3 }),
  blockedBy: fc.uniqueArray(fc.constantFrom('access/one', 'access/two')),
})

describe('whom rules ask for', () => {
  it('is no more of fewer people, and less of more', () => {
    const [few, many] = [[['dora']], [['dora', 'erik']]].map((reviewers) => ({ ...NO_DEMAND, humans: 2, reviewers }))
    if (few === undefined || many === undefined) throw new Error('two demands')
    expect([asksForMore(few, many), asksForMore(many, few)]).toEqual([true, false])
  })

  it('is never more than itself, nor than what it is joined with', () => {
    fc.assert(
      fc.property(demand, demand, (one, other) => {
        expect(asksForMore(one, one)).toBe(false)
        expect(asksForMore(one, jointDemand([one, other]))).toBe(false)
      }),
    )
  })

  it('is met by whoever meets what asks for no less', () => {
    const meets = (approving: readonly string[], { humans, reviewers, blockedBy }: typeof NO_DEMAND) =>
      blockedBy.length === 0 &&
      approving.length >= humans &&
      reviewers.every((group) => group.some((name) => approving.includes(name)))
    fc.assert(
      fc.property(demand, demand, fc.uniqueArray(login), (one, other, approving) => {
        if (!asksForMore(one, other) && meets(approving, other)) expect(meets(approving, one)).toBe(true)
      }),
    )
  })
})
