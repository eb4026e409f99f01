import { describe, expect, it } from 'vitest'
import type { ConfiguredReach } from '../../src/core/authorization/access.ts'
import { ruleFacets } from '../../src/core/authorization/network/rule-facets.ts'
import type { ReachEntry } from '../../src/core/authorization/reach.ts'
import { withListedAddresses } from '../../src/core/difference/listed-addresses.ts'
import { perhaps } from './held-access.ts'

const at = (file: string) => ({ file, start: 0, end: 1 })
const LIST = 'list:offices'

/** A rule for whatever is on a list. */
function ruleFor(list: string, given: Partial<ReachEntry> = {}): ReachEntry {
  const peer = { kind: 'names', values: [list] } as const
  const facets = [...ruleFacets('ingress', 6, 443, 443), peer]
  return { facets, presence: [], spans: [at('rules.tf')], list: { holder: list, name: list }, ...given }
}

const plainRule: ReachEntry = {
  facets: [...ruleFacets('ingress', 6, 22, 22), { kind: 'block', cidr: '10.0.0.0/8' }],
  presence: [],
  spans: [at('rules.tf')],
}

/** An address on a list. */
function listed(cidr: string, presence: ReachEntry['presence'] = []): ReachEntry {
  return { facets: [{ kind: 'every' }, { kind: 'block', cidr }], presence, spans: [at('list.tf')] }
}

function reachOf(holder: string, entries: readonly ReachEntry[], isSubject = true): ConfiguredReach {
  const span = at('main.tf')
  return { holder, kind: 'network', address: holder, reach: { entries, isSubject, span }, span }
}

const group = (...entries: readonly ReachEntry[]) => reachOf('group:app', entries)
const offices = (...cidrs: readonly string[]) =>
  reachOf(
    LIST,
    cidrs.map((cidr) => listed(cidr)),
  )

/** For whom each holder's entries are, in short. */
function told(reaches: readonly ConfiguredReach[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    reaches.map(({ holder, reach }) => [
      holder,
      reach.entries.map(({ facets }) => {
        const last = facets.at(-1)
        return last?.kind === 'block' ? last.cidr : last?.kind === 'names' ? last.values.join() : 'any'
      }),
    ]),
  )
}

function compared(base: readonly ConfiguredReach[], head: readonly ConfiguredReach[]) {
  const sides = withListedAddresses({ base, head })
  return [told(sides.base), told(sides.head)]
}

describe('a rule for a list that is known on both sides', () => {
  it('is one for each of its addresses, and so is the list itself', () => {
    const base = [group(plainRule, ruleFor(LIST)), offices('192.0.2.0/24')]
    const head = [group(plainRule, ruleFor(LIST)), offices('192.0.2.0/24', '198.51.100.0/24')]
    expect(compared(base, head)).toEqual([
      { 'group:app': ['10.0.0.0/8', '192.0.2.0/24'], [LIST]: ['192.0.2.0/24'] },
      {
        'group:app': ['10.0.0.0/8', '192.0.2.0/24', '198.51.100.0/24'],
        [LIST]: ['192.0.2.0/24', '198.51.100.0/24'],
      },
    ])
  })

  it('keeps what else the rule says, and tells where the address stands', () => {
    const [of, on] = [perhaps('var.rule'), perhaps('var.office')]
    const side = [group(ruleFor(LIST, { presence: [of] })), reachOf(LIST, [listed('192.0.2.0/24', [on])])]
    const [rules] = withListedAddresses({ base: side, head: side }).head
    expect(rules?.reach.entries).toEqual([
      {
        facets: [...ruleFacets('ingress', 6, 443, 443), { kind: 'block', cidr: '192.0.2.0/24' }],
        presence: [of, on],
        spans: [at('list.tf'), at('rules.tf')],
        list: { holder: LIST, name: LIST },
      },
    ])
  })

  it('has the addresses of all that say what is on it', () => {
    const side = [group(ruleFor(LIST)), offices('192.0.2.0/24'), reachOf(LIST, [listed('203.0.113.0/24')], false)]
    expect(compared(side, side)[1]).toMatchObject({ 'group:app': ['192.0.2.0/24', '203.0.113.0/24'] })
  })

  it('is compared by its addresses where base wrote them out, and the list is told by the rule', () => {
    const base = [
      group({ ...plainRule, facets: [...plainRule.facets.slice(0, -1), { kind: 'block', cidr: '192.0.2.0/24' }] }),
    ]
    const head = [group(ruleFor(LIST)), offices('192.0.2.0/24')]
    expect(compared(base, head)).toEqual([
      { 'group:app': ['192.0.2.0/24'] },
      { 'group:app': ['192.0.2.0/24'], [LIST]: [] },
    ])
  })

  it('goes with its list', () => {
    const base = [group(ruleFor(LIST)), offices('192.0.2.0/24')]
    expect(compared(base, [])).toEqual([{ 'group:app': ['192.0.2.0/24'], [LIST]: ['192.0.2.0/24'] }, {}])
  })

  it('leaves other lists as they are', () => {
    const side = [group(ruleFor(LIST), ruleFor('list:of AWS')), offices('192.0.2.0/24')]
    expect(compared(side, side)[1]).toMatchObject({ 'group:app': ['192.0.2.0/24', 'list:of AWS'] })
  })

  it('tells what is on a list that was there and that no rule was for', () => {
    const base = [offices('192.0.2.0/24')]
    const head = [group(ruleFor(LIST)), offices('192.0.2.0/24', '198.51.100.0/24')]
    expect(compared(base, head)[1]).toEqual({ 'group:app': ['192.0.2.0/24', '198.51.100.0/24'], [LIST]: [] })
  })
})

