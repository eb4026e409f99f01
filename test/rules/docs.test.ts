import { describe, expect, it } from 'vitest'
import { parseRuleDoc } from '../../src/core/rules/doc-examples.ts'
import { builtInRules, ruleFiles } from './built-in-rules.ts'

const RULES = builtInRules()
const DOCS = ruleFiles('md')
const EXAMPLES = RULES.flatMap((rule) => {
  const { examples } = parseRuleDoc(DOCS.get(`rules/${rule.id}.md`) ?? '')
  return examples.map((example) => ({ rule: rule.id, example }))
})
const OF_FACTS = EXAMPLES.filter(({ example }) => example.facts.length > 0)

describe('the docs of the rules', () => {
  it('are as many as the rules', () => {
    const named = RULES.map((rule) => `rules/${rule.id}.md`)
    expect([...DOCS.keys()].filter((path) => !path.endsWith('signatures.md'))).toEqual(named)
  })

  it.each(RULES.map((rule) => [rule.id, rule] as const))('%s has its title, sections and examples', (id, rule) => {
    const doc = parseRuleDoc(DOCS.get(`rules/${id}.md`) ?? '', `rules/${id}.md`)
    expect(doc.diagnostics).toEqual([])
    expect(doc.title).toBe(rule.title)
    for (const { heading, text } of doc.sections) expect(text, heading).not.toBe('')
  })

  it('show by facts only what two directories cannot show', () => {
    const rules = new Set(OF_FACTS.map(({ rule }) => rule))
    expect([...rules]).toEqual([
      'authorship/ai-authored-broadening',
      'authorship/ai-authored-change',
      'authorship/ai-authored-production',
      'authorship/identity-mismatch',
      'authorship/incomplete-authorship',
      'authorship/missing-declaration',
      'authorship/unattributed-commit',
      'authorship/unconfirmed-identity',
      'governance/failed-rule',
      'governance/merge-conflict',
      'governance/parser-disagreement',
      'governance/unjudged-change',
      'governance/unreadable-floor',
    ])
  })
})

const DOC = `# A rule

What it is.

## Why it matters

It does.

## How to narrow it

So.

## Fires: one

\`\`\`hcl base main.tf
a = 1
\`\`\`

\`\`\`hcl head main.tf
a = 2
\`\`\`

## Fires: two

\`\`\`yaml fact
kind: governance
\`\`\`

## Silent: three

~~~~json head policy.json
{ "\`\`\`": 1 }
~~~~

## Silent: four

\`\`\`hcl base main.tf
\`\`\`
`

describe('reading a doc', () => {
  it('finds its title, sections and examples', () => {
    const { title, sections, examples, diagnostics } = parseRuleDoc(DOC)
    expect(diagnostics).toEqual([])
    expect(title).toBe('A rule')
    expect(sections.slice(0, 3).map(({ text }) => text)).toEqual(['What it is.', 'It does.', 'So.'])
    expect(examples).toEqual([
      {
        title: 'Fires: one',
        expect: 'fires',
        base: new Map([['main.tf', 'a = 1\n']]),
        head: new Map([['main.tf', 'a = 2\n']]),
        facts: [],
        line: 13,
      },
      {
        title: 'Fires: two',
        expect: 'fires',
        base: new Map(),
        head: new Map(),
        facts: ['kind: governance\n'],
        line: 23,
      },
      {
        title: 'Silent: three',
        expect: 'silent',
        base: new Map(),
        head: new Map([['policy.json', '{ "```": 1 }\n']]),
        facts: [],
        line: 29,
      },
      {
        title: 'Silent: four',
        expect: 'silent',
        base: new Map([['main.tf', '']]),
        head: new Map(),
        facts: [],
        line: 35,
      },
    ])
  })

  it.each([
    ['no title', DOC.replace('# A rule', 'A rule'), 'the doc has no title'],
    ['no reason', DOC.replace('## Why it matters', '## Why'), 'the section "Why it matters" is missing'],
    ['one firing example', DOC.replace('## Fires: two', '## Other'), '1 of 2 "fires" examples'],
    ['one silent example', DOC.replace('## Silent: four', '## Other'), '1 of 2 "silent" examples'],
    ['a fence without end', DOC.replace(/```\n$/, ''), 'a fenced block is not closed'],
    [
      'a block of neither side',
      DOC.replace('hcl base main.tf\na', 'hcl main.tf\na'),
      '`hcl main.tf` is not understood',
    ],
    ['a file twice', DOC.replace('hcl head main.tf', 'hcl base main.tf'), 'main.tf stands twice at base'],
    ['a file outside', DOC.replace('head main.tf', 'head ../main.tf'), '`../main.tf` is no path in a repository'],
    ['a file of the machine', DOC.replace('head main.tf', 'head /etc/x'), '`/etc/x` is no path in a repository'],
    ['an example without blocks', DOC.replace(/```yaml fact\n.*\n```\n/, ''), 'the example has no blocks'],
  ])('says what is missing: %s', (_, markdown, summary) => {
    expect(parseRuleDoc(markdown).diagnostics.map((diagnostic) => diagnostic.summary)).toContain(summary)
  })

  it('takes no heading from inside of a block', () => {
    const { examples } = parseRuleDoc(DOC.replace('a = 1', '## Fires: not this'))
    expect(examples.map(({ title }) => title)).not.toContain('Fires: not this')
  })

  it('reads files with carriage returns alike', () => {
    expect(parseRuleDoc(DOC.replaceAll('\n', '\r\n')).examples.map(({ title }) => title)).toEqual(
      parseRuleDoc(DOC).examples.map(({ title }) => title),
    )
  })
})
