import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { CommanderError } from 'commander'
import { rulesCommand } from '../../src/cli/rules.ts'
import { Fault } from '../../src/ports/fault.ts'
import type { SecondOpinion } from '../../src/ports/second-opinion.ts'

/** A rule of an organisation's own, as a file. */
export const OWN_RULE = `title: Our own rule
severity: high
kind: broadened
when: change.origin == "allowed"
headline: "Our own: {actions}"
message: Because we say so.
fix: Do not do that.
`

export interface RulesRun {
  readonly code: number | undefined
  readonly stdout: string
  readonly stderr: string
}

/** Runs `countersign rules …` in this process, with the exit codes that `main.ts` gives. */
export function runRules(...args: readonly string[]): Promise<RulesRun> {
  return runRulesWith(undefined, ...args)
}

/** The same with a second opinion that stays open: starting one takes longer than the examples. */
export async function runRulesWith(
  secondOpinion: SecondOpinion | undefined,
  ...args: readonly string[]
): Promise<RulesRun> {
  const out = { code: undefined as number | undefined, stdout: '', stderr: '' }
  const sink = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      out[name] += text
      return true
    },
    once: () => undefined,
  })
  const setExitCode = (code: number) => {
    out.code = code
  }
  const streams = { stdin: process.stdin, stdout: sink('stdout'), stderr: sink('stderr'), setExitCode }
  const command = rulesCommand(streams, secondOpinion)
  for (const each of command.commands) each.configureOutput({ writeErr: (text) => sink('stderr').write(text) })
  try {
    await command.exitOverride().parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return { ...out, code: 64 }
    if (error instanceof Fault) return { ...out, code: 2, stderr: error.message }
    throw error
  }
  return out
}

export interface Folder {
  readonly path: string
  /** Writes these files below it. */
  put(files: Readonly<Record<string, string>>): void
  remove(): void
}

/** A temporary folder with these files. */
export function folderOf(files: Readonly<Record<string, string>>): Folder {
  const path = mkdtempSync(join(tmpdir(), 'countersign-rules-'))
  const put: Folder['put'] = (more) => {
    for (const [name, text] of Object.entries(more)) {
      mkdirSync(dirname(join(path, name)), { recursive: true })
      writeFileSync(join(path, name), text)
    }
  }
  put(files)
  return { path, put, remove: () => rmSync(path, { recursive: true, force: true }) }
}
