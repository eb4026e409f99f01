import { describe, expect, it } from 'vitest'
import type { ConfiguredPolicy } from '../../src/core/authorization/access.ts'
import { type PolicyPair, pairPolicies, type Renaming } from '../../src/core/difference/pair.ts'

/** A policy by its holder, known to people as the holder without its kind; its document is told by its address. */
function policy(holder: string, file = 'main.tf', more: Partial<ConfiguredPolicy> = {}): ConfiguredPolicy {
  const span = { file, start: 0, end: 1 }
  const address = holder.slice(holder.indexOf(':') + 1)
  return { holder, kind: 'identity', address, document: { version: '2012-10-17', statements: [], span }, span, ...more }
}

/** A raw file, which has no name but its path. */
const raw = (path: string) => policy(`file:${path}`, path)
const trust = { kind: 'trust' } as const
const NO_RENAMING: Renaming = { within: () => false }
const ALL_WITHIN: Renaming = { within: () => true }
/** Head's file lies within base's file of the same first letter. */
const BY_LETTER: Renaming = { within: (base, head) => base.address[0] === head.address[0] }

/** `address base→head`, by how many documents stand on each side. */
function shown(pairs: readonly PolicyPair[]): readonly string[] {
  return pairs.map(({ address, base, head }) => `${address} ${base.length}→${head.length}`)
}

type Row = [string, readonly ConfiguredPolicy[], readonly ConfiguredPolicy[], Renaming, readonly string[]]

describe('by holder', () => {
  it.each<Row>([
    ['nothing pairs with nothing', [], [], ALL_WITHIN, []],
    ['one holder is one pair', [policy('role:app')], [policy('role:app')], NO_RENAMING, ['app 1→1']],
    ['what came has no base', [], [policy('role:app')], ALL_WITHIN, ['app 0→1']],
    ['what went has no head', [policy('role:app')], [], ALL_WITHIN, ['app 1→0']],
    [
      'all documents of one holder act together, on both sides',
      [policy('role:app'), policy('role:app')],
      [policy('role:app'), policy('role:other'), policy('role:app'), policy('role:app')],
      NO_RENAMING,
      ['app 2→3', 'other 0→1'],
    ],
    [
      'kinds are apart',
      [policy('role:app', 'main.tf', trust)],
      [policy('role:app')],
      ALL_WITHIN,
      ['app 0→1', 'app 1→0'],
    ],
    [
      'a policy named by its address pairs with no other address, though it lies within what went',
      [policy('address:a.one')],
      [policy('address:a.two')],
      ALL_WITHIN,
      ['a.two 0→1', 'a.one 1→0'],
    ],
    [
      'pairs come first, then what came, then what went',
      [policy('role:gone'), policy('role:kept')],
      [policy('role:new'), policy('role:kept')],
      NO_RENAMING,
      ['kept 1→1', 'new 0→1', 'gone 1→0'],
    ],
  ])('%s', (_, base, head, renaming, expected) => {
    expect(shown(pairPolicies(base, head, renaming))).toEqual(expected)
  })

  it('a pair is called, and falls back on, what head says, and has the documents of both', () => {
    const before = policy('role:app', 'base.tf', { address: 'old' })
    const after = policy('role:app', 'head.tf', { address: 'new' })
    const second = policy('role:app', 'more.tf', { address: 'second' })
    expect(pairPolicies([before], [after, second], NO_RENAMING)).toEqual([
      {
        kind: 'identity',
        holder: 'role:app',
        address: 'new',
        base: [before.document],
        head: [after.document, second.document],
        span: after.span,
      },
    ])
    expect(pairPolicies([before], [], NO_RENAMING)).toMatchObject([{ address: 'old', span: before.span }])
  })
})

