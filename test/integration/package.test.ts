import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backtestSchema } from '../../src/core/report/backtest-schema.ts'
import { historyFixture } from '../cli/backtest-fixture.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const CASE = join(ROOT, 'test/cases/raw-policy/action-added')

/** What `npm pack` puts together, compiled and without the sources; the dependencies are this checkout's. */
describe('the published package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-package-'))
  const run = (...command: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8', env: {} })
    return { status, stdout, stderr }
  }
  const countersign = (...args: readonly string[]) => run('bin/countersign.js', ...args)

  beforeAll(() => {
    const compiler = join(ROOT, 'node_modules/.bin/tsc')
    const project = ['-p', join(ROOT, 'tsconfig.build.json'), '--outDir', join(folder, 'dist')]
    const { status, stdout } = spawnSync(process.execPath, [compiler, ...project], { encoding: 'utf8' })
    expect(stdout).toBe('')
    expect(status).toBe(0)
    const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    for (const name of ['package.json', ...files].filter((each) => each !== 'dist'))
      cpSync(join(ROOT, name), join(folder, name), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('reviews, with the built-in rules', () => {
    const review = countersign('review', '--base', join(CASE, 'base'), '--head', join(CASE, 'head'))
    expect(review).toMatchObject({ status: 1, stderr: '' })
    expect(review.stdout).toContain('access/broader-access')
    expect(countersign('rules', 'list').stdout).toContain('network/open-to-internet')
  })

  it('replays a history in threads', () => {
    const { repo } = historyFixture()
    const { status, stdout } = countersign('backtest', '--repo', repo.folder, '--jobs', '2', '--format', 'json')
    repo.remove()
    expect(status).toBe(0)
    expect(backtestSchema.parse(JSON.parse(stdout)).replay?.totals).toMatchObject({ changes: 5, held: 3, failed: 0 })
  })

  it('starts as the app, and says what it lacks', () => {
    const { status, stderr, stdout } = run('dist/main.js')
    expect(status).toBe(2)
    expect(stdout + stderr).toContain('APP_ID')
  })
})
