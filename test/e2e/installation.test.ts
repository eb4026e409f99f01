import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../src/adapters/store/store.ts'
import { type RunningServer, type ServerOptions, startServer } from '../../src/server/start-server.ts'
import type { PullHandle } from '../github/handles/pull-handle.ts'
import type { RepositoryHandle } from '../github/handles/repository-handle.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { SILENT } from '../store/silent-log.ts'
import { NOBODY_ASKED } from './held-pull.ts'
import { READS, READS_AND_WRITES } from './role-policy.ts'

/** With what an event adds, fewer writes than GitHub takes in a minute. */
const PULLS = 30

describe('an installation', { timeout: 180_000 }, () => {
  let github: GitHub
  let folder: string
  let server: RunningServer | undefined
  const start = async (options: ServerOptions = { catchUpSeconds: 86_400 }) => {
    server = await startServer(configOf(github, folder), options)
    github.deliverTo(`${server.url}/api/github/webhooks`)
  }
  beforeEach(async () => {
    github = await startGitHub()
    folder = await mkdtemp(join(tmpdir(), 'countersign-installation-'))
  })
  afterEach(async () => {
    await server?.close()
    await github.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('has open pull requests examined newest first, those of events before all others, and goes on after a restart', async () => {
    const repository = await github.repository('acme/infra', { installed: false, files: READS, collaborators: ROLES })
    const pulls = await openMany(repository, PULLS)
    await start({ catchUpSeconds: 1 })
    await github.install('acme', 'olga')
    await examined(github, repository, pulls, 5)
    const [oldest] = pulls
    await oldest?.push({ files: { 'later.txt': 'x' } })
    await oldest?.concluded()
    const rankOfEvent = order(repository, pulls).indexOf(1)
    await server?.close(0)
    await start({ catchUpSeconds: 1 })
    await examined(github, repository, pulls, PULLS)
    const numbers = order(repository, pulls)
    expect(numbers).toHaveLength(PULLS)
    expect(rankOfEvent).toBeLessThan(PULLS / 2)
    const others = numbers.filter((number) => number !== 1)
    expect(Math.min(...others.slice(0, 10))).toBeGreaterThan(PULLS / 2)
    expect(others.slice(0, 3).every((number) => number > PULLS - 6)).toBe(true)
    expect(github.violations).toEqual([])
  })

  it('that is taken off leaves nothing behind but who pushed and what was shown', async () => {
    const repository = await github.repository('acme/infra', {
      files: { ...READS, ...NOBODY_ASKED },
      collaborators: ROLES,
    })
    await start()
    const pull = await repository.openPull({
      author: 'alice',
      branch: 'change',
      commits: [{ files: READS_AND_WRITES }],
    })
    await pull.concluded()
    expect(await filesIn(join(folder, 'blobs'))).toBeGreaterThan(0)
    await github.uninstall('acme', 'olga')
    await github.settled()
    await untilEmpty(join(folder, 'blobs'))
    await server?.close()
    server = undefined
    const store = await openStore({ kind: 'directory', path: join(folder, 'store') }, { log: SILENT })
    const key = { installationId: 1, owner: 'acme', repo: 'infra', number: pull.number }
    try {
      expect(await store.departures.hasLeft(key)).toBe(true)
      expect((await store.observations.of(key)).size).toBe(0)
      expect(await store.openChecks.of(key)).toEqual([])
      expect((await store.records.pushers(key)).map(({ login }) => login)).toEqual(['alice'])
    } finally {
      await store.close()
    }
  })

  it('that is suspended ends its jobs quietly, and is examined once it is let in again', async () => {
    const repository = await github.repository('acme/infra', { files: READS, collaborators: ROLES })
    await start({ catchUpSeconds: 1 })
    await github.suspend('acme', 'olga')
    const pull = await repository.openPull({
      author: 'alice',
      branch: 'change',
      commits: [{ files: READS_AND_WRITES }],
    })
    await github.settled()
    expect(repository.repository.checkRuns).toHaveLength(0)
    await github.suspend('acme', 'olga', false)
    expect((await pull.concluded()).conclusion).toBe('action_required')
  })
})

const ROLES = { alice: 'write', bob: 'write', carol: 'write' } as const

function configOf(github: GitHub, folder: string) {
  return {
    appId: github.app.id,
    privateKey: github.app.privateKey,
    webhookSecret: github.app.webhookSecret,
    apiUrl: github.baseUrl,
    storage: { kind: 'directory', path: join(folder, 'store') },
    blobCache: { directory: join(folder, 'blobs'), maxBytes: 10_000_000 },
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
  } as const
}

async function openMany(repository: RepositoryHandle, count: number): Promise<readonly PullHandle[]> {
  const pulls: PullHandle[] = []
  for (let number = 1; number <= count; number += 1) {
    const commits = [{ files: { [`notes-${number}.txt`]: 'x' } }]
    pulls.push(await repository.openPull({ author: 'alice', branch: `change-${number}`, commits }))
  }
  return pulls
}

/** Waits until so many pull requests have a verdict. */
async function examined(
  github: GitHub,
  repository: RepositoryHandle,
  pulls: readonly PullHandle[],
  count: number,
): Promise<void> {
  const concluded = () => pulls.filter((pull) => pull.checkRun()?.status === 'completed').length
  await github.until(
    () => (concluded() >= count ? true : undefined),
    () => `${concluded()} of ${count} have a verdict: ${order(repository, pulls)}`,
    120_000,
  )
}

/** Numbers of the pull requests in the order in which their checks appeared. */
function order({ repository }: RepositoryHandle, pulls: readonly PullHandle[]): readonly number[] {
  const byHead = new Map(pulls.map((pull) => [pull.headSha, pull.number]))
  return [...new Set(repository.checkRuns.flatMap(({ headSha }) => byHead.get(headSha) ?? []))]
}

async function filesIn(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).length
}

async function untilEmpty(directory: string): Promise<void> {
  await expect.poll(() => filesIn(directory), { timeout: 10_000 }).toBe(0)
}
