import { spawn } from 'node:child_process'

/** Nothing of the machine's own git configuration, language or time zone reaches the double's repositories. */
const environment = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  HOME: '/nonexistent',
  LC_ALL: 'C',
  TZ: 'UTC',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
}

export interface GitResult {
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: string
}

/** Runs git in `directory` and returns its standard output as text. Throws where it exits with anything but 0. */
export async function runGit(
  directory: string,
  args: readonly string[],
  input?: Uint8Array,
  variables?: Readonly<Record<string, string>>,
): Promise<string> {
  const result = await tryGit(directory, args, input, variables)
  if (result.code !== 0) throw new Error(`git ${args.join(' ')} exited with ${result.code}: ${result.stderr}`)
  return result.stdout.toString('utf8')
}

/** As `runGit`, for the commands whose exit code is an answer (`merge-base`, `merge-tree`). */
export function tryGit(
  directory: string,
  args: readonly string[],
  input?: Uint8Array,
  variables: Readonly<Record<string, string>> = {},
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const env = { ...environment, ...variables }
    const child = spawn('git', args, { cwd: directory, env, stdio: ['pipe', 'pipe', 'pipe'] })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    child.on('error', (cause) => reject(new Error(`git could not be started: ${cause.message}`, { cause })))
    // A git that refuses its input early closes the pipe; its exit code and message say why.
    child.stdin.on('error', () => undefined)
    child.on('close', (code) => {
      resolve({ code: code ?? -1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') })
    })
    child.stdin.end(input)
  })
}

/** Starts git with its standard input and output left open, for `cat-file --batch`. */
export function startGit(directory: string, args: readonly string[]) {
  return spawn('git', args, { cwd: directory, env: environment, stdio: ['pipe', 'pipe', 'ignore'] })
}
