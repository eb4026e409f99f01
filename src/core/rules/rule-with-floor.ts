import {
  amongst,
  asked,
  by,
  decided,
  type FloorMerge,
  larger,
  type Merge,
  type MergedKeys,
  names,
  refuse,
  stricter,
  within,
} from './floor-merge.ts'
import { SEVERITIES } from './rule.ts'
import type { RuleSettingObject, SettingsFile } from './settings-schema.ts'

export type WrittenRule = NonNullable<SettingsFile['rules']>[string]
export type WrittenMode = NonNullable<SettingsFile['mode']>

/** From the laxer to the stricter. */
export const MODES: readonly WrittenMode[] = ['advisory', 'enforce']

/**
 * What applies to a rule that an organisation names: what the repository writes may only raise it. `off` is the laxest
 * word, and a rule that the organisation names in any other way stays on. `mode` is the organisation's for all rules.
 */
export function ruleWithFloor(
  organisation: WrittenRule | undefined,
  repository: WrittenRule | undefined,
  mode: WrittenMode | undefined,
  merge: FloorMerge,
): WrittenRule {
  const asks = organisation === undefined ? undefined : objectOf(organisation)
  const wants = repository === undefined ? undefined : objectOf(repository)
  const at = (name: keyof RuleSettingObject) => within(merge, name)
  const merged: MergedKeys<RuleSettingObject> = {
    enabled: enabled(asks, wants, at('enabled')),
    severity: stricter(SEVERITIES)(asks?.severity, wants?.severity, at('severity')),
    humans: larger<number>(Number)(asks?.humans, wants?.humans, at('humans')),
    teams: names(asks?.teams, wants?.teams, at('teams')),
    reviewers: amongst(asks?.reviewers, wants?.reviewers, at('reviewers')),
    block: asked(asks?.block, wants?.block, at('block')),
    paths: scope(asks, wants, ({ paths }) => paths, wider, at('paths')),
    except: scope(asks, wants, ({ except }) => except, fewer, at('except')),
    environments: scope(asks, wants, ({ environments }) => environments, wider, at('environments')),
    mode: stricter(MODES)((asks && askedMode(asks, mode)) ?? (wants?.mode && mode), wants?.mode, at('mode')),
    parameters: parameters(asks?.parameters, wants?.parameters, at('parameters')),
    waivers: waivers(asks, wants, at('waivers')),
  }
  return merged
}

function objectOf(written: WrittenRule): RuleSettingObject {
  if (written === 'off') return { enabled: false }
  return typeof written === 'string' ? { severity: written } : written
}

/**
 * Whether an organisation has a rule hold the merge: what it blocks no repository makes a hint of, unless all of it is
 * one. `general` is its mode for all rules.
 */
export function askedMode(
  { mode, block }: Pick<RuleSettingObject, 'mode' | 'block'>,
  general: WrittenMode | undefined,
): WrittenMode | undefined {
  return mode ?? (block === true && general !== 'advisory' ? 'enforce' : undefined)
}

/** Whether the organisation has a rule act: named in any way but as turned off. */
export function isAskedFor(organisation: WrittenRule | undefined): boolean {
  return organisation !== undefined && objectOf(organisation).enabled !== false
}

/** A repository that says anything but `off` of a rule that the organisation turned off has it as if it were built in. */
function enabled(
  asks: RuleSettingObject | undefined,
  wants: RuleSettingObject | undefined,
  merge: FloorMerge,
): boolean | undefined {
  if (asks?.enabled === false) {
    if (wants === undefined || wants.enabled === false) return by('organisation', false, merge)
    return wants.enabled === undefined ? undefined : by('repository', wants.enabled, merge)
  }
  if (asks !== undefined && wants?.enabled === false) {
    refuse(merge, 'the rule to act')
    return asks.enabled === undefined ? undefined : by('organisation', asks.enabled, merge)
  }
  return asked(asks?.enabled, wants?.enabled, merge)
}

/**
 * A part of the repository is less than all of it: a rule acts wherever the organisation has it act. A repository may
 * have it act in more: in further paths and environments, and in what the organisation leaves out.
 */
function scope(
  asks: RuleSettingObject | undefined,
  wants: RuleSettingObject | undefined,
  written: (setting: RuleSettingObject) => string[] | undefined,
  both: (organisation: string[], repository: string[], merge: FloorMerge) => string[] | undefined,
  merge: FloorMerge,
): string[] | undefined {
  const [organisation, repository] = [asks && written(asks), wants && written(wants)]
  if (asks === undefined || asks.enabled === false) {
    return repository === undefined ? undefined : by('repository', repository, merge)
  }
  if (organisation !== undefined && repository !== undefined) return both(organisation, repository, merge)
  if (repository !== undefined) refuse(merge, 'the rule to act everywhere')
  return organisation === undefined ? undefined : by('organisation', organisation, merge)
}

/** What either of them names. Who names a part of what the organisation does, and nothing else, wants it to act in less. */
function wider(organisation: string[], repository: string[], merge: FloorMerge): string[] {
  const added = repository.filter((each) => !organisation.includes(each))
  const missing = organisation.filter((each) => !repository.includes(each))
  if (added.length === 0 && missing.length > 0) refuse(merge, `the rule to act in ${listed(missing)} as well`)
  return by(added.length === 0 ? 'organisation' : 'both', [...organisation, ...added], merge)
}

/** What both of them leave out, which may be nothing. Patterns are compared as they are written. */
function fewer(organisation: string[], repository: string[], merge: FloorMerge): string[] | undefined {
  const kept = organisation.filter((each) => repository.includes(each))
  const added = repository.filter((each) => !organisation.includes(each))
  if (added.length > 0) refuse(merge, `no exception beside ${listed(organisation)}`)
  const layer = kept.length === organisation.length ? 'organisation' : 'repository'
  const decided = by(layer, kept, merge)
  return decided.length === 0 ? undefined : decided
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}

/** Which value of a parameter is stricter, nobody can tell: the organisation's stays. */
const parameters: Merge<NonNullable<RuleSettingObject['parameters']>> = decided((organisation, repository, merge) => {
  for (const [name, value] of Object.entries(repository)) {
    const fixed = Object.hasOwn(organisation, name) ? organisation[name] : value
    if (JSON.stringify(fixed) !== JSON.stringify(value)) refuse(within(merge, name), `\`${JSON.stringify(fixed)}\``)
  }
  return by('both', { ...repository, ...organisation }, merge)
})

/** What the organisation asks for is not waived below it unless it says so. */
function waivers(
  asks: RuleSettingObject | undefined,
  wants: RuleSettingObject | undefined,
  merge: FloorMerge,
): boolean | undefined {
  if (asks === undefined || asks.enabled === false) {
    return wants?.waivers === undefined ? undefined : by('repository', wants.waivers, merge)
  }
  if (asks.waivers !== true) {
    if (wants?.waivers === true) refuse(merge, 'no waivers of this rule')
    return by('organisation', false, merge)
  }
  return wants?.waivers === false ? by('repository', false, merge) : by('organisation', true, merge)
}
