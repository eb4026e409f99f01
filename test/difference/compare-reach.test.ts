import { describe, expect, it } from 'vitest'
import type { ConfiguredAccess } from '../../src/core/authorization/access.ts'
import { peerFacet, ruleFacets } from '../../src/core/authorization/network/rule-facets.ts'
import type { Reach, ReachEntry, ReachFacet, ReachKind } from '../../src/core/authorization/reach.ts'
import { compareReach } from '../../src/core/difference/compare-reach.ts'
import { differ, NO_ACCESS } from '../../src/core/difference/differ.ts'
import type { UnknownSymbol } from '../../src/core/value/value.ts'

const SPAN = { file: 'main.tf', start: 0, end: 1 }
const AT_BASE = { file: 'base.tf', start: 0, end: 1 }

const unknown = (address: string): UnknownSymbol => {
  return { address, fingerprint: `f ${address}`, reason: 'is only known after apply', span: SPAN }
}
const symbol = (address: string, within?: 'ipv4' | 'ipv6'): ReachFacet => {
  return { kind: 'symbol', symbol: unknown(address), ...(within === undefined ? {} : { within }) }
}
const block = (cidr: string): ReachFacet => ({ kind: 'block', cidr })
const tcp = (from: number, to: number, peer: ReachFacet, presence: readonly UnknownSymbol[] = []): ReachEntry => {
  return { facets: [...ruleFacets('ingress', 6, from, to), peer], presence, spans: [SPAN] }
}
const ports = (facet: ReachFacet, peer: ReachFacet): ReachEntry => {
  const [direction, protocol, , code] = ruleFacets('ingress', 6, 1, 1)
  return { facets: [direction, protocol, facet, code, peer], presence: [], spans: [SPAN] }
}
const aspect = (name: string, scope: ReachFacet = { kind: 'every' }, presence: readonly UnknownSymbol[] = []) => {
  return { facets: [{ kind: 'names', values: [name] }, scope], presence, spans: [AT_BASE] } satisfies ReachEntry
}

function compare(
  base: readonly ReachEntry[],
  head: readonly ReachEntry[],
  kind: ReachKind = 'network',
  subject = [true, true],
) {
  const set = (entries: readonly ReachEntry[], isSubject = true) => {
    const reaches: readonly Reach[] = [{ entries, isSubject, span: SPAN }]
    return { kind, address: 'aws_x.y', reaches }
  }
  return compareReach(set(base, subject[0]), set(head, subject[1]))
}

/** What was found, in short. */
function told(...given: Parameters<typeof compare>) {
  const { granted, undecided } = compare(...given)
  return [
    ...granted.map(({ actions, principals, extent }) => `${extent}: ${actions.join()} from ${principals.join()}`),
    ...undecided.map(({ reason }) => `undecided: ${reason}`),
  ]
}

const HERE = block('10.0.0.0/8')
const AFTER_APPLY = 'is only known after apply'

