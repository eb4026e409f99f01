import type { CommitFacts } from '../../core/authorship/authorship.ts'
import { Fault } from '../../ports/fault.ts'
import { nulFields } from './nul-fields.ts'

/** A pull request has at most a few hundred commits; a range of more is read with `streamCommits`. */
const MAX_COMMITS = 100_000

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
  let fields: string[] = []
  for await (const field of nulFields(repository, logCommand(range))) {
    fields.push(field)
    if (fields.length < FIELDS.length) continue
    yield commitOf(fields)
    fields = []
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
