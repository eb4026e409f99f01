import type { CommitFacts, Director } from './authorship.ts'
import { authorOf, committerOf } from './classify.ts'
import { noreplyAddress, type Person, recognise } from './identity.ts'
import type { Role } from './signature-file.ts'
import { fold, type Signatures } from './signature-index.ts'

/** A platform account as far as directors need it: a pull request's author, a pusher. */
export interface PlatformAccount {
  readonly login: string
  readonly id: number
  /** GitHub's `User`, `Bot`, `Organization` or `Mannequin`. */
  readonly type: string
}

export interface CommitPeople {
  readonly commit: CommitFacts
  /** Co-authors that its message names and no signature recognises. */
  readonly coAuthors: readonly Person[]
}

export interface DirectorFacts {
  readonly author: PlatformAccount | null
  readonly pushers: readonly PlatformAccount[]
  /** Whose fork the branch is in; absent where it is in the repository itself. */
  readonly forkOwner?: PlatformAccount
  readonly commits: readonly CommitPeople[]
  /** Who asked an AI tool for the work; empty where no AI tool was at work. */
  readonly requesters: readonly Person[]
  /** Logins in lower case. */
  readonly machineUsers: ReadonlySet<string>
  readonly signatures: Signatures
}

/**
 * Everybody who answers for the change: the pull request's human author and pushers (known from the platform), every
 * human author, committer and co-author of any commit, and whoever asked an AI tool for it (known from text: an e-mail
 * in a commit is text, also where GitHub maps it to an account). AI tools, automation and machine users are nobody.
 * Somebody without a login or an id resolves to nobody: the gate then asks for two approvals.
 */
export function directorsOf(facts: DirectorFacts): readonly Director[] {
  const roll: Roll = { people: new Map(), logins: loginsByEmail(facts.commits), facts }
  if (facts.author !== null) addAccount(roll, facts.author, 'Opened the pull request.')
  for (const pusher of facts.pushers) addAccount(roll, pusher, 'Pushed to its branch.')
  // Pushes to a fork are told to nobody else: whoever owns it may have made them.
  if (facts.forkOwner !== undefined) addAccount(roll, facts.forkOwner, 'Owns the fork that holds its branch.')
  for (const people of facts.commits) addCommit(roll, people)
  for (const person of facts.requesters) {
    addPerson(roll, person, 'co-author', 'The description names them as having asked an AI tool for the change.')
  }
  return [...roll.people.values()].map(director)
}

interface Roll {
  readonly people: Map<string, Entry>
  readonly logins: ReadonlyMap<string, string>
  readonly facts: DirectorFacts
}

interface Entry {
  identity: string
  login: string | null
  id: number | null
  known: Director['known']
  /** A reason, and the commits it was given for; none where it is not about commits. */
  readonly reasons: Map<string, string[]>
}

/** GitHub maps some commits' addresses to accounts: the same address elsewhere is the same person. */
function loginsByEmail(commits: readonly CommitPeople[]): ReadonlyMap<string, string> {
  const logins = new Map<string, string>()
  for (const { commit } of commits) {
    for (const { email, login } of [authorOf(commit), committerOf(commit)]) {
      if (login === undefined || email === '' || login.toLowerCase() === WEB_FLOW) continue
      logins.set(fold(email), login)
    }
  }
  return logins
}

function addAccount(roll: Roll, account: PlatformAccount, reason: string): void {
  if (account.type === 'Bot' || account.type === 'Organization' || !isSomebody(roll, account.login)) return
  const email = `${account.id}+${account.login}@users.noreply.github.com`
  const person = { name: account.login, email, login: account.login }
  if (recognise(person, 'author', roll.facts.signatures).length > 0) return
  const entry = entryFor(roll, { identity: account.login.toLowerCase(), login: account.login, id: account.id })
  // A mannequin stands for somebody an import could not map: GitHub itself does not know who.
  if (account.type === 'User') entry.known = 'platform'
  give(entry, reason)
}

function isSomebody(roll: Roll, login: string): boolean {
  const folded = login.toLowerCase()
  return folded !== WEB_FLOW && !roll.facts.machineUsers.has(folded)
}

/** The account as which GitHub commits what was done on its pages. */
const WEB_FLOW = 'web-flow'

function addCommit(roll: Roll, { commit, coAuthors }: CommitPeople): void {
  addPerson(roll, authorOf(commit), 'author', 'Author of', commit.sha)
  const committer = committerOf(commit)
  if (!isWebFlow(committer)) addPerson(roll, committer, 'committer', 'Committer of', commit.sha)
  for (const person of coAuthors) addPerson(roll, person, 'co-author', 'Co-author of', commit.sha)
}

function isWebFlow({ name, email, login }: Person): boolean {
  if (login !== undefined) return login.toLowerCase() === WEB_FLOW
  return fold(email) === 'noreply@github.com' && fold(name) === 'github'
}

function addPerson(roll: Roll, person: Person, role: Role, reason: string, sha?: string): void {
  if (recognise(person, role, roll.facts.signatures).length > 0) return
  const resolved = resolve(roll, person)
  if (resolved.login !== null && !isSomebody(roll, resolved.login)) return
  give(entryFor(roll, resolved), reason, sha)
}

interface Resolved {
  readonly identity: string
  readonly login: string | null
  readonly id: number | null
}

function resolve(roll: Roll, person: Person): Resolved {
  const email = fold(person.email.trim()).slice(0, IDENTITY_CHARS)
  const noreply = noreplyAddress(email)
  const login = person.login ?? roll.logins.get(email) ?? noreply?.login ?? null
  // The id counts with its own login only: a mapping of the platform's may have renamed the account.
  const id = noreply !== null && (login === null || login.toLowerCase() === noreply.login) ? noreply.id : null
  const identity = login?.toLowerCase() ?? (email === '' ? person.name.slice(0, IDENTITY_CHARS) : email)
  return { identity: identity === '' ? 'somebody without a name' : identity, login, id }
}

const IDENTITY_CHARS = 200

function entryFor(roll: Roll, resolved: Resolved): Entry {
  const key = `${resolved.login === null ? 'text' : 'login'}:${fold(resolved.identity)}`
  const entry = roll.people.get(key) ?? { ...resolved, known: 'text', reasons: new Map<string, string[]>() }
  entry.id ??= resolved.id
  roll.people.set(key, entry)
  return entry
}

function give(entry: Entry, reason: string, sha?: string): void {
  const commits = entry.reasons.get(reason) ?? []
  if (sha !== undefined && !commits.includes(sha)) commits.push(sha)
  entry.reasons.set(reason, commits)
}

function director(entry: Entry): Director {
  return {
    identity: entry.identity,
    ...(entry.login === null ? {} : { login: entry.login }),
    ...(entry.id === null ? {} : { id: entry.id }),
    known: entry.known,
    reasons: [...entry.reasons].map(([reason, commits]) => sentence(reason, commits)),
  }
}

/** `Author of 1a2b3c4d5e and 2 more commits.` */
function sentence(reason: string, commits: readonly string[]): string {
  const first = commits[0]
  if (first === undefined) return reason
  const more = commits.length - 1
  const rest = more === 0 ? '' : ` and ${more} more ${more === 1 ? 'commit' : 'commits'}`
  return `${reason} ${first.slice(0, 10)}${rest}.`
}
