import type { Backtest, BacktestScope } from '../backtest/backtest.ts'
import type { BacktestDifference } from '../backtest/difference.ts'
import type { MergedChange } from '../backtest/replayed.ts'
import type { HeldChange, Month, RuleTally, Tally, Totals } from '../backtest/tally.ts'
import type { WaiverUse } from '../backtest/waiver-uses.ts'
import { SEVERITIES } from '../rules/rule.ts'
import { dayOf, figure, plural, share } from '../text/figures.ts'
import { textTable } from '../text/text-table.ts'
import { visibleText } from '../text/visible-text.ts'
import { PLAIN_STYLE, type TextStyle } from './text-report.ts'

/** The result for a terminal. What cannot be seen in names and subjects is written out. */
export function backtestText(backtest: Backtest, style: TextStyle = PLAIN_STYLE): string {
  const { scope } = backtest
  if (scope.newest === undefined) return `${scopeLine(scope, 0)}\n${partialLine(scope)}`
  return [...partsOf(backtest, style), timeLine(scope, style)].filter((part) => part !== '').join('\n')
}

function partsOf(backtest: Backtest, style: TextStyle): readonly string[] {
  const { scope } = backtest
  switch (backtest.kind) {
    case 'replay':
      return [...replayParts(scope, backtest.tally, style), waiversText(backtest.waivers, style)]
    case 'difference':
      return differenceParts(scope, backtest.difference, style)
  }
}

/** `HEAD (a1a8a4edba): the last 100 changes, 2026-03-02 to 2026-08-20`. */
function scopeLine({ revision, head, since, last, newest, oldest, installed }: BacktestScope, changes: number): string {
  const all = plural(changes, installed === undefined ? 'change' : 'merged pull request')
  const count = last === undefined ? all : `the last ${all}`
  const asked = since === undefined ? '' : ` since ${visibleText(since)}`
  const when =
    newest === undefined || oldest === undefined
      ? ''
      : `, ${dayOf(oldest.committedAtMs)} to ${dayOf(newest.committedAtMs)}`
  const where = installed === undefined ? '' : `${visibleText(installed.name)} `
  return `${where}${visibleText(revision)} (${head.slice(0, 10)}): ${count}${asked}${when}`
}

function partialLine(scope: BacktestScope): string {
  return missingFrom(scope)
    .map((sentence) => `${sentence}\n`)
    .join('')
}

/** What of the history was not replayed, in sentences. */
export function missingFrom({ shallow, installed }: Pick<BacktestScope, 'shallow' | 'installed'>): readonly string[] {
  const without = installed?.withoutPull ?? 0
  const steps = without === 1 ? '1 other step of the branch was' : `${figure(without)} other steps of the branch were`
  return [
    ...(shallow ? ['The repository is a shallow clone: older changes are missing.'] : []),
    ...(without > 0 ? [`${steps} brought by no pull request and left out.`] : []),
    ...(installed?.complete === false ? ['Older pull requests are missing: there are too many to list.'] : []),
  ]
}

function timeLine({ time }: BacktestScope, style: TextStyle): string {
  const { elapsedMs, replayed, jobs, medianMs } = time
  const seconds = (timeMs: number) => `${(timeMs / 1_000).toFixed(1)} s`
  const ran = `${plural(replayed, 'change')} examined in ${seconds(elapsedMs)}, ${figure(jobs)} at a time`
  return style.faint(`${ran}; half of them take less than ${seconds(medianMs)} each\n`)
}

function replayParts(scope: BacktestScope, { totals, months, rules, held }: Tally, style: TextStyle): string[] {
  return [
    `${style.strong(scopeLine(scope, totals.changes))}\n${partialLine(scope)}`,
    totalsText(totals, style),
    held.length === 0 ? '' : rulesText(rules, totals, style),
    ...(months.length > 1 ? [monthsText(months, style)] : []),
    samplesText(rules, style),
    failedText(held, style),
  ]
}

