import { agentCallers } from './agent-callers.ts'
import type {
  AgentNote,
  CommitAuthorship,
  CommitFacts,
  CommitVerdict,
  Evidence,
  PullRequestAuthorship,
} from './authorship.ts'
import { headBranchEvidence } from './branch-evidence.ts'
import { judgeCommit } from './classify.ts'
import { type CommitPeople, directorsOf } from './directors.ts'
import { evidenceOf } from './evidence.ts'
import { recogniseAccount } from './identity.ts'
import { readText } from './message-evidence.ts'
import { peopleOfNote, withNotes } from './note-evidence.ts'
import type { PlatformAccount } from './platform-account.ts'
import { appEvidence, timelineEvidence, vouched } from './platform-evidence.ts'
import { requestersOf } from './requesters.ts'
import { type EmbeddedSignatures, extendSignatures, type Signatures } from './signatures.ts'
import type { AgentTimeline } from './timeline.ts'

export interface PullRequestFacts {
  /** Null where there is no platform: two revisions of a local repository. */
  readonly author: PlatformAccount | null
  readonly body: string
  /** The head branch; empty where there is none. */
  readonly headRef: string
  /** Every commit that ever was in the pull request, without those of the base branch. */
  readonly commits: readonly CommitFacts[]
  /** False where not all commits could be read. */
  readonly complete: boolean
  readonly pushers: readonly PlatformAccount[]
  /** Why some who pushed may be missing, as a sentence; absent where all are known. */
  readonly pushersMissing?: string
  /** Whose fork the head branch is in; absent where it is in the repository itself. */
  readonly forkOwner?: PlatformAccount
  /** The slug of the GitHub App that opened it in its author's name; null where none did, absent where not known. */
  readonly openedVia?: string | null
  /** Absent where there is no platform. */
  readonly timeline?: AgentTimeline
  /** Since when nothing was pushed to it, ISO 8601 on GitHub's clock; absent where not known. */
  readonly settledAt?: string
  /** What notes on the commits say that agents wrote. */
  readonly notes?: readonly AgentNote[]
  /** Whether a path is one that is examined; absent where that is not known: every commit then counts. */
  readonly isExamined?: (path: string) => boolean
  /** Whether a reviewer whose suggestion was applied is no director for that. */
  readonly allowSuggestions?: boolean
  /** Logins in lower case of accounts that no human answers for. */
  readonly machineUsers: ReadonlySet<string>
  readonly signatures: Signatures
}

/**
 * Who wrote a pull request, and who answers for it. The verdict is the strongest over its commits and over what the
 * pull request itself shows (ai, then ai-assisted, bot, human). With commits or a part of the timeline missing it is
 * `unknown`, unless an AI author is certain already: nothing stronger could be among the missing ones.
 */
export function pullRequestAuthorship(given: PullRequestFacts): PullRequestAuthorship {
  const read = given.commits.map((commit) => readCommit(commit, given))
  // A message that names more people than are read is as good as one that could not be read.
  const facts = { ...given, complete: given.complete && read.every(({ complete }) => complete) }
  const commits = read.map(({ judged }) => judged)
  const opener = openerOf(facts)
  const shown = shownEvidence(facts)
  const evidence = [...opener.evidence, ...shown]
  const tools = toolsOf([...commits.flatMap((commit) => commit.evidence), ...evidence], facts.signatures)
  const verdicts = [...commits.map((commit) => commit.verdict), opener.verdict]
  const verdict = strongest(shown.length > 0 ? [...verdicts, 'ai-assisted'] : verdicts)
  const complete = facts.complete && facts.timeline?.complete !== false
  const { notes = [] } = facts
  return {
    verdict: verdict !== 'ai' && (!complete || commits.length === 0) ? 'unknown' : verdict,
    tools,
    commits,
    directors: directorsIn(
      facts,
      read.map(({ people }) => people),
      tools.length > 0,
    ),
    evidence,
    notes,
    complete,
  }
}

/** The people; those who only asked an AI tool for the work where one was at work. */
function directorsIn(facts: PullRequestFacts, commits: readonly CommitPeople[], isAiAtWork: boolean) {
  const { timeline, notes = [], signatures, allowSuggestions = false } = facts
  return directorsOf({
    ...facts,
    commits,
    requesters: isAiAtWork ? requestersOf(facts.body, signatures) : [],
    noted: notes.flatMap(peopleOfNote),
    callers: isAiAtWork ? agentCallers(timeline?.events ?? [], facts.settledAt, signatures) : [],
    unread: unreadOf(facts, isAiAtWork),
    ...(allowSuggestions ? { suggestions: timeline?.events ?? [] } : {}),
  })
}

