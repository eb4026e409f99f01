import type { LandedRange } from './landed-commits.ts'
import { nulFields } from './nul-fields.ts'

/** What one first-parent commit changed against its first parent. */
export interface LandedDiff {
  readonly sha: string
  readonly files: readonly ChangedFile[]
}

export interface ChangedFile {
  /** Its path after the change, or before it where it was removed. */
  readonly path: string
  /** Blob ids; absent where the file is not there on that side. */
  readonly base?: string
  readonly head?: string
  readonly linesAdded: number
  readonly linesRemoved: number
}

/**
 * The differences of the range's first-parent commits, newest first, of files whose names match `patterns` (git's
 * `glob` path patterns, in any case; a `!` before one takes files out); commits that touch none are left out. A moved
 * file counts by what it changed.
 */
export async function* landedDiffs(
  repository: string,
  range: LandedRange,
  patterns: readonly string[],
): AsyncGenerator<LandedDiff> {
  const revisions = [range.head, ...(range.before === undefined ? [] : [`^${range.before}`])]
  const paths = patterns.map((pattern) =>
    pattern.startsWith('!') ? `:(top,icase,glob,exclude)${pattern.slice(1)}` : `:(top,icase,glob)${pattern}`,
  )
  let open: OpenDiff | undefined
  const fields = nulFields(repository, [...COMMAND, '--end-of-options', ...revisions, '--', ...paths])
  for await (const field of fields) {
    if (open !== undefined && takes(open, field)) continue
    if (open !== undefined) yield closed(open)
    open = { sha: field, files: new Map(), expected: [] }
  }
  if (open !== undefined) yield closed(open)
}

/** No filter, no textual converter and no attribute of the repository decides what counts as a line. */
const COMMAND = [
  ...['-c', 'log.showRoot=true', 'log', '-z', '--first-parent', '--diff-merges=first-parent', '--format=tformat:%H'],
  ...['--raw', '--numstat', '--no-abbrev', '--find-renames', '-l1000', '--text', '--no-ext-diff', '--no-textconv'],
  ...['--ignore-submodules=all', '--no-show-signature', '--no-notes', '--no-color'],
]

interface OpenDiff {
  readonly sha: string
  readonly files: Map<string, ChangedFile>
  /** What the next fields are: the paths of an entry that has been read. */
  expected: ((path: string) => void)[]
}

/** Reads one field of a commit's difference; false where it is the next commit's id. */
function takes(open: OpenDiff, field: string): boolean {
  const next = open.expected.shift()
  if (next !== undefined) {
    next(field)
    return true
  }
  // The first entry of a commit stands on a line of its own.
  const entry = field.startsWith('\n') ? field.slice(1) : field
  const raw = RAW.exec(entry)
  if (raw !== null) {
    const [, base = '', head = '', status = ''] = raw
    expectPath(open, 'RC'.includes(status), (path) => open.files.set(path, changedFile(path, base, head)))
    return true
  }
  const counted = COUNTED.exec(entry)
  if (counted === null) return false
  const [, added = '', removed = '', path = ''] = counted
  if (path === '') expectPath(open, true, (moved) => count(open, moved, added, removed))
  else count(open, path, added, removed)
  return true
}

/** `:<mode> <mode> <id> <id> <status>`, and `<added>\t<removed>\t<path>`, where `-` stands for what is not text. */
const RAW = /^:\d{6} \d{6} ([0-9a-f]{40,64}) ([0-9a-f]{40,64}) ([A-Z])\d{0,3}$/
const COUNTED = /^(\d{1,10}|-)\t(\d{1,10}|-)\t([\s\S]*)$/

/** A moved file is given with its old path and then its new one. */
function expectPath(open: OpenDiff, moved: boolean, take: (path: string) => void): void {
  open.expected = moved ? [() => undefined, take] : [take]
}

function changedFile(path: string, base: string, head: string): ChangedFile {
  return {
    path,
    ...(ABSENT.test(base) ? {} : { base }),
    ...(ABSENT.test(head) ? {} : { head }),
    linesAdded: 0,
    linesRemoved: 0,
  }
}

const ABSENT = /^0+$/

function count(open: OpenDiff, path: string, added: string, removed: string): void {
  const file = open.files.get(path)
  if (file === undefined) return
  open.files.set(path, { ...file, linesAdded: lines(added), linesRemoved: lines(removed) })
}

function lines(figure: string): number {
  return figure === '-' ? 0 : Number(figure)
}

function closed({ sha, files }: OpenDiff): LandedDiff {
  return { sha, files: [...files.values()] }
}
