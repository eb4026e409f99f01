import { expect, it } from 'vitest'
import type { ConfiguredAccess } from '../../src/core/authorization/access.ts'
import type { Equality, ModuleAccess } from '../../src/core/configuration/terraform/module-access.ts'
import type { LocatedDifference } from '../../src/core/difference/differ.ts'
import { NOWHERE } from '../../src/core/text/span.ts'
import type { ComparedAccess } from '../../src/review/compared-access.ts'
import { inCases } from '../../src/review/compared-cases.ts'
import { ABSENT } from '../../src/review/open-root.ts'
import { type AssumedCase, openConditions, possibleCase } from '../../src/review/possible-cases.ts'

/** Holders of which each is undecided by its conditions. */
type World = Readonly<Record<string, readonly string[]>>

/** What a root gives in a case: a holder is undecided by its conditions that are not assumed. */
function compared(world: World, { assumed }: AssumedCase, further: Partial<ModuleAccess> = {}): ComparedAccess {
  const open = new Set(Object.values(world).flat()).difference(new Set(assumed.keys()))
  const access = { ...ABSENT, conditions: new Map([...open].map((name) => [name, name])), ...further }
  const difference = Object.entries(world).flatMap(([holder, names]) => {
    const reasons = names.filter((name) => open.has(name)).map((name) => `depends on ${name}, which is not known`)
    return reasons.length === 0 ? [] : [undecided(holder, ...reasons)]
  })
  return { base: access, head: access, difference }
}

function undecided(holder: string, ...reasons: readonly string[]): LocatedDifference {
  const regions = reasons.map((reason) => {
    return { address: holder, reason, decidedAtBase: false, headCauses: [], baseCauses: [] }
  })
  return {
    declaration: { span: NOWHERE, documents: [], calls: [], before: [] },
    difference: { granted: [], revoked: [], undecided: regions },
    holders: [holder],
  }
}

async function casesOf(world: World, further: Partial<ModuleAccess> = {}) {
  const evaluated: AssumedCase[] = []
  const compare = async (assumed: AssumedCase) => {
    evaluated.push(assumed)
    return compared(world, assumed, further)
  }
  const none: AssumedCase = { assumed: new Map(), equal: new Map() }
  const cases = await inCases(compared(world, none, further), compare)
  return { cases, evaluated, left: cases.flatMap(({ difference }) => difference).length }
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `c${String.fromCharCode(97 + index)}`)

it('takes apart what depends on other conditions by itself', async () => {
  const world = Object.fromEntries(names(10).map((name) => [`role:${name}`, [name]]))
  const { cases, evaluated, left } = await casesOf(world)
  expect(evaluated).toHaveLength(20)
  expect(evaluated.every(({ assumed }) => assumed.size === 1)).toBe(true)
  expect(cases).toHaveLength(1 + 20)
  expect(cases.map(({ among }) => `${among.group}/${among.cases}`).slice(0, 4)).toEqual(['0/1', '1/2', '1/2', '2/2'])
  expect(left).toBe(0)
})

it('takes apart together what one holder depends on, and what hangs together through others', async () => {
  const { cases, left } = await casesOf({ 'role:a': ['ca', 'cb'], 'role:b': ['cb'], 'role:c': ['cc'] })
  expect(left).toBe(0)
  expect(cases.filter(({ among }) => among.group === 2)).toHaveLength(4)
  expect(cases.filter(({ among }) => among.group === 1).map(({ where }) => where)).toEqual([
    ' where cc is false',
    ' where cc is true',
  ])
})

it('leaves undecided what depends on more than it compares cases of', async () => {
  const four = await casesOf({ 'role:a': names(4) })
  expect([four.cases.length, four.left]).toEqual([1 + 16, 0])
  const five = await casesOf({ 'role:a': names(5) })
  expect(five.cases).toHaveLength(1 + 16)
  expect(five.left).toBe(16)
})

it('evaluates no more than its limit, and less often what is large', async () => {
  const world = Object.fromEntries(
    names(26).flatMap((name) => ['x', 'y'].map((part) => [`role:${name}${part}`, [name + part]])),
  )
  const many = await casesOf(world)
  expect(many.evaluated).toHaveLength(64)
  // What was not taken apart is told as it is without cases.
  expect(many.left).toBe(52 - 32)
  const addresses = new Map(Array.from({ length: 1_500 }, (_, index) => [`a${index}`, NOWHERE]))
  const large = await casesOf(world, { addresses })
  expect(large.evaluated).toHaveLength(30)
  expect(large.left).toBe(52 - 15)
})

