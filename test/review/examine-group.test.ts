import { describe, expect, it } from 'vitest'
import { Fault } from '../../src/ports/fault.ts'
import { examine } from '../../src/review/examine.ts'
import { examineGroup, giveUpGroup } from '../../src/review/examine-group.ts'
import { policy } from './authored-change.ts'
import { groupWorld, REPOSITORY, sha } from './group-world.ts'

const FILES = { 'a/iam.json': policy('s3:GetObject'), 'b/iam.json': policy('s3:GetObject') }
const A = { 'a/iam.json': policy('s3:GetObject', 's3:PutObject') }
const SETTINGS = '.github/countersign.yml'
const B = { 'b/iam.json': policy('s3:GetObject', 's3:DeleteObject') }

async function twoCountersigned() {
  const world = groupWorld(FILES)
  world.propose(1, A)
  world.propose(2, B)
  await world.countersign(1)
  await world.countersign(2)
  return world
}

describe('a merge group passes', () => {
  it('where its pull request is countersigned for all that it does', async () => {
    const world = await twoCountersigned()
    const run = await world.verdict(world.enqueue(1, A))
    expect([run?.conclusion, run?.output?.title]).toEqual([
      'success',
      'Countersigned: 1 pull request, nothing where it would land is beyond what was countersigned',
    ])
    expect(run?.output?.summary).toContain('countersigned by `rob` for 1 finding')
  })

  it('where nothing in it needs a second human', async () => {
    const world = groupWorld(FILES)
    world.propose(1, { 'README.md': 'One' })
    const run = await world.verdict(world.enqueue(1, { 'README.md': 'One' }))
    expect([run?.conclusion, run?.output?.title]).toEqual([
      'success',
      'Clear: 1 pull request, nothing where it would land needs a second human',
    ])
  })

  it('where it stands on another group, each for what it adds', async () => {
    const world = await twoCountersigned()
    const [first, second] = [world.enqueue(1, A), world.enqueue(2, B)]
    expect((await world.verdict(first))?.conclusion).toBe('success')
    expect((await world.verdict(second))?.conclusion).toBe('success')
  })

  it('where it holds two pull requests that change different policies', async () => {
    const world = await twoCountersigned()
    const { baseSha } = world.enqueue(1, A)
    const run = await world.verdict({ ...world.enqueue(2, B), baseSha })
    expect([run?.conclusion, run?.output?.title]).toEqual([
      'success',
      'Countersigned: 2 pull requests, nothing together is beyond what was countersigned',
    ])
  })

  it('where what is before it grants a part of what was countersigned: less is left', async () => {
    const world = groupWorld(FILES)
    const more = { 'a/iam.json': policy('s3:GetObject', 's3:PutObject', 's3:DeleteObject') }
    world.propose(1, A)
    world.propose(2, more)
    await world.countersign(1)
    await world.countersign(2)
    world.enqueue(1, A)
    expect((await world.verdict(world.enqueue(2, more)))?.conclusion).toBe('success')
  })
})

