import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../src/adapters/store/store.ts'
import type { PullRequestKey } from '../../src/ports/pull-requests.ts'
import { judgedChangeOf } from '../contracts/examined-pulls-contract.ts'

/** What a store does when the app leaves repositories, and for reminders, on every engine. */
export function departuresContract(open: () => Promise<Store>): void {
  const opened: { store?: Store } = {}
  const store = () => opened.store ?? expect.fail('The store was not opened')
  beforeAll(async () => {
    opened.store = await open()
  })
  afterAll(() => opened.store?.close())

  describe('leaving an account', () => leavingAnAccount(store))
  describe('leaving a repository', () => leavingARepository(store))
  describe('held pull requests', () => heldPulls(store))
  describe('kept policies', () => keptPolicies(store))
  describe('examined pull requests', () => examinedPulls(store))
  describe('what is in progress', () => inProgress(store))
}

const LONG_AGO = '2000-01-01T00:00:00Z'
const FAR_AHEAD = '2100-01-01T00:00:00Z'

function leavingAnAccount(store: () => Store): void {
  it('deletes what is needed only while the app is installed, and keeps who pushed', async () => {
    await remember(store(), keyOf('Acme', 'infra'))
    await remember(store(), keyOf('other', 'infra'))
    await store().departures.forget({ installationId: 1, owner: 'ACME' })
    expect(await kept(store(), keyOf('acme', 'infra'))).toEqual({ content: 0, jobs: false, pushers: 1 })
    expect(await kept(store(), keyOf('other', 'infra'))).toEqual({ content: 3, jobs: true, pushers: 1 })
  })

  it('is told to every process, with the repositories that records are kept of', async () => {
    const left = await store().departures.since(LONG_AGO)
    expect(left).toContainEqual({ installationId: 1, owner: 'acme' })
    expect(left).toContainEqual({ installationId: 1, owner: 'acme', repo: 'infra' })
    expect(await store().departures.since(FAR_AHEAD)).toEqual([])
    expect(await store().departures.hasLeft({ owner: 'acme', repo: 'never-seen' })).toBe(true)
    expect(await store().departures.hasLeft({ owner: 'other', repo: 'infra' })).toBe(false)
  })

  it('keeps the records of a repository until they are asked to go', async () => {
    const { departures } = store()
    expect(await departures.before(LONG_AGO)).toEqual([])
    expect(await departures.before(FAR_AHEAD)).toEqual([{ owner: 'acme', repo: 'infra' }])
    await departures.forgetLedger({ owner: 'Acme', repo: 'Infra' })
    expect((await kept(store(), keyOf('acme', 'infra'))).pushers).toBe(0)
    expect(await departures.before(FAR_AHEAD)).toEqual([])
  })

  it('in the midst of an examination leaves no source in the database', async () => {
    const { departures, policies, examinedPulls: pulls } = store()
    const key = keyOf('acme', 'infra')
    const place = { kind: 'branch', owner: 'acme', repo: 'infra', branch: 'main' } as const
    const policy = { commit: 'c'.repeat(40), files: new Map([['countersign.yml', 'version: 1']]) }
    const keep = async () => {
      await policies.keep(place, policy)
      await pulls.keep(key, { baseRef: 'main', change: judgedChangeOf('s3:GetObject') })
    }
    const source = async () => [
      await policies.lastGood(place),
      await pulls.newest({ owner: 'acme' }, { open: 1, merged: 1 }),
    ]
    const before = await departures.since(LONG_AGO)
    await keep()
    for (const departed of before) await departures.forgetAgain(departed)
    expect(await source()).toEqual([undefined, []])
    expect(await departures.since(LONG_AGO)).toEqual(before)
    await keep()
    await departures.forgetAgain({ installationId: 1, owner: 'acme', repo: 'never-left' })
    expect(await source()).toMatchObject([policy, [{ number: 1 }]])
    await departures.forgetAgain({ installationId: 1, owner: 'acme' })
  })

  it('is noticed by what is kept of accounts', async () => {
    const { departures } = store()
    await remember(store(), keyOf('unnoticed', 'infra'))
    expect(await departures.accounts()).toContainEqual({ owner: 'unnoticed', repo: 'infra', installationId: 1 })
    await departures.forget({ installationId: 1, owner: 'unnoticed' })
    expect((await departures.accounts()).map(({ owner }) => owner)).not.toContain('unnoticed')
    await departures.forgetLedger({ owner: 'unnoticed', repo: 'infra' })
  })

  it('is over once the app is installed again', async () => {
    const { departures } = store()
    for (const back of [{ owner: 'acme' }, { owner: 'ACME', repo: 'infra' }]) await departures.returned(back)
    expect(await departures.hasLeft({ owner: 'acme', repo: 'infra' })).toBe(false)
    expect((await departures.since(LONG_AGO)).filter(({ owner }) => owner === 'acme')).toEqual([])
  })
}

