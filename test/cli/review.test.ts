import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reviewSchema } from '../../src/core/report/review-schema.ts'
import { type GitFixture, gitFixture } from './git-fixture.ts'

const BIN = resolve(import.meta.dirname, '../../bin/countersign.js')

function policy(...actions: readonly string[]): string {
  const Statement = [{ Effect: 'Allow', Action: actions, Resource: 'arn:aws:s3:::reports/*' }]
  return `${JSON.stringify({ Version: '2012-10-17', Statement }, null, 2)}\n`
}

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

function reviewed(repo: string, base: string, head: string) {
  const { status, stdout } = run('review', '--repo', repo, '--base', base, '--head', head, '--format', 'json')
  return { status, review: reviewSchema.parse(JSON.parse(stdout)) }
}

describe('countersign review', () => {
  let repo: GitFixture
  let base: string
  beforeAll(() => {
    repo = gitFixture()
    base = repo.commit('Start', { 'policies/reader.json': policy('s3:GetObject'), 'README.md': 'One\n' })
  })
  afterAll(() => repo.remove())

  it('exits 1 on a broadening between two revisions, with a witness at its line', () => {
    const head = repo.commit('Widen', { 'policies/reader.json': policy('s3:GetObject', 's3:PutObject') })
    const { status, review } = reviewed(repo.folder, base, head)
    expect(status).toBe(1)
    expect(review.verdict).toBe('needs-second-human')
    expect(review.findings).toMatchObject([
      {
        kind: 'broadened',
        file: 'policies/reader.json',
        startLine: 8,
        endLine: 8,
        witness: { action: 's3:PutObject' },
      },
    ])
    expect(review.authorship).toMatchObject({ verdict: 'human', commits: [{ verdict: 'human' }] })
  })

  it('reads a bare repository', () => {
    const bare = join(repo.folder, 'bare.git')
    repo.git('clone', '--quiet', '--bare', '.', bare)
    expect(reviewed(bare, base, 'main').status).toBe(1)
  })

  it('exits 0 on the way back, where access only shrinks', () => {
    const { status, review } = reviewed(repo.folder, 'main', base)
    expect(status).toBe(0)
    expect(review.verdict).toBe('clear')
    expect(review.difference.revoked).toHaveLength(1)
  })

  it('flags commits of an AI tool that change governed files, on their lines', () => {
    const before = repo.git('rev-parse', 'HEAD')
    repo.commit('Drop it again\n\nCo-Authored-By: Claude <noreply@anthropic.com>', {
      'policies/reader.json': policy('s3:GetObject'),
    })
    const { status, review } = reviewed(repo.folder, before, 'HEAD')
    expect(status).toBe(1)
    expect(review.findings).toMatchObject([{ rule: 'authorship/ai-authored-change', file: 'policies/reader.json' }])
    expect(review.authorship).toMatchObject({ verdict: 'ai-assisted', commits: [{ tool: 'claude-code' }] })
  })

  it('reviews what would land as well, where the base branch moved on', () => {
    repo.git('checkout', '--quiet', '-b', 'topic', base)
    repo.commit('Allow writing', { 'policies/writer.json': policy('s3:PutObject') })
    repo.git('checkout', '--quiet', 'main')
    const tip = repo.commit('Elsewhere', { 'README.md': 'Two\n' })
    const { status, review } = reviewed(repo.folder, tip, 'topic')
    expect(status).toBe(1)
    expect(review.findings.map(({ file }) => file)).toEqual(['policies/writer.json'])
  })

  it('holds a change that conflicts with the base branch', () => {
    repo.git('checkout', '--quiet', '-b', 'conflicting', base)
    repo.commit('Rename', { 'README.md': 'Three\n' })
    repo.git('checkout', '--quiet', 'main')
    const { status, review } = reviewed(repo.folder, 'main', 'conflicting')
    expect(status).toBe(1)
    expect(review.findings).toMatchObject([{ rule: 'governance/merge-conflict' }])
  })

  it('leaves no object in the repository that it merged in', () => {
    const count = () => readdirSync(join(repo.folder, '.git/objects'), { recursive: true }).length
    const before = count()
    reviewed(repo.folder, 'main', 'topic')
    expect(count()).toBe(before)
  })

  it('reads two directories without a repository', () => {
    const [one, other] = [join(repo.folder, 'one'), join(repo.folder, 'other')]
    cpSync(join(repo.folder, 'policies'), join(one, 'policies'), { recursive: true })
    cpSync(join(repo.folder, 'policies'), join(other, 'policies'), { recursive: true })
    expect(existsSync(join(one, '.git'))).toBe(false)
    const { status, review } = reviewed('/nonexistent', one, other)
    expect(status).toBe(0)
    expect(review.authorship.verdict).toBe('unknown')
  })

  it.each(['text', 'sarif', 'markdown', 'github'])('prints %s', (format) => {
    const args = ['review', '--repo', repo.folder, '--base', base, '--head', 'topic', '--format', format]
    const { status, stdout, stderr } = run(...args)
    expect(status).toBe(1)
    expect(stdout).toContain('s3:PutObject')
    expect(stderr).toBe('')
  })

  it.each([
    [
      'an unknown revision',
      ['--base', 'nowhere', '--head', 'main'],
      2,
      /nowhere is neither a directory nor a revision/,
    ],
    ['an option for a revision', ['--base=--output=x', '--head', 'main'], 2, /neither a directory nor a revision/],
    ['a missing head', ['--base', 'main'], 64, /--head/],
    ['an unknown format', ['--base', 'main', '--head', 'main', '--format', 'xml'], 64, /xml/],
    ['an unknown option', ['--base', 'main', '--head', 'main', '--fast'], 64, /--fast/],
  ])('says what is wrong with %s', (_what, args, status, message) => {
    const result = run('review', '--repo', repo.folder, ...args)
    expect(result.status).toBe(status)
    expect(result.stderr).toMatch(message)
    expect(result.stdout).toBe('')
  })
})
