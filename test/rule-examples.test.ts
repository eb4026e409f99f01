import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { memorySourceTrees } from '../src/adapters/memory/source-trees.ts'
import { firstOf } from '../src/adapters/module-sources/first-of.ts'
import { hclSecondOpinion } from '../src/adapters/second-opinion/hcl-second-opinion.ts'
import { loadBundle } from '../src/cli/bundle.ts'
import { localAuthorship } from '../src/core/authorship/pull-request.ts'
import { type DocExample, parseRuleDoc } from '../src/core/rules/doc-examples.ts'
import { review } from '../src/review/review.ts'
import { terraformMemory } from '../src/review/terraform-memory.ts'

const RULES = resolve(import.meta.dirname, '../rules')
const bundle = loadBundle()
const secondOpinion = hclSecondOpinion()
afterAll(() => secondOpinion.close())

const docs = readdirSync(RULES, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.name.endsWith('.md'))
  .map((entry) => relative(RULES, join(entry.parentPath, entry.name)).replace(/\.md$/, ''))
  .sort()

const examples = docs.flatMap((rule) => {
  const doc = parseRuleDoc(readFileSync(join(RULES, `${rule}.md`), 'utf8'), `${rule}.md`)
  return doc.examples
    .filter(({ facts }) => facts.length === 0)
    .map((example) => [rule, example.title, example] as const)
})

describe('the examples of rules that two directories can show', () => {
  it('are there', () => expect(examples.length).toBeGreaterThan(20))

  it.each(examples)('%s: %s', async (rule, _title, example) => {
    const { result } = await reviewExample(example)
    const fired = result.findings.map((finding) => finding.rule)
    if (example.expect === 'fires') expect(fired).toContain(rule)
    else expect(fired).not.toContain(rule)
  })
})

function reviewExample({ base, head }: DocExample) {
  const trees = memorySourceTrees({ base: Object.fromEntries(base), head: Object.fromEntries(head) })
  const revision = (id: string) => ({ trees, id })
  return review({
    comparisons: [{ base: revision('base'), head: revision('head') }],
    policy: revision('base'),
    bundle,
    authorship: ({ settings }) => localAuthorship([], bundle.signatures, settings),
    secondOpinion,
    modules: firstOf([]),
    memory: terraformMemory(),
    clock: { now: () => 0 },
  })
}
