import { html } from 'hono/html'
import type { Month } from '../core/backtest/tally.ts'
import { figure } from '../core/text/figures.ts'

const WIDTH = 960
const HEIGHT = 200
/** Below the bars, for the months' names. */
const LABELS = 24
/** Left of the bars, for the scale. */
const SCALE = 44
/** As many names as can be read side by side. */
const MAX_LABELS = 14

/** Held and clear changes month by month, as stacked bars. */
export function monthsChart(months: readonly Month[]): Markup {
  if (months.length === 0) return html`<p>Nothing was merged.</p>`
  const most = Math.max(1, ...months.map(({ held, clear }) => held + clear))
  const step = (WIDTH - SCALE) / months.length
  const every = Math.ceil(months.length / MAX_LABELS)
  return html`<p class="legend"><span class="held"></span> held <span class="clear"></span> clear</p>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT + LABELS}" role="img" aria-label="Held and clear changes by month">
${[most, Math.floor(most / 2), 0].map((count) => scaleLine(count, most))}
${months.map((month, index) => bar(month, { x: SCALE + index * step, width: barWidth(step), most }))}
${months.map((month, index) => (index % every === 0 ? label(month, SCALE + index * step + barWidth(step) / 2) : ''))}
</svg>`
}

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
