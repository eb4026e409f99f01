import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { type BacktestJson, backtestSchema } from '../../src/core/report/backtest-schema.ts'
import type { GitHub } from '../github/start-github.ts'

const BIN = resolve(import.meta.dirname, '../../bin/countersign.js')

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** `countersign backtest` as somebody runs it who has the app's credentials in the environment. */
export interface InstalledBacktest {
  run(...args: readonly string[]): Promise<Ran>
  /** With other variables, and with a signal sent as soon as `when` comes. */
  runWith(
    args: readonly string[],
    more: { readonly variables?: Readonly<Record<string, string>>; readonly endWhen?: Promise<unknown> },
  ): Promise<Ran>
  json(...args: readonly string[]): Promise<BacktestJson>
  /** Where the command makes its temporary folders. */
  readonly temporary: string
  /** A folder for `--cache`. */
  readonly cache: string
  readonly environment: Readonly<Record<string, string>>
  /** Every command line that git was started with. */
  gitCommands(): string
  remove(): void
}

export function installedBacktest(github: GitHub): InstalledBacktest {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-installed-'))
  const temporary = mkdtempSync(join(folder, 'tmp-'))
  const cache = mkdtempSync(join(folder, 'cache-'))
  const log = join(folder, 'git.log')
  writeFileSync(log, '')
  const path = process.env['PATH'] ?? ''
  const git = join(folder, 'git')
  writeFileSync(git, `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\nPATH='${path}' exec git "$@"\n`)
  chmodSync(git, 0o700)
  const environment = {
    ...{ PATH: `${folder}${delimiter}${path}`, TMPDIR: temporary, HOME: folder, NO_COLOR: '1' },
    ...{ APP_ID: String(github.app.id), PRIVATE_KEY: github.app.privateKey },
    ...{ GHE_HOST: github.host, GHE_PROTOCOL: 'http' },
  }
  const runWith: InstalledBacktest['runWith'] = (args, { variables = {}, endWhen }) =>
    new Promise((answer, reject) => {
      const command = [BIN, 'backtest', ...args]
      const child = spawn(process.execPath, command, { env: { ...environment, ...variables } })
      const said = { stdout: '', stderr: '' }
      child.stdout.on('data', (chunk: Buffer) => {
        said.stdout += chunk.toString()
      })
      child.stderr.on('data', (chunk: Buffer) => {
        said.stderr += chunk.toString()
      })
      endWhen?.then(() => child.kill('SIGINT'), reject)
      child.on('error', reject)
      child.on('close', (status) => answer({ status, ...said }))
    })
  return {
    ...{ temporary, cache, environment },
    run: (...args) => runWith(args, {}),
    runWith,
    async json(...args) {
      const { status, stdout, stderr } = await runWith([...args, '--format', 'json'], {})
      if (status !== 0) throw new Error(`exit code ${status}: ${stderr}`)
      return backtestSchema.parse(JSON.parse(stdout))
    },
    gitCommands: () => readFileSync(log, 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
