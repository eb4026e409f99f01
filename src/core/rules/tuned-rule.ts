import type { Severity } from './finding.ts'
import type { Rule } from './rule.ts'
import { isWithin, type Place } from './scope.ts'
import type { Mode } from './scope-settings.ts'
import type { RuleSetting, Settings } from './settings.ts'

/** What a rule does under a repository's settings. */
export interface TunedRule {
  /** Whether it makes findings at all. */
  readonly acts: boolean
  /** Whether it does not act because settings say so: everywhere, or in this place. */
  readonly isOff: boolean
  /** Whether its findings hold the merge; undefined where settings say nothing of it, and their general mode decides. */
  readonly mode: Mode | undefined
  readonly severity: Severity
  /** Accountable humans that its findings ask for; 1 is a notice. */
  readonly humans: number
  /** Teams of which somebody must approve its findings, lower case. */
  readonly teams: readonly string[]
  /** Groups of logins, lower case; of each, one must approve its findings. */
  readonly reviewers: readonly (readonly string[])[]
  /** Whether no approval releases its findings. */
  readonly blocks: boolean
}

/**
 * A rule as settings tune it, in one place or, without one, by and large. Settings may only raise what a rule asks for,
 * and say nothing about a rule that is fixed; somebody in particular is a second human.
 */
export function tunedRule(rule: Rule, settings: Pick<Settings, 'rules' | 'scopes'>, place?: Place): TunedRule {
  const setting: RuleSetting = (rule.fixed ? undefined : settings.rules.get(rule.id)) ?? {}
  const { enabled, severity, humans = 1, teams = [], reviewers = [], block = false } = setting
  const asked = [...new Set([...rule.teams, ...teams])]
  const groups = [rule.reviewers, reviewers].filter((group) => group.length > 0)
  const blocks = rule.blocks || block
  const isOff = enabled === false || isElsewhere(setting, place)
  return {
    acts: rule.lifecycle !== 'removed' && (rule.fixed || (!isOff && (enabled ?? rule.lifecycle !== 'preview'))),
    isOff,
    mode: rule.fixed ? 'enforce' : (scopedMode(rule, settings, place) ?? setting.mode),
    severity: severity ?? rule.severity,
    humans: Math.max(rule.humans, humans, asked.length + groups.length > 0 || blocks ? 2 : 1),
    teams: asked,
    reviewers: groups,
    blocks,
  }
}

function isElsewhere({ scope }: RuleSetting, place: Place | undefined): boolean {
  return scope !== undefined && place !== undefined && !isWithin(scope, place, true)
}

/** The last scope that a place belongs to decides. */
function scopedMode({ id }: Rule, { scopes }: Pick<Settings, 'scopes'>, place: Place | undefined): Mode | undefined {
  if (place === undefined) return undefined
  const isMeant = ({ scope, rules, mode }: Settings['scopes'][number]) =>
    (rules === undefined || rules.includes(id)) && isWithin(scope, place, mode === 'enforce')
  return scopes.findLast(isMeant)?.mode
}
