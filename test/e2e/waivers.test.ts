import { expect, it } from 'vitest'
import { appUnderTest } from './app-under-test.ts'
import { openWidening } from './held-pull.ts'
import { READS } from './role-policy.ts'

const { github } = appUnderTest()
const DAY_MS = 86_400_000
/** The app looks every half minute for what has fallen due. */
const PATIENCE_MS = 50_000

/** Settings that accept what the pull request adds, to the end of today on GitHub's clock. */
function waiving(approver: string): Readonly<Record<string, string>> {
  const until = new Date(github().clock.now()).toISOString().slice(0, 10)
  return {
    '.github/countersign.yml': `version: 1
waivers:
  - rule: access/broader-access
    resource: aws_iam_role_policy.deploy
    reason: uploads of the nightly job
    approver: ${approver}
    until: ${until}
`,
  }
}

it('a waiver lets a pull request pass, which is examined again when it ends, and then held', async () => {
  const { pull, repository } = await openWidening(github(), 'waived/ends', { files: { ...READS, ...waiving('bob') } })
  const waived = await pull.concluded((run) => run.conclusion === 'success')
  expect(waived.title).toBe('Clear: 1 finding waived, nothing is held')
  expect(waived.summary).toContain('by bob, because `"uploads of the nightly job"`')
  expect(waived.annotations).toEqual([])
  github().clock.advance(DAY_MS)
  // The app hears from GitHub how late it is with the next answer, whatever that is about.
  const other = await openWidening(github(), 'waived/elsewhere')
  await other.pull.concluded()
  const after = await github().until(
    () => repository.repository.checkRuns.find(({ id, conclusion }) => id > waived.id && conclusion !== null),
    () => 'the pull request was not examined again',
    PATIENCE_MS,
  )
  expect(after.conclusion).toBe('action_required')
  expect(after.summary).toContain('It expired at the end of')
}, 120_000)

it('a waiver that the author of the pull request approved does not act', async () => {
  const { pull } = await openWidening(github(), 'waived/own', { files: { ...READS, ...waiving('alice') } })
  const run = await pull.concluded()
  expect(run.conclusion).toBe('action_required')
  expect(run.summary).toContain('answers for this change, and somebody else has to')
})

it('asked GitHub for nothing that GitHub would not allow', async () => {
  await github().settled()
  expect(github().violations).toEqual([])
})
