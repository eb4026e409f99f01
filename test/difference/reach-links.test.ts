import { describe, expect, it } from 'vitest'
import type { ReachEntry, ReachKind } from '../../src/core/authorization/reach.ts'
import { compareReach } from '../../src/core/difference/compare-reach.ts'
import { linked, perhaps } from './held-access.ts'

const SPAN = { file: 'main.tf', start: 0, end: 1 }

function entryOf(
  to: string,
  change: Partial<ReachEntry> = {},
  gives: 'policies' | 'boundary' = 'policies',
): ReachEntry {
  const [entry] = linked('role:x/r', to, { gives }).reach.entries
  if (entry === undefined) throw new Error('no entry')
  return { ...entry, ...change }
}

interface Side {
  readonly entries?: readonly ReachEntry[]
  readonly isSubject?: boolean
}

function compared(base: Side, head: Side, kind: ReachKind = 'exposure') {
  const set = ({ entries = [], isSubject = false }: Side) => {
    return { kind, address: 'role:x/r', reaches: [{ entries, isSubject, span: SPAN }] }
  }
  return compareReach(set(base), set(head))
}

describe('a policy that is not known here and comes off', () => {
  const detached = (to: string, base: Side = {}, head: Side = {}, gives: 'policies' | 'boundary' = 'policies') =>
    compared({ ...base, entries: [entryOf(to, {}, gives)] }, head).undecided.map(({ reason }) => reason)
  const MAY_DENY = ['a policy that is not known here is no longer attached; it may deny']

  it.each<[string, readonly string[]]>([
    ['named:arn:aws:iam::1:policy/p', MAY_DENY],
    ['aws:AWSDenyAll', MAY_DENY],
    ['aws:AWSCompromisedKeyQuarantineV3', MAY_DENY],
    ['aws:ReadOnlyAccess', []],
    ['group:x/admins', []],
  ])('may have denied: %s', (to, expected) => {
    expect(detached(to)).toEqual(expected)
  })

  it('may have denied as long as what it was attached to is there', () => {
    const name = 'named:p'
    expect(detached(name, { isSubject: true }, { isSubject: true })).toEqual(MAY_DENY)
    expect(detached(name, { isSubject: false }, { isSubject: true })).toEqual(MAY_DENY)
    expect(detached(name, { isSubject: true }, { isSubject: false })).toEqual([])
  })

  it('is no policy that grants: a boundary says what is told elsewhere', () => {
    expect(detached('named:p', {}, {}, 'boundary')).toEqual([])
  })

  it('under a condition that nobody knows may have denied as well, at the place of base', () => {
    const entry = entryOf('named:p', { presence: [perhaps('var.on')] })
    const { undecided } = compared({ entries: [entry] }, {})
    expect(undecided).toMatchObject([{ reason: MAY_DENY[0], headCauses: [], baseCauses: [{ spans: entry.spans }] }])
  })
})

describe('a policy that is not known here and comes', () => {
  it('is told with how much that is, and what it is by is not', () => {
    const { granted, undecided } = compared({}, { entries: [entryOf('named:p')] })
    expect(undecided).toEqual([])
    expect(granted).toMatchObject([
      { origin: 'allowed', extent: 'new', note: 'how much that allows is not known here', baseCauses: [] },
    ])
    expect(granted[0]?.headCauses).toHaveLength(1)
  })

  it('beside another one widens', () => {
    const { granted } = compared(
      { entries: [entryOf('named:q')] },
      { entries: [entryOf('named:q'), entryOf('named:p')] },
    )
    expect(granted).toMatchObject([{ extent: 'widened' }])
  })

  it('is as it was', () => {
    const { granted, undecided, revoked } = compared(
      { entries: [entryOf('named:p')] },
      { entries: [entryOf('named:p')] },
    )
    expect([granted, undecided, revoked]).toEqual([[], [], []])
  })

  it('under a condition that nobody knows is undecided, by that', () => {
    const { granted, undecided } = compared({}, { entries: [entryOf('named:p', { presence: [perhaps('var.on')] })] })
    expect(granted).toEqual([])
    expect(undecided).toMatchObject([{ reason: 'var.on is only known after apply', baseCauses: [] }])
  })
})

describe('what has no link', () => {
  const plain = (name: string, change: Partial<ReachEntry> = {}): ReachEntry => ({
    facets: [
      { kind: 'names', values: ['opened'] },
      { kind: 'names', values: [name] },
    ],
    presence: [],
    spans: [SPAN],
    ...change,
  })

  it('says nothing of how much it allows', () => {
    expect(compared({}, { entries: [plain('a')] }).granted[0]).not.toHaveProperty('note')
  })

  it('comes with the list that its addresses stand on', () => {
    const listed = plain('a', { list: { holder: 'list:x', name: 'pl-1' } })
    expect(compared({}, { entries: [listed] }).granted[0]).toMatchObject({ lists: ['pl-1'] })
    expect(compared({}, { entries: [plain('a')] }).granted[0]).not.toHaveProperty('lists')
  })

  it('is gone, or narrowed beside others', () => {
    expect(compared({ entries: [plain('a')] }, {}).revoked).toMatchObject([{ extent: 'gone' }])
    expect(compared({ entries: [plain('a'), plain('b')] }, { entries: [plain('b')] }).revoked).toMatchObject([
      { extent: 'narrowed' },
    ])
  })

  it('of guardrails is told where it goes, at its place at base, as long as there is something to protect', () => {
    const base = { entries: [plain('a')], isSubject: true }
    const { granted } = compared(base, { isSubject: true }, 'guardrail')
    expect(granted).toMatchObject([{ origin: 'no-longer-denied', extent: 'new', headCauses: [] }])
    expect(granted[0]?.baseCauses).toHaveLength(1)
    expect(granted[0]).not.toHaveProperty('note')
    expect(compared(base, {}, 'guardrail').granted).toEqual([])
    expect(compared(base, { entries: [plain('b')], isSubject: true }, 'guardrail').granted).toMatchObject([
      { extent: 'widened' },
    ])
  })

  it('of guardrails that come is told as taken away', () => {
    expect(compared({}, { entries: [plain('a')] }, 'guardrail').revoked).toMatchObject([{ extent: 'gone' }])
    const both = { entries: [plain('a'), plain('b')] }
    expect(compared({ entries: [plain('b')] }, both, 'guardrail').revoked).toMatchObject([{ extent: 'narrowed' }])
  })
})
