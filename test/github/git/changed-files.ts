import { runGit } from './run-git.ts'

export interface ChangedFile {
  readonly path: string
  readonly previousPath?: string
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed'
  /** The blob at head; at base where the file was removed. */
  readonly sha: string
  readonly additions: number
  readonly deletions: number
  /** The hunks; undefined for a binary file or one whose content did not change. */
  readonly patch?: string
}

/** What changed between two trees or commits, with renames found as GitHub finds them. */
export async function changedFiles(directory: string, base: string, head: string): Promise<readonly ChangedFile[]> {
  const options = ['diff-tree', '-r', '-M', '--no-commit-id', '--full-index']
  const raw = await runGit(directory, [...options, '--raw', '--numstat', '-z', base, head])
  const patches = splitPatches(await runGit(directory, [...options, '-p', base, head]))
  const { entries, counts } = parseRaw(raw)
  let nextPatch = 0
  return entries.map((entry, index) => {
    const patch = patches[nextPatch]
    // Git prints a change of type (a file becomes a link) as a removal and an addition.
    nextPatch += entry.letter === 'T' ? 2 : 1
    const { additions, deletions } = counts[index] ?? { additions: 0, deletions: 0 }
    return {
      path: entry.path,
      ...(entry.previousPath === undefined ? {} : { previousPath: entry.previousPath }),
      status: statusOf(entry.letter),
      sha: entry.letter === 'D' ? entry.baseSha : entry.headSha,
      additions,
      deletions,
      ...(patch === undefined || patch === '' || entry.letter === 'T' ? {} : { patch }),
    }
  })
}

interface RawEntry {
  readonly letter: string
  readonly baseSha: string
  readonly headSha: string
  readonly path: string
  readonly previousPath?: string
}

/** With `-z`, `--raw` and `--numstat` print one list after the other, in the same order. */
function parseRaw(raw: string) {
  const fields = raw.split('\0')
  const entries: RawEntry[] = []
  const counts: { readonly additions: number; readonly deletions: number }[] = []
  for (let at = 0; at < fields.length; ) {
    const field = fields[at] ?? ''
    const first = fields[at + 1] ?? ''
    if (field.startsWith(':')) {
      const [, , baseSha = '', headSha = '', status = ''] = field.split(' ')
      const letter = status.slice(0, 1)
      const moved = letter === 'R' || letter === 'C'
      const paths = moved ? { path: fields[at + 2] ?? '', previousPath: first } : { path: first }
      entries.push({ letter, baseSha, headSha, ...paths })
      at += moved ? 3 : 2
    } else if (field !== '') {
      const [additions = '', deletions = '', path = ''] = field.split('\t')
      counts.push({ additions: Number(additions) || 0, deletions: Number(deletions) || 0 })
      at += path === '' ? 3 : 1
    } else {
      at += 1
    }
  }
  return { entries, counts }
}

/** One text a `diff --git` header, from its first hunk on: what GitHub calls `patch`. */
function splitPatches(text: string): readonly string[] {
  return text
    .split(/^diff --git .*\n/m)
    .slice(1)
    .map((part) => {
      const start = part.search(/^@@ /m)
      return start < 0 ? '' : part.slice(start).replace(/\n$/, '')
    })
}

function statusOf(letter: string): ChangedFile['status'] {
  switch (letter) {
    case 'A':
      return 'added'
    case 'D':
      return 'removed'
    case 'R':
      return 'renamed'
    case 'T':
      return 'changed'
    default:
      return 'modified'
  }
}