describe('under another name', () => {
  it.each<Row>([
    ['a file pairs within its folder', [raw('iam/a.json')], [raw('iam/b.json')], ALL_WITHIN, ['iam/b.json 1→1']],
    ['a file pairs at the root', [raw('a.json')], [raw('b.json')], ALL_WITHIN, ['b.json 1→1']],
    [
      'a file that does more than the one that went is new',
      [raw('iam/a.json')],
      [raw('iam/b.json')],
      NO_RENAMING,
      ['iam/b.json 0→1', 'iam/a.json 1→0'],
    ],
    [
      'a file in another folder is new',
      [raw('test/a.json')],
      [raw('live/a.json')],
      ALL_WITHIN,
      ['live/a.json 0→1', 'test/a.json 1→0'],
    ],
    [
      'a file in a folder within is new',
      [raw('iam/a.json')],
      [raw('iam/live/a.json')],
      ALL_WITHIN,
      ['iam/live/a.json 0→1', 'iam/a.json 1→0'],
    ],
    [
      'a data document pairs within its module, whatever its file',
      [policy('data:m.one', 'm/a.tf')],
      [policy('data:m.two', 'm/b.tf')],
      ALL_WITHIN,
      ['m.two 1→1'],
    ],
    [
      'a data document of another module is new',
      [policy('data:m.one', 'm/a.tf')],
      [policy('data:n.one', 'n/a.tf')],
      ALL_WITHIN,
      ['n.one 0→1', 'm.one 1→0'],
    ],
    [
      'a data document does not become a file, nor a file a data document',
      [policy('data:one', 'a.tf'), raw('b.json')],
      [raw('c.json'), policy('data:two', 'a.tf')],
      { ...ALL_WITHIN, within: (base, head) => base.holder.slice(0, 5) !== head.holder.slice(0, 5) },
      ['c.json 0→1', 'two 0→1', 'one 1→0', 'b.json 1→0'],
    ],
    [
      'what a role holds is no document without a name',
      [policy('role:one')],
      [policy('role:two')],
      ALL_WITHIN,
      ['two 0→1', 'one 1→0'],
    ],
    [
      'a file does not become a policy of another kind',
      [{ ...raw('a.json'), ...trust }],
      [raw('b.json')],
      ALL_WITHIN,
      ['b.json 0→1', 'a.json 1→0'],
    ],
    [
      'one that went covers one that came, and no second',
      [raw('a.json')],
      [raw('b.json'), raw('c.json')],
      ALL_WITHIN,
      ['b.json 1→1', 'c.json 0→1'],
    ],
    [
      'one that came takes one that went, and no second',
      [raw('a.json'), raw('b.json')],
      [raw('c.json')],
      ALL_WITHIN,
      ['c.json 1→1', 'b.json 1→0'],
    ],
    [
      'each pairs with the first that it lies within',
      [raw('b1.json'), raw('a1.json')],
      [raw('a2.json'), raw('b2.json')],
      BY_LETTER,
      ['a2.json 1→1', 'b2.json 1→1'],
    ],
  ])('%s', (_, base, head, renaming, expected) => {
    expect(shown(pairPolicies(base, head, renaming))).toEqual(expected)
  })

  it('asks whether head lies within base, not the other way round', () => {
    const asked: string[] = []
    pairPolicies([raw('a.json')], [raw('b.json')], {
      within: (base, head) => {
        asked.push(...shown([base, head]))
        return false
      },
    })
    expect(asked).toEqual(['a.json 1→0', 'b.json 0→1'])
  })

  it.each([
    ['as many as 64 each', 64, 64, 64],
    ['few that came beside many that went', 2, 2_048, 2],
    ['no more than that', 65, 64, 0],
    ['no more than that, on the other side', 64, 65, 0],
  ])('tries %s', (_, came, went, paired) => {
    const files = (count: number, name: string) => Array.from({ length: count }, (__, at) => raw(`${name}${at}.json`))
    const pairs = pairPolicies(files(went, 'went'), files(came, 'came'), ALL_WITHIN)
    expect(pairs).toHaveLength(came + went - paired)
    expect(pairs.filter(({ base, head }) => base.length > 0 && head.length > 0)).toHaveLength(paired)
  })
})
