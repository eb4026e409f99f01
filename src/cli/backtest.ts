import { availableParallelism } from 'node:os'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type MergedHistory, mergedChanges } from '../adapters/git/merged-changes.ts'
import type { Backtest, BacktestScope } from '../core/backtest/backtest.ts'
import { backtestDifference } from '../core/backtest/difference.ts'
import type { Outcome } from '../core/backtest/replayed.ts'
import { tally } from '../core/backtest/tally.ts'
import { backtestJson } from '../core/report/backtest-json.ts'
import { backtestText } from '../core/report/backtest-text.ts'
import { backtestHtml } from './backtest-html.ts'
import { processStreams, written } from './command-streams.ts'
import { dayMs } from './day-ms.ts'
import { diagnosticLines } from './diagnostic-lines.ts'
import { openOutcomeLines } from './outcome-lines.ts'
import { replayHistory } from './replay-history.ts'
import { bundleOf, type RuleFiles, replayRules } from './replay-rules.ts'
import { terminalStyle } from './terminal-style.ts'

const FORMATS = ['text', 'json', 'html'] as const

interface BacktestOptions {
  readonly repo: string
  readonly since?: string
  readonly last?: number
  readonly rules?: string
  readonly against?: string
  readonly format: (typeof FORMATS)[number]
  readonly jobs: number
  readonly resume?: string
}

/** `countersign backtest`: what would have been held of a repository's history, how often, and by which rule. */
export function backtestCommand(): Command {
  const command = new Command('backtest')
    .description(
      'Replays every merged change as if it were a pull request: what would have been held, and by which rule',
    )
    .argument('[revision]', 'the branch or commit whose history is replayed', 'HEAD')
    .option('--repo <path>', 'a local repository, bare or not', '.')
    .option('--since <date>', 'only what was merged at this date or later, such as 2026-01-31 (UTC)')
    .addOption(new Option('--last <n>', 'only the last N changes').argParser(wholeNumber(MAX_LAST)))
    .option('--rules <dir>', "a folder of rules that are added to the installation's, or replace those of their name")
    .option('--against <dir>', 'likewise a second set of rules: shows what it would change, and nothing else')
    .addOption(new Option('--format <format>', 'what to print').choices(FORMATS).default('text'))
    .addOption(
      new Option('--jobs <n>', 'how many changes to examine at a time')
        .argParser(wholeNumber(MAX_JOBS))
        .default(Math.min(MAX_DEFAULT_JOBS, availableParallelism()), 'the number of processors, at most 4'),
    )
    .option('--resume <file>', 'keep results in FILE, and go on from those that an earlier run has left there')
    .addHelpText('after', HELP)
  return command.action(async (revision: string, options: BacktestOptions) => {
    const backtest = await runBacktest(revision, options, command)
    await written(processStreams.stdout, await formatted(backtest, options.format))
    processStreams.setExitCode(0)
  })
}

const MAX_DEFAULT_JOBS = 4
/** Each is a thread with a heap of its own. */
const MAX_JOBS = 64
const MAX_LAST = 10_000_000

function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const value = /^[0-9]{1,8}$/.test(text) ? Number(text) : 0
    if (value < 1 || value > most) throw new InvalidArgumentError(`It is no number from 1 to ${most}.`)
    return value
  }
}

const HELP = `
A change is one step of the first-parent history: a merge with all that it brought in, or a single commit. Each gets
the review that "countersign review" gives its first parent and itself, with the settings of its first parent. What
cannot be examined counts as held. See docs/backtest.md.

Exit code: 0 the history was replayed, 2 an environment fault (no repository, no such revision), 64 usage`

async function runBacktest(revision: string, options: BacktestOptions, command: Command): Promise<Backtest> {
  const { repo: repository, since, last } = options
  const sinceMs = since === undefined ? undefined : dayMs(since)
  if (since !== undefined && sinceMs === undefined) command.error(`error: ${since} is no date such as 2026-01-31`)
  if (since !== undefined && last !== undefined) command.error('error: --since and --last do not go together')
  const rules = await rulesOf(options.rules, command)
  const against = options.against === undefined ? undefined : await rulesOf(options.against, command)
  const part = { ...(sinceMs === undefined ? {} : { sinceMs }), ...(last === undefined ? {} : { last }) }
  const history = await mergedChanges(repository, revision, part)
  const versions = {
    rules: bundleOf(rules).version,
    against: against === undefined ? null : bundleOf(against).version,
  }
  const kept = options.resume === undefined ? undefined : await openOutcomeLines(options.resume, versions)
  if (kept !== undefined && 'problem' in kept) return command.error(`error: ${kept.problem}`)
  const startedAt = performance.now()
  let replayed = 0
  const outcomes = await replayHistory({
    repository,
    rules,
    ...(against === undefined ? {} : { against }),
    changes: history.changes,
    known: kept?.known ?? new Map(),
    jobs: options.jobs,
    found(outcome) {
      replayed += 1
      kept?.append(outcome)
    },
  })
  const time = { elapsedMs: performance.now() - startedAt, replayed, jobs: options.jobs, medianMs: medianOf(outcomes) }
  const scope = { ...scopeOf(revision, options, history), rules: versions.rules, time }
  return backtestOf(history, outcomes, versions.against === null ? scope : { ...scope, against: versions.against })
}

async function rulesOf(folder: string | undefined, command: Command): Promise<RuleFiles> {
  const read = await replayRules(folder)
  if ('files' in read) return read.files
  await written(processStreams.stderr, diagnosticLines(read.problems, terminalStyle(process.stderr)))
  return command.error(`error: the rules in ${folder} cannot be used`)
}

function scopeOf(
  revision: string,
  { since, last }: BacktestOptions,
  { head, shallow, changes }: MergedHistory,
): Omit<BacktestScope, 'rules' | 'time'> {
  const [newest] = changes
  const oldest = changes.at(-1)
  return {
    ...{ revision, head, shallow },
    ...(since === undefined ? {} : { since }),
    ...(last === undefined ? {} : { last }),
    ...(newest === undefined || oldest === undefined ? {} : { newest, oldest }),
  }
}

function medianOf(outcomes: ReadonlyMap<string, Outcome>): number {
  const times = [...outcomes.values()].map(({ elapsedMs }) => elapsedMs).sort((one, other) => one - other)
  return times[Math.floor(times.length / 2)] ?? 0
}

function backtestOf(
  { changes }: MergedHistory,
  outcomes: ReadonlyMap<string, Outcome>,
  scope: BacktestScope,
): Backtest {
  const replayed = changes.map((change) => {
    const outcome = outcomes.get(change.sha)
    if (outcome === undefined) throw new Error(`${change.sha} was not replayed`)
    return { change, verdict: outcome.verdict, against: outcome.against ?? outcome.verdict }
  })
  return scope.against === undefined
    ? { kind: 'replay', scope, tally: tally(replayed) }
    : { kind: 'difference', scope, difference: backtestDifference(replayed) }
}

async function formatted(backtest: Backtest, format: BacktestOptions['format']): Promise<string> {
  switch (format) {
    case 'text':
      return backtestText(backtest, terminalStyle(process.stdout))
    case 'json':
      return backtestJson(backtest)
    case 'html':
      return backtestHtml(backtest)
  }
}
