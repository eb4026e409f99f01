/** Whom rules ask for, so that what they found may be merged. */
export interface RuleDemand {
  /** Accountable humans; 1 where nobody is asked for. */
  readonly humans: number
  /** Teams of each of which somebody must approve, as they are named. */
  readonly teams: readonly string[]
  /** Groups of logins, lower case; of each, one must approve. */
  readonly reviewers: readonly (readonly string[])[]
  /** Ids of the rules that no approval satisfies. */
  readonly blockedBy: readonly string[]
}

export const NO_DEMAND: RuleDemand = { humans: 1, teams: [], reviewers: [], blockedBy: [] }

/** What several ask for together; each thing once. */
export function jointDemand(demands: readonly RuleDemand[]): RuleDemand {
  return {
    humans: Math.max(1, ...demands.map(({ humans }) => humans)),
    teams: [...new Set(demands.flatMap(({ teams }) => teams))],
    reviewers: distinctGroups(demands.flatMap(({ reviewers }) => reviewers)),
    blockedBy: [...new Set(demands.flatMap(({ blockedBy }) => blockedBy))],
  }
}

/**
 * Whether one asks for somebody, or for something, that the other one does not ask for. Who is of fewer people is of
 * all that are more.
 */
export function asksForMore(one: RuleDemand, other: RuleDemand): boolean {
  const isAsked = (group: readonly string[]) =>
    other.reviewers.some((fewer) => fewer.every((login) => group.includes(login)))
  return (
    one.humans > other.humans ||
    one.teams.some((team) => !other.teams.includes(team)) ||
    one.reviewers.some((group) => !isAsked(group)) ||
    (one.blockedBy.length > 0 && other.blockedBy.length === 0)
  )
}

function distinctGroups(groups: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(groups.map((group) => [groupKey(group), group])).values()]
}

function groupKey(group: readonly string[]): string {
  return [...group].sort().join(' ')
}