function totalsText(totals: Totals, style: TextStyle): string {
  const { changes, held, clear, failed, governed, undecided } = totals
  const bySeverity = SEVERITIES.toReversed()
    .filter((severity) => totals.severities[severity] > 0)
    .map((severity) => style.severity(severity, `${figure(totals.severities[severity])} ${severity}`))
  const parts = [...bySeverity, ...(failed > 0 ? [`${figure(failed)} that could not be examined`] : [])]
  const of = parts.length === 0 ? '' : `  ${parts.join(', ')}`
  const width = Math.max(figure(held).length, figure(clear).length)
  const line = (name: string, count: number) =>
    `${name}  ${figure(count).padStart(width)}  ${share(count, changes).padStart(7)}`
  return [
    `  ${style.severity('high', line('held ', held))}${of}`,
    `  ${style.good(line('clear', clear))}`,
    `  ${plural(governed, 'change')} of ${figure(changes)} ${governed === 1 ? 'touches' : 'touch'} governed files.`,
    ...(undecided.held === 0 ? [] : [`  ${undecidedLine(totals)}`]),
    ...(totals.blocked === 0 ? [] : [`  ${blockedLine(totals)}`]),
    '',
  ].join('\n')
}

function undecidedLine({ held, undecided }: Totals): string {
  const rest = `${figure(undecided.only)} of them by nothing else`
  return `Something undecided holds ${figure(undecided.held)} of ${plural(held, 'held change')} (${share(undecided.held, held)}), ${rest}.`
}

function blockedLine({ held, blocked }: Totals): string {
  return `Rules block ${figure(blocked)} of ${plural(held, 'held change')} (${share(blocked, held)}), whoever approves.`
}

function rulesText(rules: readonly RuleTally[], { changes }: Totals, style: TextStyle): string {
  const rows = rules.map(({ rule, severity, held, alone, changes: spoken, findings }) => [
    visibleText(rule),
    severity,
    figure(held),
    share(held, changes),
    figure(alone),
    figure(spoken - held),
    figure(findings),
  ])
  const head = ['', 'severity', 'held', 'of all', 'alone', 'noticed', 'findings']
  const legend = '  alone: would be clear without the rule; noticed: named, not held\n'
  return `${style.strong('Rules, those that hold most first')}\n${textTable([head, ...rows], 2)}${style.faint(legend)}`
}

const BAR_WIDTH = 40

function monthsText(months: readonly Month[], style: TextStyle): string {
  const most = Math.max(...months.map(({ held, clear }) => held + clear))
  const lines = months.map(({ month, held, clear }) => {
    const heldWidth = widthOf(held, most)
    const bars = [
      style.severity('high', '█'.repeat(heldWidth)),
      style.good('░'.repeat(widthOf(held + clear, most) - heldWidth)),
    ]
    return `  ${month}  ${bars.join('')} ${figure(held)} of ${figure(held + clear)}\n`
  })
  return `${style.strong('By month: █ held, ░ clear')}\n${lines.join('')}`
}

/** What is there can be seen, however little it is. */
function widthOf(count: number, most: number): number {
  return Math.ceil((BAR_WIDTH * count) / Math.max(1, most))
}

const MAX_SUBJECT = 72
const SHOWN_SAMPLES = 3
const SHOWN_FILES = 3

function samplesText(rules: readonly RuleTally[], style: TextStyle): string {
  const holding = rules.filter(({ held }) => held > 0)
  if (holding.length === 0) return ''
  const parts = holding.map(({ rule, held, files, samples }) => {
    const changes = samples.slice(0, SHOWN_SAMPLES)
    const more = held - changes.length
    const rest = more > 0 ? `    … and ${plural(more, 'older change')}\n` : ''
    const most = more > 0 ? files.slice(0, SHOWN_FILES).map(mostLine) : []
    const lines = changes.map(({ change, files: found }) => sampleText(change, more > 0 ? [] : found, style))
    return `  ${visibleText(rule)}\n${style.faint(most.join(''))}${lines.join('')}${rest}`
  })
  return `${style.strong('What each rule holds')}\n${parts.join('')}`
}

function mostLine({ file, changes }: RuleTally['files'][number]): string {
  return `    ${plural(changes, 'change')} in ${visibleText(file)}\n`
}

function sampleText(change: MergedChange, files: readonly string[], style: TextStyle): string {
  return `${changeLine(change)}\n${files.length === 0 ? '' : style.faint(`      ${filesText(files)}\n`)}`
}

function changeLine({ sha, committedAtMs, subject, pull }: MergedChange): string {
  const shown = visibleText(subject)
  const bounded = shown.length > MAX_SUBJECT ? `${shown.slice(0, MAX_SUBJECT - 1)}…` : shown
  const line = `    ${sha.slice(0, 10)}  ${dayOf(committedAtMs)}  ${bounded}`
  return pull === undefined ? line : `${line}\n      ${visibleText(pull.url)}`
}