describe('rules of a network', () => {
  it('that base has together are nothing new', () => {
    expect(told([tcp(1, 5, HERE), tcp(6, 9, HERE)], [tcp(1, 9, HERE)])).toEqual([])
    expect(told([tcp(1, 9, block('10.0.0.0/9')), tcp(1, 9, block('10.128.0.0/9'))], [tcp(1, 9, HERE)])).toEqual([])
  })

  it('that base has not are told with a point that proves it', () => {
    const { granted } = compare([tcp(1, 9, HERE)], [tcp(1, 10, HERE)])
    expect(granted).toMatchObject([
      {
        policyKind: 'network',
        origin: 'allowed',
        extent: 'widened',
        actions: ['ingress tcp 1-10'],
        principals: ['10.0.0.0/8'],
        resources: ['aws_x.y'],
        witness: { action: 'ingress', resource: 'tcp:10', context: { address: '10.0.0.0' } },
        headCauses: [{ spans: [SPAN] }],
        baseCauses: [],
      },
    ])
  })

  it('are each told by themselves, and new where there were none', () => {
    expect(told([], [tcp(22, 22, HERE), tcp(443, 443, peerFacet('sg-1'))])).toEqual([
      'new: ingress tcp 22 from 10.0.0.0/8',
      'new: ingress tcp 443 from sg-1',
    ])
  })

  it('that are written twice are told once', () => {
    expect(told([], [tcp(22, 22, HERE), tcp(22, 22, HERE)])).toEqual(['new: ingress tcp 22 from 10.0.0.0/8'])
  })

  it('that went are revoked', () => {
    const { revoked } = compare([tcp(22, 22, HERE), tcp(443, 443, HERE)], [tcp(443, 443, HERE)])
    expect(revoked).toMatchObject([{ extent: 'narrowed', actions: ['ingress tcp 22'] }])
    expect(compare([tcp(22, 22, HERE)], []).revoked).toMatchObject([{ extent: 'gone' }])
  })

  it('of every address cover the members of a group and unknown blocks of the same family', () => {
    const world = [tcp(1, 9, block('0.0.0.0/0')), tcp(1, 9, block('::/0'))]
    expect(told(world, [tcp(1, 9, peerFacet('sg-1'))])).toEqual([])
    expect(told(world, [tcp(1, 9, symbol('var.a', 'ipv4')), tcp(1, 9, symbol('var.b', 'ipv6'))])).toEqual([])
    const half = [tcp(1, 9, block('0.0.0.0/0'))]
    expect(told(half, [tcp(1, 9, symbol('var.b', 'ipv6'))])).toEqual([`undecided: var.b ${AFTER_APPLY}`])
    expect(told(half, [tcp(1, 9, symbol('var.any'))])).toEqual([`undecided: var.any ${AFTER_APPLY}`])
  })
})

describe('what is not known', () => {
  it('equals only itself', () => {
    expect(told([tcp(1, 9, symbol('var.a', 'ipv4'))], [tcp(1, 9, symbol('var.a', 'ipv4'))])).toEqual([])
    expect(told([tcp(1, 9, symbol('var.a', 'ipv4'))], [tcp(1, 9, symbol('var.b', 'ipv4'))])).toEqual([
      `undecided: var.b ${AFTER_APPLY}`,
    ])
  })

  it('at base may be what head has, so that it is undecided', () => {
    expect(told([tcp(1, 9, symbol('var.a', 'ipv4'))], [tcp(1, 9, HERE)])).toEqual([`undecided: var.a ${AFTER_APPLY}`])
  })

  it('at base does not hide what it cannot be', () => {
    expect(told([tcp(1, 9, symbol('var.a', 'ipv4'))], [tcp(22, 22, HERE)])).toEqual([
      'widened: ingress tcp 22 from 10.0.0.0/8',
    ])
  })

  it('of ports is covered by every port, and by no range of them', () => {
    expect(told([tcp(0, 65_535, HERE)], [ports(symbol('var.port'), HERE)])).toEqual([])
    expect(told([tcp(1, 65_535, HERE)], [ports(symbol('var.port'), HERE)])).toEqual([
      `undecided: var.port ${AFTER_APPLY}`,
    ])
  })

  it('of whether a rule is there: what is always there covers it, and not the other way round', () => {
    const perhaps = tcp(1, 9, HERE, [unknown('var.on')])
    expect(told([tcp(1, 9, HERE)], [perhaps])).toEqual([])
    expect(told([perhaps], [perhaps])).toEqual([])
    expect(told([perhaps], [tcp(1, 9, HERE)])).toEqual([`undecided: var.on ${AFTER_APPLY}`])
    expect(told([], [perhaps])).toEqual([`undecided: var.on ${AFTER_APPLY}`])
  })
})

describe('guardrails', () => {
  const TWO = [aspect('a'), aspect('b')]

  it('that went are told as no longer there, at the place where they stood', () => {
    const { granted } = compare(TWO, [aspect('b')], 'guardrail')
    expect(granted).toMatchObject([
      { origin: 'no-longer-denied', actions: ['a'], baseCauses: [{ spans: [AT_BASE] }], headCauses: [] },
    ])
  })

  it('that came are revoked access', () => {
    const { granted, revoked } = compare([aspect('b')], TWO, 'guardrail')
    expect([granted, revoked.map(({ actions }) => actions)]).toEqual([[], [['a']]])
  })

  it('of what is gone say nothing, and of what is not declared at all they do', () => {
    expect(told(TWO, [], 'guardrail', [true, false])).toEqual([])
    expect(told(TWO, [], 'guardrail', [false, false])).toEqual(['new: a from ', 'new: b from '])
    expect(told(TWO, [], 'guardrail', [true, true])).toEqual(['new: a from ', 'new: b from '])
  })

  it('that may be there at head, or may have been at base, are undecided', () => {
    const perhaps = aspect('a', { kind: 'every' }, [unknown('var.on')])
    expect(told([aspect('a')], [perhaps], 'guardrail')).toEqual([`undecided: var.on ${AFTER_APPLY}`])
    expect(told([perhaps], [], 'guardrail')).toEqual([`undecided: var.on ${AFTER_APPLY}`])
    expect(told([perhaps], [perhaps], 'guardrail')).toEqual([])
  })
})

