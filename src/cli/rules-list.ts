import { join } from 'node:path'
import { Command, Option } from 'commander'
import { layerText } from '../core/report/layers-section.ts'
import type { TextStyle } from '../core/report/text-report.ts'
import { effectivePolicy } from '../core/rules/effective-policy.ts'
import { readPolicyFiles } from '../core/rules/policy-files.ts'
import type { PolicyLayers } from '../core/rules/policy-layers.ts'
import type { Rule } from '../core/rules/rule.ts'
import { DEFAULT_SETTINGS, type Settings } from '../core/rules/settings.ts'
import { type TunedRule, tunedRule } from '../core/rules/tuned-rule.ts'
import { visibleText } from '../core/text/visible-text.ts'
import { type CommandStreams, written } from './command-streams.ts'
import { diagnosticLines } from './diagnostic-lines.ts'
import { CLEAR, PROBLEMS } from './exit-codes.ts'
import { FLOOR_OPTION, floorOf } from './floor-file.ts'
import { pathKind } from './rule-folder.ts'
import { loadRuleSet, type SourcedRule } from './rule-set.ts'
import { type CheckedSettings, checkSettings } from './settings-check.ts'
import { terminalStyle } from './terminal-style.ts'

interface ListOptions {
  readonly rules?: string
  readonly repo?: string
  readonly floor?: string
  readonly format: 'text' | 'json'
}

