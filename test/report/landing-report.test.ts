import { expect, it } from 'vitest'
import { landingReport } from '../../src/core/report/landing-report.ts'
import { resultOf } from './results.ts'

const LANDED = { branch: 'main', before: 'a'.repeat(40), after: 'b'.repeat(40), origin: 'moved' } as const
const STRETCHES = [{ before: LANDED.before, after: LANDED.after, untold: 'it is gone' }]

it('says of a merged pull request which rules block it, however many approved', () => {
  const counted = ['rob', 'dora'].map((login, reviewId) => ({ login, reviewId, commitSha: LANDED.after }))
  const decision = { approvalsNeeded: 1, counted, uncounted: [], blockedBy: ['access/x'], objections: [], demands: [] }
  const stretches = [
    { before: LANDED.before, after: LANDED.after, pull: { number: 7, decision }, result: resultOf([]) },
  ]
  const { body } = landingReport({ ...LANDED, stretches }).issue
  expect(body).toContain('#7 was merged while it was held: 1 approval needed for what landed, 2 count.')
  expect(body).toContain('`access/x` blocks the merge whoever approves.')
})

it('names who pushed, and nobody where no event told', () => {
  const named = landingReport({ ...LANDED, pusher: 'mallory', stretches: STRETCHES })
  expect(named.issue.body).toContain('`mallory` moved the branch from `aaaaaaaaaaaa` to `bbbbbbbbbbbb`.')
  const unnamed = landingReport({ ...LANDED, stretches: STRETCHES })
  expect(unnamed.issue.body).toContain('Somebody whom GitHub named in no event moved the branch')
})

it('says of a branch that was made what it is compared with, and how to be rid of it', () => {
  const made = { ...LANDED, branch: 'release/1', pusher: 'mallory', origin: 'made' } as const
  const stretch = { before: LANDED.before, after: LANDED.after }
  const { title, body } = landingReport({ ...made, stretches: [{ ...stretch, result: resultOf([]) }] }).issue
  expect(title).toContain('on release/1 (bbbbbbbbbbbb)')
  expect(body).toContain('`mallory` made the branch at `bbbbbbbbbbbb`.')
  expect(body).toContain('on top of `aaaaaaaaaaaa`')
  expect(body).toContain('Delete the branch')
  expect(body).not.toContain('git revert')
  const untold = landingReport({ ...made, stretches: STRETCHES }).issue.body
  expect(untold).toContain('What came with it cannot be told: it is gone')
})
