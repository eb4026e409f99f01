import type { CommitFacts, Director } from './authorship.ts'
import { authorOf, committerOf } from './classify.ts'
import { noreplyAddress, type Person, recognise, recogniseAccount } from './identity.ts'
import { type PlatformAccount, WEB_FLOW } from './platform-account.ts'
import type { Role } from './signature-file.ts'
import { fold, type Signatures } from './signature-index.ts'

/** Who counts as nobody on a roll: accounts that no human answers for, AI tools, automation. */
export interface Nobodies {
  /** Logins in lower case. */
  readonly machineUsers: ReadonlySet<string>
  readonly signatures: Signatures
}

/** People who answer for a change, each once however often and under whichever of their names they are added. */
export interface DirectorRoll {
  /**
   * Adds an account that the platform names: as known from it, unless the reason is only what may have been. Bots,
   * organisations, machine users and AI tools are nobody.
   */
  addAccount(account: PlatformAccount, reason: string, known?: Director['known']): void
  /** Adds somebody whom a text names, in that role; `sha` is the commit that the reason is about. */
  addPerson(person: Person, role: Role, reason: string, sha?: string): void
  /** Adds somebody of whom nothing is known but that they may exist: they resolve to nobody. */
  addUnknown(identity: string, reason: string): void
  /** The login of somebody whom a text names, null where it is not known. */
  loginOf(person: Person): string | null
  directors(): readonly Director[]
}

/** An empty roll. The addresses in `commits` that GitHub maps to accounts name the same accounts everywhere else. */
export function directorRoll(commits: readonly CommitFacts[], nobodies: Nobodies): DirectorRoll {
  const people = new Map<string, Entry>()
  const logins = loginsByEmail(commits)
  return {
    addAccount(account, reason, known = 'platform') {
      if (!isAccountable(account, nobodies)) return
      const resolved = { identity: account.login.toLowerCase(), login: account.login, id: account.id }
      const entry = entryFor(people, resolved)
      // What a text said of the account before is worth less.
      entry.id = account.id
      // A mannequin stands for somebody an import could not map: GitHub itself does not know who.
      if (account.type === 'User' && known === 'platform') entry.known = 'platform'
      give(entry, reason)
    },
    addPerson(person, role, reason, sha) {
      const resolved = resolve(person, logins)
      if (isSomebody(person, role, resolved, nobodies)) give(entryFor(people, resolved), reason, sha)
    },
    addUnknown: (identity, reason) => give(entryFor(people, { identity, login: null, id: null }), reason),
    loginOf: (person) => resolve(person, logins).login,
    directors: () => [...people.values()].map(director),
  }
}

/** GitHub itself as committer: what its pages' account commits. */
export function isWebFlow({ name, email, login }: Person): boolean {
  if (login !== undefined) return login.toLowerCase() === WEB_FLOW
  return fold(email) === 'noreply@github.com' && fold(name) === 'github'
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
function loginsByEmail(commits: readonly CommitFacts[]): ReadonlyMap<string, string> {
  const logins = new Map<string, string>()
  for (const commit of commits) {
    for (const { email, login } of [authorOf(commit), committerOf(commit)]) {
      if (login === undefined || email === '' || login.toLowerCase() === WEB_FLOW) continue
      logins.set(fold(email), login)
    }
  }
  return logins
}

function isAccountable(account: PlatformAccount, { machineUsers, signatures }: Nobodies): boolean {
  if (account.type === 'Bot' || account.type === 'Organization' || isMachine(account.login, machineUsers)) return false
  return !isToolsAccount(account.login, account.id, signatures)
}

function isToolsAccount(login: string, id: number | null, signatures: Signatures): boolean {
  return recogniseAccount({ login, id }, signatures).length > 0
}

function isMachine(login: string, machineUsers: ReadonlySet<string>): boolean {
  const folded = login.toLowerCase()
  return folded === WEB_FLOW || machineUsers.has(folded)
}

/**
 * A signature may be narrowed to a name, a role or an address, while the account behind it approves as itself: whoever
 * owns an account that is not a tool's altogether answers for what came through it, under whatever name it came.
 */
function isSomebody(person: Person, role: Role, resolved: Resolved, { machineUsers, signatures }: Nobodies): boolean {
  const { login, id } = resolved
  if (login !== null && isMachine(login, machineUsers)) return false
  if (recognise(person, role, signatures).length === 0) return true
  return login !== null && !isToolsAccount(login, id, signatures)
}

interface Resolved {
  readonly identity: string
  readonly login: string | null
  readonly id: number | null
}

function resolve(person: Person, logins: ReadonlyMap<string, string>): Resolved {
  const email = fold(person.email.trim()).slice(0, IDENTITY_CHARS)
  const noreply = noreplyAddress(email)
  const login = person.login ?? logins.get(email) ?? noreply?.login ?? null
  // The id counts with its own login only: a mapping of the platform's may have renamed the account.
  const id = noreply !== null && (login === null || login.toLowerCase() === noreply.login) ? noreply.id : null
  const identity = login?.toLowerCase() ?? (email === '' ? person.name.slice(0, IDENTITY_CHARS) : email)
  return { identity: identity === '' ? 'somebody without a name' : identity, login, id }
}

const IDENTITY_CHARS = 200

function keyOf({ login, identity }: Resolved): string {
  return `${login === null ? 'text' : 'login'}:${fold(identity)}`
}

function entryFor(people: Map<string, Entry>, resolved: Resolved): Entry {
  const key = keyOf(resolved)
  const entry = people.get(key) ?? { ...resolved, known: 'text', reasons: new Map<string, string[]>() }
  entry.id ??= resolved.id
  people.set(key, entry)
  return entry
}

function give(entry: Entry, reason: string, sha?: string): void {
  const commits = entry.reasons.get(reason) ?? []
  // A commit's people are added together, so that only the last one can be the same.
  if (sha !== undefined && commits.at(-1) !== sha) commits.push(sha)
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
