import type { CommitFacts, Evidence } from './authorship.ts'
import { evidenceOf } from './evidence.ts'
import { fold, type PrefixSignature, type Signatures } from './signature-index.ts'

/**
 * The head branch as evidence: text that anybody can choose. A merge commit on such a branch is left out: a human who
 * merges `codex/…`, or brings an agent's branch up to date, has not been helped by the agent to do so.
 */
export function branchEvidence(commit: CommitFacts, signatures: Signatures): readonly Evidence[] {
  if (commit.branch === undefined || commit.parents > 1 || isMergeMessage(commit.message)) return []
  return headBranchEvidence(commit.branch, signatures)
}

/** Evidence that a pull request's head branch gives by its name. */
export function headBranchEvidence(branch: string, signatures: Signatures): readonly Evidence[] {
  const name = fold(branch.slice(0, BRANCH_CHARS)).replace(REMOTE, '')
  return signatures.branches
    .filter((signature) => beginsWith(name, signature))
    .map(({ tool }) => evidenceOf(tool, 'branch', branch, 'text'))
}

const BRANCH_CHARS = 250
const REMOTE = /^(?:refs\/heads\/|refs\/remotes\/origin\/|origin\/)/

/** The subjects that git and GitHub give merges. */
function isMergeMessage(message: string): boolean {
  return /^\s{0,20}merge (?:branch|branches|pull request|remote-tracking branch|tag|commit)\b/i.test(message)
}

/** Literal parts in order, one or more digits between them. */
function beginsWith(name: string, { parts }: PrefixSignature): boolean {
  let at = 0
  for (const [index, part] of parts.entries()) {
    if (index > 0) {
      const digits = /^\d+/.exec(name.slice(at))?.[0].length ?? 0
      if (digits === 0) return false
      at += digits
    }
    if (!name.startsWith(part, at)) return false
    at += part.length
  }
  return true
}
