import type { Rule } from '../core/rules/rule.ts'
import { unknownRule } from '../core/rules/waiver-settings.ts'
import { visibleText } from '../core/text/visible-text.ts'

/** What a command says of a name that no rule has. */
export function unknownRuleText(id: string, rules: readonly Pick<Rule, 'id'>[]): string {
  const { summary, detail } = unknownRule(id, rules)
  return visibleText(`${summary}. ${detail}`)
}
