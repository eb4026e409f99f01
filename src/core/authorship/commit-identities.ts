import { boundedText } from '../text/quoted-text.ts'
import type { CommitFacts, Director } from './authorship.ts'
import { authorOf, committerOf } from './classify.ts'
import { noreplyAddress, type Person, recognise } from './identity.ts'
import type { PlatformAccount } from './platform-account.ts'
import { fold, type Signatures } from './signature-index.ts'

/** What tells people from tools and machines. */
export interface KnownAccounts {
  readonly signatures: Signatures
  /** Logins in lower case. */
  readonly machineUsers: ReadonlySet<string>
}

/**
 * Which of a commit's author and committer belongs to no account of the platform, for people: part of a sentence, fit
 * to be shown. Undefined where both do. Tools, automation, machine users and GitHub's own committer are nobody's, and
 * an address that the platform maps elsewhere in the change (so that no director is without an account by it) is known.
 */
export function unattributedText(
  commit: CommitFacts,
  directors: readonly Director[],
  accounts: KnownAccounts,
): string | undefined {
  const unknown = nobodiesAmong(directors)
  const isUnknown = (person: Person, role: 'author' | 'committer') =>
    accountOf(person) === undefined && isHuman(person, role, accounts) && unknown.has(fold(identityOf(person)))
  const author = isUnknown(authorOf(commit), 'author')
  const committer = isUnknown(committerOf(commit), 'committer')
  if (author && committer && identityOf(authorOf(commit)) === identityOf(committerOf(commit))) {
    return `names ${named(authorOf(commit))} as its author and committer`
  }
  const parts = [
    ...(author ? [`${named(authorOf(commit))} as its author`] : []),
    ...(committer ? [`${named(committerOf(commit))} as its committer`] : []),
  ]
  return parts.length === 0 ? undefined : `names ${parts.join(' and ')}`
}

/** Each commit of a change is asked about with the same directors, of whom a hostile change may have tens of thousands. */
const nobodies = new WeakMap<readonly Director[], ReadonlySet<string>>()

function nobodiesAmong(directors: readonly Director[]): ReadonlySet<string> {
  const known = nobodies.get(directors)
  if (known !== undefined) return known
  const found = new Set(directors.filter(isNobody).map(({ identity }) => fold(identity)))
  nobodies.set(directors, found)
  return found
}

/** Who is known to have acted on a pull request. */
export interface ActingAccounts {
  readonly author: PlatformAccount
  readonly pushers: readonly PlatformAccount[]
  /** Absent where the branch is in the repository itself. */
  readonly forkOwner?: PlatformAccount
}

/**
 * A human account that a commit names as its author though nobody who is known to have acted here stands behind that:
 * neither it nor the committer opened or pushed the change, and no verified signature covers the commit. For people:
 * part of a sentence, fit to be shown. Undefined where somebody does, or where it is not known who pushed.
 */
export function unconfirmedAuthorText(
  commit: CommitFacts,
  { author: opener, pushers, forkOwner }: ActingAccounts,
  accounts: KnownAccounts,
): string | undefined {
  const author = accountOf(authorOf(commit))
  // Pushes to a fork are told to nobody else, and pushes from before the app was installed to nobody at all.
  if (author === undefined || pushers.length === 0 || forkOwner !== undefined) return undefined
  if (!isHuman(authorOf(commit), 'author', accounts) || commit.verification?.verified === true) return undefined
  const acting = new Set([opener, ...pushers].map(({ login }) => login.toLowerCase()))
  const committer = accountOf(committerOf(commit))
  // Whoever rebases, picks or applies a colleague's work says so: as its committer, and as the one who pushes it.
  if (acting.has(author) || (committer !== undefined && acting.has(committer))) return undefined
  return `names ${boundedText(author)} as its author, who neither opened nor pushed this change, and no verified signature says that it is theirs`
}

/** As directors are named: by the address, or by the name where there is none. */
function identityOf({ name, email }: Person): string {
  const address = fold(email.trim()).slice(0, IDENTITY_CHARS)
  const identity = address === '' ? name.slice(0, IDENTITY_CHARS) : address
  return identity === '' ? 'somebody without a name' : identity
}

const IDENTITY_CHARS = 200

function isNobody({ login, id }: Director): boolean {
  return login === undefined && id === undefined
}

/** The login in lower case, as the platform or a noreply address of it tells. */
function accountOf({ login, email }: Person): string | undefined {
  return (login ?? noreplyAddress(fold(email.trim()))?.login)?.toLowerCase()
}

function isHuman(person: Person, role: 'author' | 'committer', { signatures, machineUsers }: KnownAccounts): boolean {
  const login = accountOf(person)
  if (login === 'web-flow' || (login === undefined && fold(person.email) === 'noreply@github.com')) return false
  if (login !== undefined && (machineUsers.has(login) || login.endsWith('[bot]'))) return false
  return recognise(person, role, signatures).length === 0
}

/** The address in quotes, whatever it looks like. */
function named({ name, email }: Person): string {
  const address = email.trim()
  if (address !== '') return JSON.stringify(boundedText(address))
  return name === '' ? 'nobody' : `${JSON.stringify(boundedText(name))}, without an address,`
}
