import { describe, expect, it } from 'vitest'
import { appUnderTest } from './app-under-test.ts'
import { READS, READS_AND_WRITES } from './role-policy.ts'

const app = appUnderTest()

/** Every open pull request of the organisation is looked through. */
const PATIENCE = { timeoutMs: 80_000 }
const ADVISORY = { ...READS, '.github/countersign.yml': 'version: 1\nmode: advisory\n' }

describe("an organisation's floor", { timeout: 200_000 }, () => {
  it('holds what its repository lets pass, and has open pull requests examined again', async () => {
    const github = app.github()
    const collaborators = { alice: 'write', bob: 'write' } as const
    const repository = await github.repository('floored/infra', { files: ADVISORY, collaborators })
    const commits = [{ files: READS_AND_WRITES }]
    const pull = await repository.openPull({ author: 'alice', branch: 'change', commits })
    const before = await pull.concluded(({ conclusion }) => conclusion === 'neutral', PATIENCE)
    expect(before.summary).toContain('No floor visible')
    const files = { 'countersign.yml': 'version: 1\nmode: advisory\n' }
    const floor = await github.repository('floored/.github', { files, collaborators })
    await floor.push('main', { files: { 'countersign.yml': 'version: 1\nmode: enforce\n' } }, { by: 'bob' })
    const after = await pull.concluded(({ conclusion }) => conclusion === 'action_required', PATIENCE)
    expect(after.summary).toContain('- mode: enforce, by the organisation')
  })
})