function filesText(files: readonly string[]): string {
  const more = files.length - SHOWN_FILES
  const shown = files.slice(0, SHOWN_FILES).map((file) => visibleText(file))
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function failedText(held: readonly HeldChange[], style: TextStyle): string {
  const failed = held.filter(({ error }) => error !== undefined)
  if (failed.length === 0) return ''
  const lines = failed.map(({ change, error }) => `${changeLine(change)}\n      ${visibleText(error ?? '')}\n`)
  return `${style.strong('Could not be examined, and so count as held')}\n${lines.join('')}`
}

function waiversText(waivers: readonly WaiverUse[] | undefined, style: TextStyle): string {
  const title = style.strong('Waivers of the settings at the head')
  if (waivers === undefined) return `${title}\n  The settings cannot be read.\n`
  if (waivers.length === 0) return ''
  const lines = waivers.map((use) => {
    const { waiver, whyNotNow } = use
    const what = [waiver.rule, waiverNames(waiver)].map((each) => visibleText(each)).join('  ')
    const why = whyNotNow === undefined ? '' : `      ${visibleText(whyNotNow)}\n`
    return `    ${what}\n${style.faint(`      line ${waiver.at.line}, until ${waiver.until}: ${usedText(use)}\n${why}`)}`
  })
  return `${title}\n${lines.join('')}`
}

/** `used by 2 changes, the newest a1a8a4edba at 2026-03-02`. */
export function usedText({ changes, newest }: Pick<WaiverUse, 'changes' | 'newest'>): string {
  if (newest === undefined) return 'used by no change that was replayed'
  return `used by ${plural(changes, 'change')}, the newest ${newest.sha.slice(0, 10)} at ${dayOf(newest.committedAtMs)}`
}

/** What a waiver names beside its rule. */
export function waiverNames({ resource, path, digest }: WaiverUse['waiver']): string {
  return [
    ...(resource === undefined ? [] : [resource]),
    ...(digest === undefined ? [] : [`digest ${digest.slice(0, 12)}`]),
    ...(path === undefined ? [] : [`in ${path}`]),
  ].join(', ')
}

function differenceParts(scope: BacktestScope, difference: BacktestDifference, style: TextStyle): string[] {
  const { before, after, newlyHeld, noLongerHeld, rules } = difference
  const side = (name: string, totals: Totals) => [
    name,
    figure(totals.held),
    share(totals.held, totals.changes),
    figure(totals.blocked),
    figure(totals.clear),
    figure(totals.undecided.only),
    figure(totals.failed),
  ]
  const head = ['', 'held', 'of all', 'blocked', 'clear', 'undecided only', 'not examined']
  return [
    `${style.strong(scopeLine(scope, before.changes))}\n${partialLine(scope)}`,
    textTable([head, side('first rules', before), side('--against', after)]),
    rules.length === 0 ? 'Every rule holds the same changes in both.\n' : ruleDifferences(difference, style),
    heldPart('Newly held: by --against, not by the first rules', newlyHeld, style),
    heldPart('No longer held: by the first rules, not by --against', noLongerHeld, style),
  ]
}

function ruleDifferences({ rules }: BacktestDifference, style: TextStyle): string {
  const rows = rules.map(({ rule, before, after, newly, noLonger }) => [
    visibleText(rule),
    figure(before),
    figure(after),
    `+${figure(newly)}`,
    `-${figure(noLonger)}`,
  ])
  const head = ['', 'holds', 'then', 'newly', 'no longer']
  return `${style.strong('Rules that differ')}\n${textTable([head, ...rows])}`
}

function heldPart(title: string, held: readonly HeldChange[], style: TextStyle): string {
  if (held.length === 0) return `${style.strong(title)}\n  none\n`
  const lines = held.map(({ change, rules, files, error }) => {
    const why =
      error === undefined ? `${rules.map((rule) => visibleText(rule)).join(', ')} in ${filesText(files)}` : error
    return `${changeLine(change)}\n${style.faint(`      ${visibleText(why)}\n`)}`
  })
  return `${style.strong(`${title} (${figure(held.length)})`)}\n${lines.join('')}`
}
