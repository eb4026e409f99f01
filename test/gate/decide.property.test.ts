import { describe, expect, it } from 'vitest'
import { decide } from '../../src/core/gate/decide.ts'
import type { Account, Publication, SubmittedReview } from '../../src/core/gate/decision.ts'
import type { GateInput } from '../../src/core/gate/gate-input.ts'
import fc from '../seeded-properties.ts'
import { at, authorship, DIGEST, director, HEAD, OLDER, OTHER_DIGEST, person, situation } from './situation.ts'

const PEOPLE: readonly Account[] = [
  person('ada'),
  person('rob'),
  person('eve'),
  person('kim'),
  person('helper[bot]', { type: 'Bot' }),
]
const SHAS = [HEAD, OLDER]

const account = fc.constantFrom<Account | null>(...PEOPLE, null)
const dismissal = fc.record({ from: fc.constantFrom('APPROVED', 'CHANGES_REQUESTED'), by: account })
const submitted: fc.Arbitrary<SubmittedReview> = fc.record(
  {
    id: fc.nat(1000),
    author: account,
    state: fc.constantFrom('APPROVED', 'APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING'),
    commitSha: fc.constantFrom(...SHAS, null),
    submittedAt: fc.nat(59).map(at),
    dismissal,
  },
  { requiredKeys: ['id', 'author', 'state', 'commitSha', 'submittedAt'] },
)
const publication: fc.Arbitrary<Publication> = fc.record({
  headSha: fc.constantFrom(...SHAS),
  digest: fc.constantFrom(DIGEST, DIGEST, OTHER_DIGEST),
  publishedAt: fc.nat(59).map(at),
})
const directors = fc.subarray([
  director('ada'),
  director('rob'),
  director('eve', { known: 'text' }),
  { identity: 'kim@example.com', known: 'text', reasons: ['Author of 1a2b3c4d5e.'] } as const,
])
const permission = fc.constantFrom('admin', 'write', 'read', 'none')

const input: fc.Arbitrary<GateInput> = fc
  .record({
    reviews: fc.array(submitted, { maxLength: 8 }),
    publications: fc.array(publication, { maxLength: 4 }),
    directors,
    verdict: fc.constantFrom('human', 'ai', 'ai-assisted', 'bot', 'unknown'),
    author: fc.constantFrom(...PEOPLE),
    humansNeeded: fc.constantFrom(1, 2, 2, 3),
    permissions: fc.dictionary(fc.constantFrom('ada', 'rob', 'eve', 'kim'), permission),
    machineUsers: fc.subarray(['kim', 'ada']),
    mode: fc.constantFrom('enforce', 'advisory'),
  })
  .map(({ directors: found, verdict, humansNeeded, permissions, machineUsers, ...rest }) =>
    situation({
      ...rest,
      judgement: { ...situation().judgement, humansNeeded },
      authorship: authorship({ directors: found, verdict }),
      permissions: new Map(Object.entries(permissions)),
      machineUsers: new Set(machineUsers),
    }),
  )

const RUNS = { numRuns: 1500 }
const PASSES = new Set(['clear', 'countersigned'])

describe('laws of the gate', () => {
  it('never holds because of one more approval', () => {
    fc.assert(
      fc.property(input, submitted, (given, extra) => {
        const before = decide(given)
        const after = decide({ ...given, reviews: [...given.reviews, { ...extra, state: 'APPROVED' }] })
        if (PASSES.has(before.state)) expect(after.state).toBe(before.state)
        expect(after.counted.length).toBeGreaterThanOrEqual(before.counted.length)
      }),
      RUNS,
    )
  })

  it('counts no director, no author, no bot, no machine user, and nobody twice', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { counted } = decide(given)
        const barred = given.authorship.directors.map((each) => each.identity)
        for (const { login } of counted) {
          expect(barred).not.toContain(login)
          expect(login).not.toBe(given.author.login)
          expect(given.machineUsers.has(login)).toBe(false)
          expect(PEOPLE.find((each) => each.login === login)?.type).toBe('User')
          expect(['write', 'admin']).toContain(given.permissions.get(login))
        }
        expect(new Set(counted.map(({ login }) => login)).size).toBe(counted.length)
      }),
      RUNS,
    )
  })

  it('counts only what was published with this digest before', () => {
    fc.assert(
      fc.property(input, (given) => {
        for (const { reviewId, commitSha } of decide(given).counted) {
          const reviews = given.reviews.filter((each) => each.id === reviewId && each.commitSha === commitSha)
          const shown = reviews.some((each) =>
            given.publications.some(
              ({ headSha, digest, publishedAt }) =>
                headSha === commitSha && digest === given.digest && publishedAt < each.submittedAt,
            ),
          )
          expect(shown).toBe(true)
        }
      }),
      RUNS,
    )
  })

  it('is never weakened by evidence: one more director, or another verdict', () => {
    const rank = { clear: 0, countersigned: 0, 'self-acknowledged': 0, overridden: 0, advisory: 1, held: 1 } as const
    fc.assert(
      fc.property(input, fc.constantFrom('rob', 'eve', 'kim', 'helper[bot]'), (given, login) => {
        const before = decide(given)
        const more = [...given.authorship.directors, director(login, { known: 'text' })]
        const after = decide({ ...given, authorship: { ...given.authorship, directors: more } })
        expect(rank[after.state]).toBeGreaterThanOrEqual(rank[before.state])
        expect(after.approvalsNeeded).toBeGreaterThanOrEqual(before.approvalsNeeded)
        if (given.authorship.verdict === 'unknown') return
        const asAi = decide({ ...given, authorship: { ...given.authorship, verdict: 'ai', tools: ['Claude Code'] } })
        expect(rank[asAi.state]).toBeGreaterThanOrEqual(rank[before.state])
      }),
      RUNS,
    )
  })

  it('does not depend on the order of reviews, publications or directors', () => {
    fc.assert(
      fc.property(input, (given) => {
        const distinct = [...new Map(given.reviews.map((each) => [each.id, each])).values()]
        const there = decide({ ...given, reviews: distinct })
        const back = decide({
          ...given,
          reviews: [...distinct].reverse(),
          publications: [...given.publications].reverse(),
        })
        expect(back.state).toBe(there.state)
        expect(new Set(back.counted.map(({ login }) => login))).toEqual(
          new Set(there.counted.map(({ login }) => login)),
        )
      }),
      RUNS,
    )
  })

  it('gives every approval either a place among those that count or a reason', () => {
    fc.assert(
      fc.property(input, (given) => {
        const distinct = [...new Map(given.reviews.map((each) => [each.id, each])).values()]
        const { counted, uncounted } = decide({ ...given, reviews: distinct })
        for (const each of distinct.filter(({ state }) => state === 'APPROVED')) {
          const counts = counted.some(({ login }) => login === each.author?.login)
          const told = uncounted.some(({ reviewId }) => reviewId === each.id)
          expect(counts || told).toBe(true)
        }
      }),
      RUNS,
    )
  })
})
