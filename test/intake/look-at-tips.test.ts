import { beforeEach, expect, it } from 'vitest'
import { lookingAtTips } from '../../src/intake/look-at-tips.ts'
import { Fault } from '../../src/ports/fault.ts'
import type { InstalledRepository } from '../../src/ports/installations.ts'
import type { WatchJob } from '../../src/ports/watch-jobs.ts'
import { notedBranches } from '../review/noted-branches.ts'
import { capturedLog } from './captured-log.ts'

const never = new AbortController().signal
const KEY = { installationId: 7, owner: 'acme', repo: 'infra' }

let world: ReturnType<typeof worldOf>
beforeEach(() => {
  world = worldOf()
})

it('a push whose webhook GitHub never made is looked at at the second look', async () => {
  world.known.set('main', 'a')
  world.tips.set('main', 'b')
  await world.look()
  expect(world.watched).toEqual([])
  await world.look()
  const push = { ...KEY, branch: 'main', isDefault: true, before: 'a', after: 'b' }
  expect(world.watched).toEqual([{ kind: 'push', push }])
  await world.look()
  await world.look()
  expect(world.watched).toHaveLength(1)
})

it('a push whose event was only on its way is left to it', async () => {
  world.known.set('main', 'a')
  world.tips.set('main', 'b')
  await world.look()
  world.known.set('main', 'b')
  await world.look()
  expect(world.watched).toEqual([])
})

it('pushes one after the other that no event tells of do not hide each other', async () => {
  world.known.set('main', 'a')
  for (const tip of ['b', 'c']) {
    world.tips.set('main', tip)
    await world.look()
  }
  expect(world.watched).toMatchObject([{ push: { before: 'a', after: 'c' } }])
})

it('every branch is looked at that was governed, and no other one', async () => {
  for (const branch of ['main', 'release', 'topic']) {
    world.known.set(branch, 'a')
    world.tips.set(branch, 'b')
  }
  world.governed.add('release')
  await world.look()
  await world.look()
  expect(world.watched).toMatchObject([
    { push: { branch: 'main', isDefault: true } },
    { push: { branch: 'release', isDefault: false } },
  ])
})

it('where a branch stands that nothing is known of is where it begins', async () => {
  world.tips.set('main', 'a')
  await world.look()
  await world.look()
  expect([world.known.get('main'), world.watched]).toEqual(['a', []])
  world.tips.set('main', 'b')
  world.push()
  await world.look()
  await world.look()
  expect(world.watched).toMatchObject([{ push: { before: 'a', after: 'b' } }])
})

it('asks nothing of a repository that nobody has pushed to since', async () => {
  world.known.set('main', 'a')
  world.tips.set('main', 'a')
  await world.look()
  await world.look()
  expect(world.asked).toEqual(['main'])
  world.push()
  await world.look()
  expect(world.asked).toEqual(['main', 'main'])
})

it('looks at another default branch though nobody has pushed', async () => {
  for (const branch of ['main', 'trunk']) world.known.set(branch, 'a')
  world.tips.set('main', 'a')
  world.tips.set('trunk', 'b')
  await world.look()
  for (const _ of ['once', 'again']) await world.look([{ ...world.repository(), defaultBranch: 'trunk' }])
  expect(world.watched).toMatchObject([{ push: { branch: 'trunk', isDefault: true, before: 'a', after: 'b' } }])
})

it('a repository that is gone does not keep the others from being looked at, and requests are bounded', async () => {
  world.known.set('main', 'a')
  const others = Array.from({ length: 60 }, (_, at) => ({ ...world.repository(), repo: `other-${at}` }))
  world.fail(new Fault('not-found', 'gone'))
  await world.look(others)
  expect(world.asked).toHaveLength(40)
  world.fail(new Fault('unavailable', 'no answer'))
  await expect(world.look(others)).rejects.toThrow('no answer')
})

function worldOf() {
  const known = new Map<string, string>()
  const tips = new Map<string, string>()
  const governed = notedBranches()
  const asked: string[] = []
  const watched: WatchJob[] = []
  let pushes = 0
  let failure: Fault | undefined
  const repository = (): InstalledRepository => ({
    ...KEY,
    pushedAt: new Date(pushes * 1_000).toISOString(),
    openIssues: 0,
    defaultBranch: 'main',
  })
  const lookAtTips = lookingAtTips({
    installations: {
      remaining: () => undefined,
      async tip(_repository, branch) {
        asked.push(branch)
        if (failure !== undefined) throw failure
        return { kind: 'changed', value: tips.get(branch) ?? null }
      },
    },
    landings: {
      tips: async () => known,
      async seenAt(_repository, { branch, sha }) {
        const before = known.get(branch)
        known.set(branch, sha)
        return before === undefined ? undefined : { branch, before, sha, isHeard: false }
      },
    },
    governedBranches: governed,
    watchJobs: { request: async (job) => void watched.push(job) },
    log: capturedLog().log,
  })
  return {
    known,
    tips,
    governed: governed.seen,
    asked,
    watched,
    repository,
    fail(fault: Fault) {
      failure = fault
    },
    push() {
      pushes += 1
    },
    look: (all = [repository()]) => lookAtTips(all, never),
  }
}
