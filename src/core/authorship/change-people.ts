import { noreplyAddress, type Person, recognise } from './identity.ts'
import { ownLines } from './message-lines.ts'
import type { Role } from './signature-file.ts'
import { fold, type Signatures } from './signature-index.ts'
import { readPeople, readTrailer, undecorated } from './trailers.ts'

/** How many people of one change are told apart; more are taken for authors, which shows no second human. */
const MAX_PEOPLE = 500
const NAME_CHARS = 200

/**
 * Distinct humans, as far as texts tell: who shares an address, a name or a GitHub login is one person. AI tools,
 * automation and the account as which GitHub commits are nobody.
 */
export interface ChangePeople {
  add(person: Person, role: Role): void
  has(person: Person): boolean
  /** At most; somebody who is only known under two names counts once more. */
  readonly count: number
}

export function changePeople(signatures: Signatures): ChangePeople {
  const known = new Set<string>()
  let count = 0
  return {
    add(person, role) {
      if (count >= MAX_PEOPLE || !isHuman(person, role, signatures)) return
      const keys = keysOf(person)
      if (!keys.some((key) => known.has(key))) count += 1
      for (const key of keys) known.add(key)
    },
    has: (person) => keysOf(person).some((key) => known.has(key)) || count >= MAX_PEOPLE,
    get count() {
      return count
    },
  }
}

/** Whether it is somebody at all: no tool, no automation, not GitHub itself, not empty. */
export function isHuman(person: Person, role: Role, signatures: Signatures): boolean {
  if (person.name === '' && person.email === '') return false
  const email = fold(person.email.trim())
  if (email === 'noreply@github.com') return false
  return recognise(person, role, signatures).length === 0
}

function keysOf(person: Person): readonly string[] {
  const email = fold(person.email.trim()).slice(0, NAME_CHARS)
  const name = fold(person.name.trim()).slice(0, NAME_CHARS)
  const login = person.login?.toLowerCase() ?? noreplyAddress(email)?.login
  return [
    ...(email === '' ? [] : [`email ${email}`]),
    ...(name === '' ? [] : [`name ${name}`]),
    ...(login === undefined ? [] : [`name ${login}`]),
  ]
}

/** Whom a message names as having reviewed or approved it, tools and automation left out. */
export function namedReviewers(message: string, signatures: Signatures): readonly Person[] {
  if (!NAMES_REVIEWERS.test(message)) return []
  const people: Person[] = []
  for (const line of ownLines(message)) {
    const trailer = readTrailer(undecorated(line), (key) => REVIEW_KEYS.has(key))
    if (trailer !== null) people.push(...readPeople(trailer.value))
    if (people.length >= MAX_PEOPLE) break
  }
  return people.filter((person) => isHuman(person, 'co-author', signatures))
}

/** Whether it is worth looking at each line. */
const NAMES_REVIEWERS = /(?:review|approv|ack)ed.?by/i
const REVIEW_KEYS: ReadonlySet<string> = new Set(['reviewed-by', 'approved-by', 'acked-by'])
