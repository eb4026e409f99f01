import type { Account } from '../core/gate/decision.ts'
import type { StatementInput } from '../core/gate/gate-input.ts'
import type { Statement } from '../core/gate/statement.ts'
import type { Settings } from '../core/rules/settings.ts'
import type { Clock } from '../ports/clock.ts'
import { MAX_LISTED_WRITERS, type PullRequestKey, type PullRequests } from '../ports/pull-requests.ts'
import type { Records } from '../ports/records.ts'
import { teamNamed, teamText } from './demands-of.ts'

interface StatementSources {
  readonly pullRequests: Pick<PullRequests, 'isTeamMember'>
  readonly records: Pick<Records, 'statements'>
  readonly releases: { readonly clock: Clock }
}

/**
 * What was stated about a pull request, and what it is judged by: the settings at the base branch's tip and who is in
 * the team now. `writers` are the first `MAX_LISTED_WRITERS` of those who may write. Throws `Fault`.
 */
export async function statementInput(
  key: PullRequestKey,
  settings: Settings,
  writers: readonly Account[],
  { pullRequests, records, releases }: StatementSources,
): Promise<StatementInput> {
  const given = await records.statements(key)
  const nowMs = releases.clock.now()
  return {
    given,
    nowMs,
    override: await overrideTeam(key, given, settings.override, nowMs, pullRequests),
    selfAcknowledgement: settings.selfAcknowledgement,
    writers: writers.length < MAX_LISTED_WRITERS ? writers : undefined,
  }
}

/** People who are asked about, those who spoke last first: each is a request. */
const MAX_PEOPLE = 10
const HOUR_MS = 3_600_000

async function overrideTeam(
  key: PullRequestKey,
  given: readonly Statement[],
  override: Settings['override'],
  nowMs: number,
  pullRequests: StatementSources['pullRequests'],
): Promise<StatementInput['override']> {
  if (override === undefined) return undefined
  const { hours } = override
  const team = teamNamed(override.team, key.owner)
  // What has expired asks GitHub for nothing.
  const open = given.filter(
    ({ kind, by, statedAt }) =>
      kind === 'override' && by.type === 'User' && Date.parse(statedAt) + hours * HOUR_MS > nowMs,
  )
  const people = new Map(open.toReversed().map(({ by }) => [by.id, by.login]))
  const members = new Set<number>()
  for (const [id, login] of [...people].slice(0, MAX_PEOPLE)) {
    if (await pullRequests.isTeamMember(key, team, login)) members.add(id)
  }
  return { team: teamText(team), hours, members }
}