describe('a merge group is held', () => {
  it('where a pull request in it is not countersigned', async () => {
    const world = groupWorld(FILES)
    world.propose(1, A)
    const run = await world.verdict(world.enqueue(1, A))
    expect(run?.conclusion).toBe('action_required')
    expect(run?.output?.summary).toContain('may not be merged by itself')
  })

  it('where a rule blocks a pull request in it, whoever approved', async () => {
    const blocks = { [SETTINGS]: 'version: 1\nrules:\n  access/broader-access: { block: true }\n' }
    const world = groupWorld({ ...FILES, ...blocks })
    world.propose(1, A)
    await world.countersign(1)
    const run = await world.verdict(world.enqueue(1, A))
    expect(run?.conclusion).toBe('action_required')
    expect(run?.output?.summary).toContain('blocked: 1 finding. No approval releases this change')
    expect(run?.output?.summary).not.toContain('not countersigned')
  })

  it('where only the first of two pull requests in it is countersigned', async () => {
    const world = groupWorld(FILES)
    world.propose(1, A)
    world.propose(2, B)
    await world.countersign(1)
    const { baseSha } = world.enqueue(1, A)
    const run = await world.verdict({ ...world.enqueue(2, B), baseSha })
    expect(run?.conclusion).toBe('action_required')
    expect(run?.output?.summary).toMatch(
      /`#1` `Change 1`: countersigned by `rob`[\s\S]*`#2` `Change 2`: not countersigned/,
    )
  })

  it('where a pull request does more than it shows because of what the queue merged into it', async () => {
    const world = await twoCountersigned()
    const run = await world.verdict(world.enqueue(1, { ...A, ...B }))
    expect([run?.conclusion, run?.output?.title]).toEqual([
      'action_required',
      'Held: 1 finding beyond what was countersigned',
    ])
    expect(run?.output?.annotations.map(({ path }) => path)).toEqual(['b/iam.json'])
  })

  it("by the organisation's floor, where the repository turns its rule off", async () => {
    const off = { '.github/countersign.yml': 'version: 1\nrules:\n  access/broader-access: off\n' }
    const world = groupWorld({ ...FILES, ...off })
    world.propose(1, { 'README.md': 'One' })
    const landed = { 'README.md': 'One', ...A }
    expect((await world.verdict(world.enqueue(1, landed)))?.conclusion).toBe('success')
    world.floor('version: 1\nrules:\n  access/broader-access: high\n')
    expect((await world.verdict(world.enqueue(1, landed)))?.conclusion).toBe('action_required')
  })

  it('where another file of the same access was slipped under a clear pull request', async () => {
    const world = groupWorld(FILES)
    world.propose(1, { 'README.md': 'One' })
    const run = await world.verdict(world.enqueue(1, { 'README.md': 'One', ...A }))
    expect(run?.conclusion).toBe('action_required')
    expect(run?.output?.summary).toContain('Take `#1` out of the queue')
  })

  it("where a pull request's head changed after it was queued", async () => {
    const world = await twoCountersigned()
    const group = world.enqueue(1, A)
    world.propose(1, A, sha('pushed'))
    await world.countersign(1)
    const run = await world.verdict(group)
    expect(run?.conclusion).toBe('action_required')
    expect(run?.output?.summary).toContain('than the one that is its head now')
  })

  it('where a pull request was closed after it was queued', async () => {
    const world = await twoCountersigned()
    const group = world.enqueue(1, A)
    const key = { ...REPOSITORY, number: 1 }
    const pull = await world.pullRequests.get(key)
    world.pullRequests.change(key, { pull: { ...pull, state: 'closed' } })
    const run = await world.verdict(group)
    expect(run?.conclusion).toBe('action_required')
    expect(run?.output?.summary).toContain('is not open any more')
  })

  it('where a pull request was turned to another branch, whose settings may ask for less', async () => {
    const world = await twoCountersigned()
    const group = world.enqueue(1, A)
    const key = { ...REPOSITORY, number: 1 }
    const pull = await world.pullRequests.get(key)
    world.pullRequests.change(key, { pull: { ...pull, baseRef: 'lax' } })
    expect((await world.verdict(group))?.output?.summary).toContain('is to be merged into another branch now')
  })

  it('where a commit in it belongs to no pull request', async () => {
    const world = await twoCountersigned()
    const { baseSha } = world.enqueue(1, A)
    world.put(sha('stray'), { ...FILES, ...A })
    world.queue.commits.push({
      sha: sha('stray'),
      parents: [world.queue.tip()],
      authorEmail: 'eve@example.com',
      message: 'x',
    })
    const run = await world.verdict({ ...world.enqueue(2, B), baseSha })
    expect(run?.conclusion).toBe('action_required')
    expect(run?.output?.summary).toContain('which it does not belong to')
  })

  it('where the base branch was moved away from under it', async () => {
    const world = await twoCountersigned()
    const group = world.enqueue(1, A)
    world.queue.surroundings.isDiverged = true
    const run = await world.verdict(group)
    expect(run?.conclusion).toBe('action_required')
    expect(run?.output?.summary).toContain('is not built on the tip of')
  })

  it('where the event names a base that is not below its head', async () => {
    const world = await twoCountersigned()
    const group = world.enqueue(1, A)
    const run = await world.verdict({ ...group, baseSha: group.headSha })
    expect([run?.conclusion, (await world.verdict({ ...group, baseSha: sha('other') }))?.conclusion]).toEqual([
      'action_required',
      'action_required',
    ])
  })

  it('where the queue may land it on top of a group that failed, and that one is not countersigned', async () => {
    const world = groupWorld(FILES)
    world.propose(1, A)
    world.propose(2, B)
    await world.countersign(2)
    world.enqueue(1, A)
    const second = world.enqueue(2, B)
    expect((await world.verdict(second))?.conclusion).toBe('success')
    world.queue.surroundings.landsEachOnItsOwn = false
    expect((await world.verdict(second))?.conclusion).toBe('action_required')
  })

  it('where another open pull request has its commit as its head, and that one is held', async () => {
    const world = await twoCountersigned()
    const group = world.enqueue(1, A)
    world.propose(3, A, group.headSha)
    const run = await world.verdict(group)
    expect(run?.conclusion).toBe('action_required')
  })

  it.each([
    ['block: true', 'No approval releases it: `access/broader-access` blocks the merge.'],
    ['teams: [security]', 'It asks for an approval of security.'],
    ['reviewers: [dora, erik]', 'It asks for an approval of dora or erik.'],
    ['humans: 3', 'It asks for 3 accountable humans.'],
  ])('where settings that land before it ask for more than its own check does: %s', async (asks, said) => {
    const stricter = { [SETTINGS]: `version: 1\nrules:\n  access/broader-access: { ${asks} }\n` }
    const world = groupWorld({ ...FILES, [SETTINGS]: 'version: 1\n' })
    world.propose(1, stricter)
    world.propose(2, A)
    await world.countersign(1)
    await world.countersign(2)
    expect((await world.verdict(world.enqueue(1, stricter)))?.conclusion).toBe('success')
    const run = await world.verdict(world.enqueue(2, A))
    expect([run?.conclusion, run?.output?.title]).toEqual(['action_required', 'Held: 1 reason not to land this group'])
    expect(run?.output?.summary).toContain(said)
    expect(run?.output?.summary).toContain('Take `#2` out of the queue and let what is before it land')
  })

  it('where advisory settings enforce by name what a pull request does there beyond what it shows', async () => {
    const byName = `version: 1\nmode: advisory\nrules:\n  access/broader-access: { mode: enforce }\n`
    const world = groupWorld({ ...FILES, [SETTINGS]: byName })
    world.propose(1, A)
    await world.countersign(1)
    expect((await world.verdict(world.enqueue(1, A)))?.conclusion).toBe('success')
    const run = await world.verdict(world.enqueue(1, { ...A, ...B }, sha('more')))
    expect([run?.conclusion, run?.output?.title]).toEqual([
      'action_required',
      'Held: 1 finding beyond what was countersigned',
    ])
  })

  it('but only says so in advisory mode', async () => {
    const world = groupWorld({ ...FILES, '.github/countersign.yml': 'version: 1\nmode: advisory\n' })
    world.propose(1, A)
    const run = await world.verdict(world.enqueue(1, A))
    expect([run?.conclusion, run?.output?.title]).toEqual([
      'neutral',
      'Advisory: 1 finding beyond what was countersigned',
    ])
  })
})

