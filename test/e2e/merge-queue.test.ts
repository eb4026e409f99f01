import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MergeQueueHandle, MergeQueueOptions } from '../github/handles/merge-queue-handle.ts'
import type { PullHandle } from '../github/handles/pull-handle.ts'
import type { RepositoryHandle } from '../github/handles/repository-handle.ts'
import { appUnderTest } from './app-under-test.ts'
import { READS, rolePolicy } from './role-policy.ts'

const { github } = appUnderTest()

beforeAll(() => expect(github().violations).toEqual([]))
afterAll(() => expect(github().violations).toEqual([]))

/** Two policies, each in a root module of its own. */
const FILES = { 'a/main.tf': READS['main.tf'], 'b/main.tf': READS['main.tf'] }
const WIDER = rolePolicy('s3:GetObject', 's3:PutObject')

interface Queued {
  readonly repository: RepositoryHandle
  readonly queue: MergeQueueHandle
  open(branch: string, files: Readonly<Record<string, string>>): Promise<PullHandle>
  /** The same, and bob countersigns it. */
  countersigned(branch: string, files: Readonly<Record<string, string>>): Promise<PullHandle>
}

async function queued(
  name: string,
  options: MergeQueueOptions & { files?: Record<string, string> } = {},
): Promise<Queued> {
  const { files = FILES, ...queueOptions } = options
  const collaborators = { alice: 'write', bob: 'write', carol: 'write' } as const
  const repository = await github().repository(`queue-${name}/infra`, { files, collaborators })
  const open: Queued['open'] = async (branch, changed) => {
    const commits = [{ message: `Change ${branch}`, files: changed }]
    const pull = await repository.openPull({ author: 'alice', branch, commits })
    await pull.concluded()
    return pull
  }
  const countersigned: Queued['countersigned'] = async (branch, changed) => {
    const pull = await open(branch, changed)
    await pull.approve('bob')
    await pull.concluded((run) => run.conclusion === 'success')
    return pull
  }
  return { repository, queue: repository.mergeQueue(queueOptions), open, countersigned }
}

describe('a group of a merge queue', () => {
  it.each(['merge', 'squash', 'rebase'] as const)('lands a countersigned pull request by %s', async (method) => {
    const { queue, countersigned } = await queued(`one-${method}`, { method })
    const { headSha } = await queue.enqueue(await countersigned('one', { 'a/main.tf': WIDER }))
    const run = await queue.concluded(headSha)
    expect([run.conclusion, run.title]).toEqual([
      'success',
      'Countersigned: 1 pull request, nothing where it would land is beyond what was countersigned',
    ])
    expect(run.summary).toContain('countersigned by `bob` for 1 finding')
  })

  it('lands two pull requests that were each countersigned and touch different policies, one group on the other', async () => {
    const { queue, countersigned } = await queued('two')
    const first = await countersigned('first', { 'a/main.tf': WIDER })
    const second = await countersigned('second', { 'b/main.tf': WIDER })
    const groups = [await queue.enqueue(first), await queue.enqueue(second)]
    for (const { headSha } of groups) {
      const run = await queue.concluded(headSha)
      expect([run.conclusion, run.summary]).toEqual(['success', expect.stringContaining('countersigned by `bob`')])
    }
  })

  it('is held with a pull request that nobody countersigned, which an approval given after queueing lifts once it is run again', async () => {
    const { repository, queue, open } = await queued('late')
    const pull = await open('late', { 'a/main.tf': WIDER })
    const { headSha } = await queue.enqueue(pull)
    const held = await queue.concluded(headSha)
    expect([held.conclusion, held.title]).toEqual(['action_required', 'Held: 1 finding beyond what was countersigned'])
    await pull.approve('bob')
    await pull.concluded((run) => run.conclusion === 'success')
    await queue.rerequest(headSha, 'alice')
    expect((await queue.concluded(headSha, (run) => run.id > held.id)).conclusion).toBe('success')
    expect(await repository.sha()).not.toBe(headSha)
  })

  it('is held with what a pull request does that was pushed after it was queued', async () => {
    const { queue, countersigned } = await queued('pushed')
    const pull = await countersigned('pushed', { 'a/main.tf': WIDER })
    const { headSha } = await queue.enqueue(pull)
    await queue.concluded(headSha)
    await pull.push({ files: { 'b/main.tf': WIDER } })
    await queue.rerequest(headSha, 'alice')
    const run = await queue.concluded(headSha, ({ conclusion }) => conclusion === 'action_required')
    expect(run.summary).toContain('than the one that is its head now')
  })

  it('has one check however often its event comes', async () => {
    const { queue, countersigned } = await queued('twice')
    const pull = await countersigned('twice', { 'a/main.tf': WIDER })
    github().webhooks.duplicate('merge_group.checks_requested')
    const { headSha } = await queue.enqueue(pull)
    await queue.concluded(headSha)
    await github().settled()
    expect(queue.checkRuns(headSha)).toHaveLength(1)
  })

  it('is tried again where GitHub fails, and its check fails at no time meanwhile', async () => {
    const { queue, countersigned } = await queued('again')
    const pull = await countersigned('again', { 'a/main.tf': WIDER })
    github().faults.fail(/^POST \/graphql$/, 502, { times: 4 })
    const { headSha } = await queue.enqueue(pull)
    const run = await queue.concluded(headSha)
    expect([run.conclusion, queue.checkRuns(headSha).length]).toEqual(['success', 1])
  })

  it('leaves its check as it is once it has landed', async () => {
    const { repository, queue, countersigned } = await queued('landed')
    const pull = await countersigned('landed', { 'a/main.tf': WIDER })
    const { headSha } = await queue.enqueue(pull)
    await queue.concluded(headSha)
    await queue.land(pull)
    await github().settled()
    expect([await repository.sha(), queue.checkRuns(headSha).map(({ conclusion }) => conclusion)]).toEqual([
      headSha,
      ['success'],
    ])
  })
})
