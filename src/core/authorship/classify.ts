import type { CommitAuthorship, CommitFacts, CommitVerdict, Evidence, EvidenceStrength } from './authorship.ts'
import { branchEvidence } from './branch-evidence.ts'
import { decodeEncodedWords } from './encoded-word.ts'
import { evidenceOf } from './evidence.ts'
import { type Person, type Recognition, recognise } from './identity.ts'
import { readText, type TextReading } from './message-evidence.ts'
import { fold, type Signatures } from './signature-index.ts'

/**
 * Judges one commit: `ai` where a tool is the author, `ai-assisted` where anything else about it names one, `bot` where
 * automation that is not AI is the author, else `human`, which means no evidence and proves nothing.
 * Evidence is listed hardest to forge first; `tool` is the first piece's tool.
 */
export function classifyCommit(commit: CommitFacts, signatures: Signatures): CommitAuthorship {
  return judgeCommit(commit, signatures, readText(commit.message, 'message', signatures))
}

/** As `classifyCommit`, for a caller that has read the message already. */
export function judgeCommit(commit: CommitFacts, signatures: Signatures, message: TextReading): CommitAuthorship {
  const author = recognise(authorOf(commit), 'author', signatures)
  const asAuthor = [...authorEvidence(author, commit), ...authorNameEvidence(commit, signatures)]
  const committer = recognise(committerOf(commit), 'committer', signatures)
  const others = [...committerEvidence(committer, commit), ...message.evidence, ...branchEvidence(commit, signatures)]
  if (asAuthor.length + others.length === 0) return { sha: commit.sha, verdict: 'human', tool: null, evidence: [] }
  const ai = isAi(signatures)
  if (asAuthor.some(ai)) return answer(commit, 'ai', [...asAuthor.filter(ai), ...others.filter(ai)])
  if (others.some(ai)) return answer(commit, 'ai-assisted', others.filter(ai))
  return asAuthor.length > 0 ? answer(commit, 'bot', asAuthor) : answer(commit, 'human', [])
}

export function authorOf(commit: CommitFacts): Person {
  return person(commit.authorName, commit.authorEmail, commit.authorLogin)
}

export function committerOf(commit: CommitFacts): Person {
  return person(commit.committerName, commit.committerEmail, commit.committerLogin)
}

function person(name: string, email: string, login: string | undefined): Person {
  return login === undefined ? { name, email } : { name, email, login }
}

function authorEvidence(found: readonly Recognition[], commit: CommitFacts): readonly Evidence[] {
  return found.map(({ tool, by }) =>
    by === 'login'
      ? evidenceOf(tool, 'author-login', commit.authorLogin ?? '', 'account')
      : evidenceOf(tool, 'author-email', commit.authorEmail, 'email'),
  )
}

function committerEvidence(found: readonly Recognition[], commit: CommitFacts): readonly Evidence[] {
  return found.map(({ tool, by }) =>
    by === 'login'
      ? evidenceOf(tool, 'committer-login', commit.committerLogin ?? '', 'account')
      : evidenceOf(tool, 'committer-email', commit.committerEmail, 'email'),
  )
}

/**
 * aider marks its own commits in the author's name. The committer's name is not looked at: aider sets it alone when it
 * commits what a human had edited, and a human's edit is what the commit then holds.
 */
function authorNameEvidence(commit: CommitFacts, signatures: Signatures): readonly Evidence[] {
  const name = fold(decodeEncodedWords(commit.authorName)).trimEnd()
  return signatures.authorNameSuffixes
    .filter(({ suffix }) => name.endsWith(suffix))
    .map(({ tool }) => evidenceOf(tool, 'author-name', commit.authorName, 'text'))
}

function isAi(signatures: Signatures): (evidence: Evidence) => boolean {
  return (evidence) => signatures.tools.get(evidence.tool)?.kind !== 'automation'
}

const HARDEST_FIRST: Readonly<Record<EvidenceStrength, number>> = {
  platform: 0,
  account: 1,
  email: 2,
  trailer: 3,
  text: 4,
}

/** An author's evidence stays in front of the rest, so that `tool` names who wrote the commit. */
function answer(commit: CommitFacts, verdict: CommitVerdict, evidence: readonly Evidence[]): CommitAuthorship {
  const rank = (piece: Evidence) => (piece.where.startsWith('author') ? 0 : 10) + HARDEST_FIRST[piece.strength]
  const sorted = evidence.toSorted((a, b) => rank(a) - rank(b))
  return { sha: commit.sha, verdict, tool: sorted[0]?.tool ?? null, evidence: sorted }
}
