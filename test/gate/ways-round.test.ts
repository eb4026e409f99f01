import { describe, expect, it } from 'vitest'
import { decide } from '../../src/core/gate/decide.ts'
import type { GateInput } from '../../src/core/gate/gate-input.ts'
import {
  approval,
  authorship,
  director,
  HEAD,
  OLDER,
  OTHER_DIGEST,
  permissions,
  person,
  published,
  REVIEWER,
  review,
  situation,
} from './situation.ts'

/** Each is held; the sentence beside an approval says why it does not count. */
const ATTACKS: readonly (readonly [attack: string, change: Partial<GateInput>, reason: RegExp | undefined])[] = [
  ['the author approves', { reviews: [approval(person('ada'))] }, /their own pull request/],
  [
    'the author approves with their login in another case',
    { reviews: [approval({ ...person('ada'), login: 'ADA' })] },
    /their own/,
  ],
  ['a renamed author approves', { reviews: [approval({ ...person('ada'), login: 'countess' })] }, /their own/],
  [
    'approve then push: the digest changed since',
    {
      digest: OTHER_DIGEST,
      reviews: [approval(REVIEWER, 10, { commitSha: OLDER })],
      publications: [published(1, OLDER), published(20, HEAD, OTHER_DIGEST)],
    },
    /no longer what was shown/,
  ],
  [
    'approve while an older commit is the head, then fast-forward to one the check has not shown',
    { reviews: [approval(REVIEWER, 10, { commitSha: HEAD })], publications: [published(20)] },
    /before this check had shown/,
  ],
  [
    'approve in the very second in which the check was published',
    { reviews: [approval(REVIEWER, 10)], publications: [published(10)] },
    /before this check had shown/,
  ],
  [
    'approve a commit for which no check was ever published',
    { reviews: [approval(REVIEWER, 10, { commitSha: 'a'.repeat(40) })] },
    /before this check had shown its result for the commit/,
  ],
  ['a review with a null commit id', { reviews: [approval(REVIEWER, 10, { commitSha: null })] }, /names no commit/],
  [
    'a review whose time cannot be read',
    { reviews: [approval(REVIEWER, 10, { submittedAt: 'soon' })] },
    /before this check/,
  ],
  [
    'a publication whose time cannot be read',
    { reviews: [approval(REVIEWER)], publications: [{ ...published(), publishedAt: '' }] },
    /before this check/,
  ],
  [
    'approve while the check shows something else, then restore what it had shown before',
    {
      reviews: [approval(REVIEWER, 10)],
      publications: [published(1), published(5, HEAD, OTHER_DIGEST), published(20)],
    },
    /no longer what was shown/,
  ],
  [
    'two results published in one second, one of them another',
    { reviews: [approval(REVIEWER, 10)], publications: [published(1), published(1, HEAD, OTHER_DIGEST)] },
    /no longer what was shown/,
  ],
  [
    "a contributor on a merge's second parent approves",
    { authorship: authorship({ directors: [director('ada'), director('rob')] }), reviews: [approval(REVIEWER)] },
    /answer for this change themselves, .* Author of 1a2b3c4d5e\./,
  ],
  [
    'the co-author approves, known from a trailer only',
    {
      authorship: authorship({
        directors: [
          director('ada'),
          { identity: 'rob', login: 'Rob', known: 'text', reasons: ['Named by a trailer.'] },
        ],
      }),
      reviews: [approval(REVIEWER)],
    },
    /Named by a trailer/,
  ],
  [
    'the human who set the AI to work approves',
    {
      authorship: authorship({
        verdict: 'ai',
        tools: ['Devin'],
        directors: [
          director('ada'),
          { identity: 'rob', login: 'rob', known: 'text', reasons: ['Named by the body as the requester.'] },
        ],
      }),
      reviews: [approval(REVIEWER)],
    },
    /requester/,
  ],
  [
    'a director approves after renaming their account',
    {
      authorship: authorship({ directors: [director('ada'), director('rob')] }),
      reviews: [approval({ ...REVIEWER, login: 'robert' })],
      permissions: permissions({ robert: 'write' }),
    },
    /answer for this change/,
  ],
  ['a bot approves', { reviews: [approval(person('helper[bot]', { type: 'Bot' }))] }, /account of type Bot/],
  [
    'GITHUB_TOKEN approves',
    {
      reviews: [approval(person('github-actions[bot]', { type: 'Bot' }))],
      permissions: permissions({ 'github-actions[bot]': 'write' }),
    },
    /only people/,
  ],
  [
    'a machine user approves',
    { machineUsers: new Set(['rob']), reviews: [approval({ ...REVIEWER, login: 'Rob' })] },
    /list of machine users/,
  ],
  [
    'a mannequin of an import approves',
    { reviews: [approval(person('imported', { type: 'Mannequin' }))] },
    /type Mannequin/,
  ],
  ['an account approves that was deleted since', { reviews: [approval(null)] }, /no longer exists/],
  [
    'somebody approves who may only read',
    { permissions: permissions({ rob: 'read' }), reviews: [approval(REVIEWER)] },
    /read access/,
  ],
  [
    'somebody approves who has left',
    { permissions: permissions({ rob: 'none' }), reviews: [approval(REVIEWER)] },
    /no access/,
  ],
  [
    'somebody approves whose permission cannot be read',
    { permissions: new Map(), reviews: [approval(REVIEWER)] },
    /could not be read/,
  ],
  [
    'approve then request changes',
    { reviews: [approval(REVIEWER, 10), review(REVIEWER, 'CHANGES_REQUESTED', 11)] },
    /requested changes since/,
  ],
  ['approve, and the approval is dismissed', { reviews: [review(REVIEWER, 'DISMISSED', 10)] }, undefined],
  [
    'a later review is dismissed, which voids the earlier approval',
    { reviews: [approval(REVIEWER, 10), review(REVIEWER, 'DISMISSED', 11)] },
    /dismissed, which voids/,
  ],
  [
    'a director dismisses the objection',
    {
      reviews: [
        approval(REVIEWER, 10),
        review(person('eve'), 'DISMISSED', 11, { dismissal: { from: 'CHANGES_REQUESTED', by: person('ada') } }),
      ],
    },
    undefined,
  ],
  ['only a comment', { reviews: [review(REVIEWER, 'COMMENTED', 10)] }, undefined],
  ['a review that was never submitted', { reviews: [review(REVIEWER, 'PENDING', 10)] }, undefined],
  [
    'somebody else objects after the approval',
    { reviews: [approval(REVIEWER, 10), review(person('eve'), 'CHANGES_REQUESTED', 11)] },
    undefined,
  ],
  [
    'somebody objects whose permission cannot be read',
    { reviews: [approval(REVIEWER, 10), review(person('mallory'), 'CHANGES_REQUESTED', 11)] },
    undefined,
  ],
  [
    "a bot's pull request with one approval",
    {
      author: person('fixer[bot]', { type: 'Bot' }),
      authorship: authorship({ directors: [] }),
      reviews: [approval(REVIEWER)],
    },
    undefined,
  ],
  [
    "a machine user's pull request under a login in another case",
    { author: { ...person('ada'), login: 'ADA' }, machineUsers: new Set(['ada']), reviews: [approval(REVIEWER)] },
    undefined,
  ],
  [
    'the co-author approves, named in lower case by the text and with capitals by their account',
    {
      authorship: authorship({
        directors: [
          director('ada'),
          { identity: 'rob', login: 'rob', known: 'text', reasons: ['Named by a trailer.'] },
        ],
      }),
      reviews: [approval({ ...REVIEWER, login: 'ROB' })],
    },
    /Named by a trailer/,
  ],
  [
    'an account of the author by another id approves',
    { reviews: [approval({ ...person('ada'), login: 'ADA', id: 999_999 })] },
    /their own pull request/,
  ],
  [
    "a machine user's pull request with one approval",
    { machineUsers: new Set(['ada']), reviews: [approval(REVIEWER)] },
    undefined,
  ],
  [
    'a forged author e-mail that maps to no user',
    {
      authorship: authorship({
        directors: [
          director('ada'),
          { identity: 'rob@example.com', known: 'text', reasons: ['Author of 1a2b3c4d5e.'] },
        ],
      }),
      reviews: [approval(REVIEWER)],
    },
    undefined,
  ],
  [
    'an author whom only the text of the commits names',
    { authorship: authorship({ directors: [director('ada', { known: 'text' })] }), reviews: [approval(REVIEWER)] },
    undefined,
  ],
  [
    'a requester named in the body to stand in for the human',
    {
      author: person('agent[bot]', { type: 'Bot' }),
      authorship: authorship({
        directors: [{ identity: 'innocent', login: 'innocent', known: 'text', reasons: ['Named by the body.'] }],
      }),
      reviews: [approval(REVIEWER)],
    },
    undefined,
  ],
  [
    'more commits than can be read, with one approval',
    { authorship: authorship({ verdict: 'unknown' }), reviews: [approval(REVIEWER)] },
    undefined,
  ],
  [
    'one person approves twice where two are needed',
    { authorship: authorship({ verdict: 'unknown' }), reviews: [approval(REVIEWER, 10), approval(REVIEWER, 11)] },
    undefined,
  ],
  [
    'one person approves under a new login where two are needed',
    {
      authorship: authorship({ verdict: 'unknown' }),
      permissions: permissions({ rob: 'write', robert: 'write' }),
      reviews: [approval(REVIEWER, 10), approval({ ...REVIEWER, login: 'robert' }, 11)],
    },
    undefined,
  ],
]

describe('ways round the gate', () => {
  it.each(ATTACKS)('%s: held', (_, change, reason) => {
    const decision = decide(situation(change))
    expect(decision.state).toBe('held')
    expect(decision.explanation.at(-1)).toBe('The merge is held.')
    expect(decision.nextStep).not.toBe('Nothing more is needed.')
    if (reason !== undefined) expect(decision.uncounted.map((each) => each.reason).join('\n')).toMatch(reason)
  })

  it('says a whole sentence for each approval that does not count', () => {
    for (const [, change] of ATTACKS) {
      for (const { reason } of decide(situation(change)).uncounted) expect(reason).toMatch(/^[A-Z].*\.$/)
    }
  })
})
