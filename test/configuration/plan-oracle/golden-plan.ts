import { z } from 'zod'

/** Where Terraform knows a value only after apply: `true`, or where within. */
export type UnknownPlaces = boolean | readonly UnknownPlaces[] | { readonly [name: string]: UnknownPlaces }

const UnknownPlaces: z.ZodType<UnknownPlaces> = z.lazy(() =>
  z.union([z.boolean(), z.array(UnknownPlaces), z.record(z.string(), UnknownPlaces)]),
)

const PlannedValue = z.object({
  value: z.json(),
  /** Absent where all of it is known. */
  unknown: UnknownPlaces.optional(),
})

/**
 * What Terraform plans for one root module. `values` are those of a plan in which computed attributes are marked
 * texts; `unknown` says what a plan without such texts does not know.
 */
export const GoldenPlan = z.object({
  terraform: z.string(),
  /** By address, module paths and instance keys included; data sources too. */
  instances: z.record(z.string(), z.record(z.string(), PlannedValue)),
  outputs: z.record(z.string(), PlannedValue),
})

export type GoldenPlan = z.infer<typeof GoldenPlan>
export type PlannedValue = z.infer<typeof PlannedValue>
export type Json = PlannedValue['value']
