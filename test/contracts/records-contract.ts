import { beforeAll, describe, expect, it } from 'vitest'
import type { CommitFacts } from '../../src/core/authorship/authorship.ts'
import type { PullRequestKey } from '../../src/ports/pull-requests.ts'
import type { Records } from '../../src/ports/records.ts'
import type { Statement } from '../../src/ports/statements.ts'

/** What every implementation of `Records` does. `open` is called once; the tests use repositories of their own. */
export function recordsContract(open: () => Promise<Records>): void {
  const opened: { records?: Records } = {}
  const records = () => opened.records ?? expect.fail('The records were not opened')
  beforeAll(async () => {
    opened.records = await open()
  })
  publicationsContract(records)
  commitsContract(records)
  pushersContract(records)
  statementsContract(records)
  countersignedContract(records)
  moveContract(records)
}

type Opened = () => Records
type Key = PullRequestKey

function publicationsContract(records: Opened): void {
  describe('publications', () => {
    const published = (digest: string, publishedAt: string) => ({ headSha: 'a'.repeat(40), digest, publishedAt })

    it('come back oldest first, with their times to the millisecond', async () => {
      const first = published('d1', '2026-03-01T10:00:00.123Z')
      const second = published('d2', '2026-03-01T09:00:00.000Z')
      await records().addPublication(pull('publications'), first)
      await records().addPublication(pull('publications'), second)
      expect(await records().publications(pull('publications'))).toEqual([first, second])
    })

    it('of one pull request are not those of another', async () => {
      await records().addPublication(pull('apart', 1), published('d1', '2026-03-01T10:00:00.000Z'))
      expect(await records().publications(pull('apart', 2))).toEqual([])
      expect(await records().publications(pull('apart-too', 1))).toEqual([])
    })

    it('are found whatever the case of the name and after the app was installed anew', async () => {
      await records().addPublication(pull('case'), published('d1', '2026-03-01T10:00:00.000Z'))
      const other = { ...pull('CASE'), owner: 'ACME', installationId: 99 }
      expect(await records().publications(other)).toHaveLength(1)
    })
  })
}

function commitsContract(records: Opened): void {
  describe('commits', () => {
    it('stay when a force-push replaces them, in the order first seen', async () => {
      const key = pull('commits')
      await records().addCommits(key, [commit('c1'), commit('c2')])
      await records().addCommits(key, [commit('c3'), commit('c2')])
      expect((await records().commitsEver(key)).map((each) => each.sha)).toEqual(['c1', 'c2', 'c3'])
    })

    it('are shared where another pull request of the repository holds them as well', async () => {
      const key = pull('shared')
      await records().addCommits(key, [commit('s1')])
      expect(await records().isShared(key, 's1')).toBe(false)
      await records().addCommits({ ...key, repo: 'elsewhere', number: key.number + 1 }, [commit('s1')])
      expect(await records().isShared(key, 's1')).toBe(false)
      await records().addCommits({ ...key, number: key.number + 1 }, [commit('s1')])
      expect([await records().isShared(key, 's1'), await records().isShared(key, 's2')]).toEqual([true, false])
    })

    it('keep what was known of them first', async () => {
      const key = pull('first-known')
      await records().addCommits(key, [commit('c1', { authorLogin: 'mallory' })])
      await records().addCommits(key, [commit('c1')])
      expect(await records().commitsEver(key)).toEqual([commit('c1', { authorLogin: 'mallory' })])
    })

    it('get their files and the verdict on their signature later, and keep what was known first', async () => {
      const key = pull('completed')
      const [one, other] = [
        { verified: true, reason: 'valid' },
        { verified: false, reason: 'unsigned' },
      ]
      await records().addCommits(key, [commit('c1'), commit('c2', { files: ['a.tf'], verification: one })])
      await records().addCommits(key, [
        commit('c1', { files: ['b.tf'], verification: other, authorLogin: 'late' }),
        commit('c2', { files: [], verification: other }),
      ])
      await records().addCommits(key, [commit('c1', { files: ['c.tf'] })])
      expect(await records().commitsEver(key)).toEqual([
        commit('c1', { files: ['b.tf'], verification: other }),
        commit('c2', { files: ['a.tf'], verification: one }),
      ])
    })

    it('come back exactly as they were, whatever they say', async () => {
      const key = pull('odd-text')
      const odd = commit('c1', { message: 'zero \u0000, half a pair \ud800, \u{1f980}, "quoted"\n', authorName: '' })
      await records().addCommits(key, [odd])
      expect(await records().commitsEver(key)).toEqual([odd])
    })

    it('may be as many as GitHub lists and none', async () => {
      const key = pull('many')
      await records().addCommits(key, [])
      const many = Array.from({ length: 2_500 }, (_, index) => commit(`c${index}`))
      await records().addCommits(key, many)
      expect(await records().commitsEver(key)).toEqual(many)
    })
  })
}

