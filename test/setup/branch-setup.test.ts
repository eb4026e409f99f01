import { describe, expect, it } from 'vitest'
import { setupSection } from '../../src/core/report/setup-section.ts'
import { Fault } from '../../src/ports/fault.ts'
import { branchSetup } from '../../src/review/branch-setup.ts'
import { notedBranches } from '../review/noted-branches.ts'
import { APP_ID, installation, seen } from './setup-facts.ts'

const SOURCE = { kind: 'protection', administratorsExempt: false } as const
const KEY = { installationId: 7, owner: 'acme', repo: 'infra' }
const HEALTH = { attempts: 3, failed: 0, hasNewestFailed: false }
const SERVER = { webhooks: { health: async () => HEALTH }, clock: { skewMs: () => 5 } }
const GRANTED = { installation: async () => installation() }

describe('the setup of a base branch', () => {
  it('is what the branch requires, what the app is granted, and how its server is doing', async () => {
    const setup = { ...GRANTED, requiredChecks: async () => seen([]) }
    const found = await branchSetup(KEY, 'main', { setup, appId: APP_ID, governedBranches: notedBranches(), ...SERVER })
    expect(found).toEqual({
      branch: 'main',
      appId: APP_ID,
      required: seen([]),
      installation: seen(installation()),
      server: { webhooks: seen(HEALTH), skewMs: 5 },
    })
  })

  it('is not visible where GitHub does not answer, and the check then says that', async () => {
    const setup = {
      ...GRANTED,
      requiredChecks: async () => {
        throw new Fault('unavailable', 'no answer')
      },
    }
    const found = await branchSetup(KEY, 'main', { setup, appId: APP_ID, governedBranches: notedBranches(), ...SERVER })
    expect(found.required).toEqual({ kind: 'not-visible', why: 'no answer' })
    expect(setupSection(found).items).toEqual([expect.stringContaining('is not visible here')])
  })

  it('says that what the app is granted is not visible, where GitHub does not answer', async () => {
    const setup = {
      requiredChecks: async () => seen([{ context: 'countersign', appId: APP_ID, source: SOURCE }]),
      installation: () => Promise.reject(new Fault('unavailable', 'no answer')),
    }
    const found = await branchSetup(KEY, 'main', { setup, appId: APP_ID, governedBranches: notedBranches(), ...SERVER })
    expect(setupSection(found)).toMatchObject({
      heading: 'What this gate is not granted',
      items: ['What the app was granted is not visible here: no answer.'],
    })
  })

  it('says that it is not visible whether webhooks arrive, where the store does not answer', async () => {
    const setup = {
      ...GRANTED,
      requiredChecks: async () => seen([{ context: 'countersign', appId: APP_ID, source: SOURCE }]),
    }
    const webhooks = { health: () => Promise.reject(new Fault('unavailable', 'no answer')) }
    const given = { setup, appId: APP_ID, governedBranches: notedBranches(), ...SERVER, webhooks }
    expect(setupSection(await branchSetup(KEY, 'main', given))).toMatchObject({
      heading: 'What is wrong with the server of this gate',
      items: ['Whether webhooks arrive is not visible here: no answer.'],
    })
  })

  it('is remembered where it requires the check', async () => {
    const required = (context: string) => ({ context, appId: APP_ID, source: SOURCE })
    const governedBranches = notedBranches()
    const setup = {
      ...GRANTED,
      requiredChecks: async (_repository: unknown, branch: string) =>
        seen([required(branch === 'release' ? 'countersign' : 'ci')]),
    }
    for (const branch of ['main', 'release'])
      await branchSetup(KEY, branch, { setup, appId: APP_ID, governedBranches, ...SERVER })
    expect(governedBranches.seen).toEqual(new Set(['release']))
  })

  it('does not hide our own mistakes', async () => {
    const setup = { ...GRANTED, requiredChecks: () => Promise.reject(new TypeError('a mistake')) }
    await expect(
      branchSetup(KEY, 'main', { setup, appId: APP_ID, governedBranches: notedBranches(), ...SERVER }),
    ).rejects.toThrow('a mistake')
  })
})
