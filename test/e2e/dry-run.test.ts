import { describe, expect, it } from 'vitest'
import { appUnderTest } from './app-under-test.ts'
import { heldPull } from './held-pull.ts'
import { READS, READS_AND_DELETES, READS_AND_WRITES } from './role-policy.ts'

const { github } = appUnderTest()

const SETTINGS = '.github/countersign.yml'
const HEADING = '### What these settings would change'
const OFF = 'version: 1\nrules: { access/broader-access: off }\n'
const RULE = `title: Writes to buckets
severity: high
kind: broadened
when: change.actions.exists(action, action == "s3:PutObject")
require: { humans: 3 }
headline: Writes to buckets
message: What is written there is read by everybody.
fix: Write elsewhere.
`

describe('a pull request that brings other settings', { timeout: 200_000 }, () => {
  it('shows what they would change of others, open and merged, and is held itself', async () => {
    const { repository, pull } = await heldPull(github(), 'dry/run')
    const off = { branch: 'off', commits: [{ files: { [SETTINGS]: OFF } }] }
    const laxer = await repository.openPull({ author: 'carol', ...off })
    const shown = await laxer.concluded()
    expect(shown.conclusion).toBe('action_required')
    expect(shown.summary).toContain(HEADING)
    expect(shown.summary).toContain('of 1 open and 0 recently merged pull requests that touch governed files')
    expect(shown.summary).toContain(`- **1 would no longer be held**: #${pull.number} (\`access/broader-access\`)`)
    await pull.merge({ by: 'bob' })
    const files = { [SETTINGS]: 'version: 1\nruleFolders: [.github/rules]\n', '.github/rules/own/writes.yml': RULE }
    const stricter = await repository.openPull({ author: 'carol', branch: 'rule', commits: [{ files }] })
    const { summary } = await stricter.concluded()
    expect(summary).toContain('of 1 open and 1 recently merged pull requests')
    expect(summary).toContain(`- 1 would be held for more people: #${pull.number} (\`own/writes\`)`)
    const broken = [{ files: { [SETTINGS]: 'version: 1\nmod: advisory\n' } }]
    const wrong = await repository.openPull({ author: 'carol', branch: 'broken', commits: broken })
    expect((await wrong.concluded()).summary).toContain('would change cannot be shown: they cannot be read')
  })

  it('shows of a floor how many in all repositories, and nothing else of them', async () => {
    const collaborators = { alice: 'write', bob: 'write' } as const
    const advisory = { [SETTINGS]: 'version: 1\nmode: advisory\n' }
    const openIn = async (name: string, head: Readonly<Record<string, string>>) => {
      const repository = await github().repository(name, { files: { ...READS, ...advisory }, collaborators })
      const pull = await repository.openPull({ author: 'alice', branch: 'change', commits: [{ files: head }] })
      await pull.concluded(({ conclusion }) => conclusion === 'neutral')
    }
    await openIn('dry-floor/one', READS_AND_WRITES)
    await openIn('dry-floor/two', READS_AND_DELETES)
    const lax = { 'countersign.yml': 'version: 1\nmode: advisory\n' }
    const floor = await github().repository('dry-floor/.github', { files: lax, collaborators })
    const commits = [{ files: { 'countersign.yml': 'version: 1\nmode: enforce\n' } }]
    const pull = await floor.openPull({ author: 'bob', branch: 'enforce', commits })
    const { summary } = await pull.concluded()
    expect(summary).toContain('of 2 open and 0 recently merged pull requests of 2 repositories')
    expect(summary).toContain('- **2 more would be held**\n')
  })

  it('asks GitHub for nothing that GitHub would not allow', async () => {
    await github().settled()
    expect(github().violations).toEqual([])
  })
})
