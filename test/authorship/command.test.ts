import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommanderError } from 'commander'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Fault } from '../../src/ports/fault.ts'
import { readCorpus } from './corpus.ts'
import { type Repository, repository } from './repository.ts'
import { runAuthorship as run } from './run-authorship.ts'

const LINE = {
  id: 'c1',
  author_name: 'Jane Example',
  author_email: 'jane@example.com',
  committer_name: 'Jane Example',
  committer_email: 'jane@example.com',
  message: 'Fix it\n\nCo-Authored-By: Claude <noreply@anthropic.com>',
}

describe('countersign authorship --jsonl', () => {
  it('answers each line in the shape of the contract', async () => {
    const { stdout, stderr, code } = await run(['--jsonl', '-'], `${JSON.stringify(LINE)}\n`)
    const evidence =
      '[{"where":"trailer","match":"Co-Authored-By: Claude <noreply@anthropic.com>","strength":"trailer"}]'
    expect(stdout).toBe(`{"id":"c1","verdict":"ai-assisted","tool":"claude-code","evidence":${evidence}}\n`)
    expect([stderr, code]).toEqual(['', 0])
  })

  it('answers the whole corpus in order', async () => {
    const rows = [...readCorpus('without-ai-evidence'), ...readCorpus('with-evidence')]
    const { stdout, code } = await run(['--jsonl', '-'], rows.map((row) => JSON.stringify(row)).join('\n'))
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line): { id: string; verdict: string } => JSON.parse(line))
    expect(answers.map(({ id, verdict }) => [id, verdict])).toEqual(rows.map((row) => [row.id, row.expect.verdict]))
    expect(code).toBe(0)
  })

  it('takes optional fields, null for them, numbers as ids, CRLF, blank lines and a last line without an end', async () => {
    const login = { ...LINE, id: 7, author_login: 'devin-ai-integration[bot]', branch: null, extra: true, message: 'x' }
    const branch = { ...LINE, id: 'ü', author_login: null, branch: 'codex/x', message: 'x' }
    const { stdout, code } = await run(['--jsonl', '-'], `\n${JSON.stringify(login)}\r\n\n${JSON.stringify(branch)}`)
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(answers).toMatchObject([
      { id: 7, verdict: 'ai', tool: 'devin' },
      { id: 'ü', verdict: 'ai-assisted', tool: 'codex' },
    ])
    expect(code).toBe(0)
  })

  it('gives a bad line no verdict, names it, answers the rest and ends with 64', async () => {
    const lines = ['{', JSON.stringify({ ...LINE, message: undefined }), JSON.stringify(LINE), '[]', 'null']
    const { stdout, stderr, code } = await run(['--jsonl', '-'], lines.join('\n'))
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual(['c1'])
    expect(stderr).toMatch(/^line 1: not JSON.*\nline 2: message: .*\nline 4: the line: .*\nline 5: the line: .*\n$/)
    expect(code).toBe(64)
  })

  it('answers nothing for nothing', async () => {
    expect(await run(['--jsonl', '-'], '')).toEqual({ stdout: '', stderr: '', code: 0 })
  })

  it('reads a file, and says when it cannot', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'authorship-'))
    try {
      const file = join(folder, 'commits.jsonl')
      await writeFile(file, `${JSON.stringify(LINE)}\n`)
      expect((await run(['--jsonl', file])).stdout).toContain('"verdict":"ai-assisted"')
      await expect(run(['--jsonl', join(folder, 'none')])).rejects.toThrow(Fault)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('countersign authorship RANGE', () => {
  let repo: Repository
  beforeAll(async () => {
    repo = await repository()
    await repo.commit({ message: 'Begin' })
    await repo.commit({ message: 'Add \u001b[31mcolour\n\nMade-with: Cursor' })
    await repo.commit({ message: 'Fix it', author: 'Claude <noreply@anthropic.com>' })
  })
  afterAll(() => repo.remove())

  it('prints per commit its verdict and every piece of evidence, then the sums', async () => {
    const { stdout, code } = await run(['--repo', repo.path, 'HEAD'])
    expect(stdout).toContain('ai           Claude on the web  Fix it\n')
    expect(stdout).toContain('author-email: noreply@anthropic.com\n')
    expect(stdout).toContain('Claude on the web; an e-mail address, which anybody can set\n')
    expect(stdout).toContain('ai-assisted  Cursor  Add \\u{1b}[31mcolour\n')
    expect(stdout).toContain('human        Begin\n')
    expect(stdout).toContain('\n3 commits: 1 ai, 1 ai-assisted, 0 bot, 1 human.')
    expect(code).toBe(0)
  })

  it('prints one JSON document and nothing else', async () => {
    const { stdout } = await run(['--repo', repo.path, 'HEAD~1..HEAD', '--format', 'json'])
    expect(JSON.parse(stdout)).toEqual({
      schema: 'countersign.authorship/1',
      commits: [
        {
          id: await repo.git('rev-parse', 'HEAD'),
          verdict: 'ai',
          tool: 'claude-web',
          evidence: [{ where: 'author-email', match: 'noreply@anthropic.com', strength: 'email' }],
        },
      ],
    })
  })

  it('prints an empty answer for an empty range', async () => {
    expect((await run(['--repo', repo.path, 'HEAD..HEAD'])).stdout).toBe('No commits in the range.\n')
    const { stdout } = await run(['--repo', repo.path, 'HEAD..HEAD', '--format', 'json'])
    expect(JSON.parse(stdout)).toEqual({ schema: 'countersign.authorship/1', commits: [] })
  })

  it('fails as an environment fault without a repository or a revision', async () => {
    await expect(run(['--repo', tmpdir(), 'HEAD'])).rejects.toThrow(Fault)
    await expect(run(['--repo', repo.path, 'nowhere..HEAD'])).rejects.toThrow(/nowhere/)
  })

  it.each([[[]], [['HEAD', '--jsonl', '-']], [['--jsonl', '-', '--repo', '.']], [['HEAD', '--format', 'xml']]])(
    'refuses %j as a mistake in usage',
    async (argv) => {
      const failure = await run(argv).catch((error: CommanderError) => error)
      expect(failure).toMatchObject({ name: 'CommanderError' })
    },
  )
})
