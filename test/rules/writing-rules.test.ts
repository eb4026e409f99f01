import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileCondition } from '../../src/core/rules/condition.ts'
import { CONDITION_FUNCTIONS } from '../../src/core/rules/condition-environment.ts'
import { RULE_TYPES, RULE_VARIABLES, type RuleField } from '../../src/core/rules/rule-fields.ts'

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'writing-rules.md')
const FIELDS = /(<!-- fields:[^\n]*-->\n)[\s\S]*?(<!-- \/fields -->)/

describe('docs/writing-rules.md', () => {
  it('lists the fields that rules see: npm run test:update writes them', () => {
    const written = readFileSync(PAGE, 'utf8')
    const text = written.replace(FIELDS, (_, begin: string, end: string) => `${begin}${tables()}\n${end}`)
    if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(PAGE, text)
    expect(readFileSync(PAGE, 'utf8')).toBe(text)
  })

  it('names every function that rules may call', () => {
    const text = readFileSync(PAGE, 'utf8')
    for (const name of CONDITION_FUNCTIONS) expect(text).toContain(`\`${name}\``)
  })

  it('says of each field the type that the check knows', () => {
    for (const [variable, type] of Object.entries(RULE_VARIABLES)) {
      for (const field of Object.keys(RULE_TYPES[type])) {
        expect(compileCondition(`${variable}.${field} == ${variable}.${field}`), field).toHaveProperty('evaluate')
        expect(compileCondition(`${variable}.${field}x == 1`), field).toHaveProperty('start')
      }
    }
  })
})

function tables(): string {
  const variables = new Map(Object.entries(RULE_VARIABLES).map(([name, type]): [string, string] => [type, name]))
  return Object.entries(RULE_TYPES)
    .map(([type, fields]) => tableOf(variables.get(type) ?? type, variables.has(type), fields))
    .join('')
}

function tableOf(name: string, isVariable: boolean, fields: Readonly<Record<string, RuleField>>): string {
  const lines = Object.entries(fields).map(([field, { type, doc }]) => `| \`${field}\` | \`${type}\` | ${doc} |\n`)
  const heading = isVariable ? `\`${name}\`` : `A \`${name}\``
  return `\n### ${heading}\n\n| Field | Type | |\n|---|---|---|\n${lines.join('')}`
}
