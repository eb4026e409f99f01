import { describe, expect, it } from 'vitest'
import { onMember } from '../../src/intake/events/member.ts'
import { onMembership } from '../../src/intake/events/membership.ts'
import { onTeam } from '../../src/intake/events/team.ts'
import { spreadingFanOut } from '../../src/intake/fan-out.ts'
import type { FanOut } from '../../src/ports/fan-outs.ts'
import type { ListedPullRequest } from '../../src/ports/installations.ts'

const INSTALLATION = { installation: { id: 7 } }
const REPOSITORY = { ...INSTALLATION, repository: { name: 'infra', owner: { login: 'acme' } } }
const { signal } = new AbortController()

/** Two repositories with something open, over two pages each, and one with nothing; each on a page of its own. */
function world() {
  const examined: string[] = []
  const read: string[] = []
  const asked: FanOut[] = []
  const repositories = ['infra', 'idle', 'web']
  const fanOuts = { request: async (fanOut: FanOut) => void asked.push(fanOut) }
  const spread = spreadingFanOut({
    fanOuts,
    jobs: { requestInFanOut: async ({ owner, repo, number }) => void examined.push(`${owner}/${repo}#${number}`) },
    pullRequests: { openOnto: async () => [5, 6] },
    installations: {
      repositories: async (installationId, page) => {
        const repo = repositories[page - 1] ?? expect.fail('There is no such page')
        const openIssues = repo === 'idle' ? 0 : 2
        const listed = { installationId, owner: 'acme', repo, defaultBranch: 'main', pushedAt: null, openIssues }
        return { items: [listed], isLast: page === repositories.length }
      },
      openPullRequests: async ({ repo }, page) => {
        read.push(repo)
        return { kind: 'changed', value: { items: [listedPull(page)], isLast: page === 2 } }
      },
    },
  })
  return { examined, read, asked, fanOuts, spread }
}

function listedPull(number: number): ListedPullRequest {
  return { number, headSha: 'a'.repeat(40), baseRef: 'main', draft: false, body: '', updatedAt: '2026-11-02T10:00:00Z' }
}

describe('who may do what has changed', () => {
  it('a membership event in a large organisation does not hold up other webhooks: it asks for one job', async () => {
    const { examined, read, asked, fanOuts } = world()
    await onMembership(INSTALLATION, { fanOuts })
    expect(asked).toEqual([{ kind: 'installation', installationId: 7, page: 1 }])
    expect([examined, read]).toEqual([[], []])
  })

  it('and is not begun anew: each page of repositories is a job, which asks for the next', async () => {
    const { examined, read, asked, spread } = world()
    await spread({ kind: 'installation', installationId: 7, page: 2 }, signal)
    expect([examined, read]).toEqual([[], []])
    expect(asked).toEqual([{ kind: 'installation', installationId: 7, page: 3 }])
    await spread({ kind: 'installation', installationId: 7, page: 3 }, signal)
    expect(examined).toEqual(['acme/web#1', 'acme/web#2'])
    expect(asked).toHaveLength(1)
  })

  it('in one repository: its open pull requests are examined again', async () => {
    const { examined, asked, fanOuts, spread } = world()
    await onMember(REPOSITORY, { fanOuts })
    for (const each of asked) await spread(each, signal)
    expect(examined).toEqual(['acme/infra#1', 'acme/infra#2'])
  })

  it('and a job that ran out of time stops', async () => {
    const { examined, spread } = world()
    const repository = { installationId: 7, owner: 'acme', repo: 'infra' }
    await expect(spread({ kind: 'repository', repository }, AbortSignal.abort())).rejects.toThrow()
    expect(examined).toEqual([])
    await spread({ kind: 'base', repository, branch: 'main' }, signal)
    expect(examined).toEqual(['acme/infra#6', 'acme/infra#5'])
  })

  it('by a team: in the repository that the event names, or in all', async () => {
    const { asked, fanOuts } = world()
    await onTeam({ ...REPOSITORY, action: 'removed_from_repository' }, { fanOuts })
    await onTeam({ ...INSTALLATION, action: 'deleted' }, { fanOuts })
    expect(asked.map(({ kind }) => kind)).toEqual(['repository', 'installation'])
  })

  it('and an event without what is used of it is refused', async () => {
    await expect(onMembership({}, world())).rejects.toThrow(/installation/)
    await expect(onMember(INSTALLATION, world())).rejects.toThrow(/repository/)
  })
})
