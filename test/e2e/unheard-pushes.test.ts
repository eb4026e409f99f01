import { expect, it } from 'vitest'
import { appUnderTest } from './app-under-test.ts'
import { READS, READS_AND_WRITES } from './role-policy.ts'

/** Where it takes three minutes otherwise. */
const { github } = appUnderTest({ catchUpSeconds: 1 })
const PATIENCE_MS = 60_000

it('a push whose webhook GitHub never made is looked at within minutes', { timeout: 90_000 }, async () => {
  const collaborators = { alice: 'write', mallory: 'admin' } as const
  const repository = await github().repository('unheard/infra', { files: READS, collaborators })
  const before = await repository.push('main', { files: { 'README.md': 'Infra' } }, { by: 'alice' })
  await github().settled()
  github().webhooks.leaveTo((event) => (event === 'push' ? 'vanishes' : 'arrives'))
  const sha = await repository.push('main', { files: READS_AND_WRITES }, { by: 'mallory' })
  const failed = () =>
    repository.repository.checkRuns.find((run) => run.headSha === sha && run.conclusion === 'failure')
  const run = await github().until(failed, () => 'The push was not looked at', PATIENCE_MS)
  expect(run.title).toBe('Landed without a countersignature: 1 finding')
  const [issue] = [...repository.repository.issues.values()]
  expect(issue?.body).toContain(`\`mallory\` moved the branch from \`${before.slice(0, 12)}\``)
  expect(github().violations).toEqual([])
})
