import { spawn } from 'node:child_process'
import type { CommitFacts } from '../../core/authorship/authorship.ts'
import { Fault } from '../../ports/fault.ts'
import { gitArguments, gitEnvironment } from './git.ts'

/** A pull request has at most a few hundred commits; a range of more is read with `streamCommits`. */
const MAX_COMMITS = 100_000
/** One commit's fields; git itself accepts far larger messages, which nobody writes. */
const MAX_COMMIT_CHARS = 32 * 1024 * 1024

/**
 * Every commit of `range` (`base..head`, a revision, anything that git calls a revision range), newest first, with
 * those that merges brought in. Throws `Fault` where there is no repository, no such revision, or too much to hold.
 */
export async function readCommits(repository: string, range: string): Promise<readonly CommitFacts[]> {
  const commits: CommitFacts[] = []
  for await (const commit of streamCommits(repository, range)) {
    commits.push(commit)
    if (commits.length > MAX_COMMITS) throw new Fault('invalid', `${range} has more than ${MAX_COMMITS} commits`)
  }
  return commits
}

/** As `readCommits`, one commit at a time: memory does not grow with the range. */
export async function* streamCommits(repository: string, range: string): AsyncGenerator<CommitFacts> {
  const child = spawn('git', gitArguments(repository, logCommand(range)), {
    env: gitEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = endOf(child)
  try {
    yield* commitsOf(child.stdout.setEncoding('utf8'))
    const { code, said } = await ended
    if (code === null) throw new Fault('unavailable', `git could not be run: ${said.trim()}`)
    if (code !== 0) throw new Fault('not-found', `git cannot read the commits of ${range}: ${said.trim()}`)
  } finally {
    // The reader may have stopped early, or thrown: git must not outlive it.
    child.kill()
  }
}

/**
 * `-z` ends every commit with NUL and `%x00` every field: no name and no message can hold one. Signatures, notes and
 * mail maps stay out: they would let a repository's configuration run programs or rewrite what is read.
 */
function logCommand(range: string): readonly string[] {
  if (range.startsWith('-')) throw new Fault('invalid', `${range} is not a revision`)
  const fixed = ['--no-show-signature', '--no-notes', '--no-mailmap', '--no-color', '--encoding=UTF-8']
  return ['log', '-z', `--format=tformat:${FIELDS.join('%x00')}`, ...fixed, '--end-of-options', range, '--']
}

const FIELDS = ['%H', '%P', '%an', '%ae', '%cn', '%ce', '%B']

interface Ended {
  /** Null where git did not start, or was ended from outside. */
  readonly code: number | null
  readonly said: string
}

function endOf(child: ReturnType<typeof spawn>): Promise<Ended> {
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    if (said.length < 10_000) said += chunk.toString()
  })
  return new Promise((resolve) => {
    child.on('error', (cause) => resolve({ code: null, said: cause.message }))
    child.on('close', (code) => resolve({ code, said }))
  })
}

async function* commitsOf(output: AsyncIterable<string>): AsyncGenerator<CommitFacts> {
  let fields: string[] = []
  let open: string[] = []
  let openChars = 0
  for await (const chunk of output) {
    const parts = chunk.split('\0')
    for (const [index, part] of parts.entries()) {
      open.push(part)
      openChars += part.length
      if (openChars > MAX_COMMIT_CHARS) throw new Fault('invalid', 'a commit is larger than 32 MiB')
      if (index === parts.length - 1) break
      fields.push(open.join(''))
      open = []
      if (fields.length < FIELDS.length) continue
      yield commitOf(fields)
      fields = []
      openChars = 0
    }
  }
}

function commitOf(fields: readonly string[]): CommitFacts {
  const [
    sha = '',
    parents = '',
    authorName = '',
    authorEmail = '',
    committerName = '',
    committerEmail = '',
    message = '',
  ] = fields
  const parentCount = parents === '' ? 0 : parents.split(' ').length
  return { sha, authorName, authorEmail, committerName, committerEmail, message, parents: parentCount }
}
