import { describe, expect, it } from 'vitest'
import { setupSection } from '../../src/core/report/setup-section.ts'
import { Fault } from '../../src/ports/fault.ts'
import { branchSetup } from '../../src/review/branch-setup.ts'
import { APP_ID, seen } from './setup-facts.ts'

const KEY = { installationId: 7, owner: 'acme', repo: 'infra' }

describe('the setup of a base branch', () => {
  it('is what the branch requires', async () => {
    const setup = { requiredChecks: async () => seen([]) }
    const found = await branchSetup(KEY, 'main', { setup, appId: APP_ID })
    expect(found).toEqual({ branch: 'main', appId: APP_ID, required: seen([]) })
  })

  it('is not visible where GitHub does not answer, and the check then says nothing of it', async () => {
    const setup = {
      requiredChecks: async () => {
        throw new Fault('unavailable', 'no answer')
      },
    }
    const found = await branchSetup(KEY, 'main', { setup, appId: APP_ID })
    expect(found.required).toEqual({ kind: 'not-visible', why: 'no answer' })
    expect(setupSection(found).items).toEqual([])
  })

  it('does not hide our own mistakes', async () => {
    const setup = { requiredChecks: () => Promise.reject(new TypeError('a mistake')) }
    await expect(branchSetup(KEY, 'main', { setup, appId: APP_ID })).rejects.toThrow('a mistake')
  })
})
