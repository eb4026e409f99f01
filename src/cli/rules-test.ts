import { dirname, resolve } from 'node:path'
import { Command, Option } from 'commander'
import type { LocatedDiagnostic } from '../core/report/review-result.ts'
import type { TextStyle } from '../core/report/text-report.ts'
import { plural } from '../core/text/figures.ts'
import type { SecondOpinion } from '../ports/second-opinion.ts'
import { type CommandStreams, written } from './command-streams.ts'
import { diagnosticLines } from './diagnostic-lines.ts'
import { CLEAR, PROBLEMS } from './exit-codes.ts'
import { withProgress } from './progress.ts'
import { pathKind } from './rule-folder.ts'
import { loadRuleSet, type SourcedRule } from './rule-set.ts'
import { testRules } from './rule-tests.ts'
import { terminalStyle } from './terminal-style.ts'

/** `countersign rules test`: whether rules do what the examples of their docs say. */
export function rulesTestCommand(streams: CommandStreams, secondOpinion?: SecondOpinion): Command {
  const command = new Command('test')
    .description('Runs the examples of rules through the review: the firing ones must fire, the silent ones must not')
    .argument('[path]', "a folder of rules, or one rule's file in it; without it the built-in rules are tested")
    .addOption(new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'))
    .addHelpText('after', HELP)
  return command.action(async (path: string | undefined, { format }: { readonly format: 'text' | 'json' }) => {
    const { folder, file } = await placeOf(path)
    const { rules, diagnostics: all } = await loadRuleSet(folder)
    const isMeant = ({ source }: SourcedRule) => (file === undefined ? source !== 'built-in' : isSameFile(source, file))
    const tested = folder === undefined ? rules : rules.filter(isMeant)
    const diagnostics = file === undefined ? all : all.filter((each) => isSameFile(each.file, file))
    if (tested.length === 0 && diagnostics.length === 0) return command.error(`error: ${path} holds no rules`)
    const run = await withProgress(`testing ${tested.length} rules`, testRules(tested, rules, secondOpinion))
    const outcome = { rules: tested.length, examples: run.examples, failures: [...diagnostics, ...run.failures] }
    const isPassed = outcome.failures.length === 0
    await written(
      streams.stdout,
      format === 'json' ? testJson(outcome) : testText(outcome, terminalStyle(process.stdout)),
    )
    streams.setExitCode(isPassed ? CLEAR : PROBLEMS)
  })
}

/** A rule's file is tested beside the others of its category. */
async function placeOf(path: string | undefined): Promise<{ readonly folder?: string; readonly file?: string }> {
  if (path === undefined) return {}
  if ((await pathKind(path)) !== 'file') return { folder: path }
  return { folder: dirname(path), file: path }
}

function isSameFile(one: string, other: string): boolean {
  return resolve(one) === resolve(other)
}

const HELP = `
Rules of a folder are tested together with the built-in ones, as they would judge, and take the place of built-in ones of
their names. A rule in preview is tested as if it were on.

Exit code: 0 every example holds, 1 one does not or a rule or doc has errors, 2 an environment fault, 64 usage`

interface TestOutcome {
  readonly rules: number
  readonly examples: number
  readonly failures: readonly LocatedDiagnostic[]
}

function testJson(outcome: TestOutcome): string {
  const passed = outcome.failures.length === 0
  return `${JSON.stringify({ schema: 'countersign.rules-test/1', passed, ...outcome }, undefined, 2)}\n`
}

function testText({ rules, examples, failures }: TestOutcome, style: TextStyle): string {
  const run = `${plural(examples, 'example')} of ${plural(rules, 'rule')}`
  if (failures.length === 0) return `${style.good('passed')}: ${run}\n`
  return `${diagnosticLines(failures, style)}${style.severity('high', 'failed')}: ${plural(failures.length, 'problem')}; ${run} were run\n`
}
