import { describe, expect, it } from 'vitest'
import { leavingNoCheckOpen } from '../../src/intake/leaving-no-check-open.ts'
import type { Checks } from '../../src/ports/checks.ts'
import { Fault } from '../../src/ports/fault.ts'
import type { OpenChecks } from '../../src/ports/open-checks.ts'
import type { RepositoryKey } from '../../src/ports/pull-requests.ts'
import { capturedLog } from './captured-log.ts'

const KEY = { installationId: 7, owner: 'acme', repo: 'infra', number: 5 }
const OUTPUT = { title: 'Clear', summary: 'Nothing', annotations: [] }

/** Checks and what is noted of them in lists; `broken` commits are gone at GitHub. */
function keepingUnderTest(broken: readonly string[] = []) {
  const open = new Map<number, string>()
  const concluded: string[] = []
  const kept: string[] = []
  const noted = new Set<string>()
  let ids = 0
  const checks: Checks = {
    async start(_key, headSha, _known, keepsVerdict) {
      if (keepsVerdict === true) kept.push(headSha)
      if (broken.includes(headSha)) throw new Fault('invalid', 'No commit found for SHA')
      const known = [...open].find(([, sha]) => sha === headSha)
      ids += 1
      open.set(known?.[0] ?? ids, headSha)
      return known?.[0] ?? ids
    },
    announce: async () => 1,
    remark: async () => undefined,
    preview: async () => '2026-03-01T10:00:00Z',
    async conclude(_key, id, conclusion) {
      concluded.push(`${open.get(id)} ${conclusion}`)
      open.delete(id)
      return '2026-03-01T10:00:00Z'
    },
  }
  const openChecks: OpenChecks = {
    async begin(_key, headSha) {
      const known = noted.has(headSha) ? 'unknown' : 'none'
      noted.add(headSha)
      return known
    },
    beginAnnouncing: async () => false,
    announced: async () => undefined,
    withdraw: async () => undefined,
    end: async (_repository, headSha) => void noted.delete(headSha),
    of: async () => [...noted],
  }
  const inTurn = <T>(_repository: RepositoryKey, _headSha: string, work: () => Promise<T>) => work()
  const { log } = capturedLog()
  const examinedAgain: string[] = []
  const examineCommit = async (_repository: RepositoryKey, headSha: string) => void examinedAgain.push(headSha)
  return { keeping: { checks, openChecks, inTurn, examineCommit, log }, open, concluded, kept, noted, examinedAgain }
}

/** Begins an examination of a commit that a `kill -9` ends. */
async function killedAt(headSha: string, keeping: ReturnType<typeof keepingUnderTest>['keeping']): Promise<void> {
  const killed = leavingNoCheckOpen(KEY, keeping, async (checks) => {
    await checks.start(KEY, headSha)
    throw new Error('killed')
  })
  await expect(killed).rejects.toThrow('killed')
}

const examined = (headSha: string) => async (checks: Checks) => {
  await checks.conclude(KEY, await checks.start(KEY, headSha), 'success', OUTPUT)
}

describe('the check of a commit whose examination was interrupted', () => {
  it('is concluded by the next examination, which takes up the same run', async () => {
    const { keeping, concluded, open, noted } = keepingUnderTest()
    await killedAt('head', keeping)
    await leavingNoCheckOpen(KEY, keeping, examined('head'))
    expect([concluded, open.size, noted.size]).toEqual([['head success'], 0, 0])
  })

  it('holds where that found another head', async () => {
    const { keeping, concluded, open, noted, examinedAgain } = keepingUnderTest()
    await killedAt('before', keeping)
    await leavingNoCheckOpen(KEY, keeping, examined('head'))
    expect(examinedAgain, 'another pull request may have that head').toEqual(['before'])
    expect(concluded).toEqual(['head success', 'before failure'])
    expect([open.size, noted.size]).toEqual([0, 0])
  })

  it('holds where that found the pull request closed', async () => {
    const { keeping, concluded } = keepingUnderTest()
    await killedAt('head', keeping)
    await leavingNoCheckOpen(KEY, keeping, async () => undefined)
    expect(concluded).toEqual(['head failure'])
  })

  it('does not stay green a second time where the first examination kept its verdict and did not end', async () => {
    const { keeping, kept, noted } = keepingUnderTest()
    const keepsVerdict = { ...keeping, keepsVerdict: () => true }
    await leavingNoCheckOpen(KEY, keepsVerdict, examined('head'))
    await killedAt('head', { ...keepsVerdict })
    expect([kept, noted.size]).toEqual([['head', 'head'], 1])
    await leavingNoCheckOpen(KEY, keepsVerdict, examined('head'))
    expect(kept).toEqual(['head', 'head'])
  })

  it('is given up where the commit is gone, and does not fail the examination', async () => {
    const { keeping, concluded, noted } = keepingUnderTest(['gone'])
    await killedAt('gone', keeping).catch(() => undefined)
    noted.add('gone')
    await leavingNoCheckOpen(KEY, keeping, examined('head'))
    expect([concluded, noted.size]).toEqual([['head success'], 0])
  })
})
