import type { ChangeHistory, CommitNotes, NoteText } from '../../ports/change-history.ts'
import { Fault } from '../../ports/fault.ts'
import type { TreeEntry } from '../../ports/source-trees.ts'
import { blame } from './blame.ts'
import { git, runGit } from './git.ts'
import { type GitTrees, gitTrees } from './git-trees.ts'

const NOTES_REF = 'refs/notes/ai'
const MAX_NOTE_BYTES = 8 * 1024 * 1024
/** Of one answer: who reads the notes of a whole history asks for some thousand commits at a time. */
const MAX_TOTAL_BYTES = 64 * 1024 * 1024
/** For more commits than these the whole tree of notes is listed. */
const MAX_LISTED_FOLDERS = 200
const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** The history of a local repository (bare or not). Notes are read as objects: no command of git's shows them. */
export interface GitChangeHistory extends ChangeHistory {
  close(): void
}

export function gitChangeHistory(repository: string): GitChangeHistory {
  const trees = gitTrees(repository)
  let directory: Promise<string> | undefined
  return {
    notes: (shas) => readNotes(repository, trees, shas),
    async lineOrigins(revision, path) {
      if (!SHA.test(revision)) throw new Fault('invalid', `${revision} is not the id of a commit`)
      directory ??= git(repository, ['rev-parse', '--absolute-git-dir'])
      return blame((await directory).trim(), revision, path)
    },
    close: () => trees.close(),
  }
}

async function readNotes(repository: string, trees: GitTrees, shas: readonly string[]): Promise<CommitNotes> {
  const wanted = new Set(shas.filter((sha) => SHA.test(sha)))
  const entries = wanted.size === 0 ? [] : await listNotes(repository, wanted)
  const notes: NoteText[] = []
  let complete = true
  let totalBytes = 0
  for (const { path, id, sizeBytes } of entries) {
    const sha = path.replaceAll('/', '')
    if (!wanted.has(sha)) continue
    const fits = sizeBytes <= MAX_NOTE_BYTES && totalBytes + sizeBytes <= MAX_TOTAL_BYTES
    const text = fits ? await readText(trees, { path, id, kind: 'file' }) : undefined
    if (text === undefined) complete = false
    else notes.push({ sha, text })
    totalBytes += text === undefined ? 0 : sizeBytes
  }
  return { notes, complete }
}

type NoteEntry = Pick<TreeEntry, 'path' | 'id'> & { readonly sizeBytes: number }

/** A note stands at its commit's id, in which git puts slashes as the notes become many (`ab/cdef…`, `ab/cd/ef…`). */
async function listNotes(repository: string, wanted: ReadonlySet<string>): Promise<readonly NoteEntry[]> {
  const folders = new Set([...wanted].map((sha) => sha.slice(0, 2)))
  const paths = folders.size + wanted.size > MAX_LISTED_FOLDERS ? [] : [...folders, ...wanted]
  const command = ['ls-tree', '-r', '-z', '-l', '--full-tree', '--end-of-options', `${NOTES_REF}^{tree}`, ...paths]
  const { code, stdout } = await runGit(repository, command)
  // Without the ref there are no notes; without the repository, reading its commits has failed before.
  if (code !== 0) return []
  return stdout
    .toString('utf8')
    .split('\0')
    .flatMap((record) => {
      // Of a note that is not here the size is `BAD`, and so no number: it is one that cannot be read.
      const match = /^100\d{3} blob ([0-9a-f]+) +(\d+|BAD)\t([0-9a-f/]+)$/.exec(record)
      return match === null ? [] : [{ id: match[1] ?? '', sizeBytes: Number(match[2]), path: match[3] ?? '' }]
    })
}

/** Undefined where a partial clone has the tree of notes without the note. */
async function readText(trees: GitTrees, entry: TreeEntry): Promise<string | undefined> {
  try {
    return Buffer.from(await trees.read(NOTES_REF, entry)).toString('utf8')
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') return undefined
    throw error
  }
}