describe('what neither of two pull requests shows is held in the group that holds both', () => {
  const ROLE = `resource "aws_iam_role_policy" "reader" {
  role   = local.role
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = local.actions, Resource = "arn:aws:s3:::logs/*" }]
  })
}
`
  const locals = (role: string, action: string) => ({
    'locals.tf': `locals {\n  role    = "${role}"\n  actions = ["${action}"]\n}\n`,
  })
  const base = { ...locals('reader', 's3:GetObject'), 'main.tf': '' }
  const USES = { 'main.tf': ROLE }

  it.each([
    ['one widens what nobody uses, and then another one uses it', locals('reader', 's3:*'), [1, 2]],
    ['one uses what another one then widens', locals('reader', 's3:*'), [2, 1]],
    ['one names another role, and then another one grants to it', locals('admin', 's3:GetObject'), [1, 2]],
  ] as const)('%s', async (_what, changed, order) => {
    const world = groupWorld(base)
    world.propose(1, changed)
    world.propose(2, USES)
    await world.countersign(1)
    await world.countersign(2)
    const changes: Record<number, Readonly<Record<string, string>>> = { 1: changed, 2: USES }
    const groups = order.map((number) => world.enqueue(number, changes[number] ?? {}))
    const [first, second] = [
      await world.verdict(groups[0] ?? expect.fail()),
      await world.verdict(groups[1] ?? expect.fail()),
    ]
    expect([first?.conclusion, second?.conclusion]).toEqual(['success', 'action_required'])
    expect(second?.output?.summary).toContain('Beyond what was countersigned')
  })
})

