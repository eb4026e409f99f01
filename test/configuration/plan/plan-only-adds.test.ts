import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { directoryTrees } from '../../../src/adapters/filesystem/directory-trees.ts'
import { firstOf } from '../../../src/adapters/module-sources/first-of.ts'
import { loadBundle } from '../../../src/cli/bundle.ts'
import { readPlan } from '../../../src/core/configuration/terraform/plan/read-plan.ts'
import { sourceVersions } from '../../../src/core/difference/source-versions.ts'
import { judge } from '../../../src/core/rules/judge.ts'
import { readSettings } from '../../../src/core/rules/settings.ts'
import { compareTrees, type TreeComparison } from '../../../src/review/compare-trees.ts'
import { withPlans } from '../../../src/review/plans.ts'
import { openSide } from '../../../src/review/side-texts.ts'
import { terraformMemory } from '../../../src/review/terraform-memory.ts'
import fc from '../../seeded-properties.ts'
import { allowing, type ChangeDouble, type Json, planText, policyOf } from './plan-double.ts'

const CASES = resolve(import.meta.dirname, '../../cases/terraform')

/** Every twelfth case, in the order of names. */
const SAMPLE = readdirSync(CASES).filter((_name, index) => index % 12 === 0)

const { rules } = loadBundle()
const { settings } = readSettings({ yml: undefined, yaml: undefined }, rules)

const policies = fc.oneof(
  fc.subarray(['s3:GetObject', 's3:*', 'iam:PassRole', '*']).map((actions) => allowing(...actions)),
  fc.constant(policyOf([{ Effect: 'Deny', Action: '*', Resource: '*' }])),
  fc.constant('no JSON'),
  fc.constant(null),
)

const values = fc.record({
  name: fc.constantFrom('reader', 'app', null),
  role: fc.constantFrom('reader', 'app'),
  bucket: fc.constantFrom('data', 'logs'),
  policy: policies,
  assume_role_policy: policies,
  ingress: fc.constantFrom<Json>([], [{ cidr_blocks: ['0.0.0.0/0'] }]),
})

const marks = fc.oneof(fc.boolean(), fc.constantFrom<Json>({}, { policy: true }, { role: true, policy: [true] }))

/** Addresses as the cases have them, and others. */
function changesAt(addresses: readonly string[]): fc.Arbitrary<readonly ChangeDouble[]> {
  const change = fc.record(
    {
      address: fc.constantFrom(...addresses, 'aws_iam_role_policy.other', 'module.a["x"].aws_security_group.b[0]'),
      before: values,
      after: values,
      unknown: marks,
      beforeSensitive: marks,
      afterSensitive: marks,
      actions: fc.constantFrom(['no-op'], ['forget'], ['update'], ['delete', 'create']),
      written: fc.constantFrom(['policy'], ['name', 'role', 'assume_role_policy']),
    },
    { requiredKeys: ['address'] },
  )
  return fc.array(change, { maxLength: 6 })
}

async function treesOf(name: string): Promise<TreeComparison> {
  const trees = directoryTrees()
  const side = (id: string) => openSide({ trees, id: join(CASES, name, id) })
  const surroundings = { revisions: { base: '', head: '' }, sources: firstOf([]), memory: terraformMemory() }
  return compareTrees({ base: await side('base'), head: await side('head'), ...surroundings })
}

function planned(change: TreeComparison, head: readonly ChangeDouble[], base: readonly ChangeDouble[] | null) {
  const read = (name: string, changes: readonly ChangeDouble[]) => readPlan(name, planText(changes))
  const plans = { head: read('head.json', head), ...(base === null ? {} : { base: read('base.json', base) }) }
  return withPlans(change, plans)
}

describe('adding plans', () => {
  it.each(SAMPLE)('never removes a finding or settles one: %s', async (name) => {
    const trees = await treesOf(name)
    const without = judge(trees.facts, rules, settings)
    const addresses = trees.facts.map(({ address }) => address)
    const property = fc.property(changesAt(addresses), fc.option(changesAt(addresses)), (head, base) => {
      const both = planned(trees, head, base)
      expect(both.facts.slice(0, trees.facts.length)).toEqual(trees.facts)
      expect(both.differences.slice(0, trees.differences.length)).toEqual(trees.differences)
      const { findings, humansNeeded } = judge(both.facts, rules, settings)
      expect(findings).toEqual(expect.arrayContaining([...without.findings]))
      expect(humansNeeded).toBeGreaterThanOrEqual(without.humansNeeded)
      const places = both.facts.map(({ location }) => location.file)
      const isOfChange = (file: string) =>
        ['base' as const, 'head' as const].some((side) => trees.sources.text(side, file) !== undefined) ||
        trees.others.includes(file)
      expect(places.filter((file) => file !== '.' && !isOfChange(file))).toEqual([])
    })
    fc.assert(property, { numRuns: 25, seed: 20261126 })
  })

  it('shows plans that add something to what is tried', () => {
    const count = fc
      .sample(changesAt(['aws_iam_role_policy.reader']), { numRuns: 50, seed: 20261126 })
      .filter((head) => {
        return planned(NOTHING, head, null).facts.length > 0
      }).length
    expect(count).toBeGreaterThan(10)
  })
})

const NOTHING: TreeComparison = {
  facts: [],
  differences: [],
  governed: [],
  others: [],
  paths: { base: new Set<string>(), head: new Set<string>() },
  diagnostics: [],
  sources: sourceVersions(new Map(), new Map()),
  inputs: [],
  ignores: [],
  modules: [],
  secrets: new Set<string>(),
}
