import { describe, expect, it } from 'vitest'
import { conclusionOf } from '../../src/core/gate/conclusion.ts'
import { decide } from '../../src/core/gate/decide.ts'
import type { GateInput, StatementInput } from '../../src/core/gate/gate-input.ts'
import type { Statement } from '../../src/core/gate/statement.ts'
import {
  approval,
  at,
  authorship,
  director,
  HEAD,
  OLDER,
  OTHER_DIGEST,
  person,
  published,
  REVIEWER,
  review,
  situation,
} from './situation.ts'
import { override, stated } from './stated.ts'

describe('an override', () => {
  it('releases a held change, and says that nobody countersigned it, who released it, why, and until when', () => {
    const decision = decide(stated([override()]))
    expect(decision).toMatchObject({ state: 'overridden', counted: [], refused: [], approvalsNeeded: 1 })
    expect(decision.release).toMatchObject({ kind: 'override', login: 'rob', expiresAt: '2026-03-01T14:10:00.000Z' })
    expect(decision.nextStep).toContain('NOBODY has countersigned this change. rob (of acme/oncall) released it')
    expect(decision.nextStep).toContain('"The site is down". That holds until 2026-03-01 14:10 UTC.')
    expect(conclusionOf(decision)).toBe('success')
  })

  it('releases objections and missing teams too: an emergency does not wait for them', () => {
    const demand = { of: 'team', names: ['acme/security'], files: [], members: [], problems: [] } as const
    const reviews = [review(person('kim'), 'CHANGES_REQUESTED', 9)]
    const decision = decide(stated([override()], {}, { reviews, demands: [demand] }))
    expect(decision).toMatchObject({ state: 'overridden', objections: ['kim'] })
    expect(decision.demands).toHaveLength(1)
  })

  it('is not needed, nor named, where the change is countersigned or clear', () => {
    const countersigned = decide(stated([override()], {}, { reviews: [approval(REVIEWER)] }))
    expect(countersigned).toMatchObject({ state: 'countersigned', release: undefined, refused: [] })
    const clear = decide(stated([override()], {}, { judgement: { findings: [], humansNeeded: 1, blockedBy: [] } }))
    expect(clear).toMatchObject({ state: 'clear', release: undefined })
  })

  it('changes nothing in advisory mode, which holds nothing', () => {
    expect(decide(stated([override()], {}, { mode: 'advisory' }))).toMatchObject({
      state: 'advisory',
      release: undefined,
    })
  })

  it('counts as the newest of several that count', () => {
    const { release } = decide(stated([override(REVIEWER, 10), override(person('eve'), 12), override(REVIEWER, 11)]))
    expect(release).toMatchObject({ login: 'eve', commentId: 12 })
  })
})

type Attack = readonly [string, readonly Statement[], Partial<StatementInput>, Partial<GateInput>, RegExp]

const ATTACKS: readonly Attack[] = [
  [
    'a director overrides',
    [override()],
    {},
    { authorship: authorship({ directors: [director('ada'), director('rob')] }) },
    /answer for this change/,
  ],
  ['the author overrides', [override(person('ada'))], {}, {}, /their own pull request/],
  ['the author overrides after a rename', [override({ ...person('ada'), login: 'countess' })], {}, {}, /their own/],
  ['a bot overrides', [override(person('helper[bot]', { type: 'Bot' }))], {}, {}, /Only people/],
  ['a machine user overrides', [override()], {}, { machineUsers: new Set(['rob']) }, /Only people/],
  [
    'somebody overrides who has left the team',
    [override()],
    { override: { team: 'acme/oncall', hours: 4, members: new Set() } },
    {},
    /not in the team acme\/oncall/,
  ],
  ['the settings name no team', [override()], { override: undefined }, {}, /name no team/],
  [
    'override before the check was published',
    [override()],
    {},
    { publications: [published(20)] },
    /before this check had shown/,
  ],
  [
    'override in the very second in which the check was published',
    [override()],
    {},
    { publications: [published(10)] },
    /before this check/,
  ],
  ['override where the check never was published', [override()], {}, { publications: [] }, /before this check/],
  [
    'override of an older commit, then push',
    [override()],
    {},
    { publications: [published(1, OLDER, OTHER_DIGEST), published(12)] },
    /another commit/,
  ],
  [
    'override of an older commit, then push of the same access',
    [override()],
    {},
    { publications: [published(1, OLDER), published(12)] },
    /another commit/,
  ],
  [
    'override while a harmless commit is the head, then a reset to the wide one that was shown before it',
    [override()],
    {},
    { publications: [published(1), published(5, OLDER, OTHER_DIGEST)] },
    /another commit/,
  ],
  [
    'the base has moved and makes more of it since',
    [override()],
    {},
    { digest: OTHER_DIGEST, publications: [published(1), published(12, HEAD, OTHER_DIGEST)] },
    /showed something else/,
  ],
  [
    'an override that has expired',
    [override()],
    { nowMs: Date.parse('2026-03-01T14:10:00Z') },
    {},
    /expired on 2026-03-01 14:10 UTC/,
  ],
  [
    'an override whose time cannot be read',
    [override(REVIEWER, 10, { statedAt: 'soon' })],
    {},
    {},
    /before this check/,
  ],
  ['a clock that cannot be read', [override()], { nowMs: Number.NaN }, {}, /expired/],
  ['an override without a reason', [override(REVIEWER, 10, { reason: ' \n…!! ' })], {}, {}, /no reason in words/],
  [
    'an override with a reason that nobody could read',
    [override(REVIEWER, 10, { reason: 'a'.repeat(1_001) })],
    {},
    {},
    /longer than 1000/,
  ],
  ['a conflict with the base branch: nobody knows what would land', [override()], {}, { conflict: true }, /conflicts/],
]

describe('an override releases nothing', () => {
  it.each(ATTACKS)('%s', (_, given, statements, gate, reason) => {
    const decision = decide(stated(given, statements, gate))
    expect(decision).toMatchObject({ state: 'held', release: undefined, refused: [{ kind: 'override' }] })
    expect(decision.refused[0]?.reason).toMatch(reason)
    expect(conclusionOf(decision)).toBe('action_required')
  })

  it('by itself: nothing is released that nobody stated', () => {
    expect(decide(stated([]))).toMatchObject({ state: 'held', release: undefined, refused: [] })
    expect(decide(situation())).toMatchObject({ state: 'held', release: undefined, refused: [] })
  })

  it('a second earlier it still holds', () => {
    expect(decide(stated([override()], { nowMs: Date.parse(at(10)) + 4 * 3_600_000 - 1 })).state).toBe('overridden')
  })
})
