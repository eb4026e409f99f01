import { describe, expect, it } from 'vitest'
import { decide } from '../../src/core/gate/decide.ts'
import type { Demand } from '../../src/core/gate/demands.ts'
import { approval, authorship, director, permissions, person, REVIEWER, review, situation } from './situation.ts'

const DORA = person('dora')

function team(change: Partial<Demand> = {}): Demand {
  return { of: 'team', names: ['acme/security'], files: [], members: [DORA], problems: [], ...change }
}

function owners(change: Partial<Demand> = {}): Demand {
  return { of: 'owners', names: ['@dora'], files: ['main.tf'], members: [DORA], problems: [], ...change }
}

function people(change: Partial<Demand> = {}): Demand {
  return { of: 'reviewers', names: ['dora', 'erik'], files: [], members: [DORA], problems: [], ...change }
}

const given = { permissions: permissions({ rob: 'write', dora: 'write' }) }

describe('somebody in particular has to approve', () => {
  it.each([
    ['a team', team(), 'Somebody in acme/security has to approve: dora.'],
    ['owners', owners(), 'An owner of main.tf (@dora) has to approve: dora.'],
    ['people', people(), 'One of dora, erik has to approve: dora.'],
    ['one person', people({ names: ['dora'] }), 'dora has to approve: dora.'],
  ])('of %s: the approvals of others do not suffice, and its own does', (_, demand, next) => {
    const one = decide(situation({ ...given, demands: [demand], reviews: [approval(REVIEWER)] }))
    expect([one.state, one.counted.length, one.approvalsNeeded]).toEqual(['held', 1, 1])
    expect(one.nextStep).toBe(next)
    const both = decide(situation({ ...given, demands: [demand], reviews: [approval(REVIEWER), approval(DORA, 11)] }))
    expect(both).toMatchObject({ state: 'countersigned', demands: [{ metBy: ['dora'] }] })
    expect(decide(situation({ ...given, demands: [demand], reviews: [approval(DORA)] })).state).toBe('countersigned')
  })

  it('of each of them: one person may stand for several', () => {
    const demands = [team(), owners(), owners({ names: ['@erik'], members: [person('erik')], files: ['b.tf'] })]
    const held = decide(situation({ ...given, demands, reviews: [approval(DORA)] }))
    expect(held.demands.map(({ metBy }) => metBy)).toEqual([['dora'], ['dora'], []])
    expect(held.state).toBe('held')
  })

  it('and not at all where nothing asks for a second human', () => {
    const decision = decide(
      situation({ judgement: { findings: [], humansNeeded: 1, blockedBy: [] }, demands: [team()] }),
    )
    expect(decision).toMatchObject({ state: 'clear', demands: [] })
  })

  it('beside the number of humans, which it does not lower', () => {
    const judgement = { ...situation().judgement, humansNeeded: 3 }
    expect(decide(situation({ ...given, judgement, demands: [team()], reviews: [approval(DORA)] })).state).toBe('held')
  })

  it('and holds though nobody is known who can, saying why', () => {
    const problems = ['The team acme/security has no members.']
    const held = decide(
      situation({ ...given, demands: [team({ members: [], problems })], reviews: [approval(REVIEWER)] }),
    )
    expect(held.state).toBe('held')
    expect(held.demands[0]?.text).toBe(
      'Somebody in acme/security has to approve, and nobody has. rob is not in acme/security. The team acme/security has no members.',
    )
    expect(held.nextStep).toContain('nobody who can is known. The team acme/security has no members.')
  })

  it('and an approval that does not count meets nothing', () => {
    const directed = authorship({ directors: [director('ada'), director('dora')] })
    const held = decide(situation({ ...given, authorship: directed, demands: [owners()], reviews: [approval(DORA)] }))
    expect(held).toMatchObject({ state: 'held', demands: [{ metBy: [], candidates: [] }] })
    expect(held.nextStep).toContain('All who are known answer for this change')
    const early = decide(situation({ ...given, demands: [team()], reviews: [approval(DORA, 0)] }))
    expect(early).toMatchObject({ state: 'held', demands: [{ metBy: [] }] })
    const withdrawn = [approval(DORA), review(DORA, 'CHANGES_REQUESTED', 12), approval(REVIEWER)]
    expect(decide(situation({ ...given, demands: [team()], reviews: withdrawn })).state).toBe('held')
  })

  it('and a member of a named team needs no write access, unlike an owner', () => {
    const read = { permissions: permissions({ dora: 'read' }), reviews: [approval(DORA)] }
    expect(decide(situation({ ...read, demands: [team()] })).state).toBe('countersigned')
    expect(decide(situation({ ...read, demands: [owners()] }))).toMatchObject({ state: 'held', counted: [] })
  })
})

describe('an approval that lacks the permission', () => {
  it('is told with the teams that would do, and the role that the organisation has made', () => {
    const input = situation({
      permissions: permissions({ rob: 'read' }),
      roles: new Map([['rob', 'security auditor']]),
      demands: [team()],
      reviews: [approval(REVIEWER)],
    })
    expect(decide(input).uncounted.map(({ reason }) => reason)).toEqual([
      'They have read access to this repository by their role "security auditor", and only somebody with write access or in acme/security can countersign.',
    ])
  })

  it('is told without the name of a role that is its permission', () => {
    const roles = new Map([['rob', 'triage']])
    const input = situation({ permissions: permissions({ rob: 'read' }), roles, reviews: [approval(REVIEWER)] })
    expect(decide(input).uncounted[0]?.reason).toBe(
      'They have read access to this repository, and only somebody with write access can countersign.',
    )
  })
})
