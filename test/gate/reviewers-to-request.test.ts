import { describe, expect, it } from 'vitest'
import { type ReviewNeeds, reviewersToRequest } from '../../src/core/gate/reviewers-to-request.ts'
import fc from '../seeded-properties.ts'
import { person } from './situation.ts'

function needs(change: Partial<ReviewNeeds> = {}): ReviewNeeds {
  const candidates = ['ann', 'ben', 'cay', 'dan'].map((login) => person(login))
  const sets = { excluded: new Set<string>(), pending: new Set<string>(), openRequests: new Map() }
  return { number: 0, candidates, demands: [], humans: 1, limit: 15, ...sets, ...change }
}

describe('whose review is asked for', () => {
  it('one person where one approval is missing, and nobody where none is', () => {
    expect(reviewersToRequest(needs())).toEqual(['ann'])
    expect(reviewersToRequest(needs({ humans: 0 }))).toEqual([])
  })

  it('one person where the same one meets every demand', () => {
    const demands = [new Set(['ann', 'cay']), new Set(['ben', 'cay']), new Set(['dan', 'cay'])]
    expect(reviewersToRequest(needs({ demands }))).toEqual(['cay'])
    expect(reviewersToRequest(needs({ demands, humans: 2 }))).toEqual(['cay', 'ann'])
  })

  it('those with the fewest open requests first, then others by the number of the pull request', () => {
    const openRequests = new Map([['ann', 3]])
    expect(reviewersToRequest(needs({ openRequests }))).toEqual(['ben'])
    const asked = [0, 1, 2, 3, 4].flatMap((number) => reviewersToRequest(needs({ number })))
    expect(asked).toEqual(['ann', 'ben', 'cay', 'dan', 'ann'])
  })

  it('never a director, a machine user, the author, or who reviewed or was asked before', () => {
    const excluded = new Set(['ann', 'ben'])
    expect(reviewersToRequest(needs({ excluded }))).toEqual(['cay'])
    expect(reviewersToRequest(needs({ excluded, demands: [new Set(['ann'])] }))).toEqual(['cay'])
    const candidates = [person('helper[bot]', { type: 'Bot' }), person('Ann'), person('cay')]
    expect(reviewersToRequest(needs({ excluded, candidates }))).toEqual(['cay'])
  })

  it('nobody more where those who were asked suffice', () => {
    const pending = new Set(['ann'])
    expect(reviewersToRequest(needs({ pending }))).toEqual([])
    expect(reviewersToRequest(needs({ pending, demands: [new Set(['ann', 'ben'])] }))).toEqual([])
    expect(reviewersToRequest(needs({ pending, demands: [new Set(['ben'])] }))).toEqual(['ben'])
  })

  it('no more people than GitHub lets be asked', () => {
    const candidates = Array.from({ length: 20 }, (_, index) => person(`p${index}`))
    const demands = candidates.map(({ login }) => new Set([login]))
    expect(reviewersToRequest(needs({ candidates, demands }))).toHaveLength(15)
    expect(reviewersToRequest(needs({ limit: 0 }))).toEqual([])
    expect(reviewersToRequest(needs({ limit: -1 }))).toEqual([])
  })

  it('as few as there can be, whatever the demands are', () => {
    const logins = ['a', 'b', 'c', 'd', 'e', 'f']
    const candidates = logins.map((login) => person(login))
    const demand = fc.uniqueArray(fc.constantFrom(...logins), { minLength: 1 })
    fc.assert(
      fc.property(fc.array(demand, { maxLength: 6 }), fc.nat(3), fc.nat(50), (given, humans, number) => {
        const demands = given.map((each) => new Set(each))
        const asked = reviewersToRequest(needs({ candidates, demands, humans, number }))
        expect(new Set(asked).size).toBe(asked.length)
        expect(demands.every((each) => asked.some((login) => each.has(login)))).toBe(true)
        expect(asked).toHaveLength(Math.max(humans, smallestCover(logins, demands)))
      }),
    )
  })
})

/** By trying every set of people. */
function smallestCover(logins: readonly string[], demands: readonly ReadonlySet<string>[]): number {
  const sizes = Array.from({ length: 2 ** logins.length }, (_, bits) => {
    const chosen = logins.filter((_login, index) => (bits & (1 << index)) !== 0)
    return demands.every((each) => chosen.some((login) => each.has(login))) ? chosen.length : logins.length + 1
  })
  return Math.min(...sizes)
}
