import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { generatedTemplate } from '../../../bench/cloudformation-template.ts'
import { memorySourceTrees } from '../../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../../src/adapters/module-sources/first-of.ts'
import { compareTrees } from '../../../src/review/compare-trees.ts'
import { openSide } from '../../../src/review/side-texts.ts'
import { terraformMemory } from '../../../src/review/terraform-memory.ts'
import fc from '../../seeded-properties.ts'

type Files = Readonly<Record<string, string>>

async function factsOf(base: Files, head: Files) {
  const trees = memorySourceTrees({ base, head })
  const sides = { base: await openSide({ trees, id: 'base' }), head: await openSide({ trees, id: 'head' }) }
  const revisions = { base: 'base', head: 'head' }
  const compared = await compareTrees({ ...sides, revisions, sources: firstOf([]), memory: terraformMemory() })
  return compared.facts
}

/** The same data with the keys of every object in another order. */
function shuffled(value: unknown, order: readonly number[]): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, order))
  if (typeof value !== 'object' || value === null) return value
  const keyed = Object.entries(value).map(([key, each], at) => [order[at % order.length] ?? 0, key, each] as const)
  const sorted = keyed.sort(([left], [right]) => left - right)
  return Object.fromEntries(sorted.map(([, key, each]) => [key, shuffled(each, order)]))
}

const ORDER = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 9 })
const TEMPLATE = generatedTemplate(2)

describe('a template that says the same', () => {
  it('adds no access in whatever order, syntax and form', async () => {
    await fc.assert(
      fc.asyncProperty(ORDER, fc.boolean(), fc.boolean(), async (order, toYaml, isFlow) => {
        const other = shuffled(TEMPLATE, order)
        const head = toYaml
          ? { 'stack.yaml': stringify(other, isFlow ? { collectionStyle: 'flow' } : {}) }
          : { 'stack.json': JSON.stringify(other, null, isFlow ? 0 : 2) }
        expect(await factsOf({ 'stack.json': JSON.stringify(TEMPLATE) }, head)).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  it('but for one action more has exactly that finding, in whatever order and syntax', async () => {
    const wider = generatedTemplate(2, 's3:DeleteObject')
    await fc.assert(
      fc.asyncProperty(ORDER, fc.boolean(), async (order, toYaml) => {
        const other = shuffled(wider, order)
        const head = toYaml ? { 'stack.yaml': stringify(other) } : { 'stack.json': JSON.stringify(other, null, 1) }
        const facts = await factsOf({ 'stack.json': JSON.stringify(TEMPLATE, null, 1) }, head)
        expect(facts).toMatchObject([
          { kind: 'granted', address: 'Role0', regions: [{ actions: ['s3:DeleteObject'] }] },
        ])
      }),
      { numRuns: 15 },
    )
  })
})
