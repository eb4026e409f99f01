import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { GoldenPlan, Json, PlannedValue, UnknownPlaces } from './golden-plan.ts'

const Values = z.record(z.string(), z.json())

const Change = z.object({ after: z.json().default(null), after_unknown: z.json().default(false) })

interface StateModule {
  readonly resources?: readonly StateResource[] | undefined
  readonly child_modules?: readonly StateModule[] | undefined
}

const StateResource = z.object({ address: z.string(), type: z.string(), values: Values })
type StateResource = z.infer<typeof StateResource>

const StateModule: z.ZodType<StateModule> = z.lazy(() =>
  z.object({ resources: z.array(StateResource).optional(), child_modules: z.array(StateModule).optional() }),
)

/** What is used of `terraform show -json PLAN`. Source: "JSON Output Format", Terraform documentation. */
export const TerraformPlan = z.object({
  terraform_version: z.string(),
  resource_changes: z.array(z.object({ address: z.string(), change: Change })).default([]),
  output_changes: z.record(z.string(), Change).default({}),
})

/** What is used of `terraform show -json` once the plan is applied. */
export const TerraformState = z.object({
  values: z
    .object({
      root_module: StateModule.default({}),
      outputs: z.record(z.string(), z.object({ value: z.json() })).default({}),
    })
    .default({ root_module: {}, outputs: {} }),
})

/** One golden of a plan and of what came of it: the state's values, and which of them the plan did not know. */
export function goldenPlan(
  plan: z.infer<typeof TerraformPlan>,
  { values }: z.infer<typeof TerraformState>,
): GoldenPlan {
  const changes = new Map(plan.resource_changes.map(({ address, change }) => [address, change]))
  const instances = resourcesOf(values.root_module)
    .toSorted((left, right) => (left.address < right.address ? -1 : 1))
    .map((resource) => {
      const { address } = resource
      return [address, plannedValues(address, stableValues(resource), changes.get(address))] as const
    })
  const outputs = Object.entries(values.outputs).map(([name, { value }]) => {
    const change = plan.output_changes[name]
    const asFields = change && { after: { value: change.after }, after_unknown: { value: change.after_unknown } }
    return [name, plannedValues(`output.${name}`, { value }, asFields)['value'] ?? { value: null }] as const
  })
  return {
    terraform: plan.terraform_version,
    instances: Object.fromEntries(instances),
    outputs: Object.fromEntries(outputs.toSorted(([left], [right]) => (left < right ? -1 : 1))),
  }
}

type Change = z.infer<typeof Change>

function resourcesOf({ resources = [], child_modules: modules = [] }: StateModule): readonly StateResource[] {
  return [...resources, ...modules.flatMap(resourcesOf)]
}

/** Terraform's own resource has a random id. */
function stableValues({ type, values }: StateResource): Values {
  return type === 'terraform_data' ? { ...values, id: null } : values
}

type Values = z.infer<typeof Values>

/** Where there is no change, a data source was read while Terraform planned: all of it was known. */
function plannedValues(address: string, values: Values, change: Change | undefined): Record<string, PlannedValue> {
  const planned = change === undefined ? values : fields(change.after)
  const unknown = fields(change?.after_unknown ?? false)
  const names = [...new Set([...Object.keys(values), ...Object.keys(unknown)])].sort()
  const entries = names.flatMap((name): [string, PlannedValue][] => {
    const places = placesOf(unknown[name] ?? false)
    const value = values[name] ?? null
    if (places !== false) return [[name, { value, unknown: places }]]
    if (!isDeepStrictEqual(planned[name] ?? null, value)) throw new Error(`${address}.${name} was planned otherwise`)
    return value === null ? [] : [[name, { value }]]
  })
  return Object.fromEntries(entries)
}

/** False where nothing within is unknown. */
function placesOf(value: Json): UnknownPlaces {
  if (typeof value === 'boolean') return value
  if (Array.isArray(value)) {
    const items = value.map(placesOf)
    return items.some((item) => item !== false) ? items : false
  }
  const entries = Object.entries(fields(value)).map(([name, each]) => [name, placesOf(each)] as const)
  const unknown = entries.filter(([, each]) => each !== false)
  return unknown.length === 0 ? false : Object.fromEntries(unknown)
}

function fields(value: Json): Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}
