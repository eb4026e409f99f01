import { type ChildProcess, spawn } from 'node:child_process'
import { Fault } from '../../ports/fault.ts'

/** A repository's content is hostile: nothing of its configuration may run a program or replace objects. */
const HARDENED = ['--no-pager', '--no-replace-objects', '-c', 'safe.directory=*', '-c', 'core.fsmonitor=false']
const ENVIRONMENT = { GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' }
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024

/** The arguments that start every git command on `repository` (a work tree or a bare repository). */
export function gitArguments(repository: string, command: readonly string[]): string[] {
  return ['-C', repository, ...HARDENED, ...command]
}

export function gitEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { ...process.env, ...ENVIRONMENT, ...extra }
}

export interface GitOutput {
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: string
}

/**
 * Runs git without a shell and waits for it, with `timeoutMs` no longer than that, and no longer than this process runs.
 * Throws `Fault` where git is missing or floods its output.
 */
export function runGit(
  repository: string,
  command: readonly string[],
  options: { readonly environment?: Readonly<Record<string, string>>; readonly timeoutMs?: number } = {},
): Promise<GitOutput> {
  const { environment, timeoutMs } = options
  const limits = timeoutMs === undefined ? {} : { timeout: timeoutMs }
  return new Promise((resolve, reject) => {
    const child = spawn('git', gitArguments(repository, command), { env: gitEnvironment(environment), ...limits })
    if (timeoutMs !== undefined) endWithProcess(child)
    const stdout: Buffer[] = []
    let sizeBytes = 0
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length
      if (sizeBytes > MAX_OUTPUT_BYTES) child.kill('SIGKILL')
      else stdout.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < 10_000) stderr += chunk.toString()
    })
    child.on('error', (cause) =>
      reject(new Fault('unavailable', `git could not be started: ${cause.message}`, { cause })),
    )
    child.on('close', (code) => {
      if (sizeBytes > MAX_OUTPUT_BYTES) reject(new Fault('invalid', `git ${command[0]} printed more than 512 MiB`))
      else resolve({ code: code ?? 1, stdout: Buffer.concat(stdout), stderr })
    })
    child.stdin.end()
  })
}

/** What takes long must not go on when nobody waits for it any more. */
function endWithProcess(child: ChildProcess): void {
  const end = () => child.kill()
  // Before whoever removes what it writes to.
  process.prependListener('exit', end)
  child.on('close', () => process.off('exit', end))
}

/** Runs git and returns what it printed; any exit code but 0 is a `Fault` that says what git said. */
export async function git(repository: string, command: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runGit(repository, command)
  if (code !== 0) throw new Fault('not-found', `git ${command[0]} failed in ${repository}: ${stderr.trim()}`)
  return stdout.toString('utf8')
}
