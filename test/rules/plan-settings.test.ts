import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, readSettings } from '../../src/core/rules/settings.ts'
import { builtInRules } from './built-in-rules.ts'

const RULES = builtInRules()
const read = (plans: string) => readSettings({ yml: `version: 1\nplans: ${plans}\n` }, RULES)

describe('where plans are', () => {
  it.each([
    ['{ artifact: terraform-plan }', ['terraform-plan'], false],
    ['{ artifact: [live, edge, live] }', ['live', 'edge'], false],
    ['{ artifact: plan of prod, required: true }', ['plan of prod'], true],
  ])('is read from %s', (plans, artifacts, required) => {
    const { settings, diagnostics } = read(plans)
    expect({ plans: settings.plans, diagnostics }).toEqual({ plans: { artifacts, required }, diagnostics: [] })
  })

  it('is nowhere by default', () => {
    expect(readSettings({ yml: 'version: 1\n' }, RULES).settings.plans).toBeUndefined()
  })

  it.each([
    ['{ required: true }', '`plans.artifact` is not valid', /must be the name of an artifact/],
    ['{ artifact: [] }', '`plans.artifact` is not valid', /must not be empty/],
    [
      `{ artifact: [${Array.from({ length: 11 }, (_, n) => `p${n}`)}] }`,
      '`plans.artifact` is not valid',
      /a list of at most 10 names/,
    ],
    ['{ artifact: ../plan }', '`plans.artifact` is not valid', /not a name of an artifact/],
    ['{ artifact: [live, "a:b"] }', '`plans.artifact.1` is not valid', /not a name of an artifact/],
    [
      '{ artifact: 7 }',
      '`plans.artifact` is not valid',
      /must be the name of an artifact, or a list of at most 10 names/,
    ],
    ['{ artifact: plan, require: true }', 'unknown key `require` in `plans`', /Did you mean `required`\?/],
    ['{ artifact: plan, required: later }', '`plans.required` is not valid', /must be true or false/],
  ])('written as %s is refused whole, with the reason at its place', (plans, summary, detail) => {
    const { settings, readable, located } = read(plans)
    expect({ settings, readable }).toEqual({ settings: DEFAULT_SETTINGS, readable: false })
    expect(located).toMatchObject([{ line: 2, summary, detail: expect.stringMatching(detail) }])
  })
})
