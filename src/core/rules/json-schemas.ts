import { z } from 'zod'
import { type Rule, ruleFileSchema } from './rule.ts'
import { settingsFileSchema } from './settings-schema.ts'

/** The JSON Schema (draft 2020-12) of `.github/countersign.yml`, for editors: it completes the names of the rules. */
export function settingsJsonSchema(rules: readonly Pick<Rule, 'id' | 'title' | 'fixed'>[]): object {
  const schema = z.toJSONSchema(settingsFileSchema, { io: 'input' })
  const { properties = {} } = schema
  const names = rules.filter((rule) => !rule.fixed).map((rule) => rule.id)
  const ruleNames = { ...asObject(properties['rules']), propertyNames: { enum: names } }
  return { title: 'Settings of Countersign', ...schema, properties: { ...properties, rules: ruleNames } }
}

/** The JSON Schema (draft 2020-12) of a rule's file. */
export function ruleJsonSchema(): object {
  return { title: 'A rule of Countersign', ...z.toJSONSchema(ruleFileSchema, { io: 'input' }) }
}

function asObject(schema: unknown): object {
  return typeof schema === 'object' && schema !== null ? schema : {}
}
