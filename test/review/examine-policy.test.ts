import { describe, expect, it } from 'vitest'
import { memoryPolicyRecords } from '../../src/adapters/memory/policy-records.ts'
import type { Floor } from '../../src/core/rules/effective-policy.ts'
import { readPolicyFiles } from '../../src/core/rules/policy-files.ts'
import { examine } from '../../src/review/examine.ts'
import { builtInRules } from '../rules/built-in-rules.ts'
import { KEY, statingWorld } from './stating-world.ts'

const RULES = builtInRules()
const PLACE = { kind: 'branch', owner: 'acme', repo: 'infra', branch: 'main' } as const

function floorOf(text: string): Floor {
  const names = { yml: 'countersign.yml', yaml: 'countersign.yaml' }
  const layer = readPolicyFiles({ yml: text, rules: new Map(), problems: [] }, RULES, {
    names,
    prefix: 'acme/.github/',
  })
  return { standing: { kind: 'applies', source: 'acme/.github' }, layer }
}

/** Examines Ada's pull request with these settings at base and head, below a floor. */
async function examined({ base, head = base, floor }: { base: string; head?: string; floor?: Floor }) {
  const world = statingWorld({ base, head })
  const policyRecords = memoryPolicyRecords()
  const policy = { policyRecords, ...(floor && { floorOf: async () => floor }) }
  await examine(KEY, { ...world.dependencies, ...policy })
  const run = await world.latest()
  return { ...run, policyRecords, summary: run?.output?.summary ?? '' }
}

describe('the check', () => {
  it('says who decided what the rules of its findings ask for', async () => {
    const floor = floorOf('version: 1\nmode: enforce\nrules: { access/broader-access: { severity: critical } }\n')
    const { conclusion, summary } = await examined({ base: 'version: 1\nmode: advisory\n', floor })
    expect(conclusion).toBe('action_required')
    expect(summary).toContain('- mode: enforce, by the organisation')
    expect(summary).toContain('The settings of the organisation in `acme/.github` apply')
    expect(summary).toContain('`access/broader-access`: severity by the organisation; the rest as built in')
    expect(summary).toMatch(/warning at `\.github\/countersign\.yml:2:7`: .* laxer than/)
  })

  it('says once that no floor is visible', async () => {
    const standing = { kind: 'not-visible', source: 'acme/.github', why: 'the app may not read acme/.github' } as const
    const { summary } = await examined({ base: 'version: 1\n', floor: { standing } })
    expect(summary.split('No floor visible')).toHaveLength(2)
  })

  it('holds an advisory repository while the floor cannot be read', async () => {
    const standing = { kind: 'held', source: 'acme/.github', why: 'it is gone', applies: 'nothing' } as const
    const { conclusion, summary } = await examined({ base: 'version: 1\nmode: advisory\n', floor: { standing } })
    expect(conclusion).toBe('action_required')
    expect(summary).toContain('The settings of the organisation cannot be read')
  })

  it('tells what is wrong with the settings that the pull request brings, at their lines', async () => {
    const { output } = await examined({ base: 'version: 1\n', head: 'version: 1\nmod: advisory\n' })
    expect(output?.annotations).toContainEqual(
      expect.objectContaining({
        path: '.github/countersign.yml',
        startLine: 2,
        level: 'failure',
        title: expect.stringContaining('unknown key `mod`'),
      }),
    )
  })

  it('tells where the settings that the pull request brings are laxer than the floor', async () => {
    const floor = floorOf('version: 1\nmode: enforce\n')
    const { output } = await examined({ base: 'version: 1\n', head: 'version: 1\nmode: advisory\n', floor })
    expect(output?.annotations).toContainEqual(
      expect.objectContaining({ path: '.github/countersign.yml', startLine: 2, level: 'warning' }),
    )
  })
})

describe('what can be read of settings', () => {
  it('is kept by branch, and applies when they can no longer be read', async () => {
    const good = await examined({ base: 'version: 1\napprovals: { humans: 4 }\n' })
    expect(await good.policyRecords.lastGood(PLACE)).toMatchObject({ commit: '0'.repeat(40) })
    const broken = statingWorld({ base: 'version: 1\nmod: advisory\n' })
    await examine(KEY, { ...broken.dependencies, policyRecords: good.policyRecords })
    const summary = (await broken.latest())?.output?.summary ?? ''
    expect(summary).toContain('- accountable humans: 4')
    expect(summary).toContain('what it said at `000000000000`, when it could last be read, applies')
    expect(await good.policyRecords.lastGood(PLACE)).toMatchObject({ commit: '0'.repeat(40) })
  })

  it('is not kept of what a pull request brings', async () => {
    const { policyRecords } = await examined({ base: 'version: 1\n', head: 'version: 1\nmode: advisory\n' })
    const kept = await policyRecords.lastGood(PLACE)
    expect([...(kept?.files ?? [])]).toEqual([['.github/countersign.yml', 'version: 1\n']])
  })
})
