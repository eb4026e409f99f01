import { describe, expect, it } from 'vitest'
import { onRepositoryEdited } from '../../src/intake/events/repository-edited.ts'
import type { Landing } from '../../src/ports/landing-records.ts'
import { NO_COMMIT } from '../../src/ports/watch-jobs.ts'

const MAIN: Landing = { branch: 'main', before: 'a', sha: 'b', standing: 'clean' }
const TRUNK: Landing = { branch: 'trunk', before: NO_COMMIT, sha: 't', standing: 'pending' }
const SWITCHED = { default_branch: { from: 'main' } }

/** What is done where `trunk` is the default branch now and something of the repository has changed. */
async function done(changes: object, landings: readonly Landing[]) {
  const calls: unknown[] = []
  const repository = { name: 'infra', owner: { login: 'acme' }, default_branch: 'trunk' }
  await onRepositoryEdited(
    { action: 'edited', changes, installation: { id: 7 }, repository },
    {
      landings: {
        of: async () => landings,
        tips: async () => new Map(landings.map(({ branch, sha }) => [branch, sha])),
        settle: async (_repository, landing) => void calls.push(landing),
      },
      outdatedAnswers: { outdate: async (owner) => void calls.push(`outdated ${owner}`) },
      observations: { forgetAll: async () => void calls.push('anew') },
      catchUpSoon: async () => void calls.push('catch up'),
    },
  )
  return calls
}

const AGAIN = ['outdated acme', 'anew', 'catch up']

describe('another default branch', () => {
  it.each([
    ['comes from where the former one stood', [MAIN]],
    ['also where a push to it is noted that nobody has looked at', [MAIN, TRUNK]],
  ])('%s', async (_title, landings) => {
    const beginning = { branch: 'trunk', before: 'b', sha: 'b', standing: 'clean' }
    expect(await done(SWITCHED, landings)).toEqual([beginning, ...AGAIN])
  })

  it.each<[string, readonly Landing[]]>([
    ['it was watched before', [MAIN, { ...TRUNK, standing: 'clean' }]],
    ['nothing is known of the former one', []],
  ])('keeps its own past where %s', async (_title, landings) => {
    expect(await done(SWITCHED, landings)).toEqual(AGAIN)
  })
})

it('any other edit of a repository is nothing to do', async () => {
  expect(await done({ description: { from: 'Infra' } }, [MAIN])).toEqual([])
})
