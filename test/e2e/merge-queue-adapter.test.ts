import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClients } from '../../src/adapters/github/clients.ts'
import { githubMergeQueue } from '../../src/adapters/github/merge-queue.ts'
import type { MergeGroup } from '../../src/ports/merge-queue.ts'
import { recordingTimers } from '../adapters/github-test-clients.ts'
import type { MergeQueueOptions } from '../github/handles/merge-queue-handle.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'

let github: GitHub

beforeAll(async () => {
  github = await startGitHub()
})
afterAll(async () => {
  expect(github.violations).toEqual([])
  await github.stop()
})

/** Two queued pull requests of two commits each, and the adapter under test. */
async function world(repo: string, options: MergeQueueOptions = {}) {
  const repository = await github.repository(`acme/${repo}`)
  const clients = await createClients({
    ...{ ...github.app, appId: github.app.id, baseUrl: github.baseUrl },
    timers: recordingTimers(),
  })
  const queue = repository.mergeQueue(options)
  const open = (branch: string) => {
    const commits = ['1', '2'].map((text) => ({ message: `${branch} ${text}`, files: { [branch]: text } }))
    return repository.openPull({ author: 'alice', branch, commits })
  }
  const [first, second] = [await open('first'), await open('second')]
  const entries = [await queue.enqueue(first), await queue.enqueue(second)]
  const name = { installationId: github.installation('acme').id, owner: 'acme', repo }
  const groups = entries.map(
    ({ headSha, baseSha, headRef }): MergeGroup => ({ ...name, headSha, baseSha, headRef, baseRef: 'main' }),
  )
  return { adapter: githubMergeQueue(clients.installation), repository, queue, first, second, groups, name }
}

describe('a merge queue on GitHub', () => {
  it('tells which commit it has built for which pull request, and whether each group has to pass', async () => {
    const { adapter, name, groups, first, second } = await world('told', { strategy: 'HEADGREEN' })
    expect(await adapter.state(name, 'main')).toEqual({
      landsEachOnItsOwn: false,
      entries: [first, second].map(({ number }, index) => ({ number, headSha: groups[index]?.headSha })),
    })
    expect(await adapter.state(name, 'other')).toEqual({ landsEachOnItsOwn: false, entries: [] })
  })

  it.each([
    ['merge', 2],
    ['squash', 2],
    ['rebase', 4],
  ] as const)('leads from the tip to a group by the first parents of a %s', async (method, count) => {
    const { adapter, groups, repository, second } = await world(`by-${method}`, { method })
    const place = await adapter.place(groups[1] ?? expect.fail('There is no second group'))
    const commits = place.kind === 'standing' ? place.commits : []
    expect([place.kind, commits.length, commits.at(-1)?.sha]).toEqual(['standing', count, groups[1]?.headSha])
    expect(commits[0]?.parents[0]).toBe(await repository.sha())
    if (method === 'merge') expect(commits.at(-1)?.parents[1]).toBe(second.headSha)
  })

  it('has no group any more that has landed or was dropped, and one elsewhere once the tip was moved away', async () => {
    const { adapter, groups, queue, first, second, repository } = await world('moved')
    const [one, two] = groups
    if (one === undefined || two === undefined) throw new Error('There are no groups')
    await queue.land(first)
    expect(await adapter.place(one)).toEqual({ kind: 'gone' })
    expect(await adapter.place(two)).toMatchObject({ kind: 'standing', baseTipSha: one.headSha })
    await repository.push('main', { files: { elsewhere: '1' } })
    expect(await adapter.place(two)).toMatchObject({ kind: 'diverged' })
    await queue.dequeue(second)
    expect(await adapter.place(two)).toEqual({ kind: 'gone' })
  })

  it('is a fault for now where GitHub does not tell what is in it', async () => {
    const { adapter, name } = await world('silent')
    github.faults.fail(/^POST \/graphql$/, 403)
    await expect(adapter.state(name, 'main')).rejects.toMatchObject({ kind: 'unavailable', retryable: true })
  })
})
