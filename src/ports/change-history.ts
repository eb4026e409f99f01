import type { LineOrigin } from '../core/authorship/authorship.ts'

/** What a repository's history tells of a change, beyond its commits. Every method throws `Fault`. */
export interface ChangeHistory {
  /**
   * The texts of the notes that `refs/notes/ai` attaches to these commits (full ids); a commit without one is absent.
   * Whoever may push writes notes, so a text is hostile. Bounded: `complete` is false where something was left out.
   * `tipSha` is the commit of the notes where that was told a moment ago, null where there is none.
   */
  notes(shas: readonly string[], tipSha?: string | null): Promise<CommitNotes>
  /**
   * Which commit last changed each line of a file at `revision` (a full id, else `Fault` of kind `invalid`), in order
   * of lines, without gaps; undefined where that cannot be told (no such file or commit, beyond a limit). What a line's
   * number was in its commit is told where the platform tells it, and else only for commits whose notes were read here.
   */
  lineOrigins(revision: string, path: string): Promise<readonly LineOrigin[] | undefined>
}

export interface CommitNotes {
  readonly notes: readonly NoteText[]
  readonly complete: boolean
}

export interface NoteText {
  /** The commit that it is attached to. */
  readonly sha: string
  readonly text: string
}
