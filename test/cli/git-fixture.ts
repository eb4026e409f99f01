import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface GitFixture {
  readonly folder: string
  /** Commits these files (undefined deletes) on the current branch and returns the commit. */
  commit(message: string, files: Readonly<Record<string, string | undefined>>): string
  git(...command: readonly string[]): string
  remove(): void
}

/** A real repository with a work tree, in a temporary folder. */
export function gitFixture(): GitFixture {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-git-'))
  const identity = { NAME: 'Ada Example', EMAIL: 'ada@example.com', DATE: '2026-03-16T09:00:00Z' }
  const env = Object.fromEntries(
    Object.entries(identity).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value],
      [`GIT_COMMITTER_${key}`, value],
    ]),
  )
  const git = (...command: readonly string[]) =>
    execFileSync('git', ['-C', folder, ...command], { env: { ...process.env, ...env }, stdio: 'pipe' })
      .toString()
      .trim()
  git('init', '--quiet', '--initial-branch=main')
  return {
    folder,
    git,
    commit(message, files) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        if (text === undefined) rmSync(join(folder, path))
        else writeFileSync(join(folder, path), text)
      }
      git('add', '--all')
      git('commit', '--quiet', '--allow-empty', '--message', message)
      return git('rev-parse', 'HEAD')
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
