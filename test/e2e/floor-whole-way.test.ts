import { describe, expect, it } from 'vitest'
import type { CheckRun } from '../github/world/check-run.ts'
import { appUnderTest } from './app-under-test.ts'
import { READS, READS_AND_WRITES } from './role-policy.ts'

const app = appUnderTest()

/** Every open pull request of the organisation is looked through. */
const PATIENCE = { timeoutMs: 80_000 }
const WRITERS = { alice: 'write', bob: 'write', carol: 'write' } as const
const OWN = '.github/countersign.yml'
const FLOOR = 'countersign.yml'
const ADVISORY = 'version: 1\nmode: advisory\n'
const ENFORCED = 'version: 1\nmode: enforce\nrules:\n  access/broader-access: { humans: 3 }\n'

const isHeld = ({ conclusion }: Readonly<CheckRun>) => conclusion === 'action_required'
const notes = ({ annotations }: Readonly<CheckRun>, path: string) =>
  annotations
    .filter((each) => each.path === path)
    .map((each) => `${each.start_line}: ${each.title ?? ''} ${each.message}`)

describe("the way of an organisation's settings", { timeout: 400_000 }, () => {
  it('from the pull request that brings them to the pull requests that they hold, and on when they break', async () => {
    const github = app.github()
    const infra = await github.repository('wayfarer/infra', {
      files: { ...READS, [OWN]: ADVISORY },
      collaborators: WRITERS,
    })
    const home = await github.repository('wayfarer/.github', {
      files: { [FLOOR]: 'version: 1\n' },
      collaborators: WRITERS,
    })
    const commits = [{ files: READS_AND_WRITES }]
    const open = await infra.openPull({ author: 'alice', branch: 'widen', commits })
    await open.concluded(({ conclusion }) => conclusion === 'neutral', PATIENCE)

    // A floor with a mistake is told at its line, and held for what it is.
    const mistaken = ENFORCED.replace('humans', 'humns')
    const raise = await home.openPull({ author: 'alice', branch: 'raise', commits: [{ files: { [FLOOR]: mistaken } }] })
    const told = await raise.concluded(isHeld, PATIENCE)
    expect(notes(told, FLOOR).join('\n')).toMatch(/^4: .*humns[\s\S]*Did you mean `humans`\?/m)
    await raise.push({ files: { [FLOOR]: ENFORCED } })
    const gated = await raise.concluded(isHeld, PATIENCE)
    expect(gated.summary).toContain('governance/changed-gate-rules')
    expect(notes(gated, FLOOR).join('\n')).not.toContain('humns')
    await raise.approve('bob')
    await raise.concluded(({ conclusion }) => conclusion === 'success', PATIENCE)
    expect((await open.concluded()).conclusion).toBe('neutral')

    // Merged, it holds what was open before it, by the floor's own rule.
    await raise.merge({ by: 'bob' })
    const held = await open.concluded(isHeld, PATIENCE)
    expect(held.summary).toContain('- mode: enforce, by the organisation')
    expect(held.summary).toContain('2 approvals needed, 0 count.')
    await open.approve('bob')
    const half = await open.concluded(({ summary }) => summary?.includes('2 approvals needed, 1 counts.') === true)
    expect(half.conclusion).toBe('action_required')

    // The repository cannot take it back, and is told so where it tries to.
    const loose = 'version: 1\nmode: advisory\nrules:\n  access/broader-access: off\n'
    const loosen = await infra.openPull({ author: 'carol', branch: 'loosen', commits: [{ files: { [OWN]: loose } }] })
    const refused = await loosen.concluded(isHeld, PATIENCE)
    expect(notes(refused, OWN).join('\n')).toMatch(/2: [\s\S]*the organisation[\s\S]*4: [\s\S]*the organisation/i)
    await loosen.approve('bob')
    await loosen.concluded(({ conclusion }) => conclusion === 'success', PATIENCE)
    await loosen.merge({ by: 'bob' })
    const still = await infra.openPull({ author: 'alice', branch: 'again', commits })
    const again = await still.concluded(isHeld, PATIENCE)
    expect(again.summary).toContain('2 approvals needed, 0 count.')

    // Broken, it holds as it was read last, and the check says so.
    await home.push('main', { files: { [FLOOR]: 'version: 1\nmode: [enforce\n' } }, { by: 'bob' })
    const kept = await still.concluded(
      (run) => isHeld(run) && run.summary?.includes('cannot be read') === true,
      PATIENCE,
    )
    expect(kept.summary).toContain('Their last version that could be read applies.')
    expect(kept.summary).toContain('- mode: enforce, by the organisation')
    expect(kept.summary).toMatch(/`wayfarer\/\.github`[^\n]*countersign\.yml:3:1/)
  })
})
