import { describe, expect, it } from 'vitest'
import { setupSection } from '../../src/core/report/setup-section.ts'
import { Fault } from '../../src/ports/fault.ts'
import { branchSetup } from '../../src/review/branch-setup.ts'
import { notedBranches } from '../review/noted-branches.ts'
import { APP_ID, seen } from './setup-facts.ts'

const SOURCE = { kind: 'protection', administratorsExempt: false } as const
const KEY = { installationId: 7, owner: 'acme', repo: 'infra' }

describe('the setup of a base branch', () => {
  it('is what the branch requires', async () => {
    const setup = { requiredChecks: async () => seen([]) }
    const found = await branchSetup(KEY, 'main', { setup, appId: APP_ID, governedBranches: notedBranches() })
    expect(found).toEqual({ branch: 'main', appId: APP_ID, required: seen([]) })
  })

  it('is not visible where GitHub does not answer, and the check then says that', async () => {
    const setup = {
      requiredChecks: async () => {
        throw new Fault('unavailable', 'no answer')
      },
    }
    const found = await branchSetup(KEY, 'main', { setup, appId: APP_ID, governedBranches: notedBranches() })
    expect(found.required).toEqual({ kind: 'not-visible', why: 'no answer' })
    expect(setupSection(found).items).toEqual([expect.stringContaining('is not visible here')])
  })

  it('is remembered where it requires the check', async () => {
    const required = (context: string) => ({ context, appId: APP_ID, source: SOURCE })
    const governedBranches = notedBranches()
    const setup = {
      requiredChecks: async (_repository: unknown, branch: string) =>
        seen([required(branch === 'release' ? 'countersign' : 'ci')]),
    }
    for (const branch of ['main', 'release']) await branchSetup(KEY, branch, { setup, appId: APP_ID, governedBranches })
    expect(governedBranches.seen).toEqual(new Set(['release']))
  })

  it('does not hide our own mistakes', async () => {
    const setup = { requiredChecks: () => Promise.reject(new TypeError('a mistake')) }
    await expect(branchSetup(KEY, 'main', { setup, appId: APP_ID, governedBranches: notedBranches() })).rejects.toThrow(
      'a mistake',
    )
  })
})
