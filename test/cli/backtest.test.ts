import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BacktestJson } from '../../src/core/report/backtest-schema.ts'
import { backtest, backtestAsJson, type History, historyFixture, waivedHistory } from './backtest-fixture.ts'

describe('countersign backtest', () => {
  let history: History
  let folder: string
  let repo: string
  /** A file of results, and what the run that made it has said. */
  let results: string
  let whole: BacktestJson
  beforeAll(() => {
    history = historyFixture()
    repo = history.repo.folder
    folder = mkdtempSync(join(tmpdir(), 'countersign-backtest-'))
    results = join(folder, 'results.jsonl')
    whole = backtestAsJson('--repo', repo, '--jobs', '2', '--resume', results)
  })
  afterAll(() => {
    history.repo.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  it('counts each merge and single commit once, held or clear, by rule', () => {
    const { changes } = history
    const { replay, time, head } = whole
    expect(head).toBe(changes.undecided)
    expect(time).toMatchObject({ replayed: 5, jobs: 2 })
    expect(replay?.totals).toMatchObject({ changes: 5, held: 3, clear: 2, failed: 0 })
    expect(replay?.held.map(({ sha }) => sha)).toEqual([changes.undecided, changes.opened, changes.widened])
    expect(replay?.months).toEqual([{ month: '2026-03', held: 3, clear: 2 }])
    const opening = replay?.rules.find(({ rule }) => rule === 'network/open-to-internet')
    // Without it the rule of any broader ingress would hold the change.
    expect(opening).toMatchObject({ held: 1, alone: 0, files: [{ file: 'network.tf', changes: 1 }] })
    expect(replay?.rules.find(({ rule }) => rule === 'access/broader-access')).toMatchObject({ held: 1, alone: 1 })
    expect(opening?.samples.map(({ subject }) => subject)).toEqual(['Open the port'])
    expect(replay?.totals.undecided.held).toBe(1)
  })

  it('holds what the review of the same two revisions holds, and reads a bare repository', () => {
    const bare = join(folder, 'bare.git')
    history.repo.git('clone', '--quiet', '--bare', '.', bare)
    const { replay } = backtestAsJson('--repo', bare, '--last', '2', 'main~1')
    expect(replay?.totals).toMatchObject({ changes: 2, held: 1 })
    expect(replay?.held[0]?.sha).toBe(history.changes.opened)
  })

  it('replays nothing before --since', () => {
    const { stdout, status } = backtest('--repo', repo, '--since', '2026-03-17')
    expect(status).toBe(0)
    expect(stdout).toContain('0 changes since 2026-03-17')
  })

  it('writes out what a hostile subject hides, in text and in HTML', () => {
    const { stdout: text } = backtest('--repo', repo, '--resume', results)
    const { stdout: html } = backtest('--repo', repo, '--format', 'html', '--resume', results)
    expect(text).toContain('Widen \\u{1b}[2J<script>')
    expect(text).not.toContain('\u001b')
    expect(html).toContain('Widen \\u{1b}[2J&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot; \\u{202e}')
    expect(html).not.toMatch(/<script|\u001b|\u202e|(?:src|href)=/)
    expect(html).toContain("default-src 'none'")
    expect(html).toContain('<svg')
    expect(html).toContain('<title>2026-03: 3 held, 2 clear</title>')
  })

  it('goes on after an interruption, and says the same', () => {
    const lines = readFileSync(results, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
    expect(lines).toHaveLength(6)
    // The run was ended after two results, in the middle of the third.
    const file = join(folder, 'interrupted.jsonl')
    writeFileSync(file, `${lines.slice(0, 3).join('\n')}\n${lines[3]?.slice(0, 60)}`)
    const resumed = backtestAsJson('--repo', repo, '--jobs', '1', '--resume', file)
    expect(resumed.time.replayed).toBe(3)
    expect(withoutTime(resumed)).toEqual(withoutTime(whole))
    expect(backtestAsJson('--repo', repo, '--resume', file).time.replayed).toBe(0)
  })

  it('refuses results that other rules have made, and files that are something else', () => {
    const other = backtest('--repo', repo, '--rules', withoutPort(), '--resume', results)
    expect(other).toMatchObject({ status: 64, stdout: '' })
    expect(other.stderr).toContain('made with other rules')
    const notes = join(folder, 'notes.txt')
    appendFileSync(notes, 'Remember the milk\n')
    expect(backtest('--repo', repo, '--resume', notes).status).toBe(64)
    expect(readFileSync(notes, 'utf8')).toBe('Remember the milk\n')
  })

  it('shows what a second set of rules would change, and nothing else', () => {
    const against = withoutPort()
    const { replay, difference } = backtestAsJson('--repo', repo, '--against', against)
    expect(replay).toBeUndefined()
    expect(difference?.noLongerHeld.map(({ sha }) => sha)).toEqual([history.changes.opened])
    expect(difference?.newlyHeld).toEqual([])
    expect(difference?.rules).toMatchObject([{ rule: 'network/open-to-internet', newly: 0, noLonger: 1 }])
    const { stdout } = backtest('--repo', repo, '--last', '1', '--rules', against, '--against', against)
    expect(stdout).toContain('Every rule holds the same changes in both.')
  })

  it('refuses rules that are broken, at their line, and a folder without any', () => {
    const broken = join(folder, 'broken')
    mkdirSync(join(broken, 'access'), { recursive: true })
    writeFileSync(join(broken, 'access', 'mine.yml'), 'title: Mine\nseverity: enormous\n')
    const { status, stderr } = backtest('--repo', repo, '--rules', broken)
    expect(status).toBe(64)
    expect(stderr).toContain('mine.yml:2:')
    mkdirSync(join(folder, 'empty'))
    expect(backtest('--repo', repo, '--rules', join(folder, 'empty')).status).toBe(64)
  })

  it('counts a change that cannot be examined as held, and examines the others', () => {
    const copy = join(folder, 'copy')
    cpSync(repo, copy, { recursive: true })
    const blob = history.repo.git('rev-parse', `${history.changes.opened}:network.tf`)
    rmSync(join(copy, '.git', 'objects', blob.slice(0, 2), blob.slice(2)))
    const { replay } = backtestAsJson('--repo', copy)
    expect(replay?.totals).toMatchObject({ changes: 5, failed: 2, held: 3, clear: 2 })
    const failed = replay?.held.find(({ sha }) => sha === history.changes.opened)
    expect(failed?.error).toContain('is missing')
  })

  it('says which waivers of the settings let changes pass, and which were never needed', () => {
    const waived = waivedHistory()
    try {
      const { replay, waivers } = backtestAsJson('--repo', waived.folder, '--jobs', '1')
      expect(replay?.totals).toMatchObject({ changes: 2, held: 1 })
      expect(waivers?.map(({ resource, changes, whyNotNow }) => [resource, changes, whyNotNow])).toEqual([
        ['aws_iam_role_policy.app', 1, 'It expired at the end of 2026-03-31 (UTC).'],
        ['aws_iam_role_policy.web', 0, 'It expired at the end of 2026-03-31 (UTC).'],
      ])
      expect(waivers?.[0]?.newest?.subject).toBe('Widen')
    } finally {
      waived.remove()
    }
  })

  it('exits 2 without a repository or such a revision, 64 for misuse', () => {
    expect(backtest('--repo', join(folder, 'nowhere')).status).toBe(2)
    expect(backtest('--repo', repo, 'no-such-branch').status).toBe(2)
    expect(backtest('--repo', repo, '--last', '0').status).toBe(64)
    expect(backtest('--repo', repo, '--last', '1', '--since', '2026-01-01').status).toBe(64)
    expect(backtest('--repo', repo, '--since', 'yesterday').status).toBe(64)
  })

  /** Rules that tell of open ports and no longer hold them. */
  function withoutPort(): string {
    const rules = mkdtempSync(join(folder, 'rules-'))
    mkdirSync(join(rules, 'network'))
    for (const name of ['open-to-internet', 'broader-ingress']) {
      const text = readFileSync(join(import.meta.dirname, '../../rules/network', `${name}.yml`), 'utf8')
      writeFileSync(join(rules, 'network', `${name}.yml`), text.replace('humans: 2', 'humans: 1'))
    }
    return rules
  }
})

function withoutTime(json: BacktestJson): Omit<BacktestJson, 'time'> {
  const { time: _, ...rest } = json
  return rest
}
