import { describe, expect, it } from 'vitest'
import { examineWhenDue } from '../../src/intake/due-examinations.ts'
import { Fault } from '../../src/ports/fault.ts'
import { examine } from '../../src/review/examine.ts'
import { account, KEY, OVERRIDE, type StatingOptions, statingWorld } from './stating-world.ts'

const HOUR_MS = 3_600_000
const SELF = 'version: 1\napprovals: { selfAcknowledgement: true }\n'

async function shown(options?: StatingOptions) {
  const world = statingWorld(options)
  expect(await world.examined()).toMatchObject({ conclusion: 'action_required' })
  world.pass(60_000)
  return world
}

describe('an override', () => {
  it('lets the merge through, says so before all else, is alarmed once, and is followed up', async () => {
    const { state, examined, heard } = await shown()
    const answer = await state('eve')
    expect(answer).toContain('`eve` releases this change in an emergency for 2 hours: **nobody has countersigned it**')
    const run = await examined()
    const title = 'Overridden by eve until 2026-03-01 12:02 UTC: 1 finding, countersigned by nobody'
    expect(run).toMatchObject({ conclusion: 'success', output: { title } })
    const [verdict, release, followUp] = run?.output?.summary.split('\n\n') ?? []
    expect(verdict).toContain('Overridden by eve until')
    expect(release).toContain('NOBODY has countersigned this change. eve')
    expect(release).toContain('`"The site is down"`')
    expect(followUp).toBe('It is followed up in #1.')
    expect(heard.raised).toMatchObject([{ kind: 'override', key: KEY, login: 'eve', team: 'acme/oncall' }])
    expect(heard.issues.openedIn(KEY)).toHaveLength(1)
    expect(heard.issues.openedIn(KEY)[0]?.body).toContain('> The site is down')
  })

  it('expires: the pull request is examined anew at that time and held', async () => {
    const { state, examined, pass, heard, dependencies } = await shown()
    await state('eve')
    const requested: unknown[] = []
    const jobs = {
      requestExamination: async (key: typeof KEY) => {
        requested.push(key)
        await examine(key, dependencies)
      },
    }
    const task = examineWhenDue({ dueExaminations: heard.dueExaminations, jobs, clock: heard.clock })
    const { signal } = new AbortController()
    pass(2 * HOUR_MS - 1)
    await task.run(signal)
    expect(requested).toEqual([])
    pass(1)
    await task.run(signal)
    await task.run(signal)
    expect(requested).toEqual([KEY])
    const run = await examined()
    expect(run).toMatchObject({ conclusion: 'action_required' })
    expect(run?.output?.summary).toContain('- `eve` stated an override: does not count. It expired on `2026-03-01`')
  })

  it('counts where no issue can be opened, and the check says so', async () => {
    const issues = { open: () => Promise.reject(new Fault('forbidden', 'GitHub refuses')), openedIn: () => [] }
    const { state, examined, heard } = await shown({ releases: { issues } })
    await state('eve')
    const run = await examined()
    expect(run?.conclusion).toBe('success')
    expect(run?.output?.summary).toContain('No issue could be opened to follow it up: GitHub refuses.')
    expect(heard.raised).toHaveLength(1)
  })

  it('lets nothing through before the operators were told', async () => {
    const alerts = { raise: () => Promise.reject(new Error('the pager is down')) }
    const { state, latest, dependencies } = await shown({ releases: { alerts } })
    await expect(state('eve')).rejects.toThrow('the pager is down')
    expect(await latest()).toMatchObject({ conclusion: 'failure' })
    expect(await dependencies.records.statements(KEY)).toMatchObject([{ isAlarmed: false }])
  })

  it('is taken once, however often its comment comes', async () => {
    const { take, dependencies, heard } = await shown()
    const by = account('eve')
    const statement = {
      kind: 'override',
      by,
      commentId: 5,
      statedAt: '2026-03-01T10:02:00Z',
      reason: 'The site is down',
    } as const
    const answers = [await take(KEY, statement), await take(KEY, statement)]
    expect(answers[1]).toBe(answers[0])
    await take(KEY, { ...statement, statedAt: '2026-03-01T15:00:00Z', reason: 'Edited to last for longer' })
    expect(await dependencies.records.statements(KEY)).toMatchObject([{ statedAt: '2026-03-01T10:02:00Z' }])
    expect([heard.raised.length, heard.issues.openedIn(KEY).length]).toEqual([1, 1])
  })
})

