import { describe, expect, it } from 'vitest'
import { memoryExaminedPulls } from '../../src/adapters/memory/examined-pulls.ts'
import { memoryPullRequests } from '../../src/adapters/memory/pull-requests.ts'
import { memoryRecords } from '../../src/adapters/memory/records.ts'
import { onPullRequest } from '../../src/intake/events/pull-request.ts'

const KEY = { installationId: 7, owner: 'acme', repo: 'infra', number: 5 }

const BASE = { ref: 'main', repo: { default_branch: 'main' } }

/** What is kept of a pull request, and whether it is examined, after an event of it. */
async function keptAfter(action: string, pull: Readonly<Record<string, unknown>>) {
  const examined: number[] = []
  const examinedPulls = memoryExaminedPulls()
  await examinedPulls.keep(KEY, { baseRef: 'main', change: undefined })
  const jobs = { requestExamination: async ({ number }: typeof KEY) => void examined.push(number) }
  const payload = {
    ...{ installation: { id: 7 }, repository: { name: 'infra', owner: { login: 'acme' } }, action },
    pull_request: { number: 5, head: { sha: 'a'.repeat(40) }, base: BASE, ...pull },
    sender: { login: 'alice', id: 1, type: 'User' },
  }
  await onPullRequest(payload, { jobs, records: memoryRecords(), pullRequests: memoryPullRequests(), examinedPulls })
  const kept = await examinedPulls.newest({ owner: 'acme' }, { open: 1, merged: 1 })
  return { kept: kept.map(({ isOpen }) => isOpen), examined }
}

describe('what was found of a pull request', () => {
  it('is that of a merged one once it is merged', async () => {
    expect(await keptAfter('closed', { merged: true })).toEqual({ kept: [false], examined: [] })
  })

  it.each([{ merged: false }, {}])('goes where it is closed without that: %j', async (pull) => {
    expect(await keptAfter('closed', pull)).toEqual({ kept: [], examined: [] })
  })

  it('stays while it is open', async () => {
    expect(await keptAfter('synchronize', {})).toEqual({ kept: [true], examined: [5] })
  })
})
