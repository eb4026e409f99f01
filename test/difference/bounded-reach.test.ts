import { describe, expect, it } from 'vitest'
import { ruleFacets } from '../../src/core/authorization/network/rule-facets.ts'
import { NO_END, type ReachEntry, type ReachFacet, type ReachKind } from '../../src/core/authorization/reach.ts'
import { compareReach } from '../../src/core/difference/compare-reach.ts'

const SPAN = { file: 'main.tf', start: 0, end: 1 }
const EVERY: ReachFacet = { kind: 'every' }
const names = (...values: readonly string[]): ReachFacet => ({ kind: 'names', values })
const entry = (...facets: readonly ReachFacet[]): ReachEntry => ({ facets, presence: [], spans: [SPAN] })

function compare(base: readonly ReachEntry[], head: readonly ReachEntry[], kind: ReachKind = 'exposure') {
  const set = (entries: readonly ReachEntry[]) => {
    return { kind, address: 'aws_x.y', reaches: [{ entries, isSubject: true, span: SPAN }] }
  }
  return compareReach(set(base), set(head))
}

describe('what is given within bounds', () => {
  const within = (bound: ReachFacet) => entry(names('the policy'), names('role'), bound)

  it('is less than without, and others are others', () => {
    expect(compare([within(EVERY)], [within(names('team'))]).granted).toEqual([])
    expect(compare([within(names('team'))], [within(names('team', 'system'))]).granted).toHaveLength(1)
    expect(compare([within(names('team'))], [within(names('system'))]).granted).toMatchObject([
      { actions: ['the policy'], principals: ['role'], conditions: ['system'] },
    ])
  })

  it('is told without them where there are none', () => {
    expect(compare([within(names('team'))], [within(EVERY)]).granted).toMatchObject([{ conditions: [] }])
  })
})

describe('names that stand for something unknown', () => {
  const shared = (name: string) => entry(names('shared'), names(name))

  it('are what stands behind the NUL, whatever they are called, and are shown without it', () => {
    expect(compare([shared('a.id\0f1')], [shared('b.id\0f1')]).granted).toEqual([])
    expect(compare([shared('a.id\0f1 x')], [shared('b.id\0f1 y')]).granted).toHaveLength(1)
    const { granted } = compare([shared('a.id\0f1')], [shared('a.id\0f2 x')])
    expect(granted).toMatchObject([{ principals: ['a.id x'], witness: { context: { for: 'a.id x' } } }])
  })
})

describe('levels', () => {
  const level = (first: number, last: number) => entry(names('least length'), { kind: 'range', first, last })

  it('that sink are lost, and a range without an end says so', () => {
    expect(compare([level(1, 8)], [level(1, 14)], 'guardrail').granted).toEqual([])
    expect(compare([level(1, 14)], [level(1, 8)], 'guardrail').granted).toMatchObject([{ principals: ['1-14'] }])
    expect(compare([level(91, NO_END)], [], 'guardrail').granted).toMatchObject([{ principals: ['91 or more'] }])
  })
})

describe('ordered rules', () => {
  /** As many as a network ACL may have in both directions. */
  const RULES = 80

  it('of a full network ACL are decided', () => {
    const rules = (widened: number) =>
      Array.from({ length: RULES }, (_, at): ReachEntry => {
        const last = 1500 + at * 7 + (at === widened ? 1 : 0)
        const facets = ruleFacets(at % 2 === 0 ? 'egress' : 'ingress', at % 3 === 0 ? 17 : 6, 1000 + at * 7, last)
        const block: ReachFacet = { kind: 'block', cidr: `10.${at}.0.0/16` }
        return { ...entry(...facets, block), rule: { number: at * 10, denies: at % 4 === 1 } }
      })
    expect(compare(rules(-1), rules(1), 'network')).toMatchObject({ granted: [], undecided: [] })
    expect(compare(rules(1), rules(-1), 'network')).toMatchObject({ granted: [], undecided: [] })
    expect(compare(rules(-1), rules(2), 'network')).toMatchObject({ granted: [{ extent: 'widened' }], undecided: [] })
  })

  it('of which there are very many are undecided, unless they are the same', () => {
    const rules = (denied: number) =>
      Array.from({ length: 2 * denied }, (_, at): ReachEntry => {
        const block: ReachFacet = { kind: 'block', cidr: `10.0.${at % 256}.0/24` }
        return { ...entry(...ruleFacets('ingress', 6, at, at), block), rule: { number: at, denies: at < denied } }
      })
    expect(compare(rules(60), rules(60), 'network')).toEqual({ granted: [], revoked: [], undecided: [] })
    const { granted, undecided } = compare(rules(60), rules(61), 'network')
    expect(granted).toEqual([])
    expect(undecided[0]?.reason).toBe('122 rules are too many to be compared')
  })
})
