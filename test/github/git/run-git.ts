import { type ChildProcess, fork, spawn } from 'node:child_process'
import { type GitJob, gitOutcome } from './git-worker.ts'

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
  const job = { directory, args: [...args], environment: { ...environment, ...variables } }
  return ask(input === undefined ? job : { ...job, input })
}

/** Starts git with its standard input and output left open, for `cat-file --batch`. */
export function startGit(directory: string, args: readonly string[]) {
  return spawn('git', args, { cwd: directory, env: environment, stdio: ['pipe', 'pipe', 'ignore'] })
}

interface Waiting {
  readonly resolve: (result: GitResult) => void
  readonly reject: (error: Error) => void
}

const waiting = new Map<number, Waiting>()
const started: { worker?: ChildProcess; jobs: number } = { jobs: 0 }

/**
 * Has a small process of its own start git: starting one from a process that holds a whole server and its database
 * takes many times as long, since all its memory is set up twice.
 */
function ask(job: Omit<GitJob, 'id'>): Promise<GitResult> {
  const worker = started.worker ?? startWorker()
  started.worker = worker
  started.jobs += 1
  const id = started.jobs
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject })
    worker.channel?.ref()
    worker.send({ id, ...job })
  })
}

function startWorker(): ChildProcess {
  const worker = fork(new URL('./git-worker.ts', import.meta.url), {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  worker.on('message', (message) => {
    const { id, code, stdout, stderr, failure } = gitOutcome.parse(message)
    const asked = waiting.get(id)
    waiting.delete(id)
    // Nobody is kept alive by a worker that has nothing to do.
    if (waiting.size === 0) worker.channel?.unref()
    if (failure === undefined) asked?.resolve({ code, stdout: Buffer.from(stdout), stderr })
    else asked?.reject(new Error(`git could not be started: ${failure}`))
  })
  worker.on('exit', (code) => {
    delete started.worker
    for (const { reject } of waiting.values()) reject(new Error(`the process that starts git ended with ${code}`))
    waiting.clear()
  })
  worker.unref()
  worker.channel?.unref()
  return worker
}
