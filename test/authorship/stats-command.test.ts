import type { CommanderError } from 'commander'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Fault } from '../../src/ports/fault.ts'
import { type Repository, repository } from './repository.ts'
import { runAuthorship } from './run-authorship.ts'

const TERRAFORM = 'resource "aws_s3_bucket" "logs" {\n  bucket = "logs"\n}\n'
const JANE = 'Jane Example <jane@example.com>'
const MINA = 'Mina Park <mina@example.com>'
const GITHUB = 'GitHub <noreply@github.com>'
const CLAUDE = 'Co-Authored-By: Claude <noreply@anthropic.com>'

interface Step {
  readonly mark: number
  readonly at: string
  readonly author?: string
  readonly committer?: string
  readonly message: string
  readonly from?: number
  readonly merge?: number
  readonly files?: Readonly<Record<string, string>>
  readonly gone?: readonly string[]
}

/** A script for `git fast-import`, so that dates, merges and identities are what the test says. */
function script(steps: readonly Step[]): string {
  return steps.map((step) => `${commitOf(step)}\n`).join('')
}

function commitOf({
  mark,
  at,
  author = JANE,
  committer = JANE,
  message,
  from,
  merge,
  files = {},
  gone = [],
}: Step): string {
  const time = `${Date.parse(at) / 1_000} +0000`
  const lines = [
    `commit refs/heads/main`,
    `mark :${mark}`,
    `author ${author} ${time}`,
    `committer ${committer} ${time}`,
  ]
  lines.push(`data ${Buffer.byteLength(message)}`, message)
  if (from !== undefined) lines.push(`from :${from}`)
  if (merge !== undefined) lines.push(`merge :${merge}`)
  for (const path of gone) lines.push(`D ${path}`)
  for (const [path, text] of Object.entries(files)) {
    lines.push(`M 100644 inline ${path}`, `data ${Buffer.byteLength(text)}`, text)
  }
  return lines.join('\n')
}

const HISTORY: readonly Step[] = [
  { mark: 1, at: '2025-12-30', message: 'Begin', files: { 'main.tf': TERRAFORM, 'README.md': 'x\n' } },
  // A pull request from before the day, merged after it: its own commit counts with the merge.
  { mark: 2, at: '2025-12-31', message: `Open it\n\n${CLAUDE}`, from: 1, files: { 'open.tf': TERRAFORM } },
  { mark: 3, at: '2026-01-02', message: 'Tidy (#7)', committer: GITHUB, from: 1, files: { 'README.md': 'y\n' } },
  {
    mark: 4,
    at: '2026-01-03',
    author: MINA,
    committer: GITHUB,
    message: 'Merge pull request #8 from acme/open\n\nOpen it',
    from: 3,
    merge: 2,
    files: { 'open.tf': TERRAFORM },
  },
  {
    mark: 5,
    at: '2026-02-01',
    message: 'Move',
    from: 4,
    gone: ['open.tf'],
    files: { 'log/open.tf': `${TERRAFORM}\n` },
  },
  {
    mark: 6,
    at: '2026-02-02',
    author: 'Claude <noreply@anthropic.com>',
    message: 'Add \u001b[31mpolicies (#9)',
    committer: GITHUB,
    from: 5,
    files: {
      'ci.yml': 'on: push\n',
      'role.yml': 'kind: ClusterRole\n',
      'data.json': '{"a": 1}\n',
      '.gitattributes': '*.tf -diff\n',
      'a b\t"ü".tf': TERRAFORM,
    },
  },
]

