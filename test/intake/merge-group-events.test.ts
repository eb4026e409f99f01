import { describe, expect, it } from 'vitest'
import { onMergeGroup } from '../../src/intake/events/merge-group.ts'
import { onRerequest } from '../../src/intake/events/rerequest.ts'
import type { MergeGroup } from '../../src/ports/merge-queue.ts'
import { isGroupHead } from '../../src/review/group-handlers.ts'

const REPOSITORY = { installation: { id: 7 }, repository: { name: 'infra', owner: { login: 'acme' } } }
const [HEAD, BASE] = ['a'.repeat(40), 'b'.repeat(40)]
const GROUP = { installationId: 7, owner: 'acme', repo: 'infra', headSha: HEAD }

function event(action: string, change: Readonly<Record<string, string>> = {}) {
  const refs = { head_ref: 'refs/heads/gh-readonly-queue/main/pr-7-x', base_ref: 'refs/heads/main' }
  return { ...REPOSITORY, action, merge_group: { head_sha: HEAD, base_sha: BASE, ...refs, ...change } }
}

function world(isConcluded = false, known: MergeGroup | undefined = undefined) {
  const remembered: MergeGroup[] = known === undefined ? [] : [known]
  const asked: string[] = []
  const mergeGroups = {
    remember: async (group: MergeGroup) => void remembered.push(group),
    of: async ({ headSha }: Pick<MergeGroup, 'headSha'>) => {
      const group = remembered.find((each) => each.headSha === headSha)
      return group && { group, isConcluded }
    },
  }
  const groupJobs = {
    requestGroupExamination: async (key: typeof GROUP) => void asked.push(`${key.owner}/${key.repo}@${key.headSha}`),
  }
  return { remembered, asked, mergeGroups, groupJobs }
}

const REMEMBERED = { ...GROUP, baseSha: BASE, baseRef: 'main', headRef: 'gh-readonly-queue/main/pr-7-x' }

describe('a merge queue asks for the check of a group', () => {
  it('which is remembered, and then examined', async () => {
    const given = world()
    await onMergeGroup(event('checks_requested'), given)
    expect([given.remembered, given.asked]).toEqual([[REMEMBERED], [`acme/infra@${HEAD}`]])
  })

  it('once more, after the verdict: nothing is done', async () => {
    const given = world(true, REMEMBERED)
    await onMergeGroup(event('checks_requested'), given)
    expect(given.asked).toEqual([])
  })

  it.each([[{ head_sha: 'main' }], [{ base_sha: '' }], [{ base_ref: 'main' }], [{ head_ref: 'refs/tags/v1' }]])(
    'in a way that is not understood: %j',
    async (change) => {
      await expect(onMergeGroup(event('checks_requested', change), world())).rejects.toThrow(/merge_group/)
    },
  )
})

describe('a merge queue has landed or dropped a group', () => {
  it('whose job then looks whether it is still there', async () => {
    const given = world(true, REMEMBERED)
    await onMergeGroup(event('destroyed'), given)
    expect([given.remembered.length, given.asked]).toEqual([1, [`acme/infra@${HEAD}`]])
  })
})

describe('the commit of a group', () => {
  it('has its group examined where somebody has its check run again, and no pull request by itself', async () => {
    const given = world(true, REMEMBERED)
    const examined: number[] = []
    await onRerequest(
      { ...REPOSITORY, check_run: { head_sha: HEAD, app: { id: 4711 } } },
      {
        ...given,
        appId: 4711,
        jobs: { requestExamination: async ({ number }) => void examined.push(number) },
        pullRequests: { withHead: async () => [3] },
      },
    )
    expect([given.asked, examined]).toEqual([[`acme/infra@${HEAD}`], []])
  })

  it('is known as one where a pull request has it as its head', async () => {
    expect(await isGroupHead(GROUP, world())).toBe(false)
    const given = world(true, REMEMBERED)
    expect([await isGroupHead({ ...GROUP, ...{ number: 3 } }, given), given.asked]).toEqual([
      true,
      [`acme/infra@${HEAD}`],
    ])
  })
})
