import { z } from 'zod'
import type { Account } from '../../core/gate/decision.ts'
import { Fault } from '../../ports/fault.ts'
import { MAX_LISTED_MEMBERS, type TeamMembers, type TeamName } from '../../ports/pull-requests.ts'
import { type GitHubClient, PAGE_SIZE, parseAnswer, readPages } from './answer.ts'
import { account } from './pull-request-schemas.ts'

const MAX_PAGES = Math.ceil(MAX_LISTED_MEMBERS / PAGE_SIZE)

/** Members of a team, those of its child teams included. Throws `Fault` but where the team cannot be read. */
export async function readTeamMembers(client: GitHubClient, { org, slug }: TeamName): Promise<TeamMembers> {
  const list = (page: number) =>
    client.request('GET /orgs/{org}/teams/{team_slug}/members', { org, team_slug: slug, per_page: PAGE_SIZE, page })
  try {
    const { items, complete } = await readPages<Account>(account, `the members of ${org}/${slug}`, MAX_PAGES, list)
    return { kind: 'members', members: items, complete }
  } catch (error) {
    if (error instanceof Fault && (error.kind === 'not-found' || error.kind === 'forbidden')) {
      return { kind: 'unreadable', reason: error.kind }
    }
    throw error
  }
}

const membership = z.object({ state: z.string() })

/** Whether somebody is in a team now: an invitation that is pending is no membership. */
export async function isTeamMember(client: GitHubClient, team: TeamName, username: string): Promise<boolean> {
  const { org, slug } = team
  const route = 'GET /orgs/{org}/teams/{team_slug}/memberships/{username}'
  try {
    const answer = await client.request(route, { org, team_slug: slug, username })
    return parseAnswer(membership, answer.data, `the membership of ${username}`).state === 'active'
  } catch (error) {
    if (error instanceof Fault && (error.kind === 'not-found' || error.kind === 'forbidden')) return false
    throw error
  }
}
