import { describe, expect, it } from 'vitest'
import type { RequiredCheck, Seen } from '../../src/core/setup/facts.ts'
import type { Alert } from '../../src/ports/alerts.ts'
import { Fault } from '../../src/ports/fault.ts'
import { governedBranch } from '../../src/review/governed-branch.ts'
import { isWatched } from '../../src/review/is-watched.ts'
import { APP_ID, hidden, RULESET, seen } from '../setup/setup-facts.ts'
import { notedBranches } from './noted-branches.ts'

const REPOSITORY = { installationId: 7, owner: 'acme', repo: 'infra' }
const REQUIRED = seen([{ context: 'countersign', appId: APP_ID, source: RULESET }])
const NOTHING = seen([])

function ask(answer: Seen<readonly RequiredCheck[]> | Fault, noted = notedBranches(), isDefault = false) {
  const requiredChecks = async () => {
    if (answer instanceof Fault) throw answer
    return answer
  }
  const governance = { setup: { requiredChecks }, appId: APP_ID, governedBranches: noted }
  return governedBranch(REPOSITORY, 'release', isDefault, governance)
}

describe('a branch is governed', () => {
  it('where it is the default one, whatever its rules', async () => {
    expect(await ask(NOTHING, notedBranches(), true)).toEqual({ kind: 'governed' })
  })

  it('where its rules require the check, and not where they do not', async () => {
    expect(await ask(REQUIRED)).toEqual({ kind: 'governed' })
    expect(await ask(NOTHING)).toEqual({ kind: 'not-governed' })
  })

  it.each([
    ['its rule is taken off for a push', NOTHING],
    ['its rules cannot be seen any more', hidden()],
  ])('for some days more where %s', async (_what, answer) => {
    const noted = notedBranches()
    await ask(REQUIRED, noted)
    expect(await ask(answer, noted)).toEqual({ kind: 'governed' })
  })

  it('for some days more where it was the default one', async () => {
    const noted = notedBranches()
    await ask(NOTHING, noted, true)
    expect(await ask(NOTHING, noted)).toEqual({ kind: 'governed' })
  })
})

it('it is not taken for ungoverned that GitHub does not answer, or that its rules are not shown', async () => {
  await expect(ask(new Fault('unavailable', 'no answer'))).rejects.toThrow('no answer')
  await expect(ask(new Fault('rate-limited', 'later', { retryAfterMs: 1 }))).rejects.toThrow('later')
  expect(await ask(hidden())).toEqual({ kind: 'not-visible', why: 'it is not shown' })
})

it('a push to a branch of which the rules are not shown raises an alarm, and to one without rules none', async () => {
  const push = { ...REPOSITORY, branch: 'release', isDefault: false, before: 'a', after: 'b' }
  const raised: Alert[] = []
  const watched = (answer: Seen<readonly RequiredCheck[]>) => {
    const setup = { requiredChecks: async () => answer }
    const governance = { setup, appId: APP_ID, governedBranches: notedBranches() }
    return isWatched(push, { governance, alerts: { raise: async (alert) => void raised.push(alert) } })
  }
  expect([await watched(REQUIRED), await watched(NOTHING)]).toEqual([true, false])
  expect(raised).toEqual([])
  expect(await watched(hidden())).toBe(false)
  const reason = 'GitHub does not show whether the branch requires the check: it is not shown'
  expect(raised).toEqual([{ kind: 'push-unwatched', push, reason }])
})
