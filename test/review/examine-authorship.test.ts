import { describe, expect, it } from 'vitest'
import { readBundledRules } from '../../src/adapters/filesystem/bundled-rules.ts'
import { memoryChangeHistory } from '../../src/adapters/memory/change-history.ts'
import { memoryChecks } from '../../src/adapters/memory/checks.ts'
import { memoryPlanArtifacts } from '../../src/adapters/memory/plan-artifacts.ts'
import { memoryPullRequests } from '../../src/adapters/memory/pull-requests.ts'
import { memoryRecords } from '../../src/adapters/memory/records.ts'
import { memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../src/adapters/module-sources/first-of.ts'
import type { CommitFacts } from '../../src/core/authorship/authorship.ts'
import type { Account } from '../../src/core/gate/decision.ts'
import { readBundle } from '../../src/review/bundle.ts'
import { type ExamineDependencies, examine } from '../../src/review/examine.ts'
import { inTurn } from '../../src/review/in-turn.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'
import { commitFacts } from '../authorship/commit-facts.ts'
import { CLAUDE, policy } from './authored-change.ts'
import { memoryReleases } from './memory-releases.ts'

const KEY = { installationId: 7, owner: 'acme', repo: 'infra', number: 1 }
const [BASE, FIRST, HEAD] = ['0', '1', '2'].map((digit) => digit.repeat(40)) as [string, string, string]
const BUNDLE = readBundle(readBundledRules(), '1.0.0')
const account = (login: string, id: number): Account => ({ login, id, type: 'User' })
const ADA = account('ada', 1)

const FILES = { 'iam.json': policy('s3:GetObject'), 'README.md': 'One\n' }
const WIDER = { ...FILES, 'iam.json': policy('s3:GetObject', 's3:PutObject') }

interface Pull {
  readonly first?: Partial<CommitFacts>
  readonly second?: Partial<CommitFacts>
  readonly settings?: string
  /** Plays commits whose addresses belong to no account. */
  readonly isUnattributed?: boolean
}

/** Ada's pull request: a commit that widens access, then one that changes the README. */
function world({ first, second, settings, isUnattributed = false }: Pull) {
  const checks = memoryChecks(() => Date.parse('2026-03-01T10:00:00Z'))
  const pullRequests = memoryPullRequests()
  const history = memoryChangeHistory()
  const withSettings = (files: Record<string, string>) =>
    settings === undefined ? files : { ...files, '.github/countersign.yml': settings }
  const trees = memorySourceTrees({
    [BASE]: withSettings(FILES),
    [HEAD]: withSettings({ ...WIDER, 'README.md': 'Two\n' }),
  })
  history.commit({ sha: BASE, files: FILES })
  history.commit({ sha: FIRST, parent: BASE, files: WIDER })
  history.commit({ sha: HEAD, parent: FIRST, files: { ...WIDER, 'README.md': 'Two\n' } })
  const by = isUnattributed ? {} : { authorLogin: ADA.login, committerLogin: ADA.login }
  const commits = [
    commitFacts({ sha: FIRST, files: ['iam.json'], ...by, ...first }),
    commitFacts({ sha: HEAD, files: ['README.md'], ...by, ...second }),
  ]
  pullRequests.put(KEY, {
    pull: {
      ...{
        number: 1,
        title: 'Change it',
        draft: false,
        state: 'open',
        author: ADA,
        body: '',
        headRef: 'topic',
        headSha: HEAD,
        baseRef: 'main',
        isOntoDefault: true,
      },
      ...{ baseTipSha: BASE, mergeBaseSha: BASE, testMergeSha: HEAD },
    },
    ...{ commits, complete: true, reviews: [] },
  })
  for (const each of [ADA, account('rob', 2), account('eve', 3), account('acme-coder', 4)]) {
    pullRequests.addAccount(each)
    pullRequests.grant(KEY, each.login, 'write')
  }
  const dependencies: ExamineDependencies = {
    ...{ pullRequests, checks, records: memoryRecords(), sourceTrees: () => trees, history: () => history },
    secondOpinion: { read: async () => ({ kind: 'no-opinion', reason: 'not asked' }), close: async () => {} },
    ...{ modules: () => firstOf([]), planArtifacts: memoryPlanArtifacts(), memory: terraformMemory, bundle: BUNDLE },
    ...{ clock: { now: () => 0 }, inTurn: inTurn(), releases: memoryReleases() },
  }
  const approve = (login: string, id: number) => {
    const review = { id, author: account(login, id), state: 'APPROVED', commitSha: HEAD } as const
    pullRequests.change(KEY, { reviews: [{ ...review, submittedAt: '2026-03-01T11:00:00Z' }] })
  }
  const examined = async () => {
    await examine(KEY, dependencies)
    return checks.runsOn(KEY, HEAD).at(-1)
  }
  return { examined, approve }
}

describe('a pull request with lines of an AI tool', () => {
  it('is told so in the first lines of its check', async () => {
    const run = await world({ first: { message: `Widen\n\n${CLAUDE}` } }).examined()
    expect(run?.conclusion).toBe('action_required')
    expect(run?.output?.summary.split('\n\n')[1]).toMatch(
      /^Claude Code wrote line 5 of `iam\.json` \(commit `1111111`\), which lets whoever holds `iam\.json` do/,
    )
    expect(run?.output?.summary).toContain('a trailer, which anybody can write')
  })

  it('is not, where the tool changed other files only', async () => {
    const run = await world({ second: { message: `Words\n\n${CLAUDE}` } }).examined()
    expect(run?.output?.summary).not.toContain('AI-written')
    expect(run?.output?.annotations.map(({ title }) => title)).toEqual([expect.stringMatching(/^high: Allows/)])
  })

  it('is countersigned by who had no part in what was examined, whoever changed other files', async () => {
    const { examined, approve } = world({
      second: {
        authorLogin: 'eve',
        committerLogin: 'eve',
        authorEmail: 'eve@example.com',
        committerEmail: 'eve@example.com',
      },
    })
    await examined()
    approve('eve', 3)
    expect((await examined())?.conclusion).toBe('success')
  })
})

describe('an agent of one’s own that GitHub calls a user', () => {
  const settings = 'version: 1\nauthorship:\n  agents: [acme-coder]\n'

  it('is an AI tool as an author', async () => {
    const by = { authorLogin: 'acme-coder', committerLogin: 'acme-coder', authorEmail: 'coder@example.com' }
    const run = await world({ first: { ...by, committerEmail: 'coder@example.com' }, settings }).examined()
    expect(run?.output?.summary).toMatch(/`?acme-coder`? wrote line 5 of `iam\.json`/)
  })

  it('cannot countersign', async () => {
    const { examined, approve } = world({ settings })
    await examined()
    approve('acme-coder', 4)
    const run = await examined()
    expect(run?.conclusion).toBe('action_required')
    expect(run?.output?.summary).toContain('only people can countersign')
  })

  it('cannot either where a signature names its account', async () => {
    const signatures = '[{ id: acme, name: Acme, signatures: [{ kind: account, login: acme-coder }] }]'
    const { examined, approve } = world({ settings: `version: 1\nauthorship:\n  signatures: ${signatures}\n` })
    await examined()
    approve('acme-coder', 4)
    expect((await examined())?.conclusion).toBe('action_required')
    approve('rob', 2)
    expect((await examined())?.conclusion).toBe('success')
  })
})

it('names a commit of an address that belongs to no account', async () => {
  const run = await world({ isUnattributed: true }).examined()
  expect(run?.output?.summary).toContain('names `"jane@example.com"` as its author and committer')
  expect(run?.output?.summary).toContain('2 approvals needed')
})