describe('exposures', () => {
  it('are for whom they are for', () => {
    const shared = (...accounts: readonly string[]) => aspect('shared', { kind: 'names', values: accounts })
    expect(told([shared('1', '2')], [shared('2')], 'exposure')).toEqual([])
    expect(told([shared('1')], [shared('1', '2')], 'exposure')).toEqual(['widened: shared from 1,2'])
    expect(told([aspect('shared')], [shared('1')], 'exposure')).toEqual([])
    expect(told([shared('1')], [aspect('shared')], 'exposure')).toEqual(['widened: shared from *'])
  })
})

describe('what is undecided', () => {
  it('stands where head may let something through, or where base may have protected', () => {
    const [gained] = compare([], [tcp(1, 1, symbol('var.a'))]).undecided
    expect(gained).toMatchObject({ address: 'aws_x.y', decidedAtBase: false, baseCauses: [] })
    expect(gained?.headCauses).toEqual([{ role: 'condition', spans: [SPAN] }])
    const [lost] = compare([aspect('a', { kind: 'every' }, [unknown('var.on')])], [], 'guardrail').undecided
    expect(lost).toMatchObject({ headCauses: [], baseCauses: [{ role: 'condition', spans: [AT_BASE] }] })
  })

  it('is as much as hangs on unknown conditions that are not the same ones', () => {
    const under = (...names: readonly string[]) => tcp(1, 1, HERE, names.map(unknown))
    expect(told([under('a', 'b')], [under('b', 'a')])).toEqual([])
    expect(told([under('a')], [under('a', 'b')])).toHaveLength(1)
    expect(told([under('a', 'b')], [under('a')])).toHaveLength(1)
  })
})

describe('what base and head say of two things', () => {
  it('is apart by holder and kind, and what went is revoked', () => {
    const reach = (entries: readonly ReachEntry[]): Reach => ({ entries, isSubject: true, span: SPAN })
    const side = (holders: Readonly<Record<string, readonly ReachEntry[]>>): ConfiguredAccess => ({
      ...NO_ACCESS,
      reaches: Object.entries(holders).map(([holder, entries]) => {
        return { holder, kind: 'network', address: holder, reach: reach(entries), span: SPAN, calls: [AT_BASE] }
      }),
    })
    const base = side({ one: [tcp(1, 1, HERE)], gone: [tcp(2, 2, HERE)] })
    const head = side({ one: [tcp(1, 2, HERE)], come: [tcp(3, 3, HERE)] })
    const found = differ(base, head).map(({ difference, declaration }) => ({
      granted: difference.granted.map(({ address, actions }) => `${address}: ${actions}`),
      revoked: difference.revoked.map(({ address, actions }) => `${address}: ${actions}`),
      ...declaration,
    }))
    const declared = { span: SPAN, calls: [AT_BASE] }
    expect(found).toEqual([
      { granted: ['one: ingress tcp 1-2'], revoked: [], ...declared, documents: [SPAN], before: [SPAN] },
      { granted: ['come: ingress tcp 3'], revoked: [], ...declared, documents: [SPAN], before: [] },
      { granted: [], revoked: ['gone: ingress tcp 2'], ...declared, documents: [], before: [SPAN] },
    ])
    expect(differ(base, base)).toEqual([])
  })
})

describe('very many rules', () => {
  it('are undecided, not passed', () => {
    const many = (peer: string) => Array.from({ length: 1001 }, (_, at) => tcp(at, at, peerFacet(`${peer}-${at}`)))
    expect(told(many('a'), many('b'))).toEqual(['undecided: the rules can be combined in too many ways'])
    expect(told(many('a'), many('a'))).toEqual([])
  })
})
