import { html, raw } from 'hono/html'
import type { Backtest, BacktestScope } from '../core/backtest/backtest.ts'
import type { BacktestDifference } from '../core/backtest/difference.ts'
import type { MergedChange } from '../core/backtest/replayed.ts'
import type { HeldChange, RuleTally, Tally, Totals } from '../core/backtest/tally.ts'
import type { WaiverUse } from '../core/backtest/waiver-uses.ts'
import { missingFrom, usedText, waiverNames } from '../core/report/backtest-text.ts'
import { dayOf, figure, plural, share } from '../core/text/figures.ts'
import { visibleText } from '../core/text/visible-text.ts'
import { type Markup, monthsChart, rulesChart } from './backtest-chart.ts'
import { BACKTEST_STYLE } from './backtest-style.ts'

/** More rows than anybody reads; the JSON has all of them. */
const MAX_ROWS = 2_000

/** The result as one HTML file that loads nothing and runs nothing. */
export async function backtestHtml(backtest: Backtest): Promise<string> {
  const { scope } = backtest
  const where = scope.installed === undefined ? '' : `${visibleText(scope.installed.name)}, `
  const title = `Backtest of ${where}${visibleText(scope.revision)}`
  const page = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${raw(BACKTEST_STYLE)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${scopeMarkup(scope)}
${partsOf(backtest)}
${timeMarkup(scope)}
</main>
</body>
</html>
`
  return String(page)
}

function partsOf(backtest: Backtest): Markup {
  switch (backtest.kind) {
    case 'replay':
      return html`${replayMarkup(backtest.tally)}${waiversMarkup(backtest.waivers)}`
    case 'difference':
      return differenceMarkup(backtest.difference)
  }
}

function scopeMarkup(scope: BacktestScope): Markup {
  const { head, since, last, newest, oldest, installed } = scope
  const days =
    newest === undefined || oldest === undefined
      ? 'no changes'
      : `${dayOf(oldest.committedAtMs)} to ${dayOf(newest.committedAtMs)}`
  const asked = [
    since === undefined ? '' : `, since ${visibleText(since)}`,
    last === undefined ? '' : `, the last ${figure(last)} ${installed === undefined ? 'changes' : 'pull requests'}`,
  ].join('')
  const what =
    installed === undefined
      ? 'Each merge or single commit was examined as a pull request would be.'
      : 'Each merged pull request was examined as it landed.'
  const missing = missingFrom(scope).map((sentence) => ` ${sentence}`)
  return html`<p>First-parent history of <code>${head.slice(0, 10)}</code>${asked}: ${days}. ${what}${missing}</p>`
}

function timeMarkup({ rules, against, time }: BacktestScope): Markup {
  const seconds = (timeMs: number) => `${(timeMs / 1_000).toFixed(1)} s`
  const second = against === undefined ? '' : html`, against <code>${against}</code>`
  return html`<footer><p>${plural(time.replayed, 'change')} examined in ${seconds(time.elapsedMs)},
${figure(time.jobs)} at a time; half of them take less than ${seconds(time.medianMs)} each. Countersign
<code>${rules}</code>${second}.</p></footer>`
}

function replayMarkup({ totals, months, rules, held }: Tally): Markup {
  return html`
${tiles(totals)}
<h2>By month</h2>
${monthsChart(months)}
<h2>Rules, those that hold most first</h2>
${rulesChart(rules)}
${rulesTable(rules, totals)}
<h2>Held changes</h2>
${heldTable(held)}`
}

function tiles({ changes, held, clear, failed, blocked, governed, severities, undecided }: Totals): Markup {
  const tile = (name: string, count: number, detail: string, kind = '') =>
    html`<li class="${kind}"><strong>${figure(count)}</strong> ${name}<span>${detail}</span></li>`
  const grave = (['critical', 'high', 'medium', 'low'] as const)
    .filter((severity) => severities[severity] > 0)
    .map((severity) => `${figure(severities[severity])} ${severity}`)
  const also = failed > 0 ? [`${figure(failed)} not examined`] : []
  return html`<ul class="tiles">
${tile('changes', changes, `${figure(governed)} touch governed files`)}
${tile('held', held, [share(held, changes), ...grave, ...also].join(', '), 'held')}
${tile('clear', clear, share(clear, changes), 'clear')}
${tile('held by something undecided', undecided.held, `${figure(undecided.only)} of them by nothing else`)}
${tile('blocked by a rule', blocked, 'whoever approves')}
</ul>`
}

function rulesTable(rules: readonly RuleTally[], { changes }: Totals): Markup {
  if (rules.length === 0) return html`<p>No rule spoke.</p>`
  return html`<p>Alone: changes that would be clear without the rule. Noticed: changes that it names and does not hold.</p>
<div class="wide"><table>
<thead><tr><th>Rule</th><th>Severity</th>${['Held', 'Of all', 'Alone', 'Noticed', 'Findings'].map(numberHead)}
<th>Most in, and the newest changes</th></tr></thead>
<tbody>
${rules.map((each) => ruleRow(each, changes))}</tbody>
</table></div>`
}

function numberHead(name: string): Markup {
  return html`<th class="number">${name}</th>`
}

function numberCell(text: string): Markup {
  return html`<td class="number">${text}</td>`
}

function ruleRow({ rule, severity, held, alone, changes, findings, files, samples }: RuleTally, all: number): Markup {
  return html`<tr><td><code>${visibleText(rule)}</code></td><td class="${severity}">${severity}</td>
${[figure(held), share(held, all), figure(alone), figure(changes - held), figure(findings)].map(numberCell)}
<td>${mostIn(files)}${samples.map(({ change }) => html`<div>${changeMarkup(change)}</div>`)}</td></tr>
`
}

function mostIn(files: RuleTally['files']): Markup {
  return html`<small>${files.map(({ file, changes }) => html`<code>${visibleText(file)}</code> (${figure(changes)}) `)}</small>`
}

function changeMarkup({ sha, committedAtMs, subject, pull }: MergedChange): Markup {
  const link = pull === undefined ? '' : html`<a href="${pull.url}" rel="noreferrer">#${String(pull.number)}</a> `
  return html`<code title="${sha}">${sha.slice(0, 10)}</code> <time>${dayOf(committedAtMs)}</time> ${link}${visibleText(subject)}`
}

function filesMarkup(files: readonly string[]): Markup {
  return html`<small>${files.map((file) => html`<code>${visibleText(file)}</code> `)}</small>`
}

function heldTable(held: readonly HeldChange[]): Markup {
  if (held.length === 0) return html`<p>None.</p>`
  const more = held.length - MAX_ROWS
  const rest = more > 0 ? html`<p>… and ${plural(more, 'older change')}; the JSON report names all of them.</p>` : ''
  return html`<div class="wide"><table>
<thead><tr><th>Change</th><th>Severity</th><th>Rules</th></tr></thead>
<tbody>
${held.slice(0, MAX_ROWS).map(heldRow)}</tbody>
</table></div>
${rest}`
}

function heldRow({ change, severity, rules, files, error }: HeldChange): Markup {
  const why =
    error === undefined
      ? rules.map((rule) => html`<code>${visibleText(rule)}</code> `)
      : html`could not be examined: ${visibleText(error)}`
  return html`<tr><td>${changeMarkup(change)}${filesMarkup(files)}</td>
<td class="${severity ?? 'failed'}">${severity ?? 'not examined'}</td><td>${why}</td></tr>
`
}

function waiversMarkup(waivers: readonly WaiverUse[] | undefined): Markup {
  const title = html`<h2>Waivers of the settings at the head</h2>`
  if (waivers === undefined) return html`${title}<p>The settings cannot be read.</p>`
  if (waivers.length === 0) return html``
  return html`${title}
<div class="wide"><table>
<thead><tr><th>Waiver</th><th>Names</th><th>Until</th><th>Used</th></tr></thead>
<tbody>
${waivers.map(waiverRow)}</tbody>
</table></div>`
}

function waiverRow(use: WaiverUse): Markup {
  const { waiver, whyNotNow } = use
  const why = whyNotNow === undefined ? '' : html`<small>${visibleText(whyNotNow)}</small>`
  return html`<tr><td><code>${visibleText(waiver.rule)}</code> <small>line ${figure(waiver.at.line)}</small></td>
<td>${visibleText(waiverNames(waiver))}</td><td>${waiver.until} ${why}</td><td>${usedText(use)}</td></tr>
`
}

function differenceMarkup({ before, after, newlyHeld, noLongerHeld, rules }: BacktestDifference): Markup {
  const side = (name: string, { held, clear, changes, blocked, undecided, failed }: Totals) =>
    html`<tr><td>${name}</td>${[
      ...[figure(held), share(held, changes), figure(blocked), figure(clear)],
      ...[figure(undecided.only), figure(failed)],
    ].map(numberCell)}</tr>`
  const heads = ['Held', 'Of all', 'Blocked', 'Clear', 'Held by something undecided only', 'Not examined']
  return html`<div class="wide"><table>
<thead><tr><th></th>${heads.map(numberHead)}</tr></thead>
<tbody>${side('First rules', before)}${side('Rules of --against', after)}</tbody>
</table></div>
<h2>Rules that differ</h2>
${ruleDifferences(rules)}
<h2>Newly held: ${figure(newlyHeld.length)}</h2>
${heldTable(newlyHeld)}
<h2>No longer held: ${figure(noLongerHeld.length)}</h2>
${heldTable(noLongerHeld)}`
}

function ruleDifferences(rules: BacktestDifference['rules']): Markup {
  if (rules.length === 0) return html`<p>Every rule holds the same changes in both.</p>`
  return html`<div class="wide"><table>
<thead><tr><th>Rule</th>${['Holds', 'Then', 'Newly', 'No longer'].map(numberHead)}</tr></thead>
<tbody>${rules.map(
    ({ rule, before, after, newly, noLonger }) =>
      html`<tr><td><code>${visibleText(rule)}</code></td>
${[figure(before), figure(after), `+${figure(newly)}`, `-${figure(noLonger)}`].map(numberCell)}</tr>`,
  )}</tbody>
</table></div>`
}
