import type { LineOrigin } from '../../core/authorship/authorship.ts'
import { lineChanges } from '../../core/text/line-changes.ts'
import type { ChangeHistory } from '../../ports/change-history.ts'
import { Fault } from '../../ports/fault.ts'

/** A commit with all of its files; a history in memory is a line. */
interface MemoryCommit {
  readonly sha: string
  readonly parent?: string
  readonly files: Readonly<Record<string, string>>
}

export interface MemoryChangeHistory extends ChangeHistory {
  commit(commit: MemoryCommit): void
  /** Attaches a note at `refs/notes/ai`, in place of another one. */
  note(sha: string, text: string): void
}

/** History held in memory; the origins of lines are found as `git blame` does, through renames of unchanged files. */
export function memoryChangeHistory(): MemoryChangeHistory {
  const commits = new Map<string, MemoryCommit>()
  const texts = new Map<string, string>()
  return {
    commit: (commit) => void commits.set(commit.sha, commit),
    note: (sha, text) => void texts.set(sha, text),
    notes: async (shas) => ({
      notes: [...new Set(shas)].flatMap((sha) => {
        const text = texts.get(sha)
        return text === undefined ? [] : [{ sha, text }]
      }),
      complete: true,
    }),
    async lineOrigins(revision, path) {
      if (!/^[0-9a-f]{40}$/.test(revision)) throw new Fault('invalid', `${revision} is not the id of a commit`)
      const commit = commits.get(revision)
      return commit?.files[path] === undefined ? undefined : joined(linesOf(commits, commit, path))
    },
  }
}

/** Where each line comes from, by its index. */
function linesOf(
  commits: ReadonlyMap<string, MemoryCommit>,
  commit: MemoryCommit,
  path: string,
): readonly Required<LineOrigin>[] {
  const text = commit.files[path] ?? ''
  const parent = commits.get(commit.parent ?? '')
  const pathBefore = parent === undefined ? undefined : nameBefore(parent, commit, path)
  const before = parent === undefined || pathBefore === undefined ? [] : linesOf(commits, parent, pathBefore)
  const changes = lineChanges(pathBefore === undefined ? undefined : parent?.files[pathBefore], text)
  const inherited = new Map([...changes.surviving].map(([was, is]) => [is, before[was - 1]]))
  return Array.from({ length: lineCount(text) }, (_, index) => {
    const place = { startLine: index + 1, endLine: index + 1 }
    const origin = inherited.get(index + 1)
    return origin === undefined
      ? { ...place, sha: commit.sha, original: { path, startLine: index + 1 } }
      : { ...origin, ...place }
  })
}

function nameBefore(parent: MemoryCommit, commit: MemoryCommit, path: string): string | undefined {
  if (parent.files[path] !== undefined) return path
  const moved = ([name, text]: readonly [string, string]) =>
    text === commit.files[path] && commit.files[name] === undefined
  return Object.entries(parent.files).find(moved)?.[0]
}

function lineCount(text: string): number {
  return text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
}

function joined(lines: readonly Required<LineOrigin>[]): readonly LineOrigin[] {
  const origins: Required<LineOrigin>[] = []
  for (const line of lines) {
    const last = origins.at(-1)
    if (last !== undefined && continues(last, line)) origins[origins.length - 1] = { ...last, endLine: line.endLine }
    else origins.push(line)
  }
  return origins
}

function continues(last: Required<LineOrigin>, line: Required<LineOrigin>): boolean {
  const offset = line.startLine - last.startLine
  const { sha, original } = last
  return (
    sha === line.sha && original.path === line.original.path && original.startLine + offset === line.original.startLine
  )
}
