import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backtestCommand } from '../../src/cli/backtest.ts'
import { installedSource } from '../../src/cli/backtest-source.ts'
import type { RepositoryHandle } from '../github/handles/repository-handle.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { backtestAsJson } from './backtest-fixture.ts'
import { type InstalledBacktest, installedBacktest } from './installed-fixture.ts'

describe('countersign backtest --installed', () => {
  let github: GitHub
  let infra: RepositoryHandle
  let backtest: InstalledBacktest
  let url: string
  /** Where one run leaves what it fetched and found for the next. */
  let kept: readonly string[]
  beforeAll(async () => {
    github = await startGitHub()
    infra = await history(github)
    url = `http://${github.host}/acme/infra`
    backtest = installedBacktest(github)
    const cache = relative(process.cwd(), backtest.cache)
    kept = ['--jobs', '1', '--cache', cache, '--resume', join(backtest.cache, 'results.jsonl')]
  })
  afterAll(async () => {
    expect(github.violations).toEqual([])
    backtest.remove()
    await github.stop()
  })

  it('replays merged pull requests, however they were merged, and links to them', async () => {
    const asked = github.requests.length
    const { replay, installed, revision, head } = await backtest.json('--installed', 'Acme/infra', ...kept)
    expect({ revision, head, installed }).toEqual({
      revision: 'main',
      head: await infra.sha(),
      installed: { name: 'acme/infra', url, withoutPull: 1, complete: true },
    })
    expect(replay?.totals).toMatchObject({ changes: 4, held: 3, failed: 0 })
    expect(replay?.held.map(({ subject, pull }) => [subject, pull])).toEqual([
      ['Rebase two steps', { number: 4, url: `${url}/pull/4` }],
      ['Squash a wider policy', { number: 3, url: `${url}/pull/3` }],
      ['Merge a wider policy', { number: 1, url: `${url}/pull/1` }],
    ])
    // For all of them: what is read of each comes with the one fetch.
    expect(github.requests.length - asked).toBeLessThanOrEqual(12)
  })

  it('says of each pull request what the local form says of the same commits', async () => {
    const here = backtestAsJson('--repo', infra.repository.git.directory, '--jobs', '1', 'main')
    const there = await backtest.json('--installed', 'acme/infra', ...kept)
    const local = new Map(here.replay?.held.map(({ sha, rules, files }) => [sha, { rules, files }]))
    const alike = there.replay?.held.filter(({ pull }) => pull?.number !== 4) ?? []
    expect(alike).toHaveLength(2)
    for (const { sha, rules, files } of alike) expect({ rules, files }).toEqual(local.get(sha))
  })

  it('replays the newest ones alone where only these are asked for', async () => {
    const { replay, last } = await backtest.json('--installed', 'acme/infra', '--limit', '1', ...kept)
    expect(last).toBe(1)
    expect(replay?.held.map(({ pull }) => pull?.number)).toEqual([4])
    const later = new Date(github.clock.now() + 86_400_000).toISOString().slice(0, 10)
    const none = await backtest.run('--installed', 'acme/infra', '--since', later)
    expect(none.stdout).toContain(`0 merged pull requests since ${later}`)
  })

  it('shows the links in text and HTML, and what was left out', async () => {
    const text = await backtest.run('--installed', 'acme/infra', '--limit', '4', ...kept)
    expect(text.stdout).toMatch(/^acme\/infra main \(\w+\): the last 4 merged pull requests/)
    expect(text.stdout).toContain(`${url}/pull/3\n`)
    expect(text.stdout).toContain('1 other step of the branch was brought by no pull request and left out.')
    const html = await backtest.run('--installed', 'acme/infra', '--format', 'html', ...kept)
    expect(html.stdout).toContain(`<a href="${url}/pull/4" rel="noreferrer">#4</a>`)
  })

  it('tells git the token in no argument, file or message, and leaves nothing behind', async () => {
    const { stdout, stderr } = await backtest.run('--installed', 'acme/infra', '--limit', '1')
    const files = filesIn(backtest.cache)
    expect(files.some((path) => path.endsWith('acme/infra.git/config'))).toBe(true)
    const written = [stdout, stderr, backtest.gitCommands(), ...files.map((path) => readFileSync(path, 'latin1'))]
    const encoded = Buffer.from('x-access-token:ghs_').toString('base64').slice(0, 20)
    expect(written.filter((each) => /ghs_|authorization/i.test(each) || each.includes(encoded))).toEqual([])
    expect(backtest.gitCommands()).toContain('fetch --quiet --no-tags')
    expect(readdirSync(backtest.temporary)).toEqual([])
  })

  it('fetches only what is new where a cache is named, and goes on from its own results alone', async () => {
    const fetches = () => github.requests.filter(({ path }) => path.endsWith('git-upload-pack')).length
    const before = fetches()
    expect((await backtest.json('--installed', 'acme/infra', ...kept)).time.replayed).toBe(0)
    // Only the names of what is there were asked for.
    expect(fetches() - before).toBe(1)
    const results = kept.slice(kept.indexOf('--resume'))
    const local = await backtest.run('--repo', infra.repository.git.directory, ...results, 'main')
    expect(local).toMatchObject({ status: 64, stdout: '' })
    expect(local.stderr).toContain(`was made of ${url}`)
  })

  it('goes on with a new token where GitHub no longer takes the one it has', async () => {
    github.faults.fail(/infra\.git\/info\/refs/, 401)
    github.faults.fail('pulls/list', 401)
    const { replay } = await backtest.json('--installed', 'acme/infra', '--limit', '1')
    expect(replay?.totals.changes).toBe(1)
  })

  it('removes what it fetched where it is interrupted', async () => {
    const { reached, release } = github.faults.hold(/git-upload-pack$/)
    const ran = backtest.runWith(['--installed', 'acme/infra'], { endWhen: reached })
    expect((await ran).status).toBe(130)
    release()
    expect(readdirSync(backtest.temporary)).toEqual([])
  })

  it('says that an archived repository is one, and replays it', async () => {
    infra.repository.archived = true
    const { status, stderr } = await backtest.run('--installed', 'acme/infra', '--limit', '1')
    infra.repository.archived = false
    expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining('acme/infra is archived') })
  })

  it('says what is wrong and the way out, with exit code 2', async () => {
    const { status, stdout, stderr } = await backtest.run('--installed', 'acme/nowhere')
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^countersign: The app is not installed on acme\/nowhere: install it at http/)
    await expect(opened({ APP_ID: '' })).rejects.toThrow('APP_ID is not set')
    await expect(opened({ APP_ID: '5' })).rejects.toThrow("GitHub does not take the app's key")
    await expect(opened({ GHE_HOST: '127.0.0.1:1' })).rejects.toThrow('see that this machine reaches GitHub')
    const empty = await github.repository('acme/empty')
    await empty.deleteBranch('main')
    await expect(opened({}, 'empty')).rejects.toThrow('acme/empty has no commit on main yet')
    github.faults.fail(/infra\.git\/info\/refs/, 500)
    await expect(opened({})).rejects.toThrow(/^git could not fetch main of [\s\S]*returned error: 500/)
  })

  it('waits where GitHub says that it is too much for now, and says so', async () => {
    github.faults.rateLimit('pulls/list', { retryAfterSeconds: 1_800 })
    const said: string[] = []
    let passedMs = 0
    const timers = {
      now: () => Date.now() + passedMs,
      sleep: async (ms: number) => {
        passedMs += ms
      },
    }
    const { environment } = backtest
    const request = {
      owner: 'acme',
      repo: 'infra',
      limit: 1,
      environment,
      timers,
      say: (each: string) => said.push(each),
    }
    const { changes, close } = await installedSource(request)
    close()
    expect(changes.map(({ pull }) => pull?.number)).toEqual([4])
    expect(said).toEqual([expect.stringMatching(/^GitHub answered 403 to GET .*: going on in 3\d min$/)])
  })

  it('names the permission that is missing, and where an installation is let in again', async () => {
    const installation = github.installation('acme')
    const { permissions } = installation
    installation.permissions = Object.fromEntries(Object.entries(permissions).filter(([name]) => name !== 'contents'))
    await expect(opened({})).rejects.toThrow('lacks the permission contents: read: give it to the app')
    installation.permissions = permissions
    installation.suspendedAt = '2026-11-01T00:00:00Z'
    await expect(opened({})).rejects.toThrow('is suspended: unsuspend it at http')
    installation.suspendedAt = null
  })

  /** Opens the repository within this process. */
  function opened(changed: Readonly<Record<string, string>>, repo = 'infra') {
    const environment = { ...backtest.environment, ...changed }
    return installedSource({ owner: 'acme', repo, limit: 1, environment, say: () => undefined })
  }
})

