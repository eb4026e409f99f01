import { describe, expect, it } from 'vitest'
import { comparePlan } from './compare-plan.ts'
import { KNOWN_FAULTS } from './known-faults.ts'
import { loadModule, MODULE_NAMES } from './load-module.ts'

describe("Terraform's own plans", () => {
  it('are of many modules', () => {
    expect(MODULE_NAMES.length).toBeGreaterThanOrEqual(100)
    expect(Object.keys(KNOWN_FAULTS).filter((name) => !MODULE_NAMES.includes(name))).toEqual([])
  })

  it.each(MODULE_NAMES)('%s', (name) => {
    const { tree, plan } = loadModule(name)
    const { faults, compared } = comparePlan(tree, plan)
    expect(compared).toBeGreaterThan(0)
    expect(faults).toEqual(KNOWN_FAULTS[name] ?? [])
  })
})
