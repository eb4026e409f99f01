import type { HistoryStep } from '../../core/backtest/replayed.ts'
import { git } from './git.ts'
import { nulFields } from './nul-fields.ts'
import { resolveCommit } from './revisions.ts'

/** Which part of a first-parent history: all of it, what was committed since, or the last changes. */
export interface HistoryPart {
  /** Milliseconds since 1970. */
  readonly sinceMs?: number
  readonly last?: number
}

export interface MergedHistory {
  /** The commit that the revision names. */
  readonly head: string
  /** True where the repository holds only a part of its history. */
  readonly shallow: boolean
  /** Newest first. A commit without parents changes nothing that was there, and is left out. */
  readonly changes: readonly HistoryStep[]
}

/** The first-parent history of a revision, change by change. Throws `Fault` where there is no such revision. */
export async function mergedChanges(
  repository: string,
  revision: string,
  { sinceMs, last }: HistoryPart,
): Promise<MergedHistory> {
  const head = await resolveCommit(repository, revision)
  const shallow = (await git(repository, ['rev-parse', '--is-shallow-repository'])).trim() === 'true'
  // A filter looks at every commit: a clock that went wrong once does not end the walk.
  const since = sinceMs === undefined ? [] : [`--since-as-filter=${new Date(sinceMs).toISOString()}`]
  const count = last === undefined ? [] : [`--max-count=${last}`]
  const command = [...COMMAND, ...since, ...count, '--end-of-options', head, '--']
  const changes: HistoryStep[] = []
  let fields: string[] = []
  for await (const field of nulFields(repository, command)) {
    fields.push(field)
    if (fields.length < FIELDS.length) continue
    const [sha = '', parents = '', seconds = '', subject = ''] = fields
    const [base = '', ...others] = parents.split(' ')
    const committedAtMs = Number(seconds) * 1_000
    const step = { sha, base, parents: 1 + others.length, committedAtMs, subject: boundedTo(subject) }
    if (base !== '') changes.push(step)
    fields = []
  }
  return { head, shallow, changes }
}

const FIELDS = ['%H', '%P', '%ct', '%s']
/** Signatures, notes and mail maps stay out: they would let a repository's configuration rewrite what is read. */
const COMMAND = [
  ...['log', '-z', '--first-parent', '--min-parents=1', `--format=tformat:${FIELDS.join('%x00')}`, '--no-patch'],
  ...['--no-show-signature', '--no-notes', '--no-mailmap', '--no-color', '--encoding=UTF-8'],
]

const MAX_SUBJECT = 300

/** A subject may be megabytes long. */
function boundedTo(subject: string): string {
  return subject.length > MAX_SUBJECT ? `${subject.slice(0, MAX_SUBJECT)}…` : subject
}
