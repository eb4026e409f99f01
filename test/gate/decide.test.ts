import { describe, expect, it } from 'vitest'
import { decide } from '../../src/core/gate/decide.ts'
import type { GateInput } from '../../src/core/gate/gate-input.ts'
import {
  AUTHOR,
  approval,
  authorship,
  director,
  HEAD,
  OLDER,
  permissions,
  person,
  published,
  REVIEWER,
  review,
  situation,
} from './situation.ts'

describe('the gate', () => {
  it('holds what conflicts with the base branch, whoever approved what it showed', () => {
    const approved = { reviews: [approval(REVIEWER)] }
    expect(decide(situation(approved)).state).toBe('countersigned')
    const { state, counted, explanation, nextStep } = decide(situation({ ...approved, conflict: true }))
    expect([state, counted.length]).toEqual(['held', 1])
    expect(explanation).toContain('It conflicts with the base branch, which holds the merge whoever approves.')
    expect(nextStep).toBe(
      'Somebody has to resolve the conflict with the base branch; approvals count for what comes of it.',
    )
  })

  it('is clear where no finding asks for a second human', () => {
    const decision = decide(situation({ judgement: { findings: [], humansNeeded: 1, blockedBy: [] } }))
    expect(decision).toMatchObject({ state: 'clear', approvalsNeeded: 0, nextStep: 'Nothing more is needed.' })
  })

  it('holds a broadening that nobody approved', () => {
    expect(decide(situation())).toMatchObject({ state: 'held', approvalsNeeded: 1, counted: [] })
  })

  it('is countersigned by an independent human who was shown the result', () => {
    const decision = decide(situation({ reviews: [approval(REVIEWER)] }))
    expect(decision).toMatchObject({ state: 'countersigned', counted: [{ login: 'rob', commitSha: HEAD }] })
  })

  it('keeps an approval of an older head while the digest is unchanged', () => {
    const reviews = [approval(REVIEWER, 10, { commitSha: OLDER })]
    const publications = [published(1, OLDER), published(20)]
    expect(decide(situation({ reviews, publications })).state).toBe('countersigned')
  })

  it('counts the human behind an approval by a login in another case', () => {
    const reviews = [approval({ ...REVIEWER, login: 'ROB' })]
    expect(decide(situation({ reviews })).state).toBe('countersigned')
  })

  it('asks for as many humans as the findings do', () => {
    const three = { judgement: { ...situation().judgement, humansNeeded: 3 } }
    expect(decide(situation({ ...three, reviews: [approval(REVIEWER)] }))).toMatchObject({
      state: 'held',
      approvalsNeeded: 2,
    })
    const both = [approval(REVIEWER), approval(person('eve'), 11)]
    expect(decide(situation({ ...three, reviews: both })).state).toBe('countersigned')
  })

  it('only says so in advisory mode', () => {
    expect(decide(situation({ mode: 'advisory' })).state).toBe('advisory')
    expect(decide(situation({ mode: 'advisory', reviews: [approval(REVIEWER)] })).state).toBe('countersigned')
    expect(
      decide(situation({ mode: 'advisory', judgement: { findings: [], humansNeeded: 1, blockedBy: [] } })).state,
    ).toBe('clear')
  })

  it('explains each step and names who can unblock', () => {
    const { explanation, nextStep } = decide(situation({ eligible: ['rob', 'eve'] }))
    expect(explanation).toEqual([
      'The review made 1 finding.',
      'They ask for 2 accountable humans.',
      'One of them is there: the author ada answers for it.',
      'So 1 approval by independent humans with write access is needed, given after the check had shown this result.',
      'Approvals that count: 0.',
      'The merge is held.',
    ])
    expect(nextStep).toContain('They can: rob, eve.')
  })

  it('does not ask for more because the text of the pull request names an account', () => {
    const named = { identity: 'innocent', login: 'innocent', known: 'text', reasons: ['Named by the body.'] } as const
    const change = { authorship: authorship({ directors: [director('ada'), named] }), reviews: [approval(REVIEWER)] }
    expect(decide(situation(change))).toMatchObject({ state: 'countersigned', approvalsNeeded: 1 })
  })

  it('does not take the name in a commit for a login', () => {
    const named = { identity: 'rob', known: 'text', reasons: ['Author of 1a2b3c4d5e.'] } as const
    const change = { authorship: authorship({ directors: [director('ada'), named] }) }
    const decision = decide(situation({ ...change, reviews: [approval(REVIEWER), approval(person('eve'), 11)] }))
    expect(decision).toMatchObject({ state: 'countersigned', approvalsNeeded: 2 })
  })

  it('says where nobody is known who could unblock', () => {
    expect(decide(situation({ eligible: [] })).nextStep).toContain('Nobody who can is known')
  })
})

