import { describe, expect, it } from 'vitest'
import { conclusionOf } from '../../src/core/gate/conclusion.ts'
import { decide } from '../../src/core/gate/decide.ts'
import type { GateInput, StatementInput } from '../../src/core/gate/gate-input.ts'
import type { Statement } from '../../src/core/gate/statement.ts'
import {
  AUTHOR,
  authorship,
  director,
  OLDER,
  OTHER_DIGEST,
  person,
  published,
  REVIEWER,
  review,
  situation,
} from './situation.ts'
import { acknowledgement, alone, override, stated } from './stated.ts'

const BOTH_ANSWER = { authorship: authorship({ directors: [director('ada'), director('rob')] }) }

describe('an acknowledgement', () => {
  it('lets a change pass where its author alone may write, and is never called a countersignature', () => {
    const decision = decide(alone([acknowledgement()]))
    expect(decision).toMatchObject({ state: 'self-acknowledged', counted: [], refused: [] })
    expect(decision.release).toEqual({ kind: 'acknowledgement', logins: ['ada'] })
    expect(decision.nextStep).toBe(
      'Nobody has countersigned this change. Its author ada has acknowledged it alone, since nobody else may write to this repository.',
    )
    expect(conclusionOf(decision)).toBe('success')
  })

  it('takes everybody where two people may write and both answer for the change', () => {
    const writers = [REVIEWER, AUTHOR]
    const one = decide(alone([acknowledgement()], { writers }, BOTH_ANSWER))
    expect(one).toMatchObject({ state: 'held', refused: [{ login: 'ada', reason: 'It takes that of rob too.' }] })
    const both = decide(alone([acknowledgement(), acknowledgement(REVIEWER, 11)], { writers }, BOTH_ANSWER))
    expect(both).toMatchObject({ state: 'self-acknowledged', release: { logins: ['ada', 'rob'] } })
  })

  it('goes before an override, which is for emergencies', () => {
    const input = stated([override(), acknowledgement()], { selfAcknowledgement: true, writers: [AUTHOR] })
    expect(decide(input).state).toBe('self-acknowledged')
  })

  it('passes over accounts that no human acts by', () => {
    const machine = person('builder')
    const writers = [AUTHOR, machine, person('helper[bot]', { type: 'Bot' })]
    expect(decide(alone([acknowledgement()], { writers }, { machineUsers: new Set(['builder']) })).state).toBe(
      'self-acknowledged',
    )
  })
})

type Attack = readonly [string, readonly Statement[], Partial<StatementInput>, Partial<GateInput>, RegExp]
const bot = person('fixer[bot]', { type: 'Bot' })
const demand = { of: 'team', names: ['acme/security'], files: [], members: [], problems: [] } as const

const ATTACKS: readonly Attack[] = [
  [
    'a second writer is there who could countersign',
    [acknowledgement()],
    { writers: [AUTHOR, REVIEWER] },
    {},
    /rob can countersign/,
  ],
  [
    'the author makes the second writer a director by a trailer',
    [acknowledgement()],
    { writers: [AUTHOR, REVIEWER] },
    { authorship: authorship({ directors: [director('ada'), director('rob', { known: 'text' })] }) },
    /takes that of rob too/,
  ],
  ['somebody else acknowledges in their place', [acknowledgement(person('eve'))], {}, {}, /may not write/],
  [
    'acknowledgement before publication',
    [acknowledgement()],
    {},
    { publications: [published(20)] },
    /before this check had shown/,
  ],
  [
    'acknowledge, then push',
    [acknowledgement()],
    {},
    { publications: [published(1, OLDER, OTHER_DIGEST), published(12)] },
    /another commit/,
  ],
  ['the settings do not provide for it', [acknowledgement()], { selfAcknowledgement: false }, {}, /do not provide/],
  ['not everybody who may write is known', [acknowledgement()], { writers: undefined }, {}, /Not everybody/],
  ['nobody is known who may write', [acknowledgement()], { writers: [] }, {}, /may not write/],
  [
    "an outsider's pull request, to a repository of one",
    [acknowledgement()],
    { writers: [REVIEWER] },
    BOTH_ANSWER,
    /author may not write/,
  ],
  [
    'three people may write, and all answer for the change',
    [acknowledgement(), acknowledgement(REVIEWER), acknowledgement(person('eve'))],
    { writers: [AUTHOR, REVIEWER, person('eve')] },
    { authorship: authorship({ directors: [director('ada'), director('rob'), director('eve')] }) },
    /More than 2 people/,
  ],
  ['a team has to approve', [acknowledgement()], {}, { demands: [demand] }, /Somebody in particular/],
  [
    'a rule asks for three humans',
    [acknowledgement()],
    {},
    { judgement: { ...situation().judgement, humansNeeded: 3 } },
    /more than one approval/,
  ],
  [
    "an AI tool's own pull request, without a human who answers for it",
    [acknowledgement(bot)],
    { writers: [bot] },
    { author: bot, authorship: authorship({ directors: [], verdict: 'ai' }) },
    /account of type Bot/,
  ],
  [
    'a commit belongs to no account',
    [acknowledgement()],
    {},
    {
      authorship: authorship({
        directors: [director('ada'), { identity: 'x@example.com', known: 'text', reasons: [] }],
      }),
    },
    /belongs to no account/,
  ],
  [
    'not every commit could be read',
    [acknowledgement()],
    {},
    { authorship: authorship({ verdict: 'unknown' }) },
    /not every commit/,
  ],
  [
    'somebody requests changes',
    [acknowledgement()],
    {},
    { reviews: [review(person('eve'), 'CHANGES_REQUESTED', 9)] },
    /requests changes/,
  ],
  ['the pull request conflicts with its base branch', [acknowledgement()], {}, { conflict: true }, /conflicts/],
]

describe('an acknowledgement lets nothing pass', () => {
  it.each(ATTACKS)('%s', (_, given, statements, gate, reason) => {
    const decision = decide(alone(given, statements, gate))
    expect(decision).toMatchObject({ state: 'held', release: undefined })
    expect(decision.refused.map((each) => each.reason).join(' ')).toMatch(reason)
  })

  it('an override by the same words is none', () => {
    expect(decide(alone([override(AUTHOR)]))).toMatchObject({ state: 'held', release: undefined })
  })
})
