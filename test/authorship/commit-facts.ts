import { readBundledRule } from '../../src/adapters/filesystem/bundled-rules.ts'
import type { CommitFacts } from '../../src/core/authorship/authorship.ts'
import { parseSignatures, type Signatures } from '../../src/core/authorship/signatures.ts'

/** A human's ordinary commit, with whatever a test changes about it. */
export function commitFacts(changes: Partial<CommitFacts> = {}): CommitFacts {
  return {
    sha: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
    authorName: 'Jane Example',
    authorEmail: 'jane@example.com',
    committerName: 'Jane Example',
    committerEmail: 'jane@example.com',
    message: 'Add retries to the uploader',
    parents: 1,
    ...changes,
  }
}

export const SIGNATURES_YAML = readBundledRule('authorship/signatures.yml')

/** The signatures that come with the package. */
export const SIGNATURES: Signatures = usable(SIGNATURES_YAML)

function usable(yaml: string): Signatures {
  const { signatures, diagnostics } = parseSignatures(yaml, 'rules/authorship/signatures.yml')
  if (signatures === null) throw new Error(`the bundled signatures are broken: ${diagnostics[0]?.summary}`)
  return signatures
}