describe('the arguments of countersign backtest --installed', () => {
  it.each([
    [['--installed', 'infra'], 'is not OWNER/NAME'],
    [['--installed', 'acme/infra', 'HEAD'], 'goes with no revision and no --repo'],
    [['--installed', 'acme/infra', '--repo', '.'], 'goes with no revision and no --repo'],
    [['--installed', 'acme/infra', '--last', '3'], 'goes with --limit'],
    [['--installed', 'acme/infra', '--limit', '0'], 'no number from 1'],
    [['--limit', '3'], 'need --installed'],
    [['--cache', 'folder'], 'need --installed'],
  ])('refuses %j', async (args, message) => {
    const command = backtestCommand().exitOverride()
    const parsed = command.configureOutput({ writeErr: () => undefined }).parseAsync(args, { from: 'user' })
    await expect(parsed).rejects.toThrow(message)
  })
})

/** Four pull requests, each merged another way, and a push that none brought. */
async function history(github: GitHub): Promise<RepositoryHandle> {
  const infra = await github.repository('acme/infra', {
    files: { 'policies/reader.json': policy('s3:GetObject'), 'README.md': 'One\n' },
    collaborators: { alice: 'write', bob: 'write' },
  })
  const open = (branch: string, title: string, ...changes: readonly Readonly<Record<string, string>>[]) =>
    infra.openPull({ author: 'alice', branch, title, commits: changes.map((files) => ({ message: branch, files })) })
  const wider = (...more: readonly string[]) => ({ 'policies/reader.json': policy('s3:GetObject', ...more) })
  await (await open('one', 'Merge a wider policy', wider('s3:PutObject'))).merge({ by: 'bob' })
  await (await open('two', 'Say more', { 'README.md': 'Two\n' })).merge({ by: 'bob' })
  await infra.push(
    'main',
    { message: 'Straight to main', author: 'bob', files: { 'notes.md': 'Notes\n' } },
    { by: 'bob' },
  )
  const squashed = await open('three', 'Squash a wider policy', wider('s3:PutObject', 's3:DeleteObject'))
  await squashed.merge({ by: 'bob', method: 'squash' })
  const first = wider('s3:PutObject', 's3:DeleteObject', 's3:PutObjectAcl')
  const rebased = await open('four', 'Rebase two steps', first, { 'README.md': 'Three\n' })
  await landRebased(github, infra, rebased.number)
  return infra
}

/** The branch is where main ends, so that its commits stay as they are. */
async function landRebased(github: GitHub, { repository, ...infra }: RepositoryHandle, number: number): Promise<void> {
  const pull = repository.pulls.get(number)
  if (pull === undefined) throw new Error(`there is no pull request ${number}`)
  const onto = await infra.sha()
  await infra.setBranch('main', pull.headSha, { by: 'bob' })
  const mergedAt = github.clock.iso()
  Object.assign(pull, {
    ...{ mergedOnto: onto, mergeCommitSha: pull.headSha, mergedAt, mergedBy: github.user('bob') },
    ...{ state: 'closed', closedAt: mergedAt, updatedAt: mergedAt },
  })
}

function policy(...actions: readonly string[]): string {
  const Statement = [{ Effect: 'Allow', Action: actions, Resource: 'arn:aws:s3:::reports/*' }]
  return `${JSON.stringify({ Version: '2012-10-17', Statement }, null, 2)}\n`
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