function leavingARepository(store: () => Store): void {
  it('leaves the others of the account as they are', async () => {
    await remember(store(), keyOf('many', 'one'))
    await remember(store(), keyOf('many', 'two'))
    await store().departures.forget({ installationId: 1, owner: 'many', repo: 'one' })
    expect(await kept(store(), keyOf('many', 'one'))).toEqual({ content: 0, jobs: false, pushers: 1 })
    expect(await kept(store(), keyOf('many', 'two'))).toEqual({ content: 3, jobs: true, pushers: 1 })
    expect(await store().departures.hasLeft({ owner: 'many', repo: 'two' })).toBe(false)
  })

  it('may be told twice', async () => {
    await store().departures.forget({ installationId: 1, owner: 'many', repo: 'one' })
    expect(await store().departures.before(FAR_AHEAD)).toEqual([{ owner: 'many', repo: 'one' }])
  })
}

function keptPolicies(store: () => Store): void {
  const branch = { kind: 'branch', owner: 'floored', repo: '.github', branch: 'main' } as const
  const floor = { kind: 'floor', owner: 'floored' } as const
  const policy = { commit: 'c'.repeat(40), files: new Map([['countersign.yml', 'version: 1']]) }

  it('go with their repository, and a floor only with the whole account', async () => {
    const { departures, policies } = store()
    for (const place of [branch, floor]) await policies.keep(place, policy)
    await departures.forget({ installationId: 4, owner: 'Floored', repo: '.github' })
    expect(await policies.lastGood(branch)).toBeUndefined()
    expect(await policies.lastGood(floor)).toEqual(policy)
    await departures.forget({ installationId: 4, owner: 'Floored' })
    expect(await policies.lastGood(floor)).toBeUndefined()
  })

  it('move along with an account that gets another name', async () => {
    const { records, policies } = store()
    await policies.keep(floor, policy)
    await records.moveOwner('floored', 'elsewhere')
    expect(await policies.lastGood({ kind: 'floor', owner: 'elsewhere' })).toEqual(policy)
    expect(await policies.lastGood(floor)).toBeUndefined()
  })
}

function examinedPulls(store: () => Store): void {
  const most = { open: 10, merged: 10 }
  const examined = { baseRef: 'main', change: judgedChangeOf('s3:GetObject') }

  it('move along with their repository, and go with it', async () => {
    const { departures, examinedPulls: pulls, records } = store()
    await pulls.keep(keyOf('examined', 'infra'), examined)
    await records.moveRepository({ owner: 'examined', repo: 'infra' }, { owner: 'examined', repo: 'renamed' })
    expect(await pulls.newest({ owner: 'examined', repo: 'infra' }, most)).toEqual([])
    expect(await pulls.newest({ owner: 'examined', repo: 'renamed' }, most)).toHaveLength(1)
    await departures.forget({ installationId: 1, owner: 'examined', repo: 'Renamed' })
    expect(await pulls.newest({ owner: 'examined' }, most)).toEqual([])
  })
}

