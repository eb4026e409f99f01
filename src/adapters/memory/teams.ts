import type { Account } from '../../core/gate/decision.ts'
import type { PullRequests, TeamName } from '../../ports/pull-requests.ts'

export interface MemoryTeams extends Pick<PullRequests, 'teamMembers' | 'isTeamMember'> {
  /** Makes a team of these accounts, or changes who is in it. */
  setTeam(team: TeamName, members: readonly Account[]): void
}

/** Teams held in memory. One that nobody made cannot be read. */
export function memoryTeams(): MemoryTeams {
  const teams = new Map<string, readonly Account[]>()
  return {
    setTeam: (team, members) => void teams.set(teamName(team), members),
    teamMembers: async (_repository, team) => {
      const members = teams.get(teamName(team))
      return members === undefined
        ? { kind: 'unreadable', reason: 'not-found' }
        : { kind: 'members', members, complete: true }
    },
    isTeamMember: async (_repository, team, login) =>
      (teams.get(teamName(team)) ?? []).some((member) => member.login.toLowerCase() === login.toLowerCase()),
  }
}

function teamName({ org, slug }: TeamName): string {
  return `${org}/${slug}`.toLowerCase()
}
