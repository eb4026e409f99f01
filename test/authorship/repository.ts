import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A git repository in a temporary folder. */
export interface Repository {
  readonly path: string
  git(...command: readonly string[]): Promise<string>
  commit(change: { readonly message: string; readonly author?: string }): Promise<void>
  /** Feeds a script to `git fast-import`. */
  fastImport(script: string): void
  remove(): Promise<void>
}

const execute = promisify(execFile)
const IDENTITY = { GIT_AUTHOR_NAME: 'Jane Example', GIT_AUTHOR_EMAIL: 'jane@example.com' }
const ENVIRONMENT = {
  ...process.env,
  ...IDENTITY,
  GIT_COMMITTER_NAME: 'Mina Park',
  GIT_COMMITTER_EMAIL: 'mina@example.com',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
}

export async function repository(options: { readonly bare?: boolean } = {}): Promise<Repository> {
  const path = await mkdtemp(join(tmpdir(), 'countersign-repository-'))
  const git = async (...command: readonly string[]) => {
    const { stdout } = await execute('git', ['-C', path, ...command], { env: ENVIRONMENT })
    return stdout.trim()
  }
  await git('init', '--quiet', '--initial-branch=main', ...(options.bare === true ? ['--bare'] : []))
  return {
    path,
    git,
    async commit({ message, author }) {
      const by = author === undefined ? [] : [`--author=${author}`]
      await git('commit', '--quiet', '--allow-empty', '--cleanup=verbatim', ...by, '--message', message)
    },
    fastImport(script) {
      execFileSync('git', ['-C', path, 'fast-import', '--quiet'], { env: ENVIRONMENT, input: script })
    },
    remove: () => rm(path, { recursive: true }),
  }
}
