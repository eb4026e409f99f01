import { describe, expect, it } from 'vitest'
import { ownedFiles, readCodeOwnersText } from '../../src/core/gate/code-owners.ts'
import type { TeamMembers } from '../../src/ports/pull-requests.ts'
import { type DemandRequest, demandsOf } from '../../src/review/demands-of.ts'
import type { Ownership } from '../../src/review/read-code-owners.ts'
import { approval, person } from '../gate/situation.ts'

const KEY = { installationId: 1, owner: 'Acme', repo: 'infra' }
const [DORA, ERIK, BOB] = [person('dora'), person('erik'), person('bob')]

function ownership(text: string, ...paths: readonly string[]): Ownership {
  const owners = readCodeOwnersText(text) ?? expect.fail('It was not read')
  return { kind: 'known', groups: ownedFiles(owners, paths) ?? [] }
}

/** Asks as a repository that only bob may write to, and counts what is asked of GitHub. */
async function demanded(change: Partial<DemandRequest>, team?: TeamMembers, unlisted: readonly string[] = []) {
  const asked: string[] = []
  const request = {
    teams: [],
    reviewers: [],
    ownership: { kind: 'none' },
    reviews: [],
    writers: [BOB],
    ...change,
  } as const
  const demands = await demandsOf(KEY, request, {
    teamMembers: async (_key, { org, slug }) => {
      asked.push(`${org}/${slug}`)
      return team ?? { kind: 'members', members: [DORA, BOB], complete: true }
    },
    isTeamMember: async (_key, _team, login) => unlisted.includes(login),
    account: async (_key, login) => {
      asked.push(login)
      return login === 'erik' ? ERIK : null
    },
  })
  return { demands, asked }
}

describe('what is demanded', () => {
  it('is an approval of each team, named once however it is written, and read once', async () => {
    const owned = ownership('* @acme/security\n', 'main.tf')
    const { demands, asked } = await demanded({ teams: ['security', 'acme/security', 'other/x'], ownership: owned })
    expect(demands.map(({ names }) => names)).toEqual([['acme/security'], ['other/x'], ['@acme/security']])
    expect(asked).toEqual(['acme/security', 'other/x'])
  })

  it('is an approval of one of a group of people, of those who may write', async () => {
    const reviewers = [['dora', 'bob'], ['erik']]
    const { demands } = await demanded({ reviewers })
    expect(demands).toEqual([
      {
        of: 'reviewers',
        names: ['dora', 'bob'],
        files: [],
        members: [BOB],
        problems: ['dora may not write to this repository, or is not there.'],
      },
      {
        of: 'reviewers',
        names: ['erik'],
        files: [],
        members: [],
        problems: ['erik may not write to this repository, or is not there.'],
      },
    ])
    const { demands: told } = await demanded({ reviewers: [['erik']], reviews: [approval(ERIK)] })
    expect(told[0]?.members, 'an opinion gives nobody the right to write').toEqual([])
  })

  it('tells members apart by what they may do: of a named team all, of owners those who may write', async () => {
    const owned = ownership('* @acme/security @dora\n', 'main.tf')
    const { demands } = await demanded({ teams: ['security'], ownership: owned })
    expect(demands.map(({ members }) => members)).toEqual([[DORA, BOB], [BOB]])
    expect(demands[1]?.problems).toEqual(['dora may not write to this repository, or is not there.'])
  })

  it.each([
    [{ kind: 'unreadable', reason: 'forbidden' }, 'it takes the permission to read members'],
    [{ kind: 'unreadable', reason: 'not-found' }, 'does not exist, or the app may not see it'],
    [{ kind: 'members', members: [], complete: true }, 'has no members'],
  ] as const)('says by name why nobody can meet it: %o', async (team, problem) => {
    const { demands } = await demanded({ teams: ['security'] }, team)
    expect(demands[0]).toMatchObject({ members: [], problems: [expect.stringContaining('acme/security')] })
    expect(demands[0]?.problems[0]).toContain(problem)
  })

  it('asks about each reviewer where a team is larger than what is listed', async () => {
    const large = { kind: 'members', members: [DORA], complete: false } as const
    const reviews = [approval(DORA), approval(ERIK, 11), approval(person('mallory'), 12)]
    const { demands } = await demanded({ teams: ['security'], reviews }, large, ['erik'])
    expect(demands[0]?.members).toEqual([DORA, ERIK])
  })

  it('looks an owner up where not every writer is listed', async () => {
    const writers = Array.from({ length: 100 }, (_, index) => person(`writer-${index}`))
    const { demands, asked } = await demanded({ writers, ownership: ownership('* @erik @nobody\n', 'main.tf') })
    expect(asked).toEqual(['erik', 'nobody'])
    expect(demands[0]).toMatchObject({ members: [ERIK], problems: [expect.stringContaining('nobody')] })
  })

  it('takes no address for an account, but those that GitHub makes of an account', async () => {
    const address = `${BOB.id}+someone@users.noreply.github.com`
    const { demands } = await demanded({
      ownership: ownership(`a bob@example.com\nb ${address}\n`, 'a', 'b'),
    })
    expect(demands.map(({ members }) => members)).toEqual([[], [BOB]])
    expect(demands[0]?.problems).toEqual(['bob@example.com is the address of no account that is known here.'])
  })

  it('is an approval that nobody can give where it is not known who owns what', async () => {
    const { demands } = await demanded({
      ownership: { kind: 'unknown', files: ['main.tf'], reason: 'It is too large.' },
    })
    expect(demands).toEqual([
      { of: 'owners', names: [], files: ['main.tf'], members: [], problems: ['It is too large.'] },
    ])
  })

  it('reads no more teams than a decision may cost', async () => {
    const teams = Array.from({ length: 45 }, (_, index) => `team-${index}`)
    const { demands, asked } = await demanded({ teams })
    expect([demands.length, asked.length]).toEqual([45, 40])
    expect(demands[44]).toMatchObject({ members: [], problems: ['More than 40 teams are too many to be read.'] })
  })
})