/** Who could not be read could be anybody, an approver too. */
function unreadOf({ complete, timeline, commits }: PullRequestFacts, isAiAtWork: boolean): readonly string[] {
  return [
    ...(complete || commits.length === 0 ? [] : ['Not everything about the commits could be read.']),
    ...(timeline?.complete === false && isAiAtWork
      ? ['The timeline could not be read whole: who else set an AI tool to work is not known.']
      : []),
  ]
}

/** What a repository's settings say about authorship (`.github/countersign.yml`). */
export interface AuthorshipSettings {
  readonly machineUsers: ReadonlySet<string>
  readonly signatures: EmbeddedSignatures | undefined
}

/**
 * The authorship of a local change, which no platform vouches for. Signatures of the settings that cannot be read leave
 * the verdict `unknown`: what they would have found is not known. `told` is what notes say of the commits, and whether
 * all of them could be read.
 */
export function localAuthorship(
  commits: readonly CommitFacts[],
  signatures: Signatures,
  settings: AuthorshipSettings,
  told: Pick<PullRequestFacts, 'notes' | 'complete'> = { complete: true },
): PullRequestAuthorship {
  const effective = effectiveSignatures(signatures, settings)
  return pullRequestAuthorship({
    author: null,
    body: '',
    headRef: '',
    commits,
    pushers: [],
    machineUsers: settings.machineUsers,
    ...told,
    signatures: effective.signatures,
    complete: effective.complete && told.complete,
  })
}

/** The built-in signatures with those of the settings; `complete` is false where the latter cannot be read. */
export function effectiveSignatures(
  signatures: Signatures,
  settings: AuthorshipSettings,
): { readonly signatures: Signatures; readonly complete: boolean } {
  const extended = settings.signatures && extendSignatures(signatures, settings.signatures).signatures
  return { signatures: extended ?? signatures, complete: extended !== null }
}

function readCommit(
  commit: CommitFacts,
  { signatures, notes = [] }: PullRequestFacts,
): { readonly judged: CommitAuthorship; readonly people: CommitPeople; readonly complete: boolean } {
  const message = readText(commit.message, 'message', signatures)
  const judged = vouched(judgeCommit(commit, signatures, message), commit)
  return {
    judged: withNotes(judged, notes, signatures),
    people: { commit, coAuthors: message.coAuthors },
    complete: message.complete,
  }
}

/** The account that opened the pull request, as the platform tells it: nobody can forge that. */
function openerOf({ author, signatures }: PullRequestFacts): {
  readonly verdict: CommitVerdict
  readonly evidence: readonly Evidence[]
} {
  if (author === null) return { verdict: 'human', evidence: [] }
  const [found] = recogniseAccount(author, signatures)
  if (found === undefined) return { verdict: author.type === 'Bot' ? 'bot' : 'human', evidence: [] }
  const strength = author.type === 'Bot' ? 'platform' : 'account'
  return {
    verdict: found.tool.kind === 'ai' ? 'ai' : 'bot',
    evidence: [evidenceOf(found.tool, 'pull-request-author', author.login, strength)],
  }
}

/** What is no commit and yet shows an AI tool: the app that opened it, its timeline, its branch and its description. */
function shownEvidence(facts: PullRequestFacts): readonly Evidence[] {
  const { headRef, body, openedVia, timeline, signatures } = facts
  return [
    ...appEvidence(openedVia, signatures),
    ...timelineEvidence(timeline?.events ?? [], signatures),
    ...headBranchEvidence(headRef, signatures),
    ...readText(body, 'pull-request-body', signatures).evidence,
  ]
}

const STRONGEST_FIRST: readonly CommitVerdict[] = ['ai', 'ai-assisted', 'bot']

function strongest(verdicts: readonly CommitVerdict[]): CommitVerdict {
  return STRONGEST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? 'human'
}

function toolsOf(evidence: readonly Evidence[], signatures: Signatures): readonly string[] {
  const ids = evidence.map(({ tool }) => tool).filter((id) => signatures.tools.get(id)?.kind !== 'automation')
  return [...new Set(ids)]
}
