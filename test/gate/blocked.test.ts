import { describe, expect, it } from 'vitest'
import { decide } from '../../src/core/gate/decide.ts'
import type { GateInput, StatementInput } from '../../src/core/gate/gate-input.ts'
import { mayRelease } from '../../src/review/request-reviews.ts'
import { AUTHOR, approval, at, permissions, person, REVIEWER, situation } from './situation.ts'

const RULE = 'access/administrator-access'
const DORA = person('dora')

function blocked(change: Partial<GateInput> = {}): GateInput {
  return situation({
    judgement: { ...situation().judgement, blockedBy: [RULE] },
    permissions: permissions({ rob: 'write', dora: 'write' }),
    ...change,
  })
}

function stated(kind: 'override' | 'acknowledgement', by = DORA): StatementInput {
  return {
    given: [{ kind, by, commentId: 1, statedAt: at(3), reason: 'The site is down' }],
    nowMs: Date.parse(at(10)),
    override: { team: 'acme/oncall', hours: 4, members: new Set([DORA.id]) },
    selfAcknowledgement: true,
    writers: [AUTHOR],
  }
}

describe('a finding that blocks', () => {
  it('is held whoever approves', () => {
    const decision = decide(blocked({ reviews: [approval(REVIEWER), approval(DORA, 11)] }))
    expect(decision).toMatchObject({ state: 'held', blockedBy: [RULE], counted: [{ login: 'rob' }, { login: 'dora' }] })
    expect(decision.explanation).toContain(`${RULE} blocks the merge whoever approves.`)
    expect(decision.nextStep).toMatch(/^No approval releases this change: access\/administrator-access blocks it\./)
    expect(decision.nextStep, 'nobody is asked in vain').not.toContain('have to approve')
    expect(mayRelease(decision)).toBe(false)
  })

  it('is released by an override, which is what an emergency is for', () => {
    const decision = decide(blocked({ statements: stated('override') }))
    expect(decision).toMatchObject({ state: 'overridden', release: { kind: 'override', login: 'dora' } })
    expect(decide(blocked({ statements: { ...stated('override'), given: [] } })).nextStep).toContain(
      'In an emergency somebody in acme/oncall may override it.',
    )
  })

  it('is held again once the override has ended, whoever approved meanwhile', () => {
    const after = { ...stated('override'), nowMs: Date.parse(at(3)) + 4 * 3_600_000 }
    const decision = decide(blocked({ statements: after, reviews: [approval(REVIEWER)] }))
    expect(decision).toMatchObject({ state: 'held', blockedBy: [RULE], release: undefined })
    expect(decision.refused[0]?.reason).toMatch(/^It expired on /)
  })

  it('is not released by its author, where nobody else may write', () => {
    const decision = decide(blocked({ statements: stated('acknowledgement', AUTHOR) }))
    expect(decision.state).toBe('held')
    expect(decision.refused.map(({ reason }) => reason)).toEqual([`${RULE} blocks this change whoever approves.`])
  })

  it('is only told in advisory mode, and blocks nothing where nothing asks for anybody', () => {
    expect(decide(blocked({ mode: 'advisory' })).state).toBe('advisory')
    const judgement = { findings: [], humansNeeded: 1, blockedBy: [RULE] }
    expect(decide(blocked({ judgement }))).toMatchObject({ state: 'clear', blockedBy: [] })
  })
})
