import { describe, expect, it } from 'vitest'
import type { ResolvedLink } from '../../src/core/difference/composed-policy.ts'
import { standsAlone } from '../../src/core/difference/stands-alone.ts'
import { linked, policy } from './held-access.ts'
import { allow } from './policies.ts'

const READ = allow('s3:GetObject')
const P = policy('policy:x/p', [READ], ['named:p', 'named:arn:aws:iam::1:policy/p'])
const NAMELESS = policy('role:x/r', [READ])
const COUNTED = policy('policy:x/many#0', [READ], ['named:many'])

/** Of something that gives `to`; with the policies that it stands for, where that is known. */
function link(to: string, given?: readonly (typeof P)[]): ResolvedLink {
  const [entry] = linked('role:x/r', to).reach.entries
  if (entry?.link === undefined) throw new Error('no link')
  return { link: entry.link, entry, given }
}

const KNOWN = link('named:p', [P])

interface Sides<Item> {
  readonly base?: readonly Item[]
  readonly head?: readonly Item[]
}

function alone(
  of: typeof P,
  policies: Sides<typeof P>,
  links: Sides<ResolvedLink>,
  isUsed: (link: ResolvedLink) => boolean = () => true,
): boolean {
  const both = <Item>({ base = [], head = [] }: Sides<Item>) => ({ base, head })
  return standsAlone(both(policies), both(links), isUsed)(of)
}

describe('a policy is compared on its own', () => {
  const there = { base: [P], head: [P] }
  it.each<[string, boolean, Parameters<typeof alone>]>([
    ['where nothing else names it', true, [NAMELESS, { base: [NAMELESS], head: [NAMELESS] }, {}]],
    ['where nothing is attached', true, [P, there, {}]],
    ['not where it is used on both sides', false, [P, there, { base: [KNOWN], head: [KNOWN] }]],
    ['by any of its names', false, [P, there, { base: [link('named:arn:aws:iam::1:policy/p', [P])], head: [KNOWN] }]],
    ['where it was not used', true, [P, there, { head: [KNOWN] }]],
    ['where it is used no more', true, [P, there, { base: [KNOWN] }]],
    ['where what uses it does not count', true, [P, there, { base: [KNOWN], head: [KNOWN] }, () => false]],
    ['where it is new, and attached to nothing', true, [P, { head: [P] }, {}]],
    ['not where it comes with what it is attached to', false, [P, { head: [P] }, { head: [KNOWN] }]],
    ['where it is new, and what may attach it is not known', true, [P, { head: [P] }, { head: [link('named:p')] }]],
    ['where it goes, and was attached to nothing', true, [P, { base: [P] }, {}]],
    ['not where it goes with what it was attached to', false, [P, { base: [P] }, { base: [KNOWN] }]],
  ])('%s', (_, expected, given) => {
    expect(alone(...given)).toBe(expected)
  })
})

describe('of a policy that is used on both sides, others may hold it', () => {
  const used = (to: string) => ({ base: [KNOWN, link(to)], head: [KNOWN] })
  it.each<[string, boolean]>([
    ['named:${var.name}', true],
    ['named:arn:aws:iam::111122223333:policy/team/p', true],
    ['named:arn:aws:iam::111122223333:policy/q', false],
    ['named:arn:aws:iam::111122223333:policy/p/q', false],
    ['named:prefix arn:aws:iam::1:policy/q', true],
    ['aws:AdministratorAccess', false],
    ['group:x/g', false],
  ])('%s', (to, expected) => {
    expect(alone(P, { base: [P], head: [P] }, used(to))).toBe(expected)
  })

  it('whose name is one of many that a count makes', () => {
    const own = link('named:many', [COUNTED])
    const links = { base: [own, link('named:arn:aws:iam::1:policy/q')], head: [own] }
    expect(alone(COUNTED, { base: [COUNTED], head: [COUNTED] }, links)).toBe(true)
  })
})