function pushersContract(records: Opened): void {
  describe('pushers', () => {
    const alice = { login: 'alice', id: 11, type: 'User' }
    const mallory = { login: 'mallory', id: 4_294_967_296, type: 'User' }

    it('are everyone who pushed to the pull request, each once and by the latest name', async () => {
      const key = pull('pushers')
      await records().addPusher(key, alice)
      await records().addPusher(key, mallory)
      await records().addPusher(key, { ...alice, login: 'alice-renamed' })
      expect(byId(await records().pushers(key))).toEqual([{ ...alice, login: 'alice-renamed' }, mallory])
    })

    it('include who pushed its commits before it was opened, and nobody else', async () => {
      const key = pull('early')
      await records().addPushedCommits(key, ['early-1', 'early-2'], mallory)
      await records().addPushedCommits(key, ['unrelated'], alice)
      await records().addCommits(key, [commit('early-2')])
      expect(await records().pushers(key)).toEqual([mallory])
    })

    it('are missing for commits that nobody is known to have brought, in any repository of its own', async () => {
      await records().addPushedCommits(pull('brought'), ['told'], alice)
      await records().addPushedCommits(pull('elsewhere'), ['untold'], alice)
      expect(await records().broughtByNobody(pull('BROUGHT'), ['untold', 'told', 'other'])).toEqual(['untold', 'other'])
      expect(await records().broughtByNobody(pull('brought'), [])).toEqual([])
    })

    it('of another repository with the same commits stay there', async () => {
      await records().addPushedCommits(pull('one'), ['shared'], mallory)
      await records().addCommits(pull('other'), [commit('shared')])
      expect(await records().pushers(pull('other'))).toEqual([])
    })
  })
}

function statementsContract(records: Opened): void {
  describe('statements', () => {
    it('come back as they were, in the order in which they were taken', async () => {
      const key = pull('statements')
      const odd = statement(1, { reason: 'zero \u0000, half a pair \ud800, \u{1f980}\n"quoted"' })
      await records().addStatement(key, statement(7, { kind: 'acknowledgement', reason: '' }))
      await records().addStatement(key, odd)
      expect(await records().statements({ ...key, owner: 'ACME', installationId: 99 })).toEqual([
        { ...statement(7, { kind: 'acknowledgement', reason: '' }), isAlarmed: false },
        { ...odd, isAlarmed: false },
      ])
      expect(await records().statements(pull('statements', 2))).toEqual([])
    })

    it('stay as they were taken first: whoever edits a comment changes nothing', async () => {
      const key = pull('edited')
      await records().addStatement(key, statement(1))
      await records().addStatement(key, statement(1, { statedAt: '2026-03-02T10:00:00Z', reason: 'something else' }))
      expect(await records().statements(key)).toEqual([{ ...statement(1), isAlarmed: false }])
    })

    it('remember that an alarm was raised, and later the issue that follows it up', async () => {
      const key = pull('alarmed')
      await records().addStatement(key, statement(1))
      await records().addStatement(key, statement(2))
      await records().noteAlarm(key, 1, undefined)
      await records().noteAlarm(key, 1, 12)
      await records().noteAlarm(key, 1, undefined)
      await records().noteAlarm(key, 3, 13)
      expect(await records().statements(key)).toEqual([
        { ...statement(1), isAlarmed: true, followUp: 12 },
        { ...statement(2), isAlarmed: false },
      ])
    })
  })
}

function countersignedContract(records: Opened): void {
  describe('what was countersigned', () => {
    const state = (at: string, added = 'a1') => ({ files: 'f1', added, by: ['bob', 'carol'], at })

    it('is found by its files, the newest of other pull requests', async () => {
      const [first, second, third] = [1, 2, 3].map((number) => pull('countersigned', number)) as [Key, Key, Key]
      await records().setCountersigned(first, state('2026-03-01T10:00:00.000Z'))
      await records().setCountersigned(second, state('2026-03-02T10:00:00.000Z', 'a2'))
      await records().setCountersigned(third, { ...state('2026-03-03T10:00:00.000Z'), files: 'f2' })
      const newest = { ...state('2026-03-02T10:00:00.000Z', 'a2'), number: 2 }
      expect(await records().countersignedBefore({ ...third, repo: 'COUNTERSIGNED' }, 'f1')).toEqual(newest)
      expect(await records().countersignedBefore(second, 'f1')).toMatchObject({ number: 1 })
      expect(await records().countersignedBefore(third, 'f2')).toBeUndefined()
      expect(await records().countersignedBefore(pull('elsewhere'), 'f1')).toBeUndefined()
    })

    it('is replaced by what is countersigned later, and forgotten where it no longer is', async () => {
      const key = pull('withdrawn')
      const other = pull('withdrawn', 2)
      await records().setCountersigned(key, state('2026-03-01T10:00:00.000Z'))
      await records().setCountersigned(key, { ...state('2026-03-02T10:00:00.000Z'), files: 'f3' })
      expect(await records().countersignedBefore(other, 'f1')).toBeUndefined()
      expect(await records().countersignedBefore(other, 'f3')).toMatchObject({ number: 1 })
      await records().setCountersigned(key, undefined)
      expect(await records().countersignedBefore(other, 'f3')).toBeUndefined()
    })
  })
}

