import { describe, expect, it } from 'vitest'
import { memoryExaminedPulls } from '../../src/adapters/memory/examined-pulls.ts'
import { memoryPolicyRecords } from '../../src/adapters/memory/policy-records.ts'
import { memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { loadBundle } from '../../src/cli/bundle.ts'
import { dryRunSection } from '../../src/core/report/dry-run-section.ts'
import type { Floor } from '../../src/core/rules/effective-policy.ts'
import { FLOOR_SETTINGS, readPolicyFiles } from '../../src/core/rules/policy-files.ts'
import { granted } from '../../src/core/rules/sample-facts.ts'
import { Fault } from '../../src/ports/fault.ts'
import { dryRuns } from '../../src/review/dry-run.ts'
import { examine } from '../../src/review/examine.ts'
import { readPolicy } from '../../src/review/policy.ts'
import { openSide } from '../../src/review/side-texts.ts'
import type { DryRunDependencies } from '../../src/review/trial.ts'
import { judgedChangeOf } from '../contracts/examined-pulls-contract.ts'
import { account, KEY, statingWorld } from './stating-world.ts'

type Files = Readonly<Record<string, string>>

const BUNDLE = loadBundle()
const SETTINGS = '.github/countersign.yml'
const OFF = 'version: 1\nrules: { access/broader-access: off }\n'
const PUTS = judgedChangeOf('s3:PutObject')

interface Situation {
  readonly base: Files
  readonly head: Files
  readonly repo?: string
  readonly floor?: Floor
  readonly forkOwner?: string
  readonly isOntoDefault?: boolean
  /** The base branch has moved on, and merging would give these files, or a conflict. */
  readonly merged?: Files | 'conflict'
  readonly dependencies?: Partial<DryRunDependencies>
}

/** What the check says that files which Ada's pull request #1 brings would change. */
async function said(situation: Situation): Promise<string> {
  const { base, head, repo = 'infra', floor, forkOwner, merged, isOntoDefault = true, dependencies } = situation
  const trees = memorySourceTrees({ base, head, ...(typeof merged === 'object' ? { merged } : {}) })
  const policy = await readPolicy(await openSide({ trees, id: 'base' }), BUNDLE, floor === undefined ? {} : { floor })
  const world = statingWorld()
  const fork = forkOwner === undefined ? {} : { forkOwner: account(forkOwner) }
  const testMergeSha = merged === 'conflict' ? null : 'merged'
  const behind = merged === undefined ? {} : { mergeBaseSha: 'older', testMergeSha }
  const at = { headSha: 'head', baseTipSha: 'base', mergeBaseSha: 'base', isOntoDefault }
  const pull = { ...world.pullAt(), ...at, ...fork, ...behind }
  const reviewed = { settings: policy.settings, policy, changesPolicy: true }
  const runs = await dryRuns(
    { key: { ...KEY, repo }, pull, reviewed, writers: [account('ada')] },
    {
      ...{ sourceTrees: () => trees, bundle: BUNDLE, clock: { now: () => 0 } },
      releases: { clock: { now: () => Date.parse('2026-03-01') } },
      ...(floor === undefined ? {} : { floorOf: async () => floor }),
      examinedPulls: await examinedPulls(),
      ...dependencies,
    },
  )
  return dryRunSection(runs).items.join('\n')
}

/** #9 has broadened access and is open, #12 has and was merged; #7 is for another branch. */
async function examinedPulls() {
  const pulls = memoryExaminedPulls()
  const keep = (repo: string, number: number, baseRef = 'main') =>
    pulls.keep({ ...KEY, repo, number }, { baseRef, change: PUTS })
  await keep('infra', 7, 'release')
  await keep('infra', 9)
  await keep('infra', 12)
  await keep('infra', 1)
  await keep('other', 3)
  await pulls.merged({ ...KEY, number: 12 })
  return pulls
}

function floorOf(text: string): Floor {
  const files = { yml: text, rules: new Map(), problems: [] }
  const layer = readPolicyFiles(files, BUNDLE.rules, { names: FLOOR_SETTINGS, prefix: 'acme/.github/' })
  return { standing: { kind: 'applies', source: 'acme/.github' }, layer }
}

describe('settings that a pull request brings', () => {
  it('are tried on open and merged pull requests of its branch, not on itself', async () => {
    const text = await said({ base: {}, head: { [SETTINGS]: OFF } })
    expect(text).toContain('of 1 open and 1 recently merged pull requests')
    expect(text).toContain(
      '- **2 would no longer be held**: #9 (`access/broader-access`), #12 (`access/broader-access`)',
    )
    const back = await said({ base: { [SETTINGS]: OFF }, head: {} })
    expect(back).toContain('- **2 more would be held**: #9')
  })

  it('are tried with the rules of their folders', async () => {
    const rule = `title: Writes to buckets
severity: high
kind: broadened
when: change.actions.exists(action, action == "s3:PutObject")
require: { humans: 3 }
headline: Writes
message: Writes.
fix: Do not.
`
    const settings = 'version: 1\nruleFolders: [.github/rules]\n'
    const head = { [SETTINGS]: settings, '.github/rules/own/writes.yml': rule }
    const text = await said({ base: {}, head })
    expect(text).toContain('- 2 would be held for more people: #9 (`own/writes`), #12 (`own/writes`)')
    const without = rule.replace('s3:PutObject', 's3:GetObject')
    const narrowed = await said({ base: head, head: { ...head, '.github/rules/own/writes.yml': without } })
    expect(narrowed).toContain('- 2 would be held for fewer or other people')
    expect(narrowed).toContain('- `own/writes` holds 2 now, and would hold 0: 0 newly, 2 no longer')
  })

  it('are tried with the waivers among them', async () => {
    const { address } = granted()
    const waiver = `rule: access/broader-access, resource: ${address}, reason: r, approver: carol, until: 2026-05-01`
    const text = await said({ base: {}, head: { [SETTINGS]: `version: 1\nwaivers: [{ ${waiver} }]\n` } })
    expect(text).toContain('- **2 would no longer be held**')
  })

  it('that are broken are not tried, and those that change nothing say nothing', async () => {
    expect(await said({ base: {}, head: { [SETTINGS]: 'version: 1\nmod: advisory\n' } })).toBe(
      'What these settings would change cannot be shown: they cannot be read.',
    )
    expect(await said({ base: { [SETTINGS]: OFF }, head: { [SETTINGS]: OFF, CODEOWNERS: '* @ada' } })).toBe('')
  })

  it('put right what was broken and held everything', async () => {
    const text = await said({ base: { [SETTINGS]: 'version: 1\nmod: advisory\n' }, head: { [SETTINGS]: OFF } })
    expect(text).toContain('- **2 would no longer be held**')
  })

  it('are those that would be there after the merge, not those that head is still at', async () => {
    const base = { [SETTINGS]: OFF }
    const head = { CODEOWNERS: '* @ada' }
    expect(await said({ base, head, merged: { ...base, ...head } })).toBe('')
    expect(await said({ base, head, merged: 'conflict' })).toContain('the pull request conflicts with its base branch')
  })

  it('are tried below the floor that there is', async () => {
    const floor = floorOf('version: 1\nmode: enforce\nrules: { access/broader-access: { severity: high } }\n')
    const text = await said({ base: {}, head: { [SETTINGS]: OFF }, floor })
    expect(text).toContain('none of them would be decided or shown differently')
  })

  it('that take too long are told of as far as there was time', async () => {
    let ms = 0
    const clock = { now: () => (ms += 20) }
    const text = await said({ base: {}, head: { [SETTINGS]: OFF }, dependencies: { clock } })
    expect(text).toMatch(/- \d pull requests? left out: there was no time for them/)
  })

  it('say so where nothing was examined yet, and where the store does not answer', async () => {
    const head = { [SETTINGS]: OFF }
    const none = { examinedPulls: memoryExaminedPulls() }
    expect(await said({ base: {}, head, dependencies: none })).toContain('no examined pull requests yet')
    const failing = { ...memoryExaminedPulls(), newest: () => Promise.reject(new Fault('unavailable', 'it is away')) }
    expect(await said({ base: {}, head, dependencies: { examinedPulls: failing } })).toContain(
      'could not be worked out: it is away.',
    )
  })

  it('that name who is no human say what was not tried', async () => {
    const head = { [SETTINGS]: 'version: 1\nauthorship: { machineUsers: [helper] }\n' }
    expect(await said({ base: {}, head })).toContain('`authorship.machineUsers`')
  })
})

describe("an organisation's settings that a pull request brings", () => {
  const repo = '.github'
  const [lax, strict] = ['version: 1\nmode: advisory\n', 'version: 1\nmode: enforce\n']

  it('are tried on all repositories with their own settings, as numbers alone', async () => {
    const policyRecords = memoryPolicyRecords()
    const place = { kind: 'branch', owner: 'acme', repo: 'infra', branch: 'main' } as const
    await policyRecords.keep(place, { commit: 'c', files: new Map([[SETTINGS, 'version: 1\nmode: advisory\n']]) })
    const change = { base: { 'countersign.yml': lax }, head: { 'countersign.yml': strict }, repo, floor: floorOf(lax) }
    const text = await said({ ...change, dependencies: { policyRecords } })
    expect(text).toContain('of 4 open and 1 recently merged pull requests of 2 repositories')
    expect(text).toContain('more would be held**')
    expect(text).not.toMatch(/#\d|infra|other`/)
  })

  it('are not tried for whoever has a fork: rules would tell them what private repositories hold', async () => {
    const change = { base: { 'countersign.yml': lax }, head: { 'countersign.yml': strict }, repo, floor: floorOf(lax) }
    expect(await said({ ...change, forkOwner: 'mallory' })).toContain('could not be worked out: only what somebody')
  })

  it('are nothing where they stand in another repository', async () => {
    const change = { base: { 'countersign.yml': lax }, head: { 'countersign.yml': strict }, floor: floorOf(lax) }
    expect(await said(change)).toBe('')
  })

  it('that are broken, or on another branch than the default one, are not tried', async () => {
    const base = { 'countersign.yml': lax }
    const broken = { base, head: { 'countersign.yml': 'version: 1\nmod: x\n' }, repo, floor: floorOf(lax) }
    expect(await said(broken)).toContain('these settings of the organisation would change cannot be shown')
    const elsewhere = { base, head: { 'countersign.yml': strict }, repo, floor: floorOf(lax), isOntoDefault: false }
    expect(await said(elsewhere)).toContain('they are read from the default branch')
  })
})

describe('the check of a pull request', () => {
  it('keeps what was found, and tries the settings of a later one on it without deciding otherwise', async () => {
    const pulls = memoryExaminedPulls()
    const before = statingWorld({ base: 'version: 1\n' })
    before.open(1)
    await examine({ ...KEY, number: 2 }, { ...before.dependencies, examinedPulls: pulls })
    const later = statingWorld({ base: 'version: 1\n', head: OFF })
    const dependencies = { ...later.dependencies, examinedPulls: pulls }
    await examine(KEY, dependencies)
    const run = await later.latest()
    expect(run?.conclusion).toBe('action_required')
    expect(run?.output?.summary).toContain('### What these settings would change')
    expect(run?.output?.summary).toContain('- **1 would no longer be held**: #2 (`access/broader-access`)')
  })
})
