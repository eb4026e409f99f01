import { describe, expect, it } from 'vitest'
import { ruleFacets } from '../../src/core/authorization/network/rule-facets.ts'
import type { OrderedRule, ReachEntry } from '../../src/core/authorization/reach.ts'
import { compareReach } from '../../src/core/difference/compare-reach.ts'

const SPAN = { file: 'main.tf', start: 0, end: 1 }
const N = { address: 'var.n', fingerprint: 'f', reason: 'is only known after apply', span: SPAN }

function rule(number: OrderedRule['number'], says: 'allow' | 'deny', first: number, last = first): ReachEntry {
  return {
    facets: [...ruleFacets('ingress', 6, first, last), { kind: 'block', cidr: '10.0.0.0/8' }],
    presence: [],
    spans: [SPAN],
    rule: { number, denies: says === 'deny' },
  }
}

/** What head lets through and base does not: `+` for certain, `?` where that is undecided. */
function told(base: readonly ReachEntry[], head: readonly ReachEntry[]): readonly string[] {
  const set = (entries: readonly ReachEntry[]) => {
    return {
      kind: 'network',
      address: 'aws_network_acl.a',
      reaches: [{ entries, isSubject: false, span: SPAN }],
    } as const
  }
  const { granted, undecided } = compareReach(set(base), set(head))
  return [...granted.map(() => '+'), ...undecided.map(({ reason }) => `? ${reason}`)]
}

describe('of ordered rules', () => {
  const OPEN = rule(5, 'allow', 1, 9)
  it.each<[string, readonly ReachEntry[], readonly ReachEntry[], readonly string[]]>([
    ['one that denies before holds back', [], [rule(1, 'deny', 1, 9), OPEN], []],
    ['one that denies behind holds nothing back', [], [OPEN, rule(6, 'deny', 1, 9)], ['+']],
    ['one that denies a part before leaves the rest', [], [rule(1, 'deny', 1, 8), OPEN], ['+']],
    [
      'one of an unknown number may or may not hold back',
      [],
      [rule(N, 'deny', 1, 9), OPEN],
      ['? var.n is only known after apply'],
    ],
    [
      'one that denies may go first before one of an unknown number',
      [],
      [rule(1, 'deny', 1, 9), rule(N, 'allow', 1)],
      ['? var.n is only known after apply'],
    ],
    [
      'one of an unknown number at base may have held back',
      [rule(N, 'deny', 1, 9), OPEN],
      [OPEN],
      ['? var.n is only known after apply'],
    ],
    ['two of one number may go either way', [], [rule(5, 'deny', 1, 9), OPEN], ['? rule 5 is there twice']],
  ])('%s', (_, base, head, expected) => {
    expect(told(base, head)).toEqual(expected)
  })
})
