import { html } from 'hono/html'
import type { Month, RuleTally } from '../core/backtest/tally.ts'
import { figure } from '../core/text/figures.ts'
import { visibleText } from '../core/text/visible-text.ts'

const WIDTH = 960
const HEIGHT = 200
/** Below the bars, for the months' names. */
const LABELS = 24
/** Left of the bars, for the scale. */
const SCALE = 44
/** As many names as can be read side by side. */
const MAX_LABELS = 14

/** Held and clear changes month by month, as stacked bars, and as a table for whoever does not see them. */
export function monthsChart(months: readonly Month[]): Markup {
  if (months.length === 0) return html`<p>Nothing was merged.</p>`
  const most = Math.max(1, ...months.map(({ held, clear }) => held + clear))
  const step = (WIDTH - SCALE) / months.length
  const every = Math.ceil(months.length / MAX_LABELS)
  return html`<p class="legend"><span class="held"></span> held <span class="clear"></span> clear</p>
<div class="wide"><svg viewBox="0 0 ${WIDTH} ${HEIGHT + LABELS}" role="img" aria-label="Held and clear changes by month">
${[most, Math.floor(most / 2), 0].map((count) => scaleLine(count, most))}
${months.map((month, index) => bar(month, { x: SCALE + (index + 0.5) * step - barWidth(step) / 2, width: barWidth(step), most }))}
${months.map((month, index) => (index % every === 0 ? label(month, SCALE + (index + 0.5) * step) : ''))}
</svg></div>
<details><summary>As a table</summary><table>
<thead><tr><th>Month</th><th class="number">Held</th><th class="number">Clear</th></tr></thead>
<tbody>
${months.map(monthRow)}</tbody></table></details>`
}

function monthRow({ month, held, clear }: Month): Markup {
  return html`<tr><td>${month}</td><td class="number">${figure(held)}</td><td class="number">${figure(clear)}</td></tr>
`
}

/** As many rules as one compares at a glance; the table names all of them. */
const MAX_RULES = 10
const ROW = 26
/** Left of the bars, for the rules' names, and right of them for the counts. */
const NAMES = 290
const COUNTS = 90

/** The rules that hold most: how many changes each holds, and how many of them nothing else does. */
export function rulesChart(rules: readonly RuleTally[]): Markup {
  const shown = rules.filter(({ held }) => held > 0).slice(0, MAX_RULES)
  const [most] = shown
  if (most === undefined) return html``
  return html`<p class="legend"><span class="held"></span> nothing else holds the change <span class="shared"></span>
another rule holds it, too</p>
<div class="wide"><svg viewBox="0 0 ${WIDTH} ${shown.length * ROW}" role="img" aria-label="Changes that each rule holds">
${shown.map((rule, index) => ruleBar(rule, index * ROW, (WIDTH - NAMES - COUNTS) / most.held))}
</svg></div>`
}

function ruleBar({ rule, held, alone }: RuleTally, y: number, unit: number): Markup {
  const [only, all] = [rounded(alone * unit), rounded(held * unit)]
  const said = `${figure(held)} held, ${figure(alone)} of them by nothing else`
  const name = visibleText(rule)
  const short = name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name
  return html`<g><title>${name}: ${said}</title>
<text x="${NAMES - 8}" y="${y + 17}" text-anchor="end">${short}</text>
<rect class="held" x="${NAMES}" width="${only}" y="${y + 4}" height="${ROW - 8}"/>
<rect class="shared" x="${rounded(NAMES + only)}" width="${rounded(all - only)}" y="${y + 4}" height="${ROW - 8}"/>
<text x="${rounded(NAMES + all + 8)}" y="${y + 17}">${figure(held)}</text></g>
`
}

/** As long a name as there is room for. */
const MAX_NAME = 42

/** Markup in which every text of others is escaped. */
export type Markup = ReturnType<typeof html>

const MAX_BAR = 64

function barWidth(step: number): number {
  return Math.min(MAX_BAR, step * 0.8)
}

function scaleLine(count: number, most: number): Markup {
  const y = topOf(count, most)
  return html`<line x1="${SCALE}" x2="${WIDTH}" y1="${y}" y2="${y}" class="scale"/>
<text x="${SCALE - 6}" y="${Math.max(12, y + 4)}" text-anchor="end">${figure(count)}</text>`
}

function bar(
  { month, held, clear }: Month,
  { x, width, most }: { readonly x: number; readonly width: number; readonly most: number },
): Markup {
  const heldTop = topOf(held, most)
  const clearTop = topOf(held + clear, most)
  return html`<g><title>${month}: ${figure(held)} held, ${figure(clear)} clear</title>
<rect class="clear" x="${rounded(x)}" width="${rounded(width)}" y="${clearTop}" height="${rounded(heldTop - clearTop)}"/>
<rect class="held" x="${rounded(x)}" width="${rounded(width)}" y="${heldTop}" height="${rounded(HEIGHT - heldTop)}"/></g>
`
}

function label({ month }: Month, x: number): Markup {
  return html`<text x="${rounded(x)}" y="${HEIGHT + 16}" text-anchor="middle">${month}</text>`
}

function topOf(count: number, most: number): number {
  return rounded(HEIGHT - (HEIGHT * count) / most)
}

function rounded(length: number): number {
  return Math.round(length * 10) / 10
}
