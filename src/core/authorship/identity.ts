import { decodeEncodedWords } from './encoded-word.ts'
import type { Role } from './signature-file.ts'
import { fold, type IdentitySignature, type Signatures, type Tool } from './signature-index.ts'

/** Somebody as a commit or a trailer names them; `login` only where GitHub's API gave it. */
export interface Person {
  readonly name: string
  readonly email: string
  readonly login?: string
}

/** What a GitHub noreply address says: `<id>+<login>@users.noreply.github.com` (text, like any address in a commit). */
export interface NoreplyAddress {
  readonly id: number | null
  readonly login: string
}

/** How an identity was recognised. */
export interface Recognition {
  readonly tool: Tool
  readonly by: 'login' | 'email'
}

/**
 * Which tool a person is, if any: an AI tool before automation, the address before the login. Only exact addresses,
 * numeric ids and accounts count, never a bare name, a word or a vendor's domain.
 */
export function recognise(person: Person, role: Role, signatures: Signatures): readonly Recognition[] {
  const byEmail = matching(emailCandidates(person.email, signatures), person, role)
  const byLogin =
    person.login === undefined ? NOTHING : matching(loginCandidates(person.login, signatures), person, role)
  if (byEmail.length === 0 && byLogin.length === 0) return NOTHING
  const ai = [...named(byEmail, 'email', 'ai'), ...named(byLogin, 'login', 'ai')]
  // Several accounts share a login (three are called Copilot): the address, if it tells, decides for both.
  const first = ai[0]?.tool
  if (first !== undefined) return ai.map(({ by }) => ({ tool: first, by }))
  return [...named(byEmail, 'email', 'automation'), ...named(byLogin, 'login', 'automation')]
}

/** Which tools an account of GitHub is, as an author; `id` is null where it is not known. */
export function recogniseAccount(
  { login, id }: { readonly login: string; readonly id: number | null },
  signatures: Signatures,
): readonly Recognition[] {
  const email = id === null ? '' : `${id}+${login}@users.noreply.github.com`
  return recognise({ name: login, email, login }, 'author', signatures)
}

/** Reads a GitHub noreply address, also of an enterprise host (`users.noreply.github.example.com`), else null. */
export function noreplyAddress(email: string): NoreplyAddress | null {
  const match = NOREPLY.exec(email)
  const login = match?.[2]
  if (match === null || login === undefined) return null
  // The numeric ids of the signatures are github.com's; elsewhere the same number is somebody else.
  const id = match[1] !== undefined && match[3] === 'github.com' ? Number(match[1]) : null
  return { id, login: login.toLowerCase() }
}

/** No part can match what another one can, so the scan is linear; longer addresses are not GitHub's. */
const NOREPLY = /^(?:(\d{1,12})\+)?([^@+\s]{1,100})@users\.noreply\.([a-z0-9.-]{1,150})$/i

/** Of most people nothing is found, and there may be very many. */
const NOTHING: readonly never[] = []
const NOREPLY_HOST = '@users.noreply.'

function emailCandidates(email: string, signatures: Signatures): readonly IdentitySignature[] {
  const address = fold(email.trim())
  const exact = signatures.emails.get(address) ?? NOTHING
  const noreply = address.includes(NOREPLY_HOST) ? noreplyAddress(address) : null
  if (noreply === null) return exact
  const byId = noreply.id === null ? [] : (signatures.ids.get(noreply.id) ?? [])
  // A login in front of another id than the signature's is somebody else; brackets are reserved for apps whatever the id.
  const loginTells = noreply.id === null || noreply.login.endsWith(']')
  const byLogin = loginCandidates(noreply.login, signatures)
  return [...exact, ...byId, ...(loginTells ? byLogin : byLogin.filter(({ hasId }) => hasId !== true))]
}

function loginCandidates(login: string, signatures: Signatures): readonly IdentitySignature[] {
  const folded = fold(login)
  const suffixes = signatures.loginSuffixes.filter(({ suffix }) => folded.endsWith(suffix))
  return [...(signatures.logins.get(folded) ?? []), ...suffixes]
}

function matching(candidates: readonly IdentitySignature[], person: Person, role: Role): readonly IdentitySignature[] {
  if (candidates.length === 0) return candidates
  const name = fold(decodeEncodedWords(person.name)).trim()
  return candidates.filter(
    (candidate) =>
      (candidate.name === undefined || candidate.name === name) &&
      (candidate.roles === undefined || candidate.roles.includes(role)),
  )
}

function named(found: readonly IdentitySignature[], by: Recognition['by'], kind: Tool['kind']): readonly Recognition[] {
  const first = found.find(({ tool }) => tool.kind === kind)
  return first === undefined ? [] : [{ tool: first.tool, by }]
}
