import type { AgentCaller } from './agent-callers.ts'
import { isAppliedSuggestion } from './applied-suggestion.ts'
import type { CommitFacts, Director } from './authorship.ts'
import { authorOf, committerOf } from './classify.ts'
import { type DirectorRoll, directorRoll, isWebFlow } from './director-roll.ts'
import type { Person } from './identity.ts'
import type { PlatformAccount } from './platform-account.ts'
import type { Signatures } from './signature-index.ts'
import type { TimelineEvent } from './timeline.ts'

export interface CommitPeople {
  readonly commit: CommitFacts
  /** Co-authors that its message names, AI tools too. */
  readonly coAuthors: readonly Person[]
}

export interface DirectorFacts {
  readonly author: PlatformAccount | null
  readonly pushers: readonly PlatformAccount[]
  /** Why some who pushed may be missing, as a sentence; absent where all are known. */
  readonly pushersMissing?: string
  /** Whose fork the branch is in; absent where it is in the repository itself. */
  readonly forkOwner?: PlatformAccount
  readonly commits: readonly CommitPeople[]
  /** Whether a path is one that is examined; absent where that is not known of any. */
  readonly isExamined?: (path: string) => boolean
  /** Whom the description names as having asked an AI tool for the work; empty where no AI tool was at work. */
  readonly requesters: readonly Person[]
  /** Whom notes on commits name as having directed an AI tool. */
  readonly noted: readonly Person[]
  /** Who set an AI tool to work, as the platform tells; empty where no AI tool was at work. */
  readonly callers: readonly AgentCaller[]
  /** What may hide further directors: whole sentences. */
  readonly unread: readonly string[]
  /** What reviewers suggested, where an applied suggestion makes them no director; absent where it does. */
  readonly suggestions?: readonly TimelineEvent[]
  /** Logins in lower case. */
  readonly machineUsers: ReadonlySet<string>
  readonly signatures: Signatures
}

/**
 * Everybody who answers for the change: the pull request's human author, its pushers and who set an AI tool to work on
 * it (known from the platform); every human author, committer and co-author of any commit that touches what is examined,
 * and whoever is named as having asked an AI tool for it (known from text: an e-mail in a commit is text, also where
 * GitHub maps it to an account). AI tools, automation and machine users are nobody. Somebody without a login or an id
 * resolves to nobody: the gate then asks for two approvals.
 */
export function directorsOf(facts: DirectorFacts): readonly Director[] {
  const roll = directorRoll(
    facts.commits.map(({ commit }) => commit),
    facts,
  )
  addAccounts(roll, facts)
  for (const people of facts.commits) addCommit(roll, people, facts)
  for (const { account, reason, known } of facts.callers) roll.addAccount(account, reason, known)
  for (const person of facts.requesters) {
    roll.addPerson(person, 'co-author', 'The description names them as having asked an AI tool for the change.')
  }
  for (const person of facts.noted) {
    roll.addPerson(person, 'co-author', 'A note on a commit names them as having directed an AI tool.')
  }
  for (const reason of facts.unread) roll.addUnknown('somebody who could not be read', reason)
  return roll.directors()
}

/** Those whom the platform knows to be directors whatever the commits say. */
function addAccounts(roll: DirectorRoll, { author, pushers, pushersMissing, forkOwner }: DirectorFacts): void {
  if (author !== null) roll.addAccount(author, 'Opened the pull request.')
  for (const pusher of pushers) roll.addAccount(pusher, 'Pushed to its branch.')
  if (pushersMissing !== undefined) roll.addUnknown('somebody who pushed', pushersMissing)
  // Pushes to a fork are told to nobody else: whoever owns it may have made them.
  if (forkOwner !== undefined) roll.addAccount(forkOwner, 'Owns the fork that holds its branch.')
  if (forkOwner === undefined || pushers.length > 0) return
  // Whoever maintains the repository may push to the branch of a fork, too.
  const [identity, reason] =
    forkOwner.type === 'Organization'
      ? ([
          'somebody of the organisation that owns the fork',
          'The fork that holds its branch belongs to an organisation, and no push to it is on record.',
        ] as const)
      : (['somebody who pushed to the fork', 'No push to the fork that holds its branch is on record.'] as const)
  roll.addUnknown(identity, reason)
}

function addCommit(roll: DirectorRoll, { commit, coAuthors }: CommitPeople, facts: DirectorFacts): void {
  if (!touches(commit, facts.isExamined)) return
  for (const { person, role, reason } of rolesOf(commit, coAuthors)) {
    const relaxed = role === 'co-author' && facts.suggestions !== undefined
    if (relaxed && isApplied(commit, roll.loginOf(person), facts.suggestions)) continue
    roll.addPerson(person, role, reason, commit.sha)
  }
}

/**
 * A commit whose files are not known may touch anything, and so may a merge: one that keeps one side whole (`git merge
 * -s ours`) drops what the other added, and differs in no file from the side that it kept.
 */
function touches({ files, parents }: CommitFacts, isExamined: DirectorFacts['isExamined']): boolean {
  return parents > 1 || files === undefined || isExamined === undefined || files.some(isExamined)
}

function isApplied(commit: CommitFacts, login: string | null, suggestions: readonly TimelineEvent[] = []): boolean {
  return login !== null && isAppliedSuggestion(commit, login, suggestions)
}

interface PersonInRole {
  readonly person: Person
  readonly role: 'author' | 'committer' | 'co-author'
  readonly reason: string
}

function rolesOf(commit: CommitFacts, coAuthors: readonly Person[]): readonly PersonInRole[] {
  const committer = committerOf(commit)
  return [
    { person: authorOf(commit), role: 'author', reason: 'Author of' },
    ...(isWebFlow(committer) ? [] : [{ person: committer, role: 'committer', reason: 'Committer of' } as const]),
    ...coAuthors.map((person) => ({ person, role: 'co-author', reason: 'Co-author of' }) as const),
  ]
}
