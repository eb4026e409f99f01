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

/** Whether one asks for somebody, or for something, that the other one does not ask for. */
export function asksForMore(one: RuleDemand, other: RuleDemand): boolean {
  const { humans, teams, reviewers } = demandBeyond(one, other)
  const isNewlyBlocked = one.blockedBy.length > 0 && other.blockedBy.length === 0
  return humans > 1 || teams.length + reviewers.length > 0 || isNewlyBlocked
}

/** What one asks for and the other one does not. Who is of fewer people is of all that are more. */
export function demandBeyond(one: RuleDemand, other: RuleDemand): RuleDemand {
  const isAsked = (group: readonly string[]) =>
    other.reviewers.some((fewer) => fewer.every((login) => group.includes(login)))
  return {
    humans: one.humans > other.humans ? one.humans : NO_DEMAND.humans,
    teams: one.teams.filter((team) => !other.teams.includes(team)),
    reviewers: one.reviewers.filter((group) => !isAsked(group)),
    blockedBy: one.blockedBy.filter((id) => !other.blockedBy.includes(id)),
  }
}

/** Whole sentences, Markdown; none where nothing is asked for. */
export function demandTexts({ humans, teams, reviewers, blockedBy }: RuleDemand): readonly string[] {
  return [
    ...(humans > 1 ? [`It asks for ${humans} accountable humans.`] : []),
    ...teams.map((team) => `It asks for an approval of ${team}.`),
    ...reviewers.map((group) => `It asks for an approval of ${group.join(' or ')}.`),
    ...blockedTexts(blockedBy),
  ]
}

/** One whole sentence for each rule that blocks, Markdown. */
export function blockedTexts(rules: readonly string[]): readonly string[] {
  return rules.map((id) => `No approval releases it: \`${id}\` blocks the merge.`)
}

function distinctGroups(groups: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(groups.map((group) => [groupKey(group), group])).values()]
}

function groupKey(group: readonly string[]): string {
  return [...group].sort().join(' ')
}
