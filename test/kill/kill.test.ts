import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWidening } from '../e2e/held-pull.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { killRounds } from './kill-rounds.ts'
import { freePort, type ServerPlace, startServerProcess } from './server-process.ts'

const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
/** Each start of a server takes seconds, on a busy machine many. */
const PATIENCE_MS = 600_000

it(
  `kill -9 loses nothing, leaves no check open, doubles nothing and passes nothing (SEED=${SEED})`,
  async () => {
    expect(await killRounds({ rounds: 5, seed: SEED })).toEqual([])
  },
  PATIENCE_MS,
)

describe('a server that is asked to stop', () => {
  let github: GitHub
  let place: ServerPlace
  let folder: string
  beforeEach(async () => {
    github = await startGitHub()
    folder = await mkdtemp(join(tmpdir(), 'countersign-stop-'))
    place = { github, directory: join(folder, 'store'), port: await freePort() }
    github.deliverTo(`http://127.0.0.1:${place.port}/api/github/webhooks`)
  })
  afterEach(async () => {
    await github.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it(
    'finishes the examination in its hands, takes nothing more, and what came meanwhile is caught up with',
    async () => {
      const server = await startServerProcess(place)
      const { reached, release } = github.faults.hold('checks/update')
      const { pull, repository } = await openWidening(github, 'acme/drained')
      await reached
      const stopped = server.stop()
      release()
      expect(await stopped).toBe(0)
      expect(pull.checkRun()?.conclusion).toBe('action_required')
      const late = await repository.openPull({
        author: 'alice',
        branch: 'late',
        commits: [{ files: { 'README.md': '# Late\n' } }],
      })
      await github.settled()
      expect(late.checkRun()).toBeUndefined()
      const next = await startServerProcess(place)
      expect((await late.concluded(() => true, { timeoutMs: 60_000 })).conclusion).toBe('success')
      expect(await next.stop()).toBe(0)
      expect(github.violations).toEqual([])
    },
    PATIENCE_MS,
  )
})
