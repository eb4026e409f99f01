import { describe, expect, it } from 'vitest'
import { judge } from '../../src/core/rules/judge.ts'
import { readPolicyFiles } from '../../src/core/rules/policy-files.ts'
import { granted } from '../../src/core/rules/sample-facts.ts'
import { DEFAULT_SETTINGS } from '../../src/core/rules/settings.ts'
import { builtInRules } from './built-in-rules.ts'
import { FAILING_RULES, HOSTILE_RULES } from './hostile-rules.ts'
import { HOSTILE_SETTINGS } from './hostile-settings.ts'

const RULES = builtInRules()
const NO_RULES = { rules: new Map<string, string>(), problems: [] }
const withRule = (text: string) =>
  readPolicyFiles(
    { yml: 'version: 1\nruleFolders: [r]\n', rules: new Map([['r/our/rule.yml', text]]), problems: [] },
    RULES,
  )

/** What an error must say whatever is wrong: where, what, and what to do; nothing of our own inside. */
function expectTold(read: ReturnType<typeof withRule>, file: string, text: string) {
  const [first] = read.located
  expect(first).toMatchObject({ severity: 'error', file })
  const lines = text.split('\n')
  expect(first?.line).toBeLessThanOrEqual(lines.length)
  expect(first?.column).toBeLessThanOrEqual((lines[(first?.line ?? 1) - 1] ?? '').length + 1)
  for (const { summary, detail } of read.located) {
    expect(summary).toMatch(/\S{2,}/)
    expect(detail).toMatch(/\S.*\.$/s)
    expect(`${summary} ${detail}`).not.toMatch(/call stack|undefined|\[object|TypeError|RangeError| at .*\.[jt]s:/)
  }
  expect(read.located.length).toBeLessThan(120)
}

describe('settings of a hostile repository', () => {
  it.each(Object.entries(HOSTILE_SETTINGS))('%s: nothing of it acts, and the place is told', (_, text) => {
    const read = readPolicyFiles({ yml: text, ...NO_RULES }, RULES)
    expect(read.readable).toBe(false)
    const { humans, teams, reviewers, codeowners, ...others } = read.settings
    expect(others).toEqual({
      ...DEFAULT_SETTINGS,
      humans: undefined,
      teams: undefined,
      reviewers: undefined,
      codeowners: undefined,
    })
    expect(humans).toBeGreaterThanOrEqual(DEFAULT_SETTINGS.humans)
    expectTold(read, '.github/countersign.yml', text)
  })
})

describe('a rule of a hostile repository', () => {
  it.each(Object.entries(HOSTILE_RULES))('%s: it is refused, and all of its layer', (_, text) => {
    const read = withRule(text)
    expect({ readable: read.readable, rules: read.rules }).toEqual({ readable: false, rules: [] })
    expectTold(read, 'r/our/rule.yml', text)
  })

  it.each(Object.entries(FAILING_RULES))('%s: what it fails on is held', (_, text) => {
    const { readable, rules } = withRule(text)
    expect(readable).toBe(true)
    const { findings, humansNeeded } = judge([granted({})], [...RULES, ...rules], DEFAULT_SETTINGS)
    expect(findings.map(({ rule }) => rule)).toContain('governance/failed-rule')
    expect(humansNeeded).toBe(2)
  })
})
