import type { Account } from './decision.ts'

/** What is known when people are to be asked for their review. Logins in sets are in lower case. */
export interface ReviewNeeds {
  /** The pull request's number: it turns the order, so that the same people are not always asked first. */
  readonly number: number
  /** Who could approve, each account once. */
  readonly candidates: readonly Account[]
  /** Never to be asked: the author, everybody who answers for the change, machine users, who reviewed or was asked. */
  readonly excluded: ReadonlySet<string>
  /** Who was asked and has not answered yet: they are counted upon. */
  readonly pending: ReadonlySet<string>
  /** For each approval of somebody in particular that is missing, who can give it. */
  readonly demands: readonly ReadonlySet<string>[]
  /** How many approvals are missing at all. */
  readonly humans: number
  /** Open review requests by login; who is missing has none. */
  readonly openRequests: ReadonlyMap<string, number>
  /** How many more people GitHub lets be asked. */
  readonly limit: number
}

/**
 * The fewest people who can satisfy the gate together: each missing team and owner, and the number of humans. Among
 * equally few those with the fewest open requests, then in an order that turns with the pull request's number. What
 * nobody can satisfy is left out: it holds, and the check says so.
 */
export function reviewersToRequest(needs: ReviewNeeds): readonly string[] {
  const { demands, pending, humans, limit } = needs
  const people = ranked(needs)
  const open = demands.filter((demand) => !meets(demand, pending) && people.some(({ key }) => demand.has(key)))
  const chosen = fewestCovering(people, open)
  const missing = humans - pending.size - chosen.length
  const others = people.filter((each) => !chosen.includes(each)).slice(0, Math.max(0, missing))
  return [...chosen, ...others].slice(0, Math.max(0, limit)).map(({ login }) => login)
}

interface Person {
  readonly login: string
  readonly key: string
  readonly load: number
  /** Place in the order of whom to ask. */
  readonly rank: number
}

/** Humans who may be asked, whom to ask first in front. */
function ranked({ number, candidates, excluded, pending, openRequests }: ReviewNeeds): readonly Person[] {
  const logins = candidates.filter(({ type }) => type === 'User').map(({ login }) => login)
  const free = [...new Map(logins.map((login) => [login.toLowerCase(), login]))]
    .filter(([key]) => !excluded.has(key) && !pending.has(key))
    .sort(([one], [other]) => (one < other ? -1 : 1))
  const start = free.length === 0 ? 0 : number % free.length
  return [...free.slice(start), ...free.slice(0, start)]
    .map(([key, login]) => ({ key, login, load: openRequests.get(key) ?? 0 }))
    .sort((one, other) => one.load - other.load)
    .map((person, rank) => ({ ...person, rank }))
}

function meets(demand: ReadonlySet<string>, pending: ReadonlySet<string>): boolean {
  return [...pending].some((login) => demand.has(login))
}

/** So many demands are covered by as few people as there can be; of more, as few as are found by taking the best one. */
const MAX_EXACT_DEMANDS = 10

function fewestCovering(people: readonly Person[], demands: readonly ReadonlySet<string>[]): readonly Person[] {
  return demands.length > MAX_EXACT_DEMANDS ? greedyCover(people, demands) : exactCover(people, demands)
}

interface Cover {
  readonly people: readonly Person[]
  readonly load: number
  readonly rank: number
}

/** The best cover of every set of demands, person by person; a set is a number whose bits are the demands. */
function exactCover(people: readonly Person[], demands: readonly ReadonlySet<string>[]): readonly Person[] {
  const best = new Map<number, Cover>([[0, { people: [], load: 0, rank: 0 }]])
  for (const [covers, person] of fairestPerCover(people, demands)) {
    for (const [covered, cover] of [...best]) {
      const more = { people: [...cover.people, person], load: cover.load + person.load, rank: cover.rank + person.rank }
      const known = best.get(covered | covers)
      if (known === undefined || isBetter(more, known)) best.set(covered | covers, more)
    }
  }
  return best.get(2 ** demands.length - 1)?.people ?? []
}

/** Who covers the same as somebody before them is never needed beside them. */
function fairestPerCover(people: readonly Person[], demands: readonly ReadonlySet<string>[]): Map<number, Person> {
  const fairest = new Map<number, Person>()
  for (const person of people) {
    const covers = demands.reduce((bits, demand, index) => (demand.has(person.key) ? bits | (1 << index) : bits), 0)
    if (covers > 0 && !fairest.has(covers)) fairest.set(covers, person)
  }
  return fairest
}

function isBetter(one: Cover, other: Cover): boolean {
  return (one.people.length - other.people.length || one.load - other.load || one.rank - other.rank) < 0
}

function greedyCover(people: readonly Person[], demands: readonly ReadonlySet<string>[]): readonly Person[] {
  const chosen: Person[] = []
  let open = demands
  while (open.length > 0) {
    const coverage = people.map((person) => open.filter((demand) => demand.has(person.key)).length)
    const next = people[coverage.indexOf(Math.max(...coverage))]
    if (next === undefined) return chosen
    chosen.push(next)
    open = open.filter((demand) => !demand.has(next.key))
  }
  return chosen
}