/** `countersign rules list`: the rules there are, and what a repository's settings change about them. */
export function rulesListCommand(streams: CommandStreams): Command {
  return new Command('list')
    .description('Lists the rules, and with --repo what the settings of a repository change about them')
    .option('--rules <dir>', 'a folder of further rules; they take the place of built-in ones of their names')
    .option('--repo <path>', 'a repository with a work tree, whose settings are read as they stand there')
    .option(...FLOOR_OPTION)
    .addOption(new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'))
    .addHelpText('after', '\nExit code: 0 listed, 1 rules or settings have errors, 2 an environment fault, 64 usage')
    .action(async ({ rules: folder, repo, floor, format }: ListOptions) => {
      const { rules, diagnostics } = await loadRuleSet(folder)
      const checked = repo === undefined && floor === undefined ? undefined : await settingsOf(repo, rules, floor)
      const problems = [...diagnostics, ...(checked?.diagnostics ?? [])]
      await written(streams.stderr, diagnosticLines(problems, terminalStyle(process.stderr)))
      const settings = checked?.settings.settings ?? DEFAULT_SETTINGS
      const added = (checked?.rules ?? []).map((rule): SourcedRule => ownRule(rule, checked?.files ?? []))
      const all = [...rules, ...added].sort((one, other) => (one.rule.id < other.rule.id ? -1 : 1))
      const listed = all.map((each) => ({ ...each, ...changesOf(each, settings, checked?.settings.layers) }))
      const text = format === 'json' ? listJson(listed, checked) : listText(listed, terminalStyle(process.stdout))
      await written(streams.stdout, text)
      streams.setExitCode(problems.some(({ severity }) => severity === 'error') ? PROBLEMS : CLEAR)
    })
}

/** Without a repository, what the floor asks of one that says nothing itself. */
async function settingsOf(
  repository: string | undefined,
  sourced: readonly SourcedRule[],
  floorFile: string | undefined,
): Promise<CheckedSettings> {
  const rules = sourced.map(({ rule }) => rule)
  const floor = floorFile === undefined ? undefined : await floorOf(floorFile, rules)
  if (repository !== undefined) {
    await pathKind(repository)
    return checkSettings(join(repository, '.github'), rules, floor)
  }
  const nothing = readPolicyFiles({ rules: new Map(), problems: [] }, rules)
  const { settings, rules: added } = effectivePolicy({ repository: nothing, ...(floor && { floor }) })
  return { settings, rules: added, files: [], diagnostics: settings.located }
}

/** A rule of the folders that settings name. */
function ownRule(rule: Rule, files: readonly string[]): SourcedRule {
  const source = files.find((path) => path.endsWith(`/${rule.id}.yml`)) ?? 'the floor'
  return { rule, source, doc: { file: source.replace(/\.yml$/, '.md'), text: undefined } }
}

interface ListedRule extends SourcedRule {
  readonly tuned: TunedRule
  /** What settings change, for people. */
  readonly changes: readonly string[]
}

function changesOf(
  { rule }: SourcedRule,
  settings: Settings,
  layers: PolicyLayers | undefined,
): Pick<ListedRule, 'tuned' | 'changes'> {
  const by = (part: string) => layerText(layers, `rules.${rule.id}.${part}`)
  const own = tunedRule(rule, DEFAULT_SETTINGS)
  const tuned = tunedRule(rule, settings)
  const added = tuned.teams.filter((team) => !own.teams.includes(team))
  const reviewers = tuned.reviewers.slice(own.reviewers.length)
  const { mode } = tuned
  const setting = rule.fixed ? undefined : settings.rules.get(rule.id)
  const parameters = Object.keys(setting?.parameters ?? {})
  const changes = [
    ...(tuned.acts === own.acts ? [] : [`${tuned.acts ? 'turned on' : 'turned off'}${by('enabled')}`]),
    ...(tuned.severity === own.severity ? [] : [`severity ${own.severity} → ${tuned.severity}${by('severity')}`]),
    ...(tuned.humans === own.humans ? [] : [`humans ${own.humans} → ${tuned.humans}${by('humans')}`]),
    ...(mode === undefined || mode === own.mode ? [] : [mode === 'advisory' ? 'a hint' : 'enforced']),
    ...(setting?.scope === undefined ? [] : ['acts in a part of the repository']),
    ...(parameters.length === 0 ? [] : [`sets ${parameters.join(', ')}`]),
    ...(added.length === 0 ? [] : [`asks ${added.join(', ')}${by('teams')}`]),
    ...reviewers.map((group) => `asks ${group.join(' or ')}${by('reviewers')}`),
    ...(tuned.blocks === own.blocks ? [] : [`blocks the merge${by('block')}`]),
  ]
  return { tuned, changes }
}

/** `{"schema":"countersign.rules-list/1","settings"?:{"files","readable"},"rules":[{"id",…,"effective":{"acts","severity","humans","teams","reviewers","blocks","mode"?},"changes"}]}` */
function listJson(listed: readonly ListedRule[], checked: CheckedSettings | undefined): string {
  const rules = listed.map(({ rule, source, tuned, changes }) => {
    const { id, title, severity, lifecycle, kind, fixed, humans, teams, reviewers, blocks } = rule
    const demand = { humans, teams, reviewers, blocks }
    return { id, title, severity, lifecycle, kind, fixed, ...demand, source, effective: effectOf(tuned), changes }
  })
  const settings = checked && { files: checked.files, readable: checked.settings.readable }
  return `${JSON.stringify({ schema: 'countersign.rules-list/1', ...(settings && { settings }), rules }, undefined, 2)}\n`
}

function effectOf({ acts, severity, humans, teams, reviewers, blocks, mode }: TunedRule): object {
  return { acts, severity, humans, teams, reviewers, blocks, ...(mode === undefined ? {} : { mode }) }
}

function listText(listed: readonly ListedRule[], style: TextStyle): string {
  const width = Math.max(0, ...listed.map(({ rule }) => rule.id.length))
  return listed.map((each) => `${ruleLine(each, width, style)}\n`).join('')
}

function ruleLine({ rule, source, tuned, changes }: ListedRule, width: number, style: TextStyle): string {
  const { id, severity, lifecycle, kind, title } = rule
  const name = tuned.acts ? style.strong(id.padEnd(width)) : style.faint(id.padEnd(width))
  const from = source === 'built-in' ? '' : style.faint(`  ${visibleText(source)}`)
  const cells = [name, style.severity(severity, severity.padEnd(8)), lifecycle.padEnd(10), kind.padEnd(17)]
  const line = `${cells.join('  ')}  ${visibleText(title)}${from}`
  return changes.length === 0 ? line : `${line}\n${' '.repeat(width)}  → ${visibleText(changes.join('; '))}`
}
