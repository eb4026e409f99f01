import { describe, expect, it } from 'vitest'
import { ruleFacets } from '../../src/core/authorization/network/rule-facets.ts'
import type { OrderedRule, ReachEntry, ReachFacet } from '../../src/core/authorization/reach.ts'
import { cutEntries, entryKey } from '../../src/core/difference/cut-entries.ts'
import { perhaps } from './held-access.ts'

const SPAN = { file: 'main.tf', start: 0, end: 1 }

function entry(port: number, rule?: OrderedRule, change: Partial<ReachEntry> = {}): ReachEntry {
  const facets: readonly ReachFacet[] = [...ruleFacets('ingress', 6, port, port), { kind: 'block', cidr: '10.0.0.0/8' }]
  return { facets, presence: [], spans: [SPAN], ...(rule && { rule }), ...change }
}

const lets = (number: OrderedRule['number'], port = 1) => entry(port, { number, denies: false })
const denies = (number: OrderedRule['number'], port = 1) => entry(port, { number, denies: true })

describe('what lets something through', () => {
  it('is cut by what denies before it, and by nothing behind it', () => {
    const [before, behind] = [denies(1), denies(9, 2)]
    const [cut] = cutEntries([behind, lets(5), before])
    expect(cut?.except).toEqual([before])
  })

  it('without an order is cut by nothing', () => {
    expect(cutEntries([entry(1), denies(1)])).toMatchObject([{ except: [] }])
  })

  it('perhaps is cut where two have one number, or one has none that is known', () => {
    const twice = cutEntries([lets(5), denies(5)])[0]?.except
    expect(twice?.map(({ presence }) => presence.map(({ address, reason }) => `${address} ${reason}`))).toEqual([
      ['rule 5 is there twice'],
    ])
    const unknown = cutEntries([lets(perhaps('var.n')), denies(5), denies(perhaps('var.m'))])[0]?.except
    expect(unknown?.map(({ presence }) => presence.map(({ address }) => address))).toEqual([
      ['var.n'],
      ['var.m', 'var.n'],
    ])
  })

  it('is the same wherever what cuts it stands', () => {
    const [one, other] = [denies(1), denies(2, 7)]
    const key = (entries: readonly ReachEntry[]) => cutEntries(entries)[0]?.key
    expect(key([lets(5), one, other])).toBe(key([other, one, lets(5)]))
    expect(key([lets(5), one])).not.toBe(key([lets(5), other]))
    expect(key([lets(5), one])).not.toBe(key([lets(5)]))
  })
})

describe('what an entry says', () => {
  const [one, two] = [perhaps('var.one'), perhaps('var.two')]
  const withFacet = (facet: ReachFacet) => entryKey(entry(1, undefined, { facets: [facet] }))
  const symbol = { kind: 'symbol', symbol: one } as const

  it('hangs on its conditions, in whatever order', () => {
    const presence = (...symbols: readonly (typeof one)[]) => entryKey(entry(1, undefined, { presence: symbols }))
    expect(presence(one, two)).toBe(presence(two, one))
    expect(presence(one)).not.toBe(presence(two))
    expect(presence(one)).not.toBe(presence())
  })

  it('hangs on what is unknown by what determines it, wherever that is written', () => {
    const elsewhere = { ...one, span: { file: 'other.tf', start: 7, end: 8 }, address: 'var.other' }
    expect(withFacet(symbol)).toBe(withFacet({ kind: 'symbol', symbol: elsewhere }))
    expect(withFacet(symbol)).not.toBe(withFacet({ kind: 'symbol', symbol: two }))
    expect(withFacet({ ...symbol, within: 'ipv4' })).not.toBe(withFacet(symbol))
    expect(withFacet({ ...symbol, within: 'ipv4' })).toBe(
      withFacet({ kind: 'symbol', symbol: elsewhere, within: 'ipv4' }),
    )
  })

  it('is another thing for other values', () => {
    expect(withFacet({ kind: 'names', values: ['a'] })).not.toBe(withFacet({ kind: 'names', values: ['b'] }))
    expect(withFacet({ kind: 'names', values: ['a'] })).not.toBe(withFacet({ kind: 'every' }))
  })
})

describe('so many rules that nobody works out what they let through', () => {
  const many = (count: number, first = 1) => Array.from({ length: count }, (_, at) => denies(first + at, at % 60_000))
  const letting = (count: number) => Array.from({ length: count }, (_, at) => lets(100_000 + at, at))
  const keys = (entries: readonly ReachEntry[]) => cutEntries(entries).map(({ key }) => key)

  it('are uncertain beyond the limit, and not at it', () => {
    expect(cutEntries([...letting(50), ...many(50)])[0]?.entry.presence).toEqual([])
    const [cut] = cutEntries([...letting(50), ...many(51)])
    expect(cut?.except).toEqual([])
    expect(cut?.entry.presence).toMatchObject([{ address: '101 rules', reason: 'are too many to be compared' }])
  })

  it('are the same where all of them are, in whatever order they are written', () => {
    const all = [...letting(50), ...many(51)]
    expect(keys(all)).toEqual(keys([...all.slice(0, 50), ...all.slice(50).toReversed()]))
  })

  it.each<[string, ReachEntry, ReachEntry]>([
    ['a number', denies(1, 900), denies(2, 900)],
    ['what a rule does', denies(1, 900), lets(1, 900)],
    ['an unknown number', denies(perhaps('var.n'), 900), denies(perhaps('var.m'), 900)],
    ['whether there is an order', entry(900), lets(1, 900)],
  ])('are others where %s is another', (_, one, other) => {
    const rest = [...letting(60), ...many(60)]
    expect(keys([...rest, one])[0]).not.toBe(keys([...rest, other])[0])
  })
})
