import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Reconcile } from '../../src/intake/reconcile.ts'
import type { RepositoryHandle } from '../github/handles/repository-handle.ts'
import { reconcilerUnderTest } from './reconciler-under-test.ts'

const never = new AbortController().signal
const LIST = 'pulls/list'
/** What the examinations here ask about people. */
const PEOPLE = ['repos/list-collaborators', 'teams/list-members-in-org']
const COLLABORATORS = { alice: 'write', bob: 'write' } as const

let subject: Awaited<ReturnType<typeof reconcilerUnderTest>>
let reconcile: Reconcile
beforeEach(async () => {
  subject = await reconcilerUnderTest()
  reconcile = subject.start()
})
afterEach(async () => {
  expect(subject.github.violations).toEqual([])
  await subject.github.stop()
})

async function repositoryWith(pulls: number, name = 'acme/infra') {
  const repository = await subject.github.repository(name, { collaborators: COLLABORATORS })
  for (let number = 1; number <= pulls; number += 1) await openPull(repository, `change-${number}`)
  return repository
}

function openPull(repository: RepositoryHandle, branch: string, base?: string) {
  const commits = [{ files: { [`${branch}.tf`]: `a = "${branch}"\n` } }]
  return repository.openPull({ author: 'alice', branch, commits, ...(base === undefined ? {} : { base }) })
}

/** One run, and the examinations that it asked for. */
async function runAndWorkOff(): Promise<readonly string[]> {
  await reconcile(never)
  return subject.workOff()
}

describe('what no event told of is examined', () => {
  it('at the start, the pull request that was updated last first, and once', async () => {
    const repository = await repositoryWith(2)
    await openPull(repository, 'change-3')
    expect(await runAndWorkOff()).toEqual(['acme/infra#3', 'acme/infra#2', 'acme/infra#1'])
    expect(await runAndWorkOff()).toEqual([])
  })

  it('after another process starts: only what has changed meanwhile', async () => {
    const repository = await repositoryWith(2)
    await runAndWorkOff()
    await openPull(repository, 'change-3')
    reconcile = subject.start()
    expect(await runAndWorkOff()).toEqual(['acme/infra#3'])
  })

  const changes: readonly (readonly [string, (scene: Awaited<ReturnType<typeof sceneOf>>) => unknown])[] = [
    ['a push', ({ pull }) => pull.push({ files: { 'b.tf': 'b = 1\n' } })],
    ['a force-push', ({ pull }) => pull.forcePush([{ files: { 'b.tf': 'b = 1\n' } }])],
    ['another base', ({ pull }) => pull.retarget('release')],
    ['a push to the base', ({ repository }) => repository.push('main', { files: { 'c.tf': 'c = 1\n' } })],
    ['another body', ({ pull }) => pull.edit({ body: 'Written by a tool' })],
    ['an approval', ({ pull }) => pull.approve('bob')],
    ['a change request', ({ pull }) => pull.requestChanges('bob')],
    ['leaving draft', ({ pull }) => pull.setDraft(true)],
  ]
  it.each(changes)('after %s', async (_what, act) => {
    const scene = await sceneOf()
    await runAndWorkOff()
    await act(scene)
    expect(await runAndWorkOff()).toEqual(['acme/infra#1'])
    expect(await runAndWorkOff()).toEqual([])
  })

  it('after a dismissal', async () => {
    const { pull } = await sceneOf()
    await pull.approve('bob')
    await runAndWorkOff()
    await pull.dismiss('bob', { by: 'alice' })
    expect(await runAndWorkOff()).toEqual(['acme/infra#1'])
  })

  it('where another pull request with the same head was opened or closed', async () => {
    const { repository, pull } = await sceneOf()
    await runAndWorkOff()
    const second = await repository.openPull({ author: 'alice', branch: 'change', base: 'release' })
    expect([...(await runAndWorkOff())].sort()).toEqual(['acme/infra#1', 'acme/infra#2'])
    await second.close()
    expect(await runAndWorkOff()).toEqual(['acme/infra#1'])
    expect(pull.state).toBe('open')
  })

  it('where the last examination did not conclude: again and again, at longer intervals', async () => {
    await sceneOf()
    const askedAt: number[] = []
    for (let minute = 0; minute < 120; minute += 3) {
      await reconcile(never)
      if ((await subject.workOff({ fails: true })).length > 0) askedAt.push(minute)
      await subject.timers.sleep(180_000)
    }
    expect(askedAt).toEqual([0, 6, 18, 42, 90])
    await subject.timers.sleep(7_200_000)
    expect(await runAndWorkOff()).toEqual(['acme/infra#1'])
  })
})

describe('what is different about people since the last examination leads to another one', () => {
  it.each<readonly [string, (repository: RepositoryHandle) => unknown]>([
    ['a reviewer may only read', (repository) => repository.setRole('bob', 'read')],
    ['somebody else may write', (repository) => repository.setRole('carol', 'write')],
    ['a team was emptied', () => subject.github.setTeam('acme', 'security', [])],
    ['somebody joined a team', () => subject.github.setTeam('acme', 'security', ['bob', 'carol'])],
    ['a reviewer left the organisation', () => subject.github.leave('acme', 'bob')],
  ])('%s', async (_what, act) => {
    subject.github.team('acme', 'security', ['bob'])
    const { repository, pull } = await sceneOf()
    await pull.approve('bob')
    await runAndWorkOff()
    expect(await runAndWorkOff()).toEqual([])
    await act(repository)
    expect(await runAndWorkOff()).toEqual(['acme/infra#1'])
    expect(await runAndWorkOff()).toEqual([])
  })

  it('but nothing that no examination has asked about', async () => {
    const { repository } = await sceneOf()
    await runAndWorkOff()
    repository.setRole('rita', 'read')
    subject.github.team('acme', 'other', ['rita'])
    expect(await runAndWorkOff()).toEqual([])
  })
})

