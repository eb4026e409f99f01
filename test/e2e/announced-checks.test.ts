import { afterEach, expect, it } from 'vitest'
import type { PullHandle } from '../github/handles/pull-handle.ts'
import { appUnderTest } from './app-under-test.ts'
import { ownRuns } from './own-runs.ts'
import { READS, READS_AND_WRITES } from './role-policy.ts'

const { github } = appUnderTest()
/** More than are examined at a time. */
const PULLS = 20
const collaborators = { alice: 'write', bob: 'write' } as const

afterEach(() => github().faults.clear())

/** No examination gets further than to look at its pull request, until `release`. */
function holdExaminations() {
  return github().faults.hold(/^POST \/graphql$/, { times: 200 })
}

async function openMany(name: string) {
  const repository = await github().repository(`${name}/infra`, { files: READS, collaborators })
  const pulls: PullHandle[] = []
  for (let each = 0; each < PULLS; each += 1) {
    const commits = [{ files: { ...READS_AND_WRITES, 'note.md': `${each}\n` } }]
    pulls.push(await repository.openPull({ author: 'alice', branch: `change-${each}`, commits }))
  }
  const runsOn = (headSha: string) =>
    ownRuns(github(), [repository.repository]).filter((run) => run.headSha === headSha)
  return { pulls, runsOn }
}

async function until(holds: () => boolean): Promise<void> {
  await expect.poll(holds, { timeout: 15_000, interval: 20 }).toBe(true)
}

it('a pull request that waits for its turn shows that it is looked at, and has one run in the end', async () => {
  const examinations = holdExaminations()
  const { pulls, runsOn } = await openMany('waiting')
  const shown = () => pulls.filter((pull) => pull.checkRun()?.status === 'in_progress')
  await until(() => shown().length >= PULLS / 2)
  examinations.release()
  github().faults.clear()
  for (const pull of pulls) await pull.concluded((run) => run.conclusion === 'action_required')
  await github().settled()
  expect(pulls.map(({ headSha }) => runsOn(headSha).length)).toEqual(pulls.map(() => 1))
})

it('a check that was shown of a commit which is no longer the head does not stay in progress', async () => {
  const examinations = holdExaminations()
  const { pulls, runsOn } = await openMany('moved')
  await until(() => pulls.some((each) => each.checkRun() !== undefined))
  const pull = pulls.findLast((each) => each.checkRun() !== undefined) ?? expect.fail('none is shown')
  const before = pull.headSha
  await pull.push({ files: { 'note.md': 'moved on\n' } })
  examinations.release()
  github().faults.clear()
  await pull.concluded((run) => run.conclusion === 'action_required')
  await until(() => runsOn(before).every(({ status }) => status === 'completed'))
  expect(runsOn(before).map(({ conclusion }) => conclusion)).toEqual(['failure'])
})

it('GitHub asking for a pause while a check is shown early delays nothing and is no failure', async () => {
  const examinations = holdExaminations()
  github().faults.secondaryLimit('checks/create', { times: 1, retryAfterSeconds: 1 })
  const { pulls, runsOn } = await openMany('paused')
  examinations.release()
  github().faults.clear()
  for (const pull of pulls) await pull.concluded((run) => run.conclusion === 'action_required')
  expect(pulls.map(({ headSha }) => runsOn(headSha).length)).toEqual(pulls.map(() => 1))
})