describe('an override: an attacker gets nothing from', () => {
  it.each([
    ['the author, though on call', 'ada', 'Nobody can release their own pull request.'],
    ['somebody who is not in the team', 'rob', 'Only members of `acme/oncall` can release a change'],
    ['a bot', account('kim', { type: 'Bot' }), 'Only people can release a change.'],
  ])('%s', async (_, by, why) => {
    const { state, examined, dependencies } = await shown()
    expect(await state(by)).toContain(why)
    expect(await dependencies.records.statements(KEY)).toEqual([])
    expect(await examined()).toMatchObject({ conclusion: 'action_required' })
  })

  it('an override without a reason', async () => {
    const { state } = await shown()
    expect(await state('eve', 'override', '')).toContain('It gives no reason in words.')
  })

  it('a director who is on call', async () => {
    const { state, examined, dependencies, heard } = await shown()
    await dependencies.records.addPusher(KEY, { login: 'eve', id: account('eve').id, type: 'User' })
    await state('eve')
    const run = await examined()
    expect(run).toMatchObject({ conclusion: 'action_required' })
    expect(run?.output?.summary).toContain('They answer for this change themselves, so they cannot release it.')
    expect([heard.raised, heard.issues.openedIn(KEY)]).toEqual([[], []])
  })

  it('an override before the check was published', async () => {
    const world = statingWorld()
    await world.state('eve')
    const run = await world.examined()
    expect(run).toMatchObject({ conclusion: 'action_required' })
    expect(run?.output?.summary).toContain('It was stated before this check had shown its result.')
  })

  it('an override of an older commit, then a push', async () => {
    const { state, push, examined } = await shown()
    await state('eve')
    push(1)
    const run = await examined()
    expect(run).toMatchObject({ conclusion: 'action_required' })
    expect(run?.output?.summary).toContain('It was stated on another commit')
  })

  it('an override of a commit, then a reset to one that was shown before it', async () => {
    const { state, push, examined, pass } = await shown()
    push(1)
    await examined()
    pass(60_000)
    await state('eve')
    push(0)
    expect(await examined()).toMatchObject({ conclusion: 'action_required' })
    // What is shown there again can be released there.
    await state('eve')
    expect(await examined()).toMatchObject({ conclusion: 'success' })
  })

  it('an override after leaving the team, or a team that is gone', async () => {
    const { state, examined, pullRequests } = await shown()
    await state('eve')
    pullRequests.setTeam({ org: 'acme', slug: 'oncall' }, [account('kim')])
    const run = await examined()
    expect(run).toMatchObject({ conclusion: 'action_required' })
    expect(run?.output?.summary).toContain('They are not in the team `acme/oncall`, or that cannot be read.')
  })

  it('settings that the pull request itself brings along', async () => {
    const { state } = await shown({ base: 'version: 1\n', head: OVERRIDE })
    expect(await state('eve')).toContain('The settings at the tip of the base branch name no team that may.')
  })

  it('settings that cannot be read, whatever team they name', async () => {
    const { state } = await shown({ base: `${OVERRIDE}surprise: true\n` })
    expect(await state('eve')).toContain('name no team that may')
  })

  it('a closed pull request', async () => {
    const { state, pullRequests, pullAt } = await shown()
    pullRequests.change(KEY, { pull: { ...pullAt(), state: 'closed' } })
    expect(await state('eve')).toContain('This pull request is closed')
  })
})

describe('a self-acknowledgement', () => {
  it('lets the author of a repository of one pass, and is shown as that', async () => {
    const { state, examined, heard } = await shown({ base: SELF, writers: ['ada'] })
    expect(await state('ada', 'acknowledgement')).toContain('This is recorded, and is no countersignature.')
    const run = await examined()
    expect(run?.conclusion).toBe('success')
    expect(run?.output?.title).toBe('Acknowledged by its author ada alone: 1 finding, countersigned by nobody')
    expect(run?.output?.summary).toContain('Nobody has countersigned this change.')
    expect(heard.raised).toEqual([])
  })

  it('with a second writer, lets nothing pass', async () => {
    const { state, examined } = await shown({ base: SELF, writers: ['ada', 'rob'] })
    await state('ada', 'acknowledgement')
    const run = await examined()
    expect(run).toMatchObject({ conclusion: 'action_required' })
    expect(run?.output?.summary).toContain('- `ada` acknowledged it: does not count. rob can countersign this change.')
  })

  it('stops counting once somebody else may write', async () => {
    const { state, examined, pullRequests } = await shown({ base: SELF, writers: ['ada'] })
    await state('ada', 'acknowledgement')
    expect(await examined()).toMatchObject({ conclusion: 'success' })
    pullRequests.addAccount(account('rob'))
    pullRequests.grant(KEY, 'rob', 'write')
    expect(await examined()).toMatchObject({ conclusion: 'action_required' })
  })

  it('before publication lets nothing pass', async () => {
    const world = statingWorld({ base: SELF, writers: ['ada'] })
    await world.state('ada', 'acknowledgement')
    expect(await world.examined()).toMatchObject({ conclusion: 'action_required' })
  })

  it('is not taken where the settings do not provide for it, nor of who may not write', async () => {
    const off = await shown({ writers: ['ada'] })
    expect(await off.state('ada', 'acknowledgement')).toContain('do not provide for it')
    const on = await shown({ base: SELF, writers: ['ada'] })
    expect(await on.state('mallory', 'acknowledgement')).toContain('Only who may write here can acknowledge.')
  })
})
