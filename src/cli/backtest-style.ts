/** The style sheet of the HTML report, light or dark as the reader's system is. */
export const BACKTEST_STYLE = `
:root { color-scheme: light dark; --held: #c2410c; --shared: #fdba74; --clear: #15803d; --line: #8884; --faint: #6b7280 }
@media (prefers-color-scheme: dark) { :root { --held: #fb923c; --shared: #7c4a1e; --clear: #4ade80; --faint: #9ca3af } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 }
main { max-width: 1080px; margin: 0 auto; padding: 24px }
h1 { font-size: 24px; overflow-wrap: anywhere }
h2 { font-size: 18px; margin: 32px 0 8px }
code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line) }
th.number, td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
td div, td small { overflow-wrap: anywhere }
td > code { overflow-wrap: normal; white-space: nowrap }
td div + div { margin-top: 6px }
small { display: block; color: var(--faint) }
footer { margin-top: 32px; color: var(--faint) }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(180px, 1fr)); gap: 12px; padding: 0; list-style: none }
.tiles li { border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px }
.tiles strong { font-size: 28px; margin-right: 4px }
.tiles span { display: block; color: var(--faint) }
.tiles .held strong, .critical, .high, .failed { color: var(--held) }
.tiles .clear strong { color: var(--clear) }
.critical, .high, .failed { font-weight: 600 }
svg { width: 100%; min-width: 760px; height: auto }
.wide { overflow-x: auto }
.wide > table { min-width: 640px }
summary { color: var(--faint); cursor: pointer }
details table { width: auto }
svg text { font-size: 12px; fill: var(--faint) }
svg .scale { stroke: var(--line) }
svg rect.held { fill: var(--held) }
svg rect.clear { fill: var(--clear) }
svg rect.shared { fill: var(--shared) }
.legend span { display: inline-block; width: 12px; height: 12px; margin-left: 12px }
.legend .held { background: var(--held) }
.legend .clear { background: var(--clear) }
.legend .shared { background: var(--shared) }
`
