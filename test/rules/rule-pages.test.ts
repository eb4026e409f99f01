import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseRuleDoc, type RuleDoc } from '../../src/core/rules/doc-examples.ts'
import type { Rule } from '../../src/core/rules/rule.ts'
import { templateSource } from '../../src/core/rules/template.ts'
import { builtInRules, ruleFiles } from './built-in-rules.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'rules')
const RULES = builtInRules()
const DOCS = ruleFiles('md')

describe('docs/rules', () => {
  it('has a page of each built-in rule, and no other: npm run test:update writes them', () => {
    const pages = new Map(RULES.map((rule) => [`${rule.id}.md`, pageOf(rule)]))
    if (process.env['UPDATE_EXPECTED'] === '1') writePages(pages)
    const there = globSync('*/*.md', { cwd: FOLDER }).sort()
    expect(there).toEqual([...pages.keys()].sort())
    expect(new Map(there.map((path) => [path, readFileSync(join(FOLDER, path), 'utf8')]))).toEqual(pages)
  })

  it('leads nowhere that is not there', () => {
    for (const { id } of RULES) {
      const page = join(FOLDER, `${id}.md`)
      for (const [, link = ''] of readFileSync(page, 'utf8').matchAll(/\]\((?!https:)([^)#]+)/g)) {
        expect(() => readFileSync(join(dirname(page), link)), `${id}: ${link}`).not.toThrow()
      }
    }
  })
})

function writePages(pages: ReadonlyMap<string, string>): void {
  rmSync(FOLDER, { recursive: true, force: true })
  for (const [path, text] of pages) {
    mkdirSync(dirname(join(FOLDER, path)), { recursive: true })
    writeFileSync(join(FOLDER, path), text)
  }
}

function pageOf(rule: Rule): string {
  const doc = parseRuleDoc(DOCS.get(`rules/${rule.id}.md`) ?? '', `rules/${rule.id}.md`)
  const parts = [
    `# ${rule.title}`,
    `<!-- Written by \`npm run test:update\` from rules/${rule.id}.yml and rules/${rule.id}.md. -->`,
    ...prose(doc).slice(0, 1),
    table(rule),
    ...prose(doc).slice(1),
    `## When it speaks\n\n\`\`\`cel\n${rule.when.source.trim()}\n\`\`\`\n\nWhat it may read, and how conditions are written: [writing-rules.md](../../writing-rules.md).`,
    ...(rule.parameters.length === 0 ? [] : [`## Parameters\n\n${parameterLines(rule).join('\n')}`]),
    `## What a finding says\n\n${quoted(templateSource(rule.headline))}\n>\n${quoted(templateSource(rule.message))}\n>\n${quoted(templateSource(rule.fix))}`,
    `## Examples\n\n${exampleLines(rule, doc).join('\n')}`,
    ...(rule.references.length === 0
      ? []
      : [`## References\n\n${rule.references.map((url) => `- <${url}>`).join('\n')}`]),
  ]
  return `${parts.join('\n\n')}\n`
}

/** What the rule's own page says, without its examples: what it is about, then section by section. */
function prose({ sections, examples }: RuleDoc): readonly string[] {
  const [first, ...others] = sections.filter(({ heading }) => !examples.some(({ title }) => title === heading))
  // The pages of rules stand beside each other here as they do there.
  const near = (text: string) => text.replaceAll('](../../docs/', '](../../')
  return [near(first?.text ?? ''), ...others.map(({ heading, text }) => `## ${heading}\n\n${near(text)}`)]
}

function table({ id, severity, lifecycle, kind, general, fixed, humans, teams, reviewers, blocks }: Rule): string {
  const people = [
    ...teams.map((team) => `somebody of ${team}`),
    ...(reviewers.length === 0 ? [] : [reviewers.join(' or ')]),
  ]
  const asked = humans === 1 ? 'nothing: it is a notice' : [`${humans} accountable humans`, ...people].join(', ')
  const lines = [
    ['Rule', `\`${id}\``],
    ['Severity', severity],
    ['Lifecycle', lifecycle],
    ['Kind of its findings', `\`${kind}\`${general ? ', where no more specific rule speaks' : ''}`],
    ['Asks for', blocks ? 'a change of it: nobody may approve it' : asked],
    ['Settings', fixed ? 'cannot change it' : 'may tune it ([tuning-rules.md](../../tuning-rules.md))'],
  ]
  return ['| | |', '|---|---|', ...lines.map(([name, value]) => `| ${name} | ${value} |`)].join('\n')
}

function parameterLines({ parameters }: Rule): readonly string[] {
  const shown = (value: unknown) =>
    JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? Number(each) : each))
  return parameters.map(
    ({ name, type, description, default: value }) =>
      `- \`${name}\` (${type}): ${description}; \`${shown(value)}\` by default`,
  )
}

function exampleLines({ id }: Rule, { examples }: RuleDoc): readonly string[] {
  return examples.map(({ title }) => `- [${title}](../../../rules/${id}.md#${anchorOf(title)})`)
}

/** As GitHub makes it of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}

function quoted(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
}
