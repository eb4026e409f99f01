/** One figure of a benchmark, beside the peer or the limit that was measured or holds in the same run. */
export interface BenchRow {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** A peer's figure or a limit, in words: `hcl2-parser 0.4 MB/s`. */
  readonly beside?: string
}

/** Prints one benchmark as an aligned table. */
export function printRows(title: string, rows: readonly BenchRow[]): void {
  const width = Math.max(...rows.map((row) => row.name.length))
  process.stdout.write(`\n${title}\n`)
  for (const { name, value, unit, beside } of rows) {
    const figure = value.toLocaleString('en-GB', { maximumSignificantDigits: 4 })
    process.stdout.write(`  ${name.padEnd(width)}  ${figure.padStart(10)} ${unit}${beside ? `   (${beside})` : ''}\n`)
  }
}
