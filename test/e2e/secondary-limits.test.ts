import { afterEach, expect, it } from 'vitest'
import { createClients } from '../../src/adapters/github/clients.ts'
import { Fault } from '../../src/ports/fault.ts'
import { sharedBudgetsInMemory } from '../adapters/shared-budgets-in-memory.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'

const started: GitHub[] = []
afterEach(async () => {
  for (const github of started.splice(0)) await github.stop()
})

/** Three processes on a GitHub that enforces its secondary limits, and whose clock moves when one of them waits. */
async function threeProcesses() {
  const github = await startGitHub()
  started.push(github)
  github.settings.secondaryLimits = true
  github.clock.freeze()
  const repository = await github.repository('acme/infra')
  const sha = await repository.sha()
  const timers = { now: () => github.clock.now(), sleep: async (ms: number) => github.clock.advance(ms) }
  const { budgets } = sharedBudgetsInMemory(timers)
  const { id: appId, privateKey } = github.app
  const options = { appId, privateKey, baseUrl: github.baseUrl, timers, sharedBudgets: budgets }
  const processes = await Promise.all([1, 2, 3].map(() => createClients(options)))
  const installationId = github.installation('acme').id
  const client = (index: number) =>
    (processes[index % processes.length] ?? expect.fail('There is no process')).installation(installationId)
  const write = async (index: number) => {
    const route = 'POST /repos/{owner}/{repo}/statuses/{sha}'
    await (await client(index)).request(route, { owner: 'acme', repo: 'infra', sha, state: 'success', context: 'x' })
  }
  const read = async (index: number) => {
    await (await client(index)).request('GET /repos/{owner}/{repo}', { owner: 'acme', repo: 'infra' })
  }
  const refused = () => github.requests.filter(({ status }) => status === 403).length
  return { github, write, read, refused }
}

it('web and worker together are refused once for the writes of an hour, where GitHub counts them, and not again', async () => {
  const { github, write, read, refused } = await threeProcesses()
  const startedMs = github.clock.now()
  let written = 0
  const untilRefused = async () => {
    for (;;) {
      await write(written)
      await read(written)
      written += 1
    }
  }
  await expect(untilRefused()).rejects.toBeInstanceOf(Fault)
  expect([refused(), written]).toEqual([1, 500])
  expect(github.clock.now() - startedMs).toBeLessThan(12 * 60_000)
  github.clock.advance(120_000)
  await expect(untilRefused()).rejects.toMatchObject({ message: expect.stringContaining("this hour's writes") })
  expect([refused(), written]).toEqual([1, 500])
  await read(0)
  github.clock.advance(3_600_000)
  await write(written)
  expect(refused()).toBe(1)
})

it('a pause that one process was told holds the others back', async () => {
  const { github, write, refused } = await threeProcesses()
  for (const each of [0, 1, 2]) await write(each)
  github.faults.secondaryLimit('repos/create-commit-status', { retryAfterSeconds: 60 })
  await expect(write(0)).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 60_000 })
  for (const each of [0, 1, 2]) await expect(write(each)).rejects.toMatchObject({ kind: 'rate-limited' })
  expect(refused()).toBe(1)
  github.clock.advance(60_000)
  for (const each of [0, 1, 2]) await write(each)
  expect(refused()).toBe(1)
})
