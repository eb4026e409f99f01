import { createHash } from 'node:crypto'
import type { PeopleQuestion, PeopleSeen } from '../ports/observations.ts'
import type { PullRequests, RepositoryKey } from '../ports/pull-requests.ts'

/** What tells who may do what, and who is in which team. */
export type People = Pick<PullRequests, 'writers' | 'access' | 'teamMembers' | 'isTeamMember'>

/** The same, with every question and its answer noted in `seen`, by the question's own digest. */
export function notingPeople<T extends People>(pullRequests: T, seen: Map<string, PeopleSeen>): T {
  return {
    ...pullRequests,
    writers: (key) => noted({ kind: 'writers' }, pullRequests.writers(key), seen),
    access: (key, login) => noted({ kind: 'access', login }, pullRequests.access(key, login), seen),
    teamMembers: (key, team) => noted({ kind: 'members', team }, pullRequests.teamMembers(key, team), seen),
    isTeamMember: (key, team, login) =>
      noted({ kind: 'membership', team, login }, pullRequests.isTeamMember(key, team, login), seen),
  }
}

/** Asks again. Returns a digest that is equal where the answer is. Throws `Fault`. */
export async function peopleAnswer(question: PeopleQuestion, key: RepositoryKey, people: People): Promise<string> {
  switch (question.kind) {
    case 'writers':
      return digestOf(await people.writers(key))
    case 'access':
      return digestOf(await people.access(key, question.login))
    case 'members':
      return digestOf(await people.teamMembers(key, question.team))
    case 'membership':
      return digestOf(await people.isTeamMember(key, question.team, question.login))
  }
}

/** The same for questions that are the same. */
export function questionName(question: PeopleQuestion): string {
  return digestOf(question)
}

/** What no answer has, so that it is asked again: one examination was told different things. */
const CONTRADICTION = ''

async function noted<A>(question: PeopleQuestion, asked: Promise<A>, seen: Map<string, PeopleSeen>): Promise<A> {
  const answer = await asked
  const name = questionName(question)
  const digest = digestOf(answer)
  const before = seen.get(name)?.answer ?? digest
  seen.set(name, { question, answer: before === digest ? digest : CONTRADICTION })
  return answer
}

/** Whatever the order of an object's properties and of a list. */
function digestOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined'
  const entries = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`)
  return `{${entries.sort().join()}}`
}
