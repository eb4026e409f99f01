import { expect, it } from 'vitest'
import { landingReport } from '../../src/core/report/landing-report.ts'

const LANDED = { branch: 'main', before: 'a'.repeat(40), after: 'b'.repeat(40), isRewritten: false }
const STRETCHES = [{ before: LANDED.before, after: LANDED.after, untold: 'it is gone' }]

it('names who pushed, and nobody where no event told', () => {
  const named = landingReport({ ...LANDED, pusher: 'mallory', stretches: STRETCHES })
  expect(named.issue.body).toContain('`mallory` moved the branch from `aaaaaaaaaaaa` to `bbbbbbbbbbbb`.')
  const unnamed = landingReport({ ...LANDED, stretches: STRETCHES })
  expect(unnamed.issue.body).toContain('Somebody whom GitHub named in no event moved the branch')
})