describe('opinions', () => {
  it('takes a withdrawn objection for an approval', () => {
    const reviews = [review(REVIEWER, 'CHANGES_REQUESTED', 9), approval(REVIEWER, 10)]
    expect(decide(situation({ reviews }))).toMatchObject({ state: 'countersigned', objections: [] })
  })

  it('keeps an approval that a comment follows', () => {
    const reviews = [approval(REVIEWER, 10), review(REVIEWER, 'COMMENTED', 11)]
    expect(decide(situation({ reviews })).state).toBe('countersigned')
  })

  it('does not lose an approval to a later one of the same person that does not count', () => {
    const reviews = [approval(REVIEWER, 10), approval(REVIEWER, 11, { commitSha: null })]
    const decision = decide(situation({ reviews }))
    expect(decision).toMatchObject({ state: 'countersigned', counted: [{ reviewId: 10 }] })
    expect(decision.uncounted).toMatchObject([{ reviewId: 11, reason: expect.stringContaining('names no commit') }])
  })

  it('orders reviews by time, whatever order they come in', () => {
    const reviews = [review(REVIEWER, 'CHANGES_REQUESTED', 9), approval(REVIEWER, 10)].reverse()
    expect(decide(situation({ reviews })).state).toBe('countersigned')
  })

  it('orders reviews of one second as they were made', () => {
    const reviews = [approval(REVIEWER, 10, { id: 8 }), review(REVIEWER, 'CHANGES_REQUESTED', 10, { id: 9 })]
    expect(decide(situation({ reviews }))).toMatchObject({ state: 'held', objections: ['rob'] })
  })

  it.each([
    ['an approval never lifts an objection', 'APPROVED', 'CHANGES_REQUESTED'],
    ['an objection is the latest word', 'CHANGES_REQUESTED', 'APPROVED'],
  ] as const)('whose time cannot be read: %s', (_, unreadable, other) => {
    const reviews = [review(REVIEWER, other, 10), review(REVIEWER, unreadable, 11, { submittedAt: 'soon' })]
    expect(decide(situation({ reviews }))).toMatchObject({ state: 'held', objections: ['rob'] })
    expect(decide(situation({ reviews: [...reviews].reverse() }))).toMatchObject({ state: 'held', objections: ['rob'] })
  })

  it('lets a machine user hold no merge, whatever the case of its login', () => {
    const objection = review({ ...person('eve'), login: 'EVE' }, 'CHANGES_REQUESTED', 11)
    const change = { machineUsers: new Set(['eve']), reviews: [approval(REVIEWER), objection] }
    expect(decide(situation(change)).state).toBe('countersigned')
  })

  it('lets nobody hold a merge who may not write', () => {
    const objection = review(person('passer-by'), 'CHANGES_REQUESTED', 11)
    const decision = decide(
      situation({
        reviews: [approval(REVIEWER), objection],
        permissions: permissions({ rob: 'write', 'passer-by': 'read' }),
      }),
    )
    expect(decision.state).toBe('countersigned')
  })

  it('does not hold a change that asks for nobody', () => {
    const reviews = [review(REVIEWER, 'CHANGES_REQUESTED', 11)]
    expect(decide(situation({ reviews, judgement: { findings: [], humansNeeded: 1, blockedBy: [] } })).state).toBe(
      'clear',
    )
  })

  it('says that a dismissed review counts for nothing', () => {
    const dismissed = review(REVIEWER, 'DISMISSED', 10, { dismissal: { from: 'APPROVED', by: AUTHOR } })
    const { explanation, objections } = decide(situation({ reviews: [dismissed] }))
    expect(explanation).toContain('The last review of rob was dismissed, so it counts for nothing either way.')
    expect(objections).toEqual([])
  })

  it.each([
    ['somebody independent', person('kim'), []],
    ['its own giver', person('eve'), []],
    ['the author', AUTHOR, ['eve']],
    ['a bot', person('helper[bot]', { type: 'Bot' }), ['eve']],
    ['an account that is gone', null, ['eve']],
  ])('takes an objection for lifted, or not, where %s has dismissed it', (_who, by, objections) => {
    const objection = review(person('eve'), 'DISMISSED', 11, { dismissal: { from: 'CHANGES_REQUESTED', by } })
    const decision = decide(situation({ reviews: [approval(REVIEWER), objection] }))
    expect(decision.objections).toEqual(objections)
    expect(decision.state).toBe(objections.length === 0 ? 'countersigned' : 'held')
  })

  it('takes a dismissed review for an objection where nobody knows what it had said', () => {
    const unknown = review(person('eve'), 'DISMISSED', 11)
    const { state, explanation } = decide(situation({ reviews: [approval(REVIEWER), unknown] }))
    expect(state).toBe('held')
    expect(explanation).toContain('The last review of eve was dismissed; what it had said is not known, so it holds.')
  })
})

describe('a pull request without an accountable author', () => {
  it('is countersigned by two different people', () => {
    const reviews = [approval(REVIEWER, 10), approval(person('eve'), 11)]
    const bot = { author: person('fixer[bot]', { type: 'Bot' as const }), authorship: authorship({ directors: [] }) }
    expect(decide(situation({ ...bot, reviews }))).toMatchObject({ state: 'countersigned', approvalsNeeded: 2 })
  })

  it.each<[string, Partial<GateInput>, RegExp]>([
    ['a bot', { author: person('fixer[bot]', { type: 'Bot' }) }, /account of type Bot/],
    ['a machine user', { machineUsers: new Set(['ada']) }, /machine user/],
    ['unread commits', { authorship: authorship({ verdict: 'unknown' }) }, /not every commit/],
    ['no known human', { authorship: authorship({ directors: [] }) }, /no human who answers/],
    [
      'an e-mail of nobody',
      {
        authorship: authorship({
          directors: [director('ada'), { identity: 'x@example.com', known: 'text', reasons: [] }],
        }),
      },
      /x@example\.com belongs to no account/,
    ],
  ])('says why two approvals are needed: %s', (_, change, reason) => {
    const decision = decide(situation(change))
    expect(decision.approvalsNeeded).toBe(2)
    expect(decision.explanation.join('\n')).toMatch(reason)
  })
})
