import type { AgentNote } from '../core/authorship/authorship.ts'
import { readGitAiNote } from '../core/authorship/git-ai-note.ts'
import type { Signatures } from '../core/authorship/signatures.ts'
import type { CommitNotes } from '../ports/change-history.ts'

/** What notes say that agents wrote. One that is malformed, or something else, says nothing. */
export function agentNotes({ notes }: Pick<CommitNotes, 'notes'>, signatures: Signatures): readonly AgentNote[] {
  return notes.flatMap((note) => {
    const read = readGitAiNote(note, signatures)
    return read.kind === 'read' ? read.notes : []
  })
}
