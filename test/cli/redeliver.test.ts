import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CommandStreams } from '../../src/cli/command-streams.ts'
import { redeliverCommand } from '../../src/cli/redeliver.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { webhookReceiver } from '../github/webhook-receiver.ts'

let github: GitHub
let receiver: Awaited<ReturnType<typeof webhookReceiver>>
beforeEach(async () => {
  github = await startGitHub()
  receiver = await webhookReceiver()
  github.deliverTo(receiver.url)
})
afterEach(async () => {
  expect(github.violations).toEqual([])
  await github.stop()
  await receiver.close()
})

async function run(args: readonly string[], changed: Readonly<Record<string, string>> = {}) {
  const out = { code: undefined as number | undefined, stdout: '', stderr: '' }
  const sink = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      out[name] += text
      return true
    },
    once: () => undefined,
  })
  const streams: CommandStreams = {
    stdin: (async function* () {})(),
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    setExitCode: (code) => {
      out.code = code
    },
  }
  const { id, privateKey } = github.app
  const environment = { APP_ID: String(id), PRIVATE_KEY: privateKey, GHE_HOST: github.host, GHE_PROTOCOL: 'http' }
  const command = redeliverCommand(streams, { ...environment, ...changed }).exitOverride()
  await command.configureOutput({ writeErr: () => undefined }).parseAsync(['node', 'redeliver', ...args])
  await github.settled()
  return out
}

/** Three events, of which the last two fail. Returns their ids. */
async function twoOfThreeFail(): Promise<readonly string[]> {
  const repository = await github.repository('acme/infra', { collaborators: { alice: 'write' } })
  const pull = await repository.openPull({ author: 'alice', branch: 'x', commits: [{ files: { 'a.tf': 'a = 1\n' } }] })
  await github.settled()
  github.webhooks.lose('pull_request.edited', 2)
  await pull.edit({ body: 'One' })
  await pull.edit({ body: 'Two' })
  await github.settled()
  receiver.received.length = 0
  return github.webhooks.deliveries.filter(({ status }) => status !== 'OK').map(({ guid }) => guid)
}

describe('countersign redeliver', () => {
  it('has all that failed sent again, oldest first, and says so', async () => {
    const failed = await twoOfThreeFail()
    const { code, stdout, stderr } = await run(['--since', '2000-01-01'])
    expect(receiver.received.map(({ delivery }) => delivery)).toEqual(failed)
    const lines = stdout.trimEnd().split('\n')
    expect(lines.map((line) => line.split(/ {2,}|: /).slice(0, 3))).toEqual(
      failed.map((guid) => ['asked for again', guid, 'pull_request.edited']),
    )
    expect([code, stderr]).toEqual([0, '2 webhooks asked for again\n'])
    expect(await run(['--since', '2000-01-01'])).toMatchObject({ code: 0, stdout: '' })
  })

  it('has none sent again from before the time', async () => {
    await twoOfThreeFail()
    const later = new Date(github.clock.now() + 3_600_000).toISOString()
    expect(await run(['--since', later])).toMatchObject({ code: 0, stdout: '', stderr: '0 webhooks asked for again\n' })
  })

  it('has one sent again by its id, also where it had arrived', async () => {
    await twoOfThreeFail()
    const [arrived] = github.webhooks.deliveries
    expect(await run([arrived?.guid ?? ''])).toMatchObject({ code: 0, stderr: '1 webhook asked for again\n' })
    expect(await run([String(arrived?.id)])).toEqual({
      code: 0,
      stdout: `asked for again: attempt ${arrived?.id}\n`,
      stderr: '',
    })
    expect(receiver.received.map(({ delivery }) => delivery)).toEqual([arrived?.guid, arrived?.guid])
  })

  it('goes on where GitHub does not send one again, and says which', async () => {
    const [first] = await twoOfThreeFail()
    github.faults.fail('apps/redeliver-webhook-delivery', 422)
    const { code, stdout, stderr } = await run(['--since', '2000-01-01'])
    expect(stdout).toContain(`not asked for: ${first}`)
    expect([code, stderr, receiver.received.length]).toEqual([2, '1 webhook asked for again, 1 not\n', 1])
  })

  it('says where GitHub knows no such delivery, or a variable is missing', async () => {
    await twoOfThreeFail()
    await expect(run(['no-such-delivery'])).rejects.toThrow('GitHub knows no delivery no-such-delivery')
    await expect(run(['--since', '2000-01-01'], { APP_ID: '' })).rejects.toThrow('APP_ID is not set')
    await expect(run(['--since', '2000-01-01'], { PRIVATE_KEY: '' })).rejects.toThrow('There is no private key')
  })

  it.each([
    [[], 'give either the id of a delivery or --since DATE'],
    [['an-id', '--since', '2026-03-01'], 'give either'],
    [['--since', 'yesterday'], '--since yesterday is no date'],
    [['--since', '2026-13-45'], 'is no date'],
    [['../../etc'], 'the id is none of a delivery'],
  ])('refuses %j', async (args, message) => {
    await expect(run(args)).rejects.toThrow(message)
  })
})