describe('countersign authorship --stats', () => {
  let repo: Repository
  beforeAll(async () => {
    repo = await repository({ bare: true })
    repo.fastImport(script(HISTORY))
  })
  afterAll(() => repo.remove())

  const json = async (...more: readonly string[]) =>
    JSON.parse((await runAuthorship(['--stats', '--repo', repo.path, '--format', 'json', ...more])).stdout)

  it('counts changes to governed files, by who wrote them and by how they landed', async () => {
    const stats = await json('--since', '2026-01-01')
    expect(stats).toMatchObject({
      schema: 'countersign.authorship-stats/1',
      revision: 'HEAD',
      head: await repo.git('rev-parse', 'main'),
      since: '2026-01-01',
      shallow: false,
      changes: 4,
      governed: { changes: 3, linesAdded: 8, linesRemoved: 0 },
    })
    expect(stats.verdicts.ai).toMatchObject({ changes: 1, linesAdded: 4, landed: { 'pull-request': 1 } })
    expect(stats.verdicts['ai-assisted']).toMatchObject({
      changes: 1,
      linesAdded: 3,
      landed: { 'landed-by-another': 1 },
    })
    expect(stats.verdicts.human).toMatchObject({ changes: 1, linesAdded: 1, landed: { unmarked: 1 } })
  })

  it('counts by tool and by month, and lists what shows no second human', async () => {
    const stats = await json('--since', '2026-01-01')
    expect(stats.tools.map(({ tool, changes }: { tool: string; changes: number }) => [tool, changes])).toEqual([
      ['claude-code', 1],
      ['claude-web', 1],
    ])
    expect(stats.months).toMatchObject([
      { month: '2026-02', all: { changes: 2 }, ai: { changes: 1 }, aiWithoutSecondHuman: 1 },
      { month: '2026-01', all: { changes: 1 }, ai: { changes: 1 }, aiWithoutSecondHuman: 0 },
    ])
    expect(stats.withoutSecondHuman).toMatchObject({
      count: 1,
      latest: [{ date: '2026-02-02', tools: ['claude-web'] }],
    })
  })

  it('counts the whole history, or that of another revision', async () => {
    expect(await json()).toMatchObject({ since: null, changes: 5, governed: { changes: 4, linesAdded: 11 } })
    expect(await json('HEAD~2')).toMatchObject({ changes: 3 })
    expect(await json('HEAD~2', '--since', '2026-01-03T00:00Z')).toMatchObject({ changes: 1 })
  })

  it('prints it for people, with what the figures do not say, and nothing that a terminal obeys', async () => {
    const { stdout, code } = await runAuthorship(['--stats', '--repo', repo.path, '--since', '2026-01-01'])
    expect(stdout).toContain(' since 2026-01-01: 4 changes, 3 to governed files.\n')
    expect(stdout).toMatch(/^ {2}ai-assisted +1 +33\.3 % +3 +0$/m)
    expect(stdout).toMatch(/^ {2}a human who did not write it merged or committed it +0 +1 +0 +0$/m)
    expect(stdout).toMatch(/^ {2}2026-02 +2 +1 +50\.0 % +5 +4 +1$/m)
    expect(stdout).toContain('2026-02-02  Claude on the web: Add \\u{1b}[31mpolicies (#9)\n')
    expect(stdout).toContain('which proves nothing')
    expect(code).toBe(0)
  })

  it('says that there is nothing where there is nothing', async () => {
    const { stdout } = await runAuthorship(['--stats', '--repo', repo.path, '--since', '2030-01-01'])
    expect(stdout).toBe('No changes on HEAD since 2030-01-01.\n')
    expect(await json('--since', '2030-01-01')).toMatchObject({ head: null, changes: 0, governed: { changes: 0 } })
  })

  it('says that a shallow clone holds a part only', async () => {
    const clone = await repository()
    try {
      await clone.git('fetch', '--quiet', '--depth=1', `file://${repo.path}`, 'main')
      const { stdout } = await runAuthorship(['--stats', '--repo', clone.path, 'FETCH_HEAD'])
      expect(stdout).toContain('shallow clone')
      expect(stdout).toContain(': 1 change, 1 to governed files.\n')
    } finally {
      await clone.remove()
    }
  })

  it('fails as an environment fault without a repository or a revision', async () => {
    await expect(runAuthorship(['--stats', '--repo', repo.path, 'nowhere'])).rejects.toThrow(Fault)
    await expect(runAuthorship(['--stats', '--repo', '/nowhere'])).rejects.toThrow(Fault)
  })

  it.each([
    [['--stats', '--since', 'yesterday']],
    [['--stats', '--since', '2026-13-01']],
    [['--stats', 'main..HEAD']],
    [['--stats', '--jsonl', '-']],
    [['HEAD', '--since', '2026-01-01']],
  ])('refuses %j as a mistake in usage', async (argv) => {
    const failure = await runAuthorship(argv).catch((error: CommanderError) => error)
    expect(failure).toMatchObject({ name: 'CommanderError' })
  })
})
