import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { freePort, startServerProcess } from './server-process.ts'

/** Each start of a server takes seconds, on a busy machine many. */
const PATIENCE_MS = 600_000
const WAIT_MS = 120_000

let github: GitHub
let folder: string
beforeEach(async () => {
  github = await startGitHub()
  folder = await mkdtemp(join(tmpdir(), 'countersign-group-'))
})
afterEach(async () => {
  await github.stop()
  await rm(folder, { recursive: true, force: true })
})

it(
  'kill -9 while a merge group is examined leaves one check, which concludes, and never one that failed',
  async () => {
    const place = { github, directory: join(folder, 'store'), port: await freePort() }
    github.deliverTo(`http://127.0.0.1:${place.port}/api/github/webhooks`)
    const server = await startServerProcess(place)
    const repository = await github.repository('acme/queued')
    const commits = [{ files: { 'README.md': '# Queued\n' } }]
    const pull = await repository.openPull({ author: 'alice', branch: 'queued', commits })
    await pull.concluded(() => true, { timeoutMs: WAIT_MS })
    const queue = repository.mergeQueue()
    const { reached, release } = github.faults.hold(/^POST \/graphql$/)
    const { headSha } = await queue.enqueue(pull)
    await reached
    await server.kill()
    release()
    expect(queue.checkRuns(headSha).map(({ status }) => status)).toEqual(['in_progress'])
    const next = await startServerProcess(place)
    const run = await queue.concluded(headSha, () => true, WAIT_MS)
    expect([run.conclusion, queue.checkRuns(headSha).length]).toEqual(['success', 1])
    expect(await next.stop()).toBe(0)
    expect(github.violations).toEqual([])
  },
  PATIENCE_MS,
)
