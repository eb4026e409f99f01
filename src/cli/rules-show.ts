import { Command, Option } from 'commander'
import type { TextStyle } from '../core/report/text-report.ts'
import { parseRuleDoc } from '../core/rules/doc-examples.ts'
import type { ParameterValue } from '../core/rules/parameter.ts'
import type { Rule } from '../core/rules/rule.ts'
import { DEFAULT_SETTINGS } from '../core/rules/settings.ts'
import { templateSource } from '../core/rules/template.ts'
import { tunedRule } from '../core/rules/tuned-rule.ts'
import { visibleText } from '../core/text/visible-text.ts'
import { type CommandStreams, written } from './command-streams.ts'
import { diagnosticLines } from './diagnostic-lines.ts'
import { CLEAR } from './exit-codes.ts'
import { loadRuleSet, type SourcedRule } from './rule-set.ts'
import { terminalStyle } from './terminal-style.ts'
import { unknownRuleText } from './unknown-rule.ts'

interface ShowOptions {
  readonly rules?: string
  readonly format: 'text' | 'json'
}

/** `countersign rules show`: what one rule judges, what it asks for, and why. */
export function rulesShowCommand(streams: CommandStreams): Command {
  const command = new Command('show')
    .description('Shows a rule: its condition, what it requires, why it matters, how to narrow, and its examples')
    .argument('<id>', "the rule's name: <category>/<name>")
    .option('--rules <dir>', 'a folder of further rules; they take the place of built-in ones of their names')
    .addOption(new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'))
    .addHelpText('after', '\nExit code: 0 shown, 2 an environment fault, 64 usage, or a rule that does not exist')
  return command.action(async (id: string, { rules: folder, format }: ShowOptions) => {
    const { rules, diagnostics } = await loadRuleSet(folder)
    const found = rules.find(({ rule }) => rule.id === id)
    if (found === undefined) {
      await written(streams.stderr, diagnosticLines(diagnostics, terminalStyle(process.stderr)))
      const known = rules.map(({ rule }) => rule)
      return command.error(`error: ${unknownRuleText(id, known)}`)
    }
    await written(streams.stdout, format === 'json' ? showJson(found) : showText(found, terminalStyle(process.stdout)))
    streams.setExitCode(CLEAR)
  })
}

function textsOf({ headline, message, fix }: Rule) {
  return { headline: templateSource(headline), message: templateSource(message), fix: templateSource(fix) }
}

function showJson({ rule, source, doc }: SourcedRule): string {
  const { id, title, severity, lifecycle, kind, general, fixed, when, references, parameters } = rule
  const { humans, teams, reviewers, blocks: block } = rule
  const { sections, examples } = parseRuleDoc(doc.text ?? '', doc.file)
  const isProse = ({ heading }: { readonly heading: string }) => !examples.some(({ title: each }) => each === heading)
  const shown = {
    schema: 'countersign.rules-show/1',
    ...{ id, title, severity, lifecycle, kind, general, fixed, source },
    when: when.source,
    parameters: parameters.map(({ default: value, ...each }) => ({ ...each, default: plain(value) })),
    require: { humans, teams, reviewers, block },
    ...textsOf(rule),
    references,
    doc: doc.text === undefined ? null : { file: doc.file, sections: sections.filter(isProse) },
    examples: examples.map(({ title: name, expect, base, head, facts, line }) => ({
      ...{ title: name, expect, line, facts },
      base: Object.fromEntries(base),
      head: Object.fromEntries(head),
    })),
  }
  return `${JSON.stringify(shown, undefined, 2)}\n`
}

function showText({ rule, source, doc }: SourcedRule, style: TextStyle): string {
  const { headline, message, fix } = textsOf(rule)
  const parts = [
    `${style.strong(rule.id)}  ${visibleText(rule.title)}`,
    [
      `severity   ${style.severity(rule.severity, rule.severity)}`,
      `lifecycle  ${rule.lifecycle}${LIFECYCLES[rule.lifecycle]}`,
      `kind       ${rule.kind}${rule.general ? ' (speaks where no more specific rule does)' : ''}`,
      `requires   ${requirement(rule)}`,
      `source     ${visibleText(source)}`,
    ].join('\n'),
    section('Condition', rule.when.source, style),
    ...(rule.parameters.length === 0 ? [] : [section('Parameters', parameterLines(rule), style)]),
    section('A finding says', `${headline}\n${message}\nTo narrow it: ${fix}`, style),
    ...(rule.references.length === 0 ? [] : [section('References', rule.references.join('\n'), style)]),
    doc.text === undefined
      ? style.faint('It has no doc.')
      : visibleText(doc.text.trim().replaceAll('\r\n', '\n'), 'keep'),
  ]
  return `${parts.join('\n\n')}\n`
}

function parameterLines({ parameters }: Rule): string {
  return parameters
    .map(
      ({ name, type, description, default: value }) =>
        `${name} (${type}): ${description}; ${JSON.stringify(plain(value))}`,
    )
    .join('\n')
}

/** As JSON has it. */
function plain(value: ParameterValue): unknown {
  if (typeof value === 'bigint') return Number(value)
  return Array.isArray(value) ? value.map((each) => (typeof each === 'bigint' ? Number(each) : each)) : value
}

const LIFECYCLES: Readonly<Record<Rule['lifecycle'], string>> = {
  preview: ' (acts only where settings turn it on)',
  stable: '',
  deprecated: ' (still acts)',
  removed: ' (never acts)',
}

function requirement(rule: Rule): string {
  const { humans, teams, reviewers, blocks } = tunedRule(rule, DEFAULT_SETTINGS)
  if (blocks) return `that nobody merges it: no approval releases it${rule.fixed ? '; settings cannot change it' : ''}`
  const asked = humans === 1 ? 'nothing: it is a notice' : `${humans} accountable humans`
  const people = [...teams.map((team) => `somebody of ${team}`), ...reviewers.map((group) => group.join(' or '))]
  const named = people.length === 0 ? '' : `, ${people.join(' and ')} among them`
  return `${asked}${named}${rule.fixed ? '; settings cannot change it' : ''}`
}

function section(heading: string, text: string, style: TextStyle): string {
  const lines = visibleText(text.trim(), 'keep').split('\n')
  return [style.strong(heading), ...lines.map((line) => `  ${line}`)].join('\n')
}
