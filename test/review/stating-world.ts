import { readBundledRules } from '../../src/adapters/filesystem/bundled-rules.ts'
import { memoryChangeHistory } from '../../src/adapters/memory/change-history.ts'
import { memoryChecks } from '../../src/adapters/memory/checks.ts'
import { memoryPlanArtifacts } from '../../src/adapters/memory/plan-artifacts.ts'
import { memoryPullRequests } from '../../src/adapters/memory/pull-requests.ts'
import { memoryRecords } from '../../src/adapters/memory/records.ts'
import { memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../src/adapters/module-sources/first-of.ts'
import type { Account } from '../../src/core/gate/decision.ts'
import type { Statement } from '../../src/core/gate/statement.ts'
import type { PullRequest } from '../../src/ports/pull-requests.ts'
import { readBundle } from '../../src/review/bundle.ts'
import { type ExamineDependencies, examine } from '../../src/review/examine.ts'
import { inTurn } from '../../src/review/in-turn.ts'
import { takeStatement } from '../../src/review/take-statement.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'
import { commitFacts } from '../authorship/commit-facts.ts'
import { policy } from './authored-change.ts'
import { type MemoryReleases, memoryReleases } from './memory-releases.ts'

export const KEY = { installationId: 7, owner: 'acme', repo: 'infra', number: 1 }
const BUNDLE = readBundle(readBundledRules(), '1.0.0')
const ids = ['ada', 'rob', 'eve', 'kim', 'mallory']

export function account(login: string, change: Partial<Account> = {}): Account {
  return { login, id: ids.indexOf(login) + 1, type: 'User', ...change }
}

export const OVERRIDE = 'version: 1\napprovals: { override: { team: oncall, hours: 2 } }\n'

export interface StatingOptions {
  /** Settings at the base branch's tip, and, where the pull request changes them, at its head. */
  readonly base?: string
  readonly head?: string
  /** Who may write; Ada is the author. */
  readonly writers?: readonly string[]
  readonly releases?: Partial<MemoryReleases>
}

const READS = { 'iam.json': policy('s3:GetObject') }
/** What each head adds: the last one the same as the first. */
const ADDED = ['s3:PutObject', 's3:DeleteObject', 's3:PutObject']

function treesAt(baseSha: string, base: string, heads: readonly string[], head: string) {
  const settings = '.github/countersign.yml'
  const atHeads = heads.map((sha, at) => {
    return [sha, { 'iam.json': policy('s3:GetObject', ADDED[at] ?? ''), [settings]: head }] as const
  })
  return memorySourceTrees({ [baseSha]: { ...READS, [settings]: base }, ...Object.fromEntries(atHeads) })
}

function pullOf(baseSha: string, headSha: string, number: number): PullRequest {
  return {
    ...{ number, title: 'Widen', draft: false, state: 'open', author: account('ada'), body: '', headRef: 'topic' },
    ...{
      headSha,
      baseRef: 'main',
      isOntoDefault: true,
      baseTipSha: baseSha,
      mergeBaseSha: baseSha,
      testMergeSha: headSha,
    },
  }
}

/** Ada's pull request widens access; Eve and Kim are on call. Time stands still but for `pass`. */
export function statingWorld({
  base = OVERRIDE,
  head = base,
  writers = ['ada', 'rob', 'eve'],
  releases,
}: StatingOptions = {}) {
  const time = { ms: Date.parse('2026-03-01T10:00:00Z') }
  const now = () => time.ms
  const [baseSha = '', ...heads] = ['0', '1', '2', '3'].map((digit) => digit.repeat(40))
  const trees = treesAt(baseSha, base, heads, head)
  const pullRequests = memoryPullRequests(now)
  const pullAt = (headSha: string, number = 1) => pullOf(baseSha, headSha, number)
  const stateAt = (headSha: string, number?: number) => ({
    pull: pullAt(headSha, number),
    commits: [commitFacts({ sha: headSha, authorLogin: 'ada', committerLogin: 'ada' })],
    ...{ complete: true, reviews: [] },
  })
  pullRequests.put(KEY, stateAt(heads[0] ?? ''))
  for (const login of writers) {
    pullRequests.addAccount(account(login))
    pullRequests.grant(KEY, login, 'write')
  }
  pullRequests.setTeam({ org: 'acme', slug: 'oncall' }, [account('eve'), account('kim'), account('ada')])
  const heard = { ...memoryReleases(now), ...releases }
  const checks = memoryChecks(now)
  const history = memoryChangeHistory()
  history.commit({ sha: baseSha, files: READS })
  const dependencies: ExamineDependencies = {
    ...{ pullRequests, checks, records: memoryRecords(), sourceTrees: () => trees, history: () => history },
    secondOpinion: { read: async () => ({ kind: 'no-opinion', reason: 'not asked' }), close: async () => {} },
    ...{ modules: () => firstOf([]), planArtifacts: memoryPlanArtifacts(), memory: terraformMemory, bundle: BUNDLE },
    ...{ clock: { now: () => 0 }, inTurn: inTurn(), releases: heard },
  }
  const latest = async (number = 1) => {
    const { headSha } = await pullRequests.head({ ...KEY, number })
    return checks.runsOn(KEY, headSha).at(-1)
  }
  const examined = async (number = 1) => {
    await examine({ ...KEY, number }, dependencies)
    return latest(number)
  }
  const approve = (login: string, index: number) => {
    time.ms += 60_000
    const submittedAt = new Date(time.ms).toISOString()
    const given = { id: 900, author: account(login), state: 'APPROVED', commitSha: heads[index] ?? '' } as const
    pullRequests.change(KEY, { reviews: [{ ...given, submittedAt }] })
  }
  const take = takeStatement({ ...dependencies, jobs: { requestExamination: (key) => examine(key, dependencies) } })
  let commentId = 100
  const state = (by: string | Account, kind: Statement['kind'] = 'override', reason = 'The site is down') => {
    time.ms += 60_000
    commentId += 1
    const statedAt = new Date(time.ms).toISOString()
    const statement = { kind, by: typeof by === 'string' ? account(by) : by, commentId, statedAt, reason }
    return take(KEY, statement)
  }
  return {
    ...{ dependencies, pullRequests, checks, heard, examined, latest, approve, take, state },
    pass: (ms: number) => {
      time.ms += ms
    },
    /** Opens a second pull request with that head. */
    open: (index: number) => pullRequests.put(KEY, stateAt(heads[index] ?? '', 2)),
    /** Pushes the head of that number. */
    push: (index: number) => pullRequests.put(KEY, stateAt(heads[index] ?? '')),
    pullAt: () => pullAt(heads[0] ?? ''),
  }
}
