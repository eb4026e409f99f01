import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Rule } from '../../src/core/rules/rule.ts'
import { builtInRules } from './built-in-rules.ts'

const INDEX = join(import.meta.dirname, '..', '..', 'docs', 'rules.md')
const RULES = builtInRules()

describe('docs/rules.md', () => {
  it('lists the built-in rules: npm run test:update writes it', () => {
    const text = indexOf(RULES)
    if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(INDEX, text)
    expect(readFileSync(INDEX, 'utf8')).toBe(text)
  })

  it('leads to the page of each rule', () => {
    const links = [...readFileSync(INDEX, 'utf8').matchAll(/\]\((rules\/[^)]+)\)/g)].map(([, path = '']) => path)
    expect(links).toEqual(RULES.map(({ id }) => `rules/${id}.md`))
    for (const path of links) expect(readFileSync(join(INDEX, '..', path), 'utf8')).toMatch(/^# /)
  })
})

function indexOf(rules: readonly Rule[]): string {
  const categories = Map.groupBy(rules, ({ id }) => id.slice(0, id.indexOf('/')))
  return `${INTRODUCTION}${[...categories].map(categoryText).join('')}`
}

const INTRODUCTION = `# Rules

<!-- Written by \`npm run test:update\` from the files in rules/. -->

A rule is a file in \`rules/\` beside what is said of it: what it asks a change for, which finding it makes, and how many accountable humans that needs. The page of each says why it matters, how to narrow a change, when it speaks and what it says then; its examples are run as its tests. \`.github/countersign.yml\` turns rules off, changes their severity, asks for more humans or for teams, and makes them hints, in a part of the repository too ([tuning-rules.md](tuning-rules.md)); a rule marked *fixed* speaks where the review itself failed, and no settings change it.

\`countersign rules list --repo .\` says what a repository's settings make of them; [command-line.md](command-line.md#countersign-rules) says how to check settings, and how to test rules of your own, and [writing-rules.md](writing-rules.md) how to write them.
`

function categoryText([category, rules]: [string, readonly Rule[]]): string {
  const lines = rules.map(
    (rule) =>
      `| [\`${rule.id}\`](rules/${rule.id}.md) | ${rule.title} | ${rule.severity} | ${rule.humans} | ${notes(rule)} |\n`,
  )
  return `\n## ${category}\n\n| Rule | What it is about | Severity | Humans | |\n|---|---|---|---|---|\n${lines.join('')}`
}

function notes({ lifecycle, fixed }: Rule): string {
  return [...(lifecycle === 'stable' ? [] : [lifecycle]), ...(fixed ? ['fixed'] : [])].join(', ')
}
