/**
 * How many random cases a property tries: RUNS, or its own number times SCALE, which `npm run test:oracle` sets. A case
 * that makes many comparisons is repeated `most` times as often at the most.
 */
export function runs(own: number, most = Number.POSITIVE_INFINITY): number {
  const scale = Number(process.env['SCALE'] ?? 1)
  return Number(process.env['RUNS'] ?? Math.ceil(own * Math.min(scale, most)))
}
