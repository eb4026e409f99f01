import { describe, expect, it } from 'vitest'
import { comparePlan } from './compare-plan.ts'
import type { GoldenPlan, Json, PlannedValue } from './golden-plan.ts'
import { loadModule } from './load-module.ts'

/** Modules in which every value is configured, or an output. */
const CHANGED = [
  'conditional-collections',
  'counted-pairs',
  'google-bindings-flattened',
  'module-boundary-types',
  'nested-optional-objects',
  'security-group-rules',
  'template-directives',
]

describe('comparing with a plan', () => {
  it.each(CHANGED)('notices any other value in %s', (name) => {
    const { tree, plan } = loadModule(name)
    const changes = [...changedPlans(plan)]
    expect(changes.length).toBeGreaterThan(3)
    expect(comparePlan(tree, plan).faults).toEqual([])
    const missed = changes.filter(([, changed]) => comparePlan(tree, changed).faults.length === 0)
    expect(missed.map(([place]) => place)).toEqual([])
  })

  it('notices an instance that is not there, and one that is not planned', () => {
    const { tree, plan } = loadModule('counted-pairs')
    const { 'aws_iam_user.this[1]': one = {}, ...others } = plan.instances
    const added = { ...plan.instances, 'aws_iam_user.this[3]': one }
    expect(comparePlan(tree, { ...plan, instances: others }).faults).toContain(
      'aws_iam_user.this[1]: is evaluated and not planned',
    )
    expect(comparePlan(tree, { ...plan, instances: added }).faults).toEqual([
      'aws_iam_user.this[3]: is planned and not evaluated',
    ])
  })
})

/** The plan with one known leaf changed after the other. What a provider makes up for itself is left out. */
function* changedPlans(plan: GoldenPlan): Generator<readonly [string, GoldenPlan]> {
  for (const [address, planned] of Object.entries(plan.instances)) {
    for (const [name, value] of configured(planned)) {
      for (const changed of changedValues(value.value)) {
        const instance = { ...planned, [name]: { ...value, value: changed } }
        yield [`${address}.${name}`, { ...plan, instances: { ...plan.instances, [address]: instance } }]
      }
    }
  }
  for (const [name, value] of configured(plan.outputs)) {
    for (const changed of changedValues(value.value)) {
      yield [`output.${name}`, { ...plan, outputs: { ...plan.outputs, [name]: { ...value, value: changed } } }]
    }
  }
}

function configured(planned: Readonly<Record<string, PlannedValue>>): readonly (readonly [string, PlannedValue])[] {
  return Object.entries(planned).filter(([, { unknown }]) => unknown === undefined)
}

/** Every value that differs in one leaf. */
function changedValues(value: Json): readonly Json[] {
  if (value === null) return []
  if (typeof value === 'string') return [`${value}x`]
  if (typeof value === 'number') return [value + 1]
  if (typeof value === 'boolean') return [!value]
  if (Array.isArray(value)) {
    return value.flatMap((item, at) => changedValues(item).map((changed) => value.with(at, changed)))
  }
  return Object.entries(value).flatMap(([name, item]) =>
    changedValues(item).map((changed) => ({ ...value, [name]: changed })),
  )
}
