import type { Diagnostic } from '../text/diagnostic.ts'
import type { InlineIgnore } from './inline-ignores.ts'
import { unknownRule, type WaivableRule, whyRuleNotWaivable } from './waiver-settings.ts'
import { whyNotNow } from './weigh-waivers.ts'

/** What is wrong with inline ignores that are written as they should be: they act on nothing, whatever the change. */
export function ignoreProblems(
  ignores: readonly InlineIgnore[],
  rules: readonly WaivableRule[],
  nowMs: number,
): readonly Diagnostic[] {
  return ignores.flatMap((ignore): readonly Diagnostic[] => {
    const rule = rules.find(({ id }) => id === ignore.rule)
    if (rule === undefined) return [warning(ignore, 'ignore-unknown-rule', unknownRule(ignore.rule, rules))]
    const never = whyRuleNotWaivable(rule)
    if (never !== undefined)
      return [warning(ignore, 'ignore-not-possible', { summary: `\`${rule.id}\` cannot be ignored`, detail: never })]
    const notNow = whyNotNow(ignore, nowMs)
    return notNow === undefined
      ? []
      : [warning(ignore, 'ignore-expired', { summary: 'an ignore that does not act', detail: notNow })]
  })
}

function warning({ span }: InlineIgnore, code: string, said: Pick<Diagnostic, 'summary' | 'detail'>): Diagnostic {
  return { severity: 'warning', code, ...said, subject: span }
}
