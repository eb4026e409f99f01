import { expect, it } from 'vitest'
import { changeOf } from '../../src/core/rules/change.ts'
import { conditionSize, costBound } from '../../src/core/rules/condition-bound.ts'
import { conditionCost } from '../../src/core/rules/condition-cost.ts'
import { conditionEnvironment } from '../../src/core/rules/condition-environment.ts'
import type { RuleInput } from '../../src/core/rules/rule-input.ts'
import { granted } from '../../src/core/rules/sample-facts.ts'
import fc from '../seeded-properties.ts'
import { builtInRules } from './built-in-rules.ts'

const ODD = [
  'change.regions.exists(a, change.regions.exists(b, a.actions.exists(action, action in b.resources)))',
  '["a", "b", "c", "d", "e", "f", "g"].exists(text, text in ["a", "b"])',
  'change.regions.filter(region, region.public).exists(region, region.actions.all(action, action in change.resources))',
  'change.actions.exists(action, action.like("*aaaaaaaab") || action.contains("bbbbb") || action.lowerAscii() == "q")',
  'change.regions.exists(r, r.actions.map(a, a + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").exists(b, b.like(change.file)))',
  'change.resources.exists(a, change.resources.exists(b, a.like(b) || a.contains(b) || a == b || a in ["q", b]))',
].map((source) => conditionEnvironment().parse(source).ast)

const texts = fc.array(fc.constantFrom('s3:GetObject', 'a'.repeat(3_000), 'b'.repeat(40_000)), { maxLength: 9 })
const regions = fc.array(fc.record({ actions: texts, resources: texts, conditions: texts }), {
  minLength: 1,
  maxLength: 7,
})

function inputOf(parts: readonly { readonly actions: readonly string[] }[], labels: readonly string[]): RuleInput {
  const context = { environments: [], authorship: 'human', tools: [], time: new Date(0) }
  return { change: changeOf(granted(...parts)), context, data: { labels }, parameters: { names: labels } }
}

it('no condition costs more than the bound that spares working its cost out', () => {
  const own = builtInRules().map(
    ({ when: { source, parameters } }) => conditionEnvironment(parameters).parse(source).ast,
  )
  fc.assert(
    fc.property(regions, texts, (parts, labels) => {
      const input = inputOf(parts, labels)
      for (const ast of [...own, ...ODD]) {
        expect(costBound(conditionSize(ast), input)).toBeGreaterThanOrEqual(conditionCost(ast, input))
      }
    }),
    { numRuns: 30 },
  )
})
