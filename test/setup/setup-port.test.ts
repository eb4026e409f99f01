import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClients } from '../../src/adapters/github/clients.ts'
import { githubSetup } from '../../src/adapters/github/setup.ts'
import { memorySetup } from '../../src/adapters/memory/setup.ts'
import type { RepositoryHandle } from '../github/handles/repository-handle.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { type Protected, setupContract } from './setup-contract.ts'
import { APP_ID, appFacts, branch, installation, PAGE, RULESET, seen, webhook } from './setup-facts.ts'

const KEY = { installationId: installation().id, owner: 'acme', repo: 'infra' }

describe('a setup in memory', () => {
  setupContract(async ({ byRuleset, byProtection }) => {
    const rules =
      byRuleset === undefined
        ? []
        : [{ kind: 'required-checks', source: RULESET, checks: byRuleset, upToDate: false } as const]
    const setup = memorySetup({
      app: { app: seen(appFacts()), skewMs: 0 },
      webhook: seen(webhook()),
      installations: [installation()],
      repositories: [
        {
          name: 'acme/infra',
          pageUrl: PAGE,
          branch: branch({ rules: seen(rules), protection: seen(byProtection) }),
        },
      ],
    })
    return { setup, repository: KEY, appId: APP_ID }
  })
})

describe('a setup on GitHub', () => {
  let github: GitHub
  let made = 0
  /** How far the adapter's clock is ahead of GitHub's. */
  let aheadMs = 0
  beforeAll(async () => {
    github = await startGitHub({ app: { permissions: PERMISSIONS } })
  })
  afterAll(() => github.stop())

  async function world(given: Protected & { readonly owner?: string }, appId = github.app.id) {
    made += 1
    const owner = given.owner ?? 'acme'
    const repo = `infra-${made}`
    const handle = await github.repository(`${owner}/${repo}`)
    protect(handle, given)
    const clients = await createClients({ ...github.app, appId, baseUrl: github.baseUrl })
    const setup = githubSetup(clients, { now: () => github.clock.now() + aheadMs })
    const repository = { installationId: github.installation(owner).id, owner, repo }
    return { setup, repository, appId: github.app.id, handle }
  }

  /** How many requests `work` takes, tokens aside. */
  async function requests(work: () => Promise<unknown>): Promise<number> {
    const before = github.requests.length
    await work()
    return github.requests.slice(before).filter(({ path }) => !path.endsWith('/access_tokens')).length
  }

  setupContract(world)

  it('asks one question where a ruleset binds the check, and none again for ten minutes', async () => {
    const { setup, repository } = await world({ byRuleset: [{ context: 'countersign', appId: github.app.id }] })
    const ask = () => setup.requiredChecks(repository, 'main')
    expect(await requests(ask)).toBe(1)
    expect(await requests(ask)).toBe(0)
    expect(await requests(() => setup.requiredChecks({ ...repository, owner: 'ACME' }, 'main'))).toBe(0)
    aheadMs = 300_000
    expect(await requests(ask)).toBe(0)
    // Whoever asks in between does not make it ten minutes again.
    aheadMs = 600_001
    expect(await requests(ask)).toBe(1)
    aheadMs = 0
  })

  it('asks again after a question that was not answered', async () => {
    const { setup, repository } = await world({})
    github.faults.fail('repos/get-branch-rules', 502, { times: 4 })
    await expect(setup.requiredChecks(repository, 'main')).rejects.toMatchObject({ kind: 'unavailable' })
    expect(await setup.requiredChecks(repository, 'main')).toEqual({ kind: 'seen', value: [] })
  })

  it('says what the app may not see, and never that it is not there', async () => {
    const { setup, repository } = await world({
      byRuleset: [],
      byProtection: { checks: [{ context: 'countersign', appId: github.app.id }], administratorsExempt: false },
    })
    const { branch: shown } = await setup.repository(repository, undefined)
    expect(shown).toMatchObject({
      allowsAutoMerge: { kind: 'not-visible', why: 'GitHub shows it only to those who may write content' },
      protection: { kind: 'seen', value: { checks: [{ context: 'countersign' }] } },
      protectionDetail: { kind: 'not-visible', why: 'it takes the permission administration: read' },
      bypasses: [{ name: 'rules', actors: { kind: 'not-visible' } }],
    })
  })

  it('shows more where the app may see more', async () => {
    const { setup, repository, handle } = await world({ byRuleset: [], owner: 'open' })
    const reviews = { approvals: 2, dismissesStale: true, codeOwners: false, lastPush: false }
    handle.protect('main', { enforceAdmins: false, reviews: { ...reviews, mayBypass: [github.user('alice')] } })
    handle.repository.allowsAutoMerge = true
    const { permissions } = github.installation('open')
    github.installation('open').permissions = { ...permissions, administration: 'write', contents: 'write' }
    const { branch: shown } = await setup.repository(repository, undefined)
    expect(shown).toMatchObject({
      allowsAutoMerge: { kind: 'seen', value: true },
      protectionDetail: { kind: 'seen', value: { upToDate: false, reviews, mayBypass: ['alice'] } },
      bypasses: [{ actors: { kind: 'seen', value: [{ type: 'Team', id: 3, mode: 'always' }] } }],
    })
  })

  it('takes a repository that cannot have rules for one that has none', async () => {
    const { setup, repository } = await world({})
    const offer = 'Upgrade to GitHub Pro or make this repository public to enable this feature.'
    github.faults.fail('repos/get-branch-rules', 403, { message: offer })
    expect(await setup.requiredChecks(repository, 'main')).toEqual({ kind: 'seen', value: [] })
  })

  it('tells by any answer how far the clocks are apart, and which server it is', async () => {
    const { setup } = await world({}, 12)
    github.settings.enterpriseVersion = '3.17.1'
    const { app, skewMs, enterpriseVersion } = await setup.app()
    github.settings.enterpriseVersion = null
    expect(app).toMatchObject({ kind: 'refused', why: expect.stringContaining('404') })
    expect(enterpriseVersion).toBe('3.17.1')
    expect(Math.abs(skewMs ?? Number.NaN)).toBeLessThan(10_000)
  })

  it('keeps to what GitHub allows', () => {
    expect(github.violations).toEqual([])
  })
})

const PERMISSIONS = {
  checks: 'write',
  statuses: 'write',
  contents: 'read',
  pull_requests: 'read',
  metadata: 'read',
} as const

function protect(handle: RepositoryHandle, { byRuleset, byProtection }: Protected): void {
  if (byRuleset !== undefined) {
    const checks = byRuleset.map(({ context, appId }) => ({
      context,
      ...(appId === null ? {} : { integration_id: appId }),
    }))
    const parameters = { strict_required_status_checks_policy: false, required_status_checks: checks }
    handle.addRuleset({
      name: 'rules',
      rules: [{ type: 'required_status_checks', parameters }],
      bypassActors: [{ actor_id: 3, actor_type: 'Team', bypass_mode: 'always' }],
    })
  }
  if (byProtection !== undefined) {
    handle.protect('main', {
      checks: byProtection.checks.map(({ context, appId }) => ({ context, app_id: appId })),
      enforceAdmins: !byProtection.administratorsExempt,
    })
  }
}
