import { fullDiff } from '@aws-cdk/cloudformation-diff'
import { stringify } from 'yaml'
import { memorySourceTrees } from '../src/adapters/memory/source-trees.ts'
import { firstOf } from '../src/adapters/module-sources/first-of.ts'
import { compareTrees } from '../src/review/compare-trees.ts'
import { openSide } from '../src/review/side-texts.ts'
import { terraformMemory } from '../src/review/terraform-memory.ts'
import { generatedTemplate, switchedTemplate } from './cloudformation-template.ts'
import { type BenchRow, printRows } from './row.ts'

/** AWS takes 500 resources a template. Source: "AWS CloudFormation quotas", AWS CloudFormation User Guide. */
const GROUPS = 100
const ROUNDS = 7

/** A template of 500 resources in which one role gets one action more, in both syntaxes; and 20 roles under conditions. */
export async function cloudformationBench(): Promise<readonly BenchRow[]> {
  const [base, head] = [generatedTemplate(GROUPS), generatedTemplate(GROUPS, 's3:DeleteObject')]
  const json = [JSON.stringify(base, null, 1), JSON.stringify(head, null, 1)] as const
  const yaml = [stringify(base), stringify(head)] as const
  const switched = ['sns:Publish', 'sns:*'].map((action) =>
    JSON.stringify(switchedTemplate(GROUPS - 4, action), null, 1),
  )
  const [switchedBase = '', switchedHead = ''] = switched
  const resources = 5 * GROUPS
  const limit = 'limit: a check concludes within seconds'
  return [
    {
      name: `${resources} resources, JSON, from texts to facts`,
      value: await reviewMs('stack.json', ...json),
      unit: 'ms',
      beside: limit,
    },
    {
      name: `${resources} resources, YAML, from texts to facts`,
      value: await reviewMs('stack.yaml', ...yaml),
      unit: 'ms',
      beside: limit,
    },
    {
      name: `${resources} resources, 20 statements under ten conditions that nobody knows`,
      value: await reviewMs('stack.json', switchedBase, switchedHead),
      unit: 'ms',
      beside: limit,
    },
    { name: 'cloudformation-diff over the same, parsed', value: await medianMs(() => peer(json)), unit: 'ms' },
  ]
}

async function reviewMs(path: string, base: string, head: string): Promise<number> {
  return medianMs(async () => {
    const trees = memorySourceTrees({ base: { [path]: base }, head: { [path]: head } })
    const sides = { base: await openSide({ trees, id: 'base' }), head: await openSide({ trees, id: 'head' }) }
    const revisions = { base: 'base', head: 'head' }
    const { facts } = await compareTrees({ ...sides, revisions, sources: firstOf([]), memory: terraformMemory() })
    if (!facts.some(({ kind }) => kind === 'granted')) throw new Error('the change must grant something')
    if (facts.some(({ kind }) => kind === 'undecided')) throw new Error('nothing of it must stay open')
  })
}

async function peer([base, head]: readonly [string, string]): Promise<void> {
  const { iamChanges } = fullDiff(JSON.parse(base), JSON.parse(head))
  if (!iamChanges.permissionsBroadened) throw new Error('the peer must see it too')
}

/** Milliseconds of a round; the first one, which compiles, is left out. */
async function medianMs(round: () => Promise<void>): Promise<number> {
  const times: number[] = []
  for (let count = 0; count <= ROUNDS; count++) {
    const startedAt = performance.now()
    await round()
    times.push(performance.now() - startedAt)
  }
  return times.slice(1).sort((one, other) => one - other)[ROUNDS >> 1] ?? 0
}

if (import.meta.main) printRows('cloudformation', await cloudformationBench())
