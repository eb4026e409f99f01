import { availableParallelism } from 'node:os'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { Backtest, BacktestScope } from '../core/backtest/backtest.ts'
import { backtestDifference } from '../core/backtest/difference.ts'
import type { MergedChange, Outcome } from '../core/backtest/replayed.ts'
import { tally } from '../core/backtest/tally.ts'
import { waiverUses } from '../core/backtest/waiver-uses.ts'
import { backtestJson } from '../core/report/backtest-json.ts'
import { backtestText } from '../core/report/backtest-text.ts'
import type { Floor } from '../core/rules/effective-policy.ts'
import type { Waiver } from '../core/rules/waiver.ts'
import { digestOf } from '../core/value/fingerprint.ts'
import type { Bundle } from '../review/bundle.ts'
import { backtestHtml } from './backtest-html.ts'
import { type BacktestSource, installedSource, localSource } from './backtest-source.ts'
import { processStreams, written } from './command-streams.ts'
import { dayMs } from './day-ms.ts'
import { diagnosticLines } from './diagnostic-lines.ts'
import { FLOOR_OPTION, floorOf } from './floor-file.ts'
import { openOutcomeLines } from './outcome-lines.ts'
import { replayHistory } from './replay-history.ts'
import { bundleOf, type RuleFiles, replayRules } from './replay-rules.ts'
import { terminalStyle } from './terminal-style.ts'
import { waiversAt } from './waivers-at.ts'

const FORMATS = ['text', 'json', 'html'] as const

