import { loadBundle } from '../src/cli/bundle.ts'
import { changeOf } from '../src/core/rules/change.ts'
import { conditionEnvironment } from '../src/core/rules/condition-environment.ts'
import type { Fact } from '../src/core/rules/fact.ts'
import { isAsked, judge } from '../src/core/rules/judge.ts'
import { parameterValues } from '../src/core/rules/parameter.ts'
import type { Rule } from '../src/core/rules/rule.ts'
import type { RuleInput } from '../src/core/rules/rule-input.ts'
import { governance, granted, undecided } from '../src/core/rules/sample-facts.ts'
import { DEFAULT_SETTINGS } from '../src/core/rules/settings.ts'
import { type BenchRow, printRows } from './row.ts'

const FACTS = 2_000
const ROUNDS = 5

/**
 * How many rules are evaluated a second where a change has many findings, with every built-in rule, their messages and
 * digests included; beside it the bare conditions in the CEL library, which make no finding.
 */
export async function rulesBench(): Promise<readonly BenchRow[]> {
  const { rules } = loadBundle()
  const facts = Array.from({ length: FACTS }, (_, index) => factOf(index))
  const asked = facts.reduce((sum, fact) => sum + rulesOn(fact, rules).length, 0)
  const judging = bestMs(() => {
    const { findings } = judge(facts, rules, DEFAULT_SETTINGS)
    if (findings.length === 0) throw new Error('the facts must make findings')
  })
  const bare = bestMs(bareEvaluation(facts, rules))
  return [
    { name: `facts judged a second by ${rules.length} rules`, value: perSecond(FACTS, judging), unit: '/s' },
    {
      name: 'rules evaluated a second',
      value: perSecond(asked, judging),
      unit: '/s',
      beside: `the library alone: ${Math.round(perSecond(asked, bare))}`,
    },
    { name: `judging a change of ${FACTS} facts`, value: judging, unit: 'ms', beside: 'limit: a check within seconds' },
  ]
}

/** Facts of several kinds and sizes, each of its own content. */
function factOf(index: number): Fact {
  if (index % 10 === 9) return undecided(`var.extra${index} is only known after apply`)
  if (index % 10 === 8) return governance('runs-code', `data.external.x${index} runs a program`)
  const regions = Array.from({ length: 1 + (index % 4) }, (_, at) => ({
    address: `aws_iam_role_policy.reader${index}`,
    actions: ['s3:DeleteObject', 's3:GetObject', 'iam:PassRole', 'kms:Decrypt'].slice(at),
    resources: [`arn:aws:s3:::logs${index}/*`],
    principals: at === 0 ? [] : [`arn:aws:iam::111122223333:role/r${index}`],
  }))
  return granted(...regions)
}

function rulesOn(fact: Fact, rules: readonly Rule[]): readonly Rule[] {
  return rules.filter((rule) => isAsked(rule, fact))
}

/** The same conditions over the same values, without limits, messages and findings. */
function bareEvaluation(facts: readonly Fact[], rules: readonly Rule[]): () => void {
  const parsed = new Map(
    rules.map((rule) => [rule, conditionEnvironment(rule.parameters).parse(rule.when.source)] as const),
  )
  const context = { environments: [], authorship: 'unknown', tools: [], time: new Date(0) }
  const inputs = facts.map((fact) => ({
    input: { change: changeOf(fact), context, data: { labels: [] } },
    asked: rulesOn(fact, rules),
  }))
  return () => {
    for (const { input, asked } of inputs) {
      for (const rule of asked) {
        const whole: RuleInput = { ...input, parameters: parameterValues(rule.parameters, undefined) }
        parsed.get(rule)?.({ ...whole })
      }
    }
  }
}

/** The quickest of the rounds: others use the machine as well. */
function bestMs(round: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now()
    round()
    return performance.now() - startedAt
  })
  return Math.min(...times)
}

function perSecond(count: number, ms: number): number {
  return (count / ms) * 1_000
}

if (import.meta.main) printRows('rules', await rulesBench())
