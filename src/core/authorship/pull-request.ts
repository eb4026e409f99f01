import type { CommitAuthorship, CommitFacts, CommitVerdict, Evidence, PullRequestAuthorship } from './authorship.ts'
import { headBranchEvidence } from './branch-evidence.ts'
import { judgeCommit } from './classify.ts'
import { type CommitPeople, directorsOf, type PlatformAccount } from './directors.ts'
import { evidenceOf } from './evidence.ts'
import { type Recognition, recognise } from './identity.ts'
import { readText } from './message-evidence.ts'
import { requestersOf } from './requesters.ts'
import { type EmbeddedSignatures, extendSignatures, type Signatures } from './signatures.ts'

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
  /** Whose fork the head branch is in; absent where it is in the repository itself. */
  readonly forkOwner?: PlatformAccount
  /** Logins in lower case of accounts that no human answers for. */
  readonly machineUsers: ReadonlySet<string>
  readonly signatures: Signatures
}

/**
 * Who wrote a pull request, and who answers for it. The verdict is the strongest over its commits and over what the
 * pull request itself shows (ai, then ai-assisted, bot, human). With commits missing it is `unknown`, unless an AI
 * author is certain already: nothing stronger could be among the missing ones.
 */
export function pullRequestAuthorship(facts: PullRequestFacts): PullRequestAuthorship {
  const read = facts.commits.map((commit) => readCommit(commit, facts.signatures))
  const commits = read.map(({ judged }) => judged)
  const opener = openerOf(facts)
  const text = textEvidence(facts)
  const evidence = [...opener.evidence, ...text]
  const tools = toolsOf([...commits.flatMap((commit) => commit.evidence), ...evidence], facts.signatures)
  const requesters = tools.length > 0 ? requestersOf(facts.body, facts.signatures) : []
  const verdicts = [...commits.map((commit) => commit.verdict), opener.verdict]
  const verdict = strongest(text.length > 0 ? [...verdicts, 'ai-assisted'] : verdicts)
  return {
    verdict: verdict !== 'ai' && (!facts.complete || commits.length === 0) ? 'unknown' : verdict,
    tools,
    commits,
    directors: directorsOf({ ...facts, commits: read.map(({ people }) => people), requesters }),
    evidence,
  }
}

/** What a repository's settings say about authorship (`.github/countersign.yml`). */
export interface AuthorshipSettings {
  readonly machineUsers: ReadonlySet<string>
  readonly signatures: EmbeddedSignatures | undefined
}

/**
 * The authorship of a local change, which no platform vouches for. Signatures of the settings that cannot be read leave
 * the verdict `unknown`: what they would have found is not known.
 */
export function localAuthorship(
  commits: readonly CommitFacts[],
  signatures: Signatures,
  settings: AuthorshipSettings,
): PullRequestAuthorship {
  return pullRequestAuthorship({
    author: null,
    body: '',
    headRef: '',
    commits,
    pushers: [],
    machineUsers: settings.machineUsers,
    ...effectiveSignatures(signatures, settings),
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
  signatures: Signatures,
): { readonly judged: CommitAuthorship; readonly people: CommitPeople } {
  const message = readText(commit.message, 'message', signatures)
  return {
    judged: judgeCommit(commit, signatures, message),
    people: { commit, coAuthors: message.coAuthors },
  }
}

/** The account that opened the pull request, as the platform tells it: nobody can forge that. */
function openerOf({ author, signatures }: PullRequestFacts): {
  readonly verdict: CommitVerdict
  readonly evidence: readonly Evidence[]
} {
  if (author === null) return { verdict: 'human', evidence: [] }
  const email = `${author.id}+${author.login}@users.noreply.github.com`
  const found: Recognition | undefined = recognise(
    { name: author.login, email, login: author.login },
    'author',
    signatures,
  )[0]
  if (found === undefined) return { verdict: author.type === 'Bot' ? 'bot' : 'human', evidence: [] }
  const strength = author.type === 'Bot' ? 'platform' : 'account'
  return {
    verdict: found.tool.kind === 'ai' ? 'ai' : 'bot',
    evidence: [evidenceOf(found.tool, 'pull-request-author', author.login, strength)],
  }
}

function textEvidence({ headRef, body, signatures }: PullRequestFacts): readonly Evidence[] {
  return [...headBranchEvidence(headRef, signatures), ...readText(body, 'pull-request-body', signatures).evidence]
}

const STRONGEST_FIRST: readonly CommitVerdict[] = ['ai', 'ai-assisted', 'bot']

function strongest(verdicts: readonly CommitVerdict[]): CommitVerdict {
  return STRONGEST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? 'human'
}

function toolsOf(evidence: readonly Evidence[], signatures: Signatures): readonly string[] {
  const ids = evidence.map(({ tool }) => tool).filter((id) => signatures.tools.get(id)?.kind !== 'automation')
  return [...new Set(ids)]
}
