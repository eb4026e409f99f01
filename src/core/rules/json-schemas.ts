import { z } from 'zod'
import { type Rule, ruleFileSchema } from './rule.ts'
import { settingsFileSchema } from './settings-schema.ts'

/**
 * The JSON Schema (draft 2020-12) of `.github/countersign.yml`, for editors: it completes the names of the rules. Rules
 * of one's own folders have any name in another category.
 */
export function settingsJsonSchema(rules: readonly Pick<Rule, 'id' | 'title' | 'fixed'>[]): object {
  const schema = z.toJSONSchema(settingsFileSchema, { io: 'input' })
  const { properties = {} } = schema
  const names = rules.filter((rule) => !rule.fixed).map((rule) => rule.id)
  const categories = [...new Set(names.map((name) => name.slice(0, name.indexOf('/'))))]
  const own = `^(?!(?:${categories.join('|')})/)[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$`
  const propertyNames = { anyOf: [{ enum: names }, { type: 'string', pattern: own }] }
  const ruleNames = { ...asObject(properties['rules']), propertyNames }
  return { title: 'Settings of Countersign', ...schema, properties: { ...properties, rules: ruleNames } }
}

/** The JSON Schema (draft 2020-12) of a rule's file. */
export function ruleJsonSchema(): object {
  return { title: 'A rule of Countersign', ...z.toJSONSchema(ruleFileSchema, { io: 'input' }) }
}

function asObject(schema: unknown): object {
  return typeof schema === 'object' && schema !== null ? schema : {}
}
