import { describe, expect, it } from 'vitest'
import type { ConfiguredPolicy } from '../../src/core/authorization/access.ts'
import { pairPolicies, type Renaming } from '../../src/core/difference/pair.ts'

function policy(holder: string, address: string, file = 'main.tf'): ConfiguredPolicy {
  const span = { file, start: 0, end: 1 }
  return { holder, kind: 'identity', address, document: { version: '2012-10-17', statements: [], span }, span }
}

const WITHIN: Renaming = { within: () => true }
const names = (pairs: ReturnType<typeof pairPolicies>) =>
  pairs.map(({ address, base, head }) => `${address} ${base.length}→${head.length}`)

describe('pairing policies', () => {
  it('pairs by holder, whatever the address', () => {
    const pairs = pairPolicies([policy('role:app', 'a.one')], [policy('role:app', 'a.two')], WITHIN)
    expect(names(pairs)).toEqual(['a.two 1→1'])
  })

  it('lets several policies of one holder act together', () => {
    const head = [policy('role:app', 'a.two'), policy('role:app', 'a.three')]
    expect(names(pairPolicies([policy('role:app', 'a.one')], head, WITHIN))).toEqual(['a.two 1→2'])
  })

  it('keeps kinds of one holder apart', () => {
    const trust = { ...policy('role:app', 'aws_iam_role.app'), kind: 'trust' as const }
    const pairs = pairPolicies([trust], [policy('role:app', 'a.two')], WITHIN)
    expect(names(pairs)).toEqual(['a.two 0→1', 'aws_iam_role.app 1→0'])
  })

  it('pairs a renamed file within its folder, where access lies within what it was', () => {
    const base = [policy('file:iam/a.json', 'iam/a.json', 'iam/a.json')]
    const head = [policy('file:iam/b.json', 'iam/b.json', 'iam/b.json')]
    expect(names(pairPolicies(base, head, WITHIN))).toEqual(['iam/b.json 1→1'])
    expect(names(pairPolicies(base, head, { ...WITHIN, within: () => false }))).toHaveLength(2)
  })

  it('takes a file that moves to another folder for a new one', () => {
    const base = [policy('file:test/a.json', 'test/a.json', 'test/a.json')]
    const head = [policy('file:production/a.json', 'production/a.json', 'production/a.json')]
    expect(names(pairPolicies(base, head, WITHIN))).toHaveLength(2)
  })

  it('pairs one to one: one departed file does not cover two new ones', () => {
    const base = [policy('file:a.json', 'a.json', 'a.json')]
    const head = [policy('file:b.json', 'b.json', 'b.json'), policy('file:c.json', 'c.json', 'c.json')]
    expect(names(pairPolicies(base, head, WITHIN))).toEqual(['b.json 1→1', 'c.json 0→1'])
  })
})
