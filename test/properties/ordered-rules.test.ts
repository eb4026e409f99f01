import { describe, expect, it } from 'vitest'
import { ruleFacets } from '../../src/core/authorization/network/rule-facets.ts'
import type { ReachEntry } from '../../src/core/authorization/reach.ts'
import { compareReach } from '../../src/core/difference/compare-reach.ts'
import { cutEntries } from '../../src/core/difference/cut-entries.ts'
import fc from '../seeded-properties.ts'

const SPAN = { file: 'main.tf', start: 0, end: 1 }
const PORTS = [0, 1, 2, 3, 4]
const ADDRESSES = [0, 1, 2, 3]
const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8]

/** `isUnknown`: nobody but the test knows its number. */
interface Rule {
  readonly number: number
  readonly isUnknown: boolean
  readonly denies: boolean
  readonly ports: readonly [number, number]
  /** First address and bits of the block within 10.0.0.0/30. */
  readonly block: readonly [first: number, bits: number]
}

const rule = (unknown: fc.Arbitrary<boolean>): fc.Arbitrary<Rule> =>
  fc.record({
    number: fc.constantFrom(...NUMBERS),
    isUnknown: unknown,
    denies: fc.boolean(),
    ports: fc
      .tuple(fc.constantFrom(...PORTS), fc.constantFrom(...PORTS))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)]),
    block: fc.constantFrom([0, 30], [0, 31], [2, 31], [0, 32], [1, 32], [2, 32], [3, 32]),
  })

/** Rules of different numbers, as the platform asks for. */
const list = (unknown: fc.Arbitrary<boolean>) =>
  fc.uniqueArray(rule(unknown), { maxLength: 5, selector: ({ number }) => number })

function entryOf({ number, isUnknown, denies, ports, block }: Rule): ReachEntry {
  const address = `var.number_${number}`
  const symbol = { address, fingerprint: address, reason: 'is not known', span: SPAN }
  const cidr = `10.0.0.${block[0]}/${block[1]}`
  return {
    facets: [...ruleFacets('ingress', 6, ...ports), { kind: 'block', cidr }],
    presence: [],
    spans: [SPAN],
    rule: { number: isUnknown ? symbol : number, denies },
  }
}

function lets(rules: readonly Rule[], port: number, address: number): boolean {
  const matching = rules.filter(({ ports, block: [first, bits] }) => {
    return ports[0] <= port && port <= ports[1] && first <= address && address < first + 2 ** (32 - bits)
  })
  const [first] = matching.toSorted((one, other) => one.number - other.number)
  return first?.denies === false
}

function broadens(base: readonly Rule[], head: readonly Rule[]): boolean {
  return PORTS.some((port) => ADDRESSES.some((address) => lets(head, port, address) && !lets(base, port, address)))
}

function compare(base: readonly Rule[], head: readonly Rule[]) {
  const set = (rules: readonly Rule[]) => {
    const reaches = [{ entries: rules.map(entryOf), isSubject: false, span: SPAN }]
    return { kind: 'network', address: 'aws_network_acl.a', reaches } as const
  }
  return compareReach(set(base), set(head))
}

describe('ordered rules', () => {
  it('let through what the first that matches says: as deciding packet by packet does', () => {
    fc.assert(
      fc.property(list(fc.constant(false)), list(fc.constant(false)), (base, head) => {
        const { granted, undecided } = compare(base, head)
        expect(undecided).toEqual([])
        expect(granted.length > 0).toBe(broadens(base, head))
      }),
      { numRuns: 500 },
    )
  })

  it('of unknown numbers are silent only where nothing is broader, and found only where something is', () => {
    fc.assert(
      fc.property(list(fc.boolean()), list(fc.boolean()), (base, head) => {
        const { granted, undecided } = compare(base, head)
        if (broadens(base, head)) expect(granted.length + undecided.length).toBeGreaterThan(0)
        else expect(granted).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('that are the same say nothing, whatever is not known of them', () => {
    fc.assert(
      fc.property(list(fc.boolean()), (rules) => {
        const { granted, undecided, revoked } = compare(rules, rules)
        expect([granted, undecided, revoked]).toEqual([[], [], []])
      }),
    )
  })

  it('of one number hang on which of them goes first', () => {
    const same = { number: 1, isUnknown: false, ports: [0, 4], block: [0, 30] } as const
    const entries = [entryOf({ ...same, denies: false }), entryOf({ ...same, denies: true })]
    expect(cutEntries(entries).map(({ except }) => except.map(({ presence }) => presence.length))).toEqual([[1]])
  })
})