describe('a list stays a name', () => {
  const named = { 'group:app': [LIST] }

  it('that is of elsewhere', () => {
    const side = [group(ruleFor(LIST))]
    expect(compared(side, side)).toEqual([named, named])
  })

  it('of which nobody knows at base what was on it', () => {
    const [base, head] = [[group(ruleFor(LIST))], [group(ruleFor(LIST)), offices('192.0.2.0/24')]]
    expect(compared(base, head)).toEqual([named, { ...named, [LIST]: ['192.0.2.0/24'] }])
  })

  it('of which nobody knows at head what is on it', () => {
    const [base, head] = [[group(ruleFor(LIST)), offices('192.0.2.0/24')], [group(ruleFor(LIST))]]
    expect(compared(base, head)).toEqual([{ ...named, [LIST]: ['192.0.2.0/24'] }, named])
  })

  it('that is declared with nothing on it, since its addresses may be said elsewhere', () => {
    const side = [group(ruleFor(LIST)), offices()]
    expect(compared(side, side)).toEqual([
      { ...named, [LIST]: [] },
      { ...named, [LIST]: [] },
    ])
  })

  it('of which only a part is said here', () => {
    const side = [group(ruleFor(LIST)), reachOf(LIST, [listed('192.0.2.0/24')], false)]
    expect(compared(side, side)).toEqual([
      { ...named, [LIST]: ['192.0.2.0/24'] },
      { ...named, [LIST]: ['192.0.2.0/24'] },
    ])
  })

  it.each([
    ['that is too long for so many rules', 20_000, 1],
    ['of which so many rules speak that it would be too many', 10, 2_000],
  ])('%s', (_why, length, rules) => {
    const addresses = Array.from({ length }, (_, at) => `10.${at >> 8}.${at & 255}.0/32`)
    const side = [group(...Array.from({ length: rules }, () => ruleFor(LIST))), offices(...addresses)]
    expect(withListedAddresses({ base: side, head: side })).toEqual({ base: side, head: side })
    const few = [group(ruleFor(LIST)), offices('10.0.0.0/32')]
    expect(withListedAddresses({ base: few, head: side })).toEqual({ base: few, head: side })
    expect(withListedAddresses({ base: side, head: few })).toEqual({ base: side, head: few })
  })

  it('only where it is more than the bound', () => {
    const addresses = Array.from({ length: 10_000 }, (_, at) => `10.${at >> 8}.${at & 255}.0/32`)
    const side = [group(ruleFor(LIST)), offices(...addresses)]
    expect(told(withListedAddresses({ base: side, head: side }).head)['group:app']).toHaveLength(10_000)
  })
})

it('without a rule for a list nothing is touched', () => {
  const side = [group(plainRule), offices('192.0.2.0/24')]
  const sides = { base: side, head: side }
  expect(withListedAddresses(sides)).toEqual(sides)
})
