import { describe, expect, it } from 'vitest'
import { memoryRecords } from '../../src/adapters/memory/records.ts'
import { Fault } from '../../src/ports/fault.ts'
import type { PullRequest, PullRequests } from '../../src/ports/pull-requests.ts'
import { knownPushers } from '../../src/review/known-pushers.ts'

const KEY = { installationId: 1, owner: 'acme', repo: 'infra', number: 7 }
const ALICE = { login: 'alice', id: 1, type: 'User' } as const
const MALLORY = { login: 'mallory', id: 2, type: 'User' } as const
const PULL: PullRequest = {
  ...{ number: 7, state: 'open', draft: false, title: '', body: '', author: ALICE, headSha: 'c2', headRef: 'x' },
  ...{ baseRef: 'main', isOntoDefault: true, baseTipSha: 'b', mergeBaseSha: 'b', testMergeSha: 'm' },
}

describe('who pushed', () => {
  it('before the app was installed is not taken for nobody: GitHub is asked, once', async () => {
    const records = memoryRecords()
    let asked = 0
    const branchMoves: PullRequests['branchMoves'] = async () => {
      asked += 1
      return [{ kind: 'created', before: '0', after: 'c2', by: MALLORY }]
    }
    for (const _ of [1, 2]) {
      expect(await knownPushers(KEY, PULL, ['c1', 'c2'], { records, pullRequests: { branchMoves } })).toEqual({
        pushers: [MALLORY],
      })
    }
    expect(asked).toBe(1)
  })

  it('is missing where neither an event nor GitHub tells it', async () => {
    const records = memoryRecords()
    await records.addPushedCommits(KEY, ['c1'], ALICE)
    const refuses = (kind: Fault['kind']) => ({
      branchMoves: async () => {
        throw new Fault(kind, 'no')
      },
    })
    for (const kind of ['forbidden', 'not-found'] as const) {
      const { missing } = await knownPushers(KEY, PULL, ['c1', 'c2'], { records, pullRequests: refuses(kind) })
      expect(missing).toContain('is not on record')
    }
    await expect(
      knownPushers(KEY, PULL, ['c1', 'c2'], { records, pullRequests: refuses('unavailable') }),
    ).rejects.toThrow('no')
  })

  it('is asked of nobody where every commit was told of', async () => {
    const records = memoryRecords()
    await records.addPushedCommits(KEY, ['c1', 'c2'], ALICE)
    const branchMoves = async () => expect.fail('GitHub was asked')
    expect(await knownPushers(KEY, PULL, ['c1', 'c2'], { records, pullRequests: { branchMoves } })).toEqual({
      pushers: [],
    })
  })
})
