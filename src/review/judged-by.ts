import type { JudgedBy } from '../core/rules/judged-change.ts'
import type { Rule } from '../core/rules/rule.ts'
import type { ReadSettings } from '../core/rules/settings.ts'
import { policyFacts } from './facts-of-policy.ts'

/** Rules and settings, as changes are judged by them: what cannot be read of these holds. */
export function judgedBy(rules: readonly Rule[], settings: ReadSettings): JudgedBy {
  return { rules, settings: settings.settings, facts: policyFacts(settings) }
}
