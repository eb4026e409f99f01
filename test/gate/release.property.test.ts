import { describe, expect, it } from 'vitest'
import { decide } from '../../src/core/gate/decide.ts'
import type { GateInput } from '../../src/core/gate/gate-input.ts'
import type { Statement } from '../../src/core/gate/statement.ts'
import fc from '../seeded-properties.ts'
import {
  approval,
  at,
  authorship,
  DIGEST,
  director,
  HEAD,
  OLDER,
  OTHER_DIGEST,
  person,
  situation,
} from './situation.ts'

const PEOPLE = [person('ada'), person('rob'), person('eve'), person('kim'), person('helper[bot]', { type: 'Bot' })]
const account = fc.constantFrom(...PEOPLE)

const statement: fc.Arbitrary<Statement> = fc.record({
  kind: fc.constantFrom('acknowledgement', 'override'),
  by: account,
  commentId: fc.nat(1000),
  statedAt: fc.nat(59).map(at),
  reason: fc.constantFrom('The site is down', '', 'x'),
})
const publication = fc.record({
  headSha: fc.constantFrom(HEAD, HEAD, OLDER),
  digest: fc.constantFrom(DIGEST, DIGEST, OTHER_DIGEST),
  publishedAt: fc.nat(59).map(at),
})

const input: fc.Arbitrary<GateInput> = fc
  .record({
    given: fc.array(statement, { maxLength: 5 }),
    publications: fc.array(publication, { maxLength: 3 }),
    directors: fc.subarray(['ada', 'rob', 'eve']),
    approvers: fc.subarray(PEOPLE),
    humansNeeded: fc.constantFrom(1, 2, 2, 3),
    machineUsers: fc.subarray(['kim']),
    mode: fc.constantFrom('enforce', 'enforce', 'advisory'),
    members: fc.subarray(PEOPLE),
    writers: fc.option(fc.subarray(PEOPLE), { nil: undefined }),
    minute: fc.nat(300),
    ...{ conflict: fc.boolean(), selfAcknowledgement: fc.boolean(), isNamed: fc.boolean() },
  })
  .map(({ given, publications, directors, approvers, humansNeeded, machineUsers, mode, ...rest }) => {
    const { members, writers, minute, conflict, selfAcknowledgement, isNamed } = rest
    const ids = new Set(members.map(({ id }) => id))
    const override = isNamed ? { team: 'acme/oncall', hours: 1, members: ids } : undefined
    return situation({
      ...{ publications, mode, machineUsers: new Set(machineUsers) },
      reviews: approvers.map((by, index) => approval(by, 40 + index)),
      judgement: { ...situation().judgement, humansNeeded },
      authorship: authorship({ directors: directors.map((login) => director(login)) }),
      conflict,
      statements: { given, nowMs: Date.parse(at(minute)), override, selfAcknowledgement, writers },
    })
  })

const RUNS = { numRuns: 3_000 }

describe('laws of statements', () => {
  it('without them the decision is the same but for what they release', () => {
    fc.assert(
      fc.property(input, ({ statements, ...without }) => {
        const { state, release, refused, explanation, nextStep, ...rest } = decide({
          ...without,
          ...(statements && { statements }),
        })
        const before = decide(without)
        expect(before).toMatchObject(rest)
        expect(before.release).toBeUndefined()
        if (release === undefined) expect(state).toBe(before.state)
        else expect(before.state).toBe('held')
        expect(refused.length === 0 || before.state === 'held').toBe(true)
        expect([explanation.length, nextStep.length].every((length) => length > 0)).toBe(true)
      }),
      RUNS,
    )
  })

  it('no director, author, bot or machine user, nobody outside of the team, and nothing unseen ever overrides', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { state, release } = decide(given)
        expect(state === 'overridden').toBe(release?.kind === 'override')
        if (release?.kind !== 'override') return
        const by = PEOPLE.find(({ login }) => login === release.login)
        expect(by?.type).toBe('User')
        expect(by?.id).not.toBe(given.author.id)
        expect(given.machineUsers.has(release.login)).toBe(false)
        expect(given.authorship.directors.map(({ identity }) => identity)).not.toContain(release.login)
        expect(given.statements?.override?.members.has(by?.id ?? 0)).toBe(true)
        expect(given.conflict).toBe(false)
        expect(Date.parse(release.expiresAt)).toBeGreaterThan(given.statements?.nowMs ?? Number.POSITIVE_INFINITY)
        const shown = given.publications.filter(({ publishedAt }) => publishedAt < release.statedAt)
        expect(shown.some(({ headSha, digest }) => headSha === given.headSha && digest === given.digest)).toBe(true)
      }),
      RUNS,
    )
  })

  it('an acknowledgement counts only where every human who may write has given it', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { state, release } = decide(given)
        expect(state === 'self-acknowledged').toBe(release?.kind === 'acknowledgement')
        if (release?.kind !== 'acknowledgement') return
        const humans = (given.statements?.writers ?? []).filter(
          ({ type, login }) => type === 'User' && !given.machineUsers.has(login),
        )
        expect(new Set(release.logins)).toEqual(new Set(humans.map(({ login }) => login)))
        expect(release.logins[0]).toBe(given.author.login)
        const acknowledged = given.statements?.given.flatMap(({ kind, by }) => (kind === 'override' ? [] : [by.login]))
        for (const login of release.logins) expect(acknowledged).toContain(login)
      }),
      RUNS,
    )
  })

  it('do not depend on the order in which they were taken', () => {
    fc.assert(
      fc.property(input, ({ statements, ...rest }) => {
        if (statements === undefined) return
        const given = [...new Map(statements.given.map((each) => [each.commentId, each])).values()]
        const there = decide({ ...rest, statements: { ...statements, given } })
        const back = decide({ ...rest, statements: { ...statements, given: given.toReversed() } })
        expect(back.state).toBe(there.state)
        expect(back.release).toEqual(there.release)
      }),
      RUNS,
    )
  })
})