it('divides by a condition once, though a case may still ask for it', async () => {
  const further = { conditions: new Map([['ca', 'ca']]) }
  const { cases, left } = await casesOf({ 'role:a': ['ca'] }, further)
  expect(left).toBe(0)
  const told = undecided('role:a', 'depends on another stack')
  const whole = { ...compared({}, { assumed: new Map(), equal: new Map() }, further), difference: [told] }
  const other = await inCases(whole, async () => ({ ...whole, difference: [{ ...told, holders: ['role:b'] }] }))
  for (const each of [cases, other]) {
    expect(each.map(({ where }) => where)).toEqual(['', ' where ca is false', ' where ca is true'])
  }
})

it('says of a holder who gains something by a case that it does, though nothing was undecided of it', async () => {
  const policy = (holder: string): ConfiguredAccess['policies'][number] => {
    const document = { version: '2012-10-17', statements: [], span: NOWHERE } as const
    return { holder, kind: 'identity', address: 'p', span: NOWHERE, document }
  }
  const told = undecided('role:admins', 'depends on another stack')
  const further = { conditions: new Map(names(4).map((name) => [name, name])) }
  const whole = compared({ 'role:either': ['ca'] }, { assumed: new Map(), equal: new Map() }, further)
  const cases = await inCases({ ...whole, difference: [...whole.difference, told] }, async ({ assumed }) => {
    const each = compared({ 'role:either': ['ca'] }, { assumed, equal: new Map() }, further)
    const isAdmins = assumed.get('ca') === true
    const head = isAdmins ? { ...each.head, policies: [policy('role:admins')] } : each.head
    return { ...each, head, difference: [told] }
  })
  // It differs as it does without the case, but not of the same: it is told under the case as well.
  expect(cases.map(({ where, difference }) => [where, difference.length])).toEqual([
    ['', 1],
    [' where ca is false', 0],
    [' where ca is true', 1],
  ])
})

const equality = (symbol: string, text: string): Equality => ({ symbol, text })
const truth = (text: string, isTrue: boolean) => {
  return { fingerprint: text, address: text, equality: equality('env', text), isTrue }
}

it('knows which values are left, and that none are', () => {
  const head = { ...ABSENT, allowed: new Map([['env', ['prod', 'dev', 'test']]]) }
  const equalIn = (...truths: Parameters<typeof possibleCase>[0]) => possibleCase(truths, { head })?.equal.get('env')
  expect(equalIn(truth('prod', true))).toBe('prod')
  expect(equalIn(truth('prod', false))).toBeUndefined()
  expect(possibleCase([truth('prod', false)], { head })).toBeDefined()
  expect(equalIn(truth('prod', false), truth('dev', false))).toBe('test')
  expect(possibleCase([truth('prod', false), truth('dev', false), truth('test', false)], { head })).toBeUndefined()
  // What may have any value has one that nobody names.
  expect(possibleCase([truth('prod', false), truth('dev', false)], { head: ABSENT })?.equal.size).toBe(0)
})

it('takes conditions of both sides apart only where it is known how they hang together', () => {
  const side = (own: string, says?: Equality): ModuleAccess => ({
    ...ABSENT,
    conditions: new Map([
      ['shared', 'shared'],
      [own, own],
    ]),
    ...(says === undefined ? {} : { equalities: new Map([[own, says]]) }),
  })
  const open = (base: ModuleAccess, head: ModuleAccess) =>
    openConditions({ base, head }).map(({ fingerprint }) => fingerprint)
  const [prod, stage] = [equality('env', 'prod'), equality('env', 'stage')]
  expect(open(side('one', prod), side('other', stage))).toEqual(['shared', 'one', 'other'])
  expect(open(side('one', prod), side('other'))).toEqual(['shared'])
  expect(open(side('one'), side('other'))).toEqual(['shared'])
  expect(open(side('one'), side('shared'))).toEqual(['shared', 'one'])
  expect(
    openConditions({ base: side('one', prod), head: side('other', stage) }).map((each) => each.equality?.text),
  ).toEqual([undefined, 'prod', 'stage'])
})