function moveContract(records: Opened): void {
  describe('a repository that moves', () => {
    it('takes everything along', async () => {
      await records().addCommits(pull('old-name'), [commit('moved')])
      await records().addStatement(pull('old-name'), statement(1))
      await records().addPushedCommits(pull('old-name'), ['moved'], { login: 'alice', id: 11, type: 'User' })
      await records().moveRepository(pull('old-name'), pull('new-name'))
      expect((await records().commitsEver(pull('new-name'))).map((each) => each.sha)).toEqual(['moved'])
      expect(await records().pushers(pull('new-name'))).toHaveLength(1)
      expect(await records().statements(pull('new-name'))).toHaveLength(1)
      expect(await records().commitsEver(pull('old-name'))).toEqual([])
    })

    it('forgets nobody who pushed since, where the repository was renamed before its event arrives', async () => {
      const [mallory, alice] = [
        { login: 'mallory', id: 66, type: 'User' },
        { login: 'alice', id: 11, type: 'User' },
      ]
      await records().addPusher(pull('renamed'), alice)
      await records().addCommits(pull('renamed'), [commit('before'), commit('both')])
      await records().addPusher(pull('renamed-late'), mallory)
      await records().addPusher(pull('renamed-late'), alice)
      await records().addCommits(pull('renamed-late'), [commit('both'), commit('since')])
      await records().addPushedCommits(pull('renamed-late'), ['since'], mallory)
      const shown = { headSha: 'a'.repeat(40), digest: 'd', publishedAt: '2026-03-01T10:00:00.000Z' }
      await records().addPublication(pull('renamed-late'), shown)
      await records().moveRepository(pull('renamed'), pull('renamed-late'))
      expect(byId(await records().pushers(pull('renamed-late')))).toEqual([alice, mallory])
      expect((await records().commitsEver(pull('renamed-late'))).map(({ sha }) => sha).sort()).toEqual([
        'before',
        'both',
        'since',
      ])
      expect(await records().publications(pull('renamed-late'))).toHaveLength(1)
    })

    it('leaves nothing that was stated about another repository of its new name', async () => {
      await records().addStatement(pull('taken-over'), statement(5))
      await records().addCommits(pull('takes-over'), [commit('own')])
      await records().moveRepository(pull('takes-over'), pull('taken-over'))
      expect(await records().statements(pull('taken-over'))).toEqual([])
    })

    it('takes everything along when its owner gets another login, and nothing of others', async () => {
      const [one, other] = [pull('owned'), pull('of-another')]
      await records().addCommits({ ...one, owner: 'Old-Name' }, [commit('kept')])
      await records().addPushedCommits({ ...one, owner: 'old-name' }, ['kept'], {
        login: 'alice',
        id: 11,
        type: 'User',
      })
      await records().addCommits({ ...other, owner: 'old-name-2' }, [commit('other')])
      await records().moveOwner('OLD-name', 'new-name')
      await records().moveOwner('old-name', 'new-name')
      expect(await records().commitsEver({ ...one, owner: 'new-name' })).toHaveLength(1)
      expect(await records().pushers({ ...one, owner: 'new-name' })).toHaveLength(1)
      expect(await records().commitsEver({ ...other, owner: 'old-name-2' })).toHaveLength(1)
    })

    it('loses nothing when the event comes twice or changes only the case', async () => {
      await records().addCommits(pull('twice'), [commit('kept')])
      await records().moveRepository(pull('twice'), pull('TWICE'))
      await records().moveRepository(pull('twice'), pull('twice-moved'))
      await records().moveRepository(pull('twice'), pull('twice-moved'))
      expect(await records().commitsEver(pull('twice-moved'))).toHaveLength(1)
    })
  })
}

function pull(repo: string, number = 1): PullRequestKey {
  return { installationId: 7, owner: 'acme', repo, number }
}

function statement(commentId: number, parts: Partial<Statement> = {}): Statement {
  const by = { login: 'bob', id: 12, type: 'User' } as const
  return { kind: 'override', by, commentId, statedAt: '2026-03-01T10:00:00Z', reason: 'The site is down', ...parts }
}

function commit(sha: string, parts: Partial<CommitFacts> = {}): CommitFacts {
  const person = { authorName: 'Ann', authorEmail: 'ann@example.com', committerName: 'Ann' }
  return { sha, ...person, committerEmail: 'ann@example.com', message: 'Change', parents: 1, ...parts }
}

function byId(pushers: Awaited<ReturnType<Records['pushers']>>): typeof pushers {
  return [...pushers].sort((one, other) => one.id - other.id)
}
