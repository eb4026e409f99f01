import type { Change } from './change.ts'
import type { ParameterValue } from './parameter.ts'

/** What a rule's `when` is evaluated over: one member a variable. */
export interface RuleInput {
  readonly change: Change
  readonly context: RuleContext
  readonly data: { readonly labels: readonly string[] }
  readonly parameters: ParameterValues
}

export interface RuleContext {
  readonly environments: readonly string[]
  readonly authorship: string
  readonly tools: readonly string[]
  readonly time: Date
}

/** Values of a rule's parameters by their names. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>
