import { describe, expect, it } from 'vitest'
import { onMember } from '../../src/intake/events/member.ts'
import { onMembership } from '../../src/intake/events/membership.ts'
import type { OpenPullRequestsDependencies } from '../../src/intake/events/open-pull-requests.ts'
import { onTeam } from '../../src/intake/events/team.ts'
import type { ListedPullRequest } from '../../src/ports/installations.ts'

const INSTALLATION = { installation: { id: 7 } }
const REPOSITORY = { ...INSTALLATION, repository: { name: 'infra', owner: { login: 'acme' } } }

/** Two repositories with something open, over two pages each, and one with nothing. */
function world() {
  const examined: string[] = []
  const read: string[] = []
  const repositories = ['infra', 'idle', 'web']
  const dependencies: OpenPullRequestsDependencies = {
    jobs: { requestExamination: async ({ owner, repo, number }) => void examined.push(`${owner}/${repo}#${number}`) },
    installations: {
      repositories: async (installationId, page) => {
        const repo = repositories[page - 1] ?? expect.fail('There is no such page')
        const listed = { installationId, owner: 'acme', repo, pushedAt: null, openIssues: repo === 'idle' ? 0 : 2 }
        return { items: [listed], isLast: page === repositories.length }
      },
      openPullRequests: async ({ repo }, page) => {
        read.push(repo)
        return { kind: 'changed', value: { items: [listedPull(page)], isLast: page === 2 } }
      },
    },
  }
  return { examined, read, dependencies }
}

function listedPull(number: number): ListedPullRequest {
  return { number, headSha: 'a'.repeat(40), baseRef: 'main', draft: false, body: '', updatedAt: '2026-11-02T10:00:00Z' }
}

describe('who may do what has changed', () => {
  it('in one repository: its open pull requests are examined again', async () => {
    const { examined, dependencies } = world()
    await onMember(REPOSITORY, dependencies)
    expect(examined).toEqual(['acme/infra#1', 'acme/infra#2'])
  })

  it('in a team or the organisation: those of all repositories are, and nothing is asked where nothing is open', async () => {
    const { examined, read, dependencies } = world()
    await onMembership(INSTALLATION, dependencies)
    expect(examined).toEqual(['acme/infra#1', 'acme/infra#2', 'acme/web#1', 'acme/web#2'])
    expect(new Set(read)).toEqual(new Set(['infra', 'web']))
  })

  it('by a team: in the repository that the event names, or in all', async () => {
    const [one, all] = [world(), world()]
    await onTeam({ ...REPOSITORY, action: 'removed_from_repository' }, one.dependencies)
    await onTeam({ ...INSTALLATION, action: 'deleted' }, all.dependencies)
    expect([one.examined.length, all.examined.length]).toEqual([2, 4])
  })

  it('and an event without what is used of it is refused', async () => {
    await expect(onMembership({}, world().dependencies)).rejects.toThrow(/installation/)
    await expect(onMember(INSTALLATION, world().dependencies)).rejects.toThrow(/repository/)
  })
})
