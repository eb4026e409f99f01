import { describe, expect, it } from 'vitest'
import { readBundledRules } from '../../src/adapters/filesystem/bundled-rules.ts'
import { memoryChangeHistory } from '../../src/adapters/memory/change-history.ts'
import { memoryChecks } from '../../src/adapters/memory/checks.ts'
import { memoryPlanArtifacts } from '../../src/adapters/memory/plan-artifacts.ts'
import { memoryPullRequests } from '../../src/adapters/memory/pull-requests.ts'
import { memoryRecords } from '../../src/adapters/memory/records.ts'
import { memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../src/adapters/module-sources/first-of.ts'
import type { Checks } from '../../src/ports/checks.ts'
import { Fault } from '../../src/ports/fault.ts'
import { readBundle } from '../../src/review/bundle.ts'
import { type ExamineDependencies, examine } from '../../src/review/examine.ts'
import { inTurn } from '../../src/review/in-turn.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'
import { memoryReleases } from './memory-releases.ts'

const KEY = { installationId: 7, owner: 'acme', repo: 'infra', number: 1 }
const HEAD = 'a'.repeat(40)
const BUNDLE = readBundle(readBundledRules(), '1.0.0')

describe('an examination that GitHub does not let come to its end', () => {
  it('tells why in its check, and is to be tried again', async () => {
    const { checks, dependencies } = world(new Fault('unavailable', 'GitHub answered 502'))
    await expect(examine(KEY, dependencies)).rejects.toThrow('GitHub answered 502')
    const [run, ...others] = checks.runsOn(KEY, HEAD)
    expect([run?.conclusion, others]).toEqual(['failure', []])
    expect(run?.output?.summary).toContain('GitHub answered 502')
  })

  it('comes back when GitHub allows it, where not even the check can be written before', async () => {
    const pause = new Fault('rate-limited', 'GitHub asked for a pause', { retryAfterMs: 600_000 })
    const { dependencies } = world(pause, () => Promise.reject(pause))
    await expect(examine(KEY, dependencies)).rejects.toBe(pause)
  })

  it('tells both errors where its check could not be written for another reason', async () => {
    const { dependencies } = world(new Fault('unavailable', 'one'), () => Promise.reject(new Error('two')))
    const failure = examine(KEY, dependencies)
    await expect(failure).rejects.toBeInstanceOf(AggregateError)
    await expect(failure).rejects.toMatchObject({ errors: [{ message: 'one' }, { message: 'two' }] })
  })
})

const AT_HEAD = { state: 'open', headSha: HEAD, baseRef: 'main', isOntoDefault: true } as const

function world(fault: Fault, conclude?: Checks['conclude']) {
  const checks = memoryChecks(() => 0)
  const dependencies: ExamineDependencies = {
    pullRequests: {
      ...memoryPullRequests(),
      head: async () => AT_HEAD,
      look: async () => ({ ...AT_HEAD, pulls: () => Promise.reject(fault) }),
    },
    checks: conclude === undefined ? checks : { ...checks, conclude },
    records: memoryRecords(),
    sourceTrees: () => memorySourceTrees(),
    secondOpinion: { read: async () => ({ kind: 'no-opinion', reason: 'not asked' }), close: async () => {} },
    modules: () => firstOf([]),
    history: memoryChangeHistory,
    planArtifacts: memoryPlanArtifacts(),
    memory: terraformMemory,
    bundle: BUNDLE,
    clock: { now: () => 0 },
    inTurn: inTurn(),
    releases: memoryReleases(),
  }
  return { checks, dependencies }
}
