import { expect, it } from 'vitest'
import type { NamedCheck } from '../../src/core/setup/facts.ts'
import { Fault } from '../../src/ports/fault.ts'
import type { RepositoryKey } from '../../src/ports/pull-requests.ts'
import type { Setup } from '../../src/ports/setup.ts'

/** How the branch `main` of a repository is protected. */
export interface Protected {
  readonly byRuleset?: readonly NamedCheck[]
  readonly byProtection?: { readonly checks: readonly NamedCheck[]; readonly administratorsExempt: boolean }
}

export interface SetupWorld {
  readonly setup: Setup
  readonly repository: RepositoryKey
  readonly appId: number
}

/** What every implementation of `Setup` keeps to. `world` makes a repository that is protected so. */
export function setupContract(world: (given: Protected) => Promise<SetupWorld>): void {
  it('tells that a branch requires nothing', async () => {
    const { setup, repository } = await world({})
    expect(await setup.requiredChecks(repository, 'main')).toEqual({ kind: 'seen', value: [] })
  })

  it('tells which checks rulesets and the older protection require, and from which app', async () => {
    const { setup, repository } = await world({
      byRuleset: [{ context: 'ci', appId: null }],
      byProtection: { checks: [{ context: 'countersign', appId: 5 }], administratorsExempt: true },
    })
    expect(await setup.requiredChecks(repository, 'main')).toEqual({
      kind: 'seen',
      value: [
        { context: 'ci', appId: null, source: expect.objectContaining({ kind: 'ruleset', level: 'Repository' }) },
        { context: 'countersign', appId: 5, source: { kind: 'protection', administratorsExempt: true } },
      ],
    })
  })

  it('tells what an installation grants, and fails where there is none', async () => {
    const { setup, repository } = await world({})
    const { id, account, permissions, events } = await setup.installation(repository.installationId)
    expect({ id, account }).toEqual({ id: repository.installationId, account: repository.owner })
    expect([permissions['checks'], events.includes('pull_request')]).toEqual(['write', true])
    await expect(setup.installation(repository.installationId + 1_000)).rejects.toThrow(Fault)
  })

  it('shows a repository with its default branch, and what holds there', async () => {
    const { setup, repository } = await world({ byRuleset: [{ context: 'countersign', appId: 5 }] })
    const { name, branch } = await setup.repository(repository, undefined)
    expect(name).toBe(`${repository.owner}/${repository.repo}`)
    expect(branch).toMatchObject({
      name: 'main',
      tipSha: { kind: 'seen', value: expect.stringMatching(/^[0-9a-f]{40}$/) },
      rules: { kind: 'seen', value: [{ kind: 'required-checks', checks: [{ context: 'countersign', appId: 5 }] }] },
      protection: { kind: 'seen', value: undefined },
      protectionDetail: { kind: 'seen', value: undefined },
    })
    expect(branch.bypasses).toHaveLength(1)
  })

  it('shows that there is no such branch', async () => {
    const { setup, repository } = await world({})
    const { branch } = await setup.repository(repository, 'nowhere')
    expect(branch).toMatchObject({ name: 'nowhere', tipSha: { kind: 'seen', value: undefined } })
  })

  it('tells the app, its webhook and its installations', async () => {
    const { setup, repository, appId } = await world({})
    const { app, skewMs = Number.NaN } = await setup.app()
    expect(app).toMatchObject({ kind: 'seen', value: { id: appId, permissions: { checks: 'write' } } })
    expect(Math.abs(skewMs)).toBeLessThan(10_000)
    expect(await setup.webhook()).toMatchObject({ kind: 'seen', value: { hasSecret: true, checksCertificate: true } })
    const installation = await setup.installationOf(repository)
    expect(installation).toMatchObject({ id: repository.installationId, account: repository.owner })
    expect(await setup.installations()).toContainEqual(installation)
    expect(await setup.installationOf({ ...repository, repo: 'nowhere' })).toBeUndefined()
  })
}
