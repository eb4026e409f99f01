import { afterAll, describe, expect, it } from 'vitest'
import { hclSecondOpinion } from '../src/adapters/second-opinion/hcl-second-opinion.ts'
import { loadBundle } from '../src/cli/bundle.ts'
import { loadRuleSet } from '../src/cli/rule-set.ts'
import { exampleContext } from '../src/cli/rule-tests.ts'
import { parseRuleDoc } from '../src/core/rules/doc-examples.ts'
import { runRuleExample } from '../src/review/run-rule-example.ts'

const secondOpinion = hclSecondOpinion()
const context = exampleContext(loadBundle(), secondOpinion)
afterAll(() => secondOpinion.close())

const { rules } = await loadRuleSet()
const examples = rules.flatMap(({ rule, doc }) =>
  parseRuleDoc(doc.text ?? '', doc.file).examples.map((example) => [rule.id, example.title, rule, example] as const),
)

describe('the examples of the built-in rules', () => {
  it('are there', () => expect(examples.length).toBeGreaterThan(150))

  it.each(examples)('%s: %s', async (_id, _title, rule, example) => {
    expect(await runRuleExample(rule, example, context)).toBeUndefined()
  })
})
