import { spawn } from 'node:child_process'
import type { LineOrigin } from '../../core/authorship/authorship.ts'
import { Fault } from '../../ports/fault.ts'
import { gitArguments, gitEnvironment } from './git.ts'

/** Blame follows a file through its whole history; what takes longer is not worth a review's time. */
const TIMEOUT_MS = 30_000
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024
/** No converters of texts and no list of commits to skip: a configuration would choose the answer. */
const SETTINGS = ['core.quotePath=false', 'diff.algorithm=myers']
const OPTIONS = ['--no-textconv', '--ignore-revs-file=', '--incremental']

/**
 * The origin of every line of `path` at `revision`, sorted and without gaps; undefined where git has none (no such
 * file or commit) or it takes too much. `revision` is a full commit id, `gitDirectory` absolute.
 */
export async function blame(
  gitDirectory: string,
  revision: string,
  path: string,
): Promise<readonly LineOrigin[] | undefined> {
  if (path.includes('\0')) return undefined
  const settings = SETTINGS.flatMap((setting) => ['-c', setting])
  const command = gitArguments(gitDirectory, [...settings, 'blame', ...OPTIONS, revision, '--', path])
  const output = await run(command, gitDirectory)
  return output === undefined ? undefined : originsOf(output)
}

/** What git printed; undefined where it failed, or took too much. */
function run(command: readonly string[], gitDirectory: string): Promise<string | undefined> {
  // A work tree of its own makes paths relative to the root; grafts would replace parents.
  const env = gitEnvironment({ GIT_DIR: gitDirectory, GIT_WORK_TREE: '.', GIT_GRAFT_FILE: '/dev/null' })
  return new Promise((resolve, reject) => {
    const child = spawn('git', command, { env, stdio: ['ignore', 'pipe', 'ignore'], timeout: TIMEOUT_MS })
    const chunks: Buffer[] = []
    let sizeBytes = 0
    child.stdout.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length
      if (sizeBytes > MAX_OUTPUT_BYTES) child.kill('SIGKILL')
      else chunks.push(chunk)
    })
    child.on('error', (cause) =>
      reject(new Fault('unavailable', `git could not be started: ${cause.message}`, { cause })),
    )
    child.on('close', (code) => resolve(code === 0 ? Buffer.concat(chunks).toString('utf8') : undefined))
  })
}

/** An entry begins `<sha> <its line there> <its line here> <lines>` and ends with the name of its file. */
const ENTRY = /^([0-9a-f]{40,64}) (\d+) (\d+) (\d+)$/
const FILE_NAME = 'filename '

function originsOf(output: string): readonly LineOrigin[] | undefined {
  const origins: LineOrigin[] = []
  let entry: RegExpExecArray | null = null
  for (const line of output.split('\n')) {
    entry = ENTRY.exec(line) ?? entry
    if (entry === null || !line.startsWith(FILE_NAME)) continue
    origins.push(originOf(entry, unquoted(line.slice(FILE_NAME.length))))
    entry = null
  }
  origins.sort((one, other) => one.startLine - other.startLine)
  let next = 1
  for (const { startLine, endLine } of origins) {
    if (startLine !== next) return undefined
    next = endLine + 1
  }
  return origins
}

function originOf([, sha = '', there, here, count]: RegExpExecArray, path: string): LineOrigin {
  const startLine = Number(here)
  return { sha, startLine, endLine: startLine + Number(count) - 1, original: { path, startLine: Number(there) } }
}

/** Git's quoting of names that hold quotes, backslashes or controls. */
function unquoted(name: string): string {
  if (!name.startsWith('"')) return name
  return name
    .slice(1, -1)
    .replace(/\\(?:([0-7]{3})|(.))/g, (_, octal: string | undefined, letter: string | undefined) =>
      octal === undefined
        ? (LETTERS.get(letter ?? '') ?? letter ?? '')
        : String.fromCharCode(Number.parseInt(octal, 8)),
    )
}

const LETTERS: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
])
