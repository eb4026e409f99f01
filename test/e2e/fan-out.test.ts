import { expect, it } from 'vitest'
import { appUnderTest } from './app-under-test.ts'
import { ownRuns } from './own-runs.ts'
import { READS, READS_AND_WRITES } from './role-policy.ts'

const { github } = appUnderTest()
const collaborators = { alice: 'write', bob: 'write' } as const
const WRITES = /^checks\/(create|update)$/

/** Three pull requests that are held, and how often each was examined since. */
async function held(name: string) {
  const repository = await github().repository(`${name}/infra`, { files: READS, collaborators })
  const pulls = []
  for (const branch of ['one', 'two', 'three']) {
    const commits = [{ files: { ...READS_AND_WRITES, 'note.md': `${branch}\n` } }]
    pulls.push(await repository.openPull({ author: 'alice', branch, commits }))
  }
  for (const pull of pulls) await pull.concluded(({ conclusion }) => conclusion === 'action_required')
  await github().settled()
  const from = github().requests.length
  const since = (operation: RegExp) =>
    github()
      .requests.slice(from)
      .filter((each) => operation.test(each.operation ?? ''))
  // An examination looks at its pull request once.
  const looks = () => since(/^graphql$/).filter(({ body }) => body.includes('potentialMergeCommit'))
  const examined = (times: number) =>
    expect.poll(() => looks().length, { timeout: 30_000 }).toBeGreaterThanOrEqual(times)
  return { repository, pulls, since, examined }
}

it('a push to the base writes nothing where the verdict stays, and another verdict where it does not', async () => {
  const { repository, pulls, since, examined } = await held('base')
  await repository.push('main', { files: { 'README.md': 'nothing of interest\n' } }, { by: 'bob' })
  await examined(pulls.length)
  await github().settled()
  expect(since(WRITES)).toEqual([])
  await repository.push('main', { files: { '.github/countersign.yml': 'version: 1\nmode: advisory\n' } }, { by: 'bob' })
  for (const pull of pulls) await pull.concluded(({ conclusion }) => conclusion === 'neutral')
  await github().settled()
  const runs = ownRuns(github(), [repository.repository])
  expect(runs.map(({ conclusion }) => conclusion).toSorted()).toEqual([
    ...['action_required', 'action_required', 'action_required'],
    ...['neutral', 'neutral', 'neutral'],
  ])
})

it('who left the organisation does not count any more, in any repository, though no pull request has changed', async () => {
  const { pulls, examined } = await held('left')
  for (const pull of pulls) await pull.approve('bob')
  for (const pull of pulls) await pull.concluded(({ conclusion }) => conclusion === 'success')
  await github().settled()
  await examined(pulls.length)
  await github().leave('left', 'bob')
  for (const pull of pulls) await pull.concluded(({ conclusion }) => conclusion === 'action_required')
})
