import type { Person } from './identity.ts'
import { foldLookAlikes } from './look-alikes.ts'
import { ownLines } from './message-lines.ts'
import type { Signatures } from './signature-index.ts'
import { undecorated } from './trailers.ts'

/** How many people one description may name. */
const MAX_REQUESTERS = 50

/**
 * Whom a pull request's description names as having asked an AI tool for the work: a phrase of the signatures
 * (`Requested by`, `started by`, `on behalf of`) and then `@login`. At the start of a line, with a colon, an e-mail
 * address or a bare name counts too: whoever it is must not be the second human.
 */
export function requestersOf(body: string, signatures: Signatures): readonly Person[] {
  const people: Person[] = []
  for (const line of ownLines(body)) {
    const plain = undecorated(foldLookAlikes(line).slice(0, LINE_CHARS)).replaceAll(/[*_`]/g, '')
    for (const phrase of signatures.requesterPhrases) people.push(...requestersIn(plain, phrase))
    if (people.length >= MAX_REQUESTERS) break
  }
  return people.slice(0, MAX_REQUESTERS)
}

const LINE_CHARS = 2_000

function requestersIn(line: string, phrase: string): readonly Person[] {
  const at = line.toLowerCase().indexOf(phrase)
  if (at === -1) return []
  const after = line.slice(at + phrase.length).trimStart()
  const labelled = at === 0 && after.startsWith(':')
  const rest = after.replace(/^:\s*/, '')
  return labelled ? labelledPeople(rest) : leadingLogins(rest)
}

/** `@a, @b and @c`, up to the first word that is something else. */
function leadingLogins(text: string): readonly Person[] {
  const people: Person[] = []
  for (const word of words(text)) {
    const person = loginOf(word)
    if (person !== null) people.push(person)
    else if (!/^(?:and|&|,)?$/i.test(word)) break
  }
  return people
}

/** `@login (Jane, jane@example.com)`, `Jane (GitHub: @login)`, `Jane (jane@example.com)` or `Jane`. */
function labelledPeople(text: string): readonly Person[] {
  const logins = words(text).flatMap((word) => loginOf(word) ?? [])
  if (logins.length > 0) return logins
  const email = words(text).find((word) => word.indexOf('@') > 0)
  if (email !== undefined) return [{ name: '', email }]
  const name = text.trim()
  return name === '' || /^(?:none|n\/a|nobody)\b/i.test(name) ? [] : [{ name, email: '' }]
}

function words(text: string): readonly string[] {
  return text.split(/[\s(),;:<>[\]]+/, 100)
}

function loginOf(word: string): Person | null {
  const login = /^@([a-z\d][a-z\d_-]{0,99})/i.exec(word)?.[1]
  return login === undefined ? null : { name: login, email: '', login }
}
