import type { HistoryCommit } from '../../core/authorship/landed-changes.ts'
import { git } from './git.ts'
import { nulFields } from './nul-fields.ts'
import { resolveCommit } from './revisions.ts'

/** The part of a first-parent history that is not older than a day. */
export interface LandedRange {
  /** The newest commit's id. */
  readonly head: string
  /** The first-parent commit in front of the oldest one in question; absent where the history has none. */
  readonly before?: string
  /** True where the repository holds only a part of its history. */
  readonly shallow: boolean
}

/**
 * Finds the first-parent commits of `revision` that were committed at `sinceMs` (milliseconds since 1970) or later, all
 * of them where it is absent. Undefined where there are none. Throws `Fault` where there is no such revision.
 */
export async function landedRange(
  repository: string,
  revision: string,
  sinceMs: number | undefined,
): Promise<LandedRange | undefined> {
  const head = await resolveCommit(repository, revision)
  const shallow = (await git(repository, ['rev-parse', '--is-shallow-repository'])).trim() === 'true'
  if (sinceMs === undefined) return { head, shallow }
  // A filter looks at every commit: a clock that went wrong once does not end the walk.
  const since = `--since-as-filter=${new Date(sinceMs).toISOString()}`
  let oldest: string | undefined
  const command = [
    'log',
    '-z',
    '--first-parent',
    '--format=tformat:%P',
    since,
    ...PLAIN,
    '--end-of-options',
    head,
    '--',
  ]
  for await (const parents of nulFields(repository, command)) oldest = parents
  if (oldest === undefined) return undefined
  const before = oldest.split(' ')[0] ?? ''
  return before === '' ? { head, shallow } : { head, before, shallow }
}

/** Signatures, notes and mail maps stay out: they would let a repository's configuration rewrite what is read. */
const PLAIN = ['--no-show-signature', '--no-notes', '--no-mailmap', '--no-color', '--encoding=UTF-8']

/** Every commit of the range with those that merges brought in, each after all of its children. */
export async function* landedCommits(repository: string, range: LandedRange): AsyncGenerator<HistoryCommit> {
  const revisions = [range.head, ...(range.before === undefined ? [] : [`^${range.before}`])]
  const format = `--format=tformat:${FIELDS.join('%x00')}`
  const command = ['log', '-z', '--topo-order', format, ...PLAIN, '--end-of-options', ...revisions, '--']
  let fields: string[] = []
  for await (const field of nulFields(repository, command)) {
    fields.push(field)
    if (fields.length < FIELDS.length) continue
    yield commitOf(fields)
    fields = []
  }
}

const FIELDS = ['%H', '%P', '%ct', '%an', '%ae', '%cn', '%ce', '%B']

function commitOf(fields: readonly string[]): HistoryCommit {
  const [sha = '', parentList = '', seconds = '', authorName = '', authorEmail = ''] = fields
  const [committerName = '', committerEmail = '', message = ''] = fields.slice(5)
  const parents = parentList === '' ? [] : parentList.split(' ')
  const commit = { sha, authorName, authorEmail, committerName, committerEmail, message, parents: parents.length }
  return { commit, parents, committedAtMs: Number(seconds) * 1_000 }
}
