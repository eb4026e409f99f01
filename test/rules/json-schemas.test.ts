import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ruleJsonSchema, settingsJsonSchema } from '../../src/core/rules/json-schemas.ts'
import { builtInRules, ruleFiles } from './built-in-rules.ts'

const DOCS = join(import.meta.dirname, '..', '..', 'docs')
const SETTINGS = settingsJsonSchema(builtInRules())

function validator(schema: object): (text: string) => boolean {
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  const validate = ajv.compile(schema)
  return (text) => validate(parse(text))
}

describe('the JSON schemas in docs/', () => {
  it.each([
    ['countersign.schema.json', SETTINGS],
    ['rule.schema.json', ruleJsonSchema()],
  ])('%s is what the code checks: npm run test:update writes it', (name, schema) => {
    const text = JSON.stringify(schema, null, 2)
    if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(join(DOCS, name), `${text}\n`)
    expect(JSON.parse(readFileSync(join(DOCS, name), 'utf8'))).toEqual(JSON.parse(text))
  })

  it('accept good settings and refuse misspelt ones', () => {
    const accepts = validator(SETTINGS)
    expect(accepts('version: 1\nmode: advisory\nrules:\n  access/broader-access: off\n')).toBe(true)
    expect(accepts('version: 1\nrules:\n  access/broader-access: { severity: low }\n')).toBe(true)
    expect(accepts('version: 1\nmod: advisory\n')).toBe(false)
    expect(accepts('version: 1\nrules:\n  access/broader-acces: off\n')).toBe(false)
    expect(accepts('version: 1\nrules:\n  governance/failed-rule: off\n')).toBe(false)
    expect(accepts('version: 1\nrules:\n  company/mail: { enabled: true }\n')).toBe(true)
    expect(accepts('mode: advisory\n')).toBe(false)
  })

  it('accept every built-in rule', () => {
    const accepts = validator(ruleJsonSchema())
    const rules = [...ruleFiles('yml')].filter(([path]) => !path.endsWith('signatures.yml'))
    for (const [path, text] of rules) expect(accepts(text), path).toBe(true)
    expect(accepts('title: Only a title\n')).toBe(false)
  })
})
