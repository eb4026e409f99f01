import { expect, it } from 'vitest'
import { announcedChecks } from '../../src/intake/announced-checks.ts'
import { Fault } from '../../src/ports/fault.ts'
import { capturedLog } from './captured-log.ts'

const KEY = { installationId: 7, owner: 'acme', repo: 'infra', number: 5 }

const ONTO_MAIN = { baseRef: 'main', isOntoDefault: true }

interface Announcing {
  readonly may?: boolean
  readonly isGroup?: boolean
  readonly isGated?: boolean
  readonly fault?: Fault
}

/** What happens around checks that are announced; `may` is what the store says, `fault` what GitHub answers. */
function announcing({ may = true, isGroup = false, isGated = true, fault }: Announcing = {}) {
  const told: string[] = []
  const group = { group: { ...KEY, headSha: 'a', baseSha: 'b', headRef: 'c', baseRef: 'main' }, isConcluded: false }
  const checks = announcedChecks({
    isGated: async () => isGated,
    checks: {
      async announce(_key, headSha) {
        if (fault !== undefined) throw fault
        told.push(`opened ${headSha}`)
        return 17
      },
    },
    openChecks: {
      async beginAnnouncing(_key, headSha) {
        told.push(`noted ${headSha}`)
        return may
      },
      announced: async (_key, headSha, run) => void told.push(`run ${run} on ${headSha}`),
      withdraw: async (_key, headSha) => void told.push(`withdrawn ${headSha}`),
    },
    mergeGroups: { of: async () => (isGroup ? group : undefined) },
    async inTurn(_repository, _headSha, work) {
      told.push('has its turn')
      await work()
    },
    onAnnounced: () => told.push('told'),
    log: capturedLog().log,
  })
  return { checks, told }
}

async function announced(options: Parameters<typeof announcing>[0]): Promise<readonly string[]> {
  const { checks, told } = announcing(options)
  checks.announce(KEY, { headSha: 'head', ...ONTO_MAIN }, Promise.resolve())
  await checks.close(1_000)
  checks.announce(KEY, { headSha: 'too late', ...ONTO_MAIN }, Promise.resolve())
  return told.filter((each) => each !== 'has its turn')
}

it('a check is noted before it is opened, so that it is concluded whatever becomes of this process', async () => {
  expect(await announced({})).toEqual(['noted head', 'opened head', 'run 17 on head', 'told'])
})

it('no check is opened that no examination would conclude, nor on what a merge queue would land, nor for other branches', async () => {
  expect(await announced({ may: false })).toEqual(['noted head'])
  expect(await announced({ isGroup: true })).toEqual([])
  expect(await announced({ isGated: false })).toEqual([])
})

it('a refusal is taken back, and what may have been opened stays noted', async () => {
  expect(await announced({ fault: new Fault('rate-limited', 'later') })).toEqual(['noted head', 'withdrawn head'])
  expect(await announced({ fault: new Fault('unavailable', 'no answer') })).toEqual(['noted head'])
})

it('the turn is taken before the examination is stored, and nothing is noted until it is', async () => {
  const { checks, told } = announcing()
  const requested = Promise.withResolvers<void>()
  checks.announce(KEY, { headSha: 'head', ...ONTO_MAIN }, requested.promise)
  await expect.poll(() => told).toEqual(['has its turn'])
  requested.resolve()
  await checks.close(1_000)
  expect(told).toEqual(['has its turn', 'noted head', 'opened head', 'run 17 on head', 'told'])
})

it('no check is opened for an examination that could not be stored', async () => {
  const { checks, told } = announcing()
  checks.announce(KEY, { headSha: 'head', ...ONTO_MAIN }, Promise.reject(new Fault('unavailable', 'no database')))
  await checks.close(1_000)
  expect(told).toEqual(['has its turn'])
})