async function sceneOf() {
  const repository = await subject.github.repository('acme/infra', { collaborators: COLLABORATORS })
  await repository.push('release', { files: { 'r.tf': 'r = 1\n' } })
  return { repository, pull: await openPull(repository, 'change') }
}

describe('what no verdict depends on', () => {
  it('leads to no examination: a title, a comment, a label', async () => {
    const { pull } = await sceneOf()
    await runAndWorkOff()
    await pull.edit({ title: 'Other' })
    expect(await runAndWorkOff()).toEqual([])
    await pull.comment('carol', 'Nice')
    expect(await runAndWorkOff()).toEqual([])
  })

  it('is asked about once', async () => {
    const { pull } = await sceneOf()
    await runAndWorkOff()
    await pull.edit({ title: 'Other' })
    await reconcile(never)
    expect(await subject.requestsOf(() => reconcile(never))).not.toContain('pulls/list-reviews')
  })
})

describe('the requests of a run', () => {
  it('are few a repository with open pull requests where nothing has changed, and cost nothing', async () => {
    subject.github.team('acme', 'security', ['bob'])
    await repositoryWith(3)
    await repositoryWith(1, 'acme/network')
    await repositoryWith(0, 'acme/empty')
    await runAndWorkOff()
    await runAndWorkOff()
    const requests = await subject.requestsOf(() => reconcile(never))
    expect(requests).toEqual([
      'apps/list-installations',
      'apps/list-repos-accessible-to-installation unchanged',
      `${LIST} unchanged`,
      `${LIST} unchanged`,
      ...PEOPLE.map((operation) => `${operation} unchanged`),
      ...PEOPLE.map((operation) => `${operation} unchanged`),
    ])
  })

  it('read no further page than what has changed', async () => {
    const repository = await repositoryWith(1)
    const again = () => repository.openPull({ author: 'alice', branch: 'change-1' })
    for (let number = 2; number <= 101; number += 1) await again()
    const listed = async () => (await subject.requestsOf(() => reconcile(never))).filter((each) => each === LIST)
    expect(await listed()).toHaveLength(2)
    await again()
    expect(await listed()).toHaveLength(1)
    await subject.timers.sleep(1_800_000)
    expect(await listed()).toHaveLength(2)
  })

  it('and its examinations are bounded for each installation; the next run goes on', async () => {
    await repositoryWith(20)
    await repositoryWith(2, 'other/infra')
    const first = await runAndWorkOff()
    expect(first.filter((name) => name.startsWith('acme/'))).toHaveLength(15)
    expect(first.filter((name) => name.startsWith('other/'))).toHaveLength(2)
    expect(await runAndWorkOff()).toHaveLength(5)
  })

  it('end where the hour’s requests run short, so that events find some', async () => {
    await repositoryWith(1)
    await repositoryWith(1, 'acme/network')
    subject.github.settings.requestsPerHour = 3
    const requests = await subject.requestsOf(() => reconcile(never))
    expect(requests.filter((operation) => operation === LIST)).toHaveLength(1)
  })
})

describe('a place that fails', () => {
  it('by being gone does not keep the others from being looked at', async () => {
    await repositoryWith(1)
    await repositoryWith(1, 'acme/network')
    subject.github.faults.fail(LIST, 404)
    expect(await runAndWorkOff()).toHaveLength(1)
    expect(await runAndWorkOff()).toHaveLength(1)
  })

  it.each([
    ['a 5xx', () => subject.github.faults.fail(LIST, 502, { times: 4 })],
    ['a dropped connection', () => subject.github.faults.drop(LIST, 'before', { times: 4 })],
    ['a secondary limit', () => subject.github.faults.secondaryLimit(LIST, { retryAfterSeconds: 60 })],
  ])('by %s ends the run for this installation only', async (_what, plan) => {
    await repositoryWith(1)
    await repositoryWith(1, 'other/infra')
    plan()
    expect(await runAndWorkOff()).toEqual(['other/infra#1'])
    await subject.timers.sleep(61_000)
    expect(await runAndWorkOff()).toEqual(['acme/infra#1'])
  })

  it('because the app is suspended there is left out', async () => {
    await repositoryWith(1)
    await repositoryWith(1, 'other/infra')
    subject.github.installation('acme').suspendedAt = '2026-01-01T00:00:00Z'
    expect(await runAndWorkOff()).toEqual(['other/infra#1'])
  })

  it('in the midst of a run is no harm to the next one', async () => {
    await repositoryWith(2)
    subject.github.faults.fail('git/get-ref', 500, { times: 4 })
    expect(await runAndWorkOff()).toEqual([])
    expect(await runAndWorkOff()).toHaveLength(2)
  })
})

it('a run ends where the process does', async () => {
  await repositoryWith(1)
  const ending = new AbortController()
  ending.abort()
  await expect(reconcile(ending.signal)).rejects.toThrow()
  expect(subject.waiting()).toEqual([])
})