function inProgress(store: () => Store): void {
  it('leaves no check in progress and no queued group behind when the repository is renamed', async () => {
    const { records, openChecks, mergeGroups } = store()
    const [old, name] = [keyOf('moving', 'infra'), keyOf('moving', 'renamed')]
    const refs = { baseSha: '0'.repeat(40), baseRef: 'main', headRef: 'gh-readonly-queue/main/pr-1-x' }
    const group = { installationId: 1, owner: 'moving', repo: 'infra', headSha: 'g'.repeat(40), ...refs }
    await openChecks.begin(old, 'one')
    await mergeGroups.remember(group)
    // Both names have it where the event comes late.
    await openChecks.begin(name, 'one')
    await records.moveRepository(old, name)
    expect([await openChecks.of(old), await openChecks.of(name)]).toEqual([[], ['one']])
    expect((await mergeGroups.of({ ...group, repo: 'renamed' }))?.group.repo).toBe('renamed')
  })
}

function heldPulls(store: () => Store): void {
  const key = keyOf('held', 'infra')
  const held = { key, digest: 'd', heldSince: '2026-03-02T10:00:00.000Z', sent: [], dueAt: '2026-03-03T10:00:00.000Z' }
  const at = (iso: string) => Date.parse(iso)

  it('are kept by pull request, until they are released', async () => {
    const pulls = store().heldPulls
    expect(await pulls.of(key)).toBeUndefined()
    await pulls.set(held)
    expect(await pulls.of({ ...key, owner: 'HELD' })).toMatchObject({ digest: 'd', sent: [] })
    await pulls.set({ ...held, sent: ['reminder', 'escalation'] })
    expect(await pulls.of(key)).toEqual({ ...held, sent: ['reminder', 'escalation'] })
    await pulls.release(key)
    expect(await pulls.of(key)).toBeUndefined()
  })

  it('fall due at their time, the longest due first', async () => {
    const pulls = store().heldPulls
    const second = { ...held, key: { ...key, number: 2 }, dueAt: '2026-03-03T09:00:00.000Z' }
    for (const each of [held, second, { ...held, key: { ...key, number: 3 }, dueAt: undefined }]) await pulls.set(each)
    expect(await pulls.due(at('2026-03-03T08:00:00Z'))).toEqual([])
    expect(await pulls.due(at('2026-04-01T00:00:00Z'))).toEqual([second, held])
  })

  it('move along with their repository', async () => {
    await store().records.moveRepository(key, { owner: 'held', repo: 'renamed' })
    expect(await store().heldPulls.of({ ...key, repo: 'renamed' })).toMatchObject({ digest: 'd' })
  })
}

function keyOf(owner: string, repo: string): PullRequestKey {
  return { installationId: 1, owner, repo, number: 1 }
}

async function remember(store: Store, key: PullRequestKey): Promise<void> {
  await store.observations.set(key, { state: 's', reviews: 'r', people: [] })
  await store.openChecks.begin(key, 'a'.repeat(40))
  await store.heldPulls.set({ key, digest: 'd', heldSince: LONG_AGO, sent: [], dueAt: undefined })
  await store.records.addPusher(key, { login: 'alice', id: 1, type: 'User' })
  await store.jobs.requestExamination(key)
}

async function kept(store: Store, key: PullRequestKey) {
  const rows = [
    (await store.observations.of(key)).size,
    (await store.openChecks.of(key)).length,
    (await store.heldPulls.of(key)) === undefined ? 0 : 1,
  ]
  return {
    content: rows.reduce((sum, each) => sum + each, 0),
    // Nobody works here: one that waits is still there.
    jobs: !(await store.jobs.requestInBackground(key)),
    pushers: (await store.records.pushers(key)).length,
  }
}
