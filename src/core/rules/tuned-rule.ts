import type { Severity } from './finding.ts'
import type { Rule } from './rule.ts'
import type { Settings } from './settings.ts'

/** What a rule does under a repository's settings. */
export interface TunedRule {
  /** Whether it makes findings at all. */
  readonly acts: boolean
  readonly severity: Severity
  /** Accountable humans that its findings ask for; 1 is a notice. */
  readonly humans: number
  /** Teams of which somebody must approve its findings, lower case. */
  readonly teams: readonly string[]
}

/**
 * A rule as settings tune it. Settings may only raise what a rule asks for, and say nothing about a rule that is fixed;
 * somebody of a team is a second human.
 */
export function tunedRule(rule: Rule, settings: Pick<Settings, 'rules'>): TunedRule {
  const { enabled, severity, humans = 1, teams = [] } = (rule.fixed ? undefined : settings.rules.get(rule.id)) ?? {}
  const asked = [...new Set([...rule.teams, ...teams])]
  return {
    acts: rule.lifecycle !== 'removed' && (rule.fixed || (enabled ?? rule.lifecycle !== 'preview')),
    severity: severity ?? rule.severity,
    humans: Math.max(rule.humans, humans, asked.length > 0 ? 2 : 1),
    teams: asked,
  }
}