interface BacktestOptions {
  readonly repo: string
  readonly since?: string
  readonly last?: number
  readonly installed?: string
  readonly limit?: number
  readonly cache?: string
  readonly rules?: string
  readonly against?: string
  readonly floor?: string
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
    .argument('[revision]', 'the branch or commit whose history is replayed (default: HEAD)')
    .option('--repo <path>', 'a local repository, bare or not', '.')
    .option('--since <date>', 'only what was merged at this date or later, such as 2026-01-31 (UTC)')
    .addOption(new Option('--last <n>', 'only the last N changes').argParser(wholeNumber(MAX_LAST)))
    .option('--installed <owner/name>', "the merged pull requests of a repository on GitHub, with the app's rights")
    .addOption(new Option('--limit <n>', 'only the last N pull requests').argParser(wholeNumber(MAX_LAST)))
    .option('--cache <dir>', 'keep what is fetched from GitHub in DIR, for the next time')
    .option('--rules <dir>', "a folder of rules that are added to the installation's, or replace those of their name")
    .option('--against <dir>', 'likewise a second set of rules: shows what it would change, and nothing else')
    .option(...FLOOR_OPTION)
    .addOption(new Option('--format <format>', 'what to print').choices(FORMATS).default('text'))
    .addOption(
      new Option('--jobs <n>', 'how many changes to examine at a time')
        .argParser(wholeNumber(MAX_JOBS))
        .default(Math.min(MAX_DEFAULT_JOBS, availableParallelism()), 'the number of processors, at most 4'),
    )
    .option('--resume <file>', 'keep results in FILE, and go on from those that an earlier run has left there')
    .addHelpText('after', HELP)
  return command.action(async (revision: string | undefined, options: BacktestOptions) => {
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

With --installed a change is a merged pull request onto the default branch. APP_ID, PRIVATE_KEY_PATH (or PRIVATE_KEY)
and, for GitHub Enterprise Server, GHE_HOST come from the environment. The history is fetched into a temporary folder,
unless --cache names one that stays. Nothing is written to GitHub.

Exit code: 0 the history was replayed, 2 an environment fault (no repository, no such revision, the app is not
installed), 64 usage`

async function runBacktest(
  revision: string | undefined,
  options: BacktestOptions,
  command: Command,
): Promise<Backtest> {
  const open = opening(revision, options, command)
  const rules = await rulesOf(options.rules, command)
  const against = options.against === undefined ? undefined : await rulesOf(options.against, command)
  const source = await open()
  try {
    return await replayed(source, rules, against, options, command)
  } finally {
    source.close()
  }
}

/** Checks the arguments; what they name is opened when all of them are read. */
function opening(
  revision: string | undefined,
  { repo, since, last, installed, limit, cache }: BacktestOptions,
  command: Command,
): () => Promise<BacktestSource> {
  const sinceMs = since === undefined ? undefined : dayMs(since)
  if (since !== undefined && sinceMs === undefined) command.error(`error: ${since} is no date such as 2026-01-31`)
  const from = sinceMs === undefined ? {} : { sinceMs }
  if (installed === undefined) {
    if (since !== undefined && last !== undefined) command.error('error: --since and --last do not go together')
    if (limit !== undefined || cache !== undefined) command.error('error: --limit and --cache need --installed')
    return () => localSource(repo, revision ?? 'HEAD', { ...from, ...(last === undefined ? {} : { last }) })
  }
  const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(installed) ?? []
  if (owner === undefined || name === undefined)
    return command.error(`error: --installed ${installed} is not OWNER/NAME`)
  const isLocal = revision !== undefined || command.getOptionValueSource('repo') === 'cli'
  if (isLocal) command.error('error: --installed goes with no revision and no --repo')
  if (last !== undefined) command.error('error: --installed goes with --limit, not with --last')
  return () =>
    installedSource({
      ...{ owner, repo: name, ...from, limit: limit ?? Number.MAX_SAFE_INTEGER },
      ...(cache === undefined ? {} : { cache }),
      environment: process.env,
      // What shows that work goes on stands on the same line.
      say: (sentence) =>
        void process.stderr.write(`${process.stderr.isTTY ? CLEAR_LINE : ''}countersign: ${sentence}\n`),
    })
}

const CLEAR_LINE = '\r\u001b[K'

async function replayed(
  source: BacktestSource,
  rules: RuleFiles,
  against: RuleFiles | undefined,
  options: BacktestOptions,
  command: Command,
): Promise<Backtest> {
  const { repository, head, changes, installed } = source
  const bundle = bundleOf(rules)
  const versions = {
    rules: bundle.version,
    against: against === undefined ? null : bundleOf(against).version,
  }
  const floor = options.floor === undefined ? undefined : await usableFloor(options.floor, bundle, command)
  const header = {
    ...versions,
    ...(installed === undefined ? {} : { pullsOf: installed.url }),
    ...(floor === undefined ? {} : { floor: digestOf('floor', JSON.stringify(floor.layer?.files)) }),
  }
  const kept = options.resume === undefined ? undefined : await openOutcomeLines(options.resume, header)
  if (kept !== undefined && 'problem' in kept) return command.error(`error: ${kept.problem}`)
  const startedAt = performance.now()
  let examined = 0
  const outcomes = await replayHistory({
    repository,
    rules,
    ...(against === undefined ? {} : { against }),
    ...(options.floor === undefined ? {} : { floor: options.floor }),
    changes,
    known: kept?.known ?? new Map(),
    jobs: options.jobs,
    found(outcome) {
      examined += 1
      kept?.append(outcome)
    },
  })
  const elapsedMs = performance.now() - startedAt
  const time = { elapsedMs, replayed: examined, jobs: options.jobs, medianMs: medianOf(outcomes) }
  const scope = { ...scopeOf(source, options), rules: versions.rules, time }
  if (versions.against !== null) return differenceOf(changes, outcomes, { ...scope, against: versions.against })
  return replayOf(changes, outcomes, scope, await waiversAt(repository, head, bundle, floor))
}

/** With an error it would hold every change, which tells nothing. */
async function usableFloor(file: string, { rules }: Bundle, command: Command): Promise<Floor> {
  const floor = await floorOf(file, rules)
  if (floor.problems === undefined) return floor
  await written(processStreams.stderr, diagnosticLines(floor.problems, terminalStyle(process.stderr)))
  return command.error(`error: the settings in ${file} cannot be used`)
}

async function rulesOf(folder: string | undefined, command: Command): Promise<RuleFiles> {
  const read = await replayRules(folder)
  if ('files' in read) return read.files
  await written(processStreams.stderr, diagnosticLines(read.problems, terminalStyle(process.stderr)))
  return command.error(`error: the rules in ${folder} cannot be used`)
}

function scopeOf(
  { revision, head, shallow, changes, installed }: BacktestSource,
  { since, last, limit = last }: BacktestOptions,
): Omit<BacktestScope, 'rules' | 'time'> {
  const [newest] = changes
  const oldest = changes.at(-1)
  return {
    ...{ revision, head, shallow },
    ...(since === undefined ? {} : { since }),
    ...(limit === undefined ? {} : { last: limit }),
    ...(installed === undefined ? {} : { installed }),
    ...(newest === undefined || oldest === undefined ? {} : { newest, oldest }),
  }
}

function medianOf(outcomes: ReadonlyMap<string, Outcome>): number {
  const times = [...outcomes.values()].map(({ elapsedMs }) => elapsedMs).sort((one, other) => one - other)
  return times[Math.floor(times.length / 2)] ?? 0
}

function differenceOf(
  changes: readonly MergedChange[],
  outcomes: ReadonlyMap<string, Outcome>,
  scope: BacktestScope,
): Backtest {
  return { kind: 'difference', scope, difference: backtestDifference(verdictsOn(changes, outcomes)) }
}

function replayOf(
  changes: readonly MergedChange[],
  outcomes: ReadonlyMap<string, Outcome>,
  scope: BacktestScope,
  waivers: readonly Waiver[] | undefined,
): Backtest {
  const verdicts = verdictsOn(changes, outcomes)
  const uses = waivers && waiverUses(verdicts, waivers, Date.now())
  return { kind: 'replay', scope, tally: tally(verdicts), waivers: uses }
}

function verdictsOn(changes: readonly MergedChange[], outcomes: ReadonlyMap<string, Outcome>) {
  return changes.map((change) => {
    const outcome = outcomes.get(change.sha)
    if (outcome === undefined) throw new Error(`${change.sha} was not replayed`)
    return { change, verdict: outcome.verdict, against: outcome.against ?? outcome.verdict }
  })
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
