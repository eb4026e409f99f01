import { describe, expect, it } from 'vitest'
import { memoryPlanArtifacts } from '../../src/adapters/memory/plan-artifacts.ts'
import { memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../src/adapters/module-sources/first-of.ts'
import { DEFAULT_SETTINGS } from '../../src/core/rules/settings.ts'
import type { PlanFile } from '../../src/ports/plan-artifacts.ts'
import { compareTrees } from '../../src/review/compare-trees.ts'
import { namedPlans, planNotes, withNamedPlans } from '../../src/review/named-plans.ts'
import { openSide } from '../../src/review/side-texts.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'
import { allowing, planText } from '../configuration/plan/plan-double.ts'

const KEY = { installationId: 7, owner: 'acme', repo: 'infra' }
const SHA = 'a'.repeat(40)
const POLICY = 'aws_iam_policy.reader'
const BASE = { 'main.tf': 'locals {\n  a = 1\n}\n' }
const HEAD = { 'main.tf': 'locals {\n  a = 2\n}\n' }
const DOCS = { ...BASE, 'README.md': '# Read me\n' }

describe('plans that the settings name', () => {
  it('are asked for only where there are some', async () => {
    const artifacts = { ...memoryPlanArtifacts(), plansFor: () => Promise.reject(new Error('was asked')) }
    expect(await namedPlans(DEFAULT_SETTINGS, KEY, SHA, artifacts)).toEqual([])
  })

  it('are told each by itself, whatever addresses they have in common', async () => {
    const plans = await read({ live: [text(grants('iam:PassRole'))], edge: [text(grants('iam:PassRole'))] })
    const { facts, inputs } = withNamedPlans(await change(HEAD), plans)
    const notes = facts.flatMap((fact) => (fact.kind === 'granted' ? fact.regions.map(({ note }) => note) : []))
    expect(notes).toEqual([expect.stringContaining('live/plan.json'), expect.stringContaining('edge/plan.json')])
    expect(inputs.filter(([path]) => path === '(plan)')).toHaveLength(2)
  })

  it('are read beside what cannot be', async () => {
    const broken = { kind: 'unreadable', path: 'b.json', why: 'is UTF-16' } as const
    const plans = await read({
      live: [broken, text('{"a":', 'c.json'), text(grants('iam:PassRole'))],
      edge: 'has expired',
    })
    expect(planNotes(plans)).toEqual([
      { kind: 'refused', name: 'live/b.json', why: expect.stringMatching(/^live\/b\.json is UTF-16\. /) },
      { kind: 'refused', name: 'live/c.json', why: expect.stringContaining('is no JSON object') },
      { kind: 'read', name: 'live/plan.json', terraformVersion: '1.11.4', resources: 1 },
      { kind: 'refused', name: 'edge', why: expect.stringMatching(/^edge has expired\. /) },
    ])
    const { facts } = withNamedPlans(await change(HEAD), plans)
    expect(facts.map(({ kind, address }) => `${kind} ${address}`)).toEqual([
      'undecided live/b.json',
      'undecided live/c.json',
      `granted ${POLICY}`,
      'undecided edge',
    ])
  })

  it('hold only where they are required, are not there, and governed files change', async () => {
    const [needed, optional] = [await read({}, true), await read({}, false)]
    expect(planNotes(needed)).toMatchObject([
      { kind: 'absent', name: 'live', required: true },
      { kind: 'absent', name: 'edge', required: true },
    ])
    const [terraform, docs] = [await change(HEAD), await change(DOCS)]
    const { facts } = withNamedPlans(terraform, needed)
    expect(facts.map(({ kind, address, location }) => [kind, address, location.startLine])).toEqual([
      ['undecided', 'live', 2],
      ['undecided', 'edge', 2],
    ])
    expect(withNamedPlans(terraform, optional)).toEqual(terraform)
    expect(withNamedPlans(docs, needed)).toEqual(docs)
  })
})

function text(content: string, path = 'plan.json'): PlanFile {
  return { kind: 'text', path, text: content }
}

function grants(action: string): string {
  const state = (allowed: string) => ({ name: 'reader', policy: allowing(allowed) })
  return planText([{ address: POLICY, before: state('s3:GetObject'), after: state(action) }])
}

/** The plans of the artifacts `live` and `edge`; a text says why an artifact cannot be read. */
function read(uploads: Readonly<Record<string, readonly PlanFile[] | string>>, required = false) {
  const artifacts = memoryPlanArtifacts()
  for (const [name, files] of Object.entries(uploads)) {
    const artifact =
      typeof files === 'string'
        ? ({ kind: 'unreadable', name, why: files } as const)
        : ({ kind: 'files', name, files } as const)
    artifacts.upload({ repository: KEY, headSha: SHA, runId: 1, artifact })
  }
  const settings = { ...DEFAULT_SETTINGS, plans: { artifacts: ['live', 'edge'], required } }
  return namedPlans(settings, KEY, SHA, artifacts)
}

async function change(head: Readonly<Record<string, string>>) {
  const trees = memorySourceTrees({ base: BASE, head })
  const side = (id: string) => openSide({ trees, id })
  const surroundings = { revisions: { base: '', head: '' }, sources: firstOf([]), memory: terraformMemory() }
  return compareTrees({ base: await side('base'), head: await side('head'), ...surroundings })
}