describe('the check of a merge group', () => {
  it('stays in progress where GitHub fails, since a failed one has the queue throw everything out', async () => {
    const world = await twoCountersigned()
    const group = world.enqueue(1, A)
    await world.queue.remember(group)
    const mergeQueue = { ...world.queue, state: () => Promise.reject(new Fault('unavailable', 'GitHub answered 502')) }
    await expect(examineGroup(group, { ...world.dependencies, mergeQueue })).rejects.toThrow('GitHub answered 502')
    expect(world.checks.runsOn(REPOSITORY, group.headSha).map(({ status }) => status)).toEqual(['in_progress'])
    await examineGroup(group, world.dependencies)
    expect(world.checks.runsOn(REPOSITORY, group.headSha).map(({ conclusion }) => conclusion)).toEqual(['success'])
  })

  it('fails once its examination was given up, and only then', async () => {
    const world = await twoCountersigned()
    const group = world.enqueue(1, A)
    await world.queue.remember(group)
    await giveUpGroup(group, world.dependencies)
    await giveUpGroup(group, world.dependencies)
    expect(world.checks.runsOn(REPOSITORY, group.headSha).map(({ conclusion }) => conclusion)).toEqual(['failure'])
  })

  it('is not given up while another examination writes it', async () => {
    const world = await twoCountersigned()
    const group = world.enqueue(1, A)
    await world.queue.remember(group)
    const writing = Promise.withResolvers<void>()
    const other = world.dependencies.inTurn(group, group.headSha, () => writing.promise)
    const givenUp = giveUpGroup(group, world.dependencies)
    // Whoever has the turn comes to its verdict first.
    await world.queue.conclude(group)
    writing.resolve()
    await Promise.all([other, givenUp])
    expect(world.checks.runsOn(REPOSITORY, group.headSha)).toEqual([])
  })

  it('waits for the queue to list a group', async () => {
    const world = await twoCountersigned()
    const group = world.enqueue(1, A)
    world.queue.entries.length = 0
    await expect(world.verdict(group)).rejects.toThrow('does not list the group')
  })

  it('is left as it is once the group is gone, and its commit may be the head of a pull request', async () => {
    const world = await twoCountersigned()
    const group = world.enqueue(1, A)
    await world.verdict(group)
    world.propose(3, A, group.headSha)
    world.queue.surroundings.isGone = true
    await examineGroup(group, world.dependencies)
    expect(world.checks.runsOn(REPOSITORY, group.headSha).map(({ conclusion }) => conclusion)).toEqual(['success'])
    expect([await world.queue.of(group), world.requested]).toEqual([undefined, [3]])
  })

  it('does not stay in progress where the group is gone before there is a verdict', async () => {
    const world = await twoCountersigned()
    const group = world.enqueue(1, A)
    world.queue.surroundings.isGone = true
    expect((await world.verdict(group))?.conclusion).toBe('failure')
  })

  it('is not overwritten by a pull request that somebody opens from its commit', async () => {
    const world = await twoCountersigned()
    const group = world.enqueue(1, { ...A, ...B })
    await world.verdict(group)
    world.propose(3, {}, group.headSha)
    const isGroupHead = async () => true
    await examine({ ...REPOSITORY, number: 3 }, { ...world.dependencies, isGroupHead })
    expect(world.checks.runsOn(REPOSITORY, group.headSha).map(({ conclusion }) => conclusion)).toEqual([
      'action_required',
    ])
  })
})
