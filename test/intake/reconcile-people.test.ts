import { describe, expect, it } from 'vitest'
import type { Account } from '../../src/core/gate/decision.ts'
import { notingPeople, type People } from '../../src/intake/people-seen.ts'
import { longestAgoFirst, peopleMemory, reconcilePeople } from '../../src/intake/reconcile-people.ts'
import type { Observation, PeopleSeen } from '../../src/ports/observations.ts'
import type { RepositoryKey } from '../../src/ports/pull-requests.ts'

const TEAM = { org: 'acme', slug: 'security' }
const BOB: Account = { login: 'bob', id: 2, type: 'User' }
const CAROL: Account = { login: 'carol', id: 3, type: 'User' }

function keyOf(repo: string): RepositoryKey {
  return { installationId: 7, owner: 'acme', repo }
}

/** People who are asked about, and how often each question was asked. */
function world() {
  const asked: string[] = []
  const told = { writers: [BOB, CAROL], permission: 'write' as 'write' | 'read', members: [BOB], isMember: true }
  const answered = async <T>(question: string, answer: T): Promise<T> => {
    asked.push(question)
    return answer
  }
  const people: People = {
    writers: () => answered('writers', told.writers),
    access: (_key, login) => answered(`access ${login}`, { permission: told.permission }),
    teamMembers: () => answered('members', { kind: 'members', members: told.members, complete: true }),
    isTeamMember: (_key, _team, login) => answered(`membership ${login}`, told.isMember),
  }
  return { asked, told, people }
}

/** An examination that asks about everything. */
async function seenBy(people: People): Promise<readonly PeopleSeen[]> {
  const seen = new Map<string, PeopleSeen>()
  const noting = notingPeople(people, seen)
  await noting.writers(keyOf('infra'))
  await noting.writers(keyOf('infra'))
  await noting.access(keyOf('infra'), 'bob')
  await noting.teamMembers(keyOf('infra'), TEAM)
  await noting.isTeamMember(keyOf('infra'), TEAM, 'carol')
  return [...seen.values()]
}

/** Reconciles pull requests that were all told `seen`. Returns those that have to be examined. */
async function examined(
  pulls: readonly number[],
  seen: readonly PeopleSeen[],
  people: People,
  allowance = { questions: 60 },
): Promise<readonly number[]> {
  const numbers: number[] = []
  const observation: Observation = { state: 's', reviews: 'r', people: seen }
  const reconciling = {
    people,
    observations: { of: async () => new Map(pulls.map((number) => [number, observation])) },
    request: async ({ number }: { readonly number: number }) => numbers.push(number),
  }
  await reconcilePeople({ repository: keyOf('infra'), pulls }, reconciling, peopleMemory(), allowance, 1)
  return numbers
}

describe('people are asked about again', () => {
  it('each question once for all the pull requests of a repository, and nothing is examined where all is as before', async () => {
    const { people, asked } = world()
    const seen = await seenBy(people)
    asked.length = 0
    expect(await examined([1, 2, 3], seen, people)).toEqual([])
    expect(asked).toEqual(['writers', 'access bob', 'members', 'membership carol'])
  })

  it('and the order in which GitHub lists them is no difference', async () => {
    const { people, told } = world()
    const seen = await seenBy(people)
    told.writers.reverse()
    expect(await examined([1], seen, people)).toEqual([])
  })

  it.each<readonly [string, (told: ReturnType<typeof world>['told']) => unknown]>([
    ['who may write', (told) => told.writers.pop()],
    ['what somebody may do', (told) => Object.assign(told, { permission: 'read' })],
    ['who is in a team', (told) => told.members.push(CAROL)],
    ['whether somebody is in it', (told) => Object.assign(told, { isMember: false })],
  ])('%s has changed: every pull request that was told otherwise is examined', async (_what, change) => {
    const { people, told } = world()
    const seen = await seenBy(people)
    change(told)
    expect(await examined([1, 2], seen, people)).toEqual([1, 2])
  })

  it('where one examination was told two things', async () => {
    const { people, told } = world()
    const seen = new Map<string, PeopleSeen>()
    const noting = notingPeople(people, seen)
    await noting.access(keyOf('infra'), 'bob')
    told.permission = 'read'
    await noting.access(keyOf('infra'), 'bob')
    expect(await examined([1], [...seen.values()], people)).toEqual([1])
  })

  it('as far as the allowance goes; the repository that was asked about longest ago is next', async () => {
    const { people, asked, told } = world()
    const seen = await seenBy(people)
    asked.length = 0
    told.members.pop()
    const allowance = { questions: 2 }
    expect(await examined([1], seen, people, allowance)).toEqual([])
    expect([asked, allowance.questions]).toEqual([['writers', 'access bob'], 0])
    const memory = peopleMemory()
    memory.set('acme/one', 30)
    memory.set('acme/two', 20)
    const all = ['one', 'two', 'three'].map((repo) => ({ repository: keyOf(repo), pulls: [1] }))
    expect(longestAgoFirst(all, memory).map(({ repository }) => repository.repo)).toEqual(['three', 'two', 'one'])
  })
})
