import { z } from 'zod'
import { SEVERITIES } from '../rules/rule.ts'

/** The JSON that `countersign backtest --format json` prints. Its keys stay stable within `countersign.backtest/1`. */
export const BACKTEST_SCHEMA_NAME = 'countersign.backtest/1'

const count = z.int().min(0)
const severity = z.enum(SEVERITIES)
const change = z.strictObject({
  sha: z.string(),
  /** ISO 8601, or null where git knows no such time. */
  committedAt: z.string().nullable(),
  subject: z.string(),
})

const totals = z.strictObject({
  changes: count,
  held: count,
  clear: count,
  failed: count,
  governed: count,
  severities: z.strictObject({ critical: count, high: count, medium: count, low: count }),
  undecided: z.strictObject({ held: count, only: count }),
})

const heldChange = z.strictObject({
  ...change.shape,
  severity: severity.nullable(),
  rules: z.array(z.string()),
  files: z.array(z.string()),
  error: z.string().optional(),
})

const replay = z.strictObject({
  totals,
  months: z.array(z.strictObject({ month: z.string(), held: count, clear: count })),
  rules: z.array(
    z.strictObject({
      rule: z.string(),
      severity,
      held: count,
      alone: count,
      changes: count,
      findings: count,
      files: z.array(z.strictObject({ file: z.string(), changes: count })),
      samples: z.array(z.strictObject({ ...change.shape, files: z.array(z.string()) })),
    }),
  ),
  held: z.array(heldChange),
})

const difference = z.strictObject({
  before: totals,
  after: totals,
  newlyHeld: z.array(heldChange),
  noLongerHeld: z.array(heldChange),
  rules: z.array(z.strictObject({ rule: z.string(), before: count, after: count, newly: count, noLonger: count })),
})

export const backtestSchema = z.strictObject({
  schema: z.literal(BACKTEST_SCHEMA_NAME),
  revision: z.string(),
  head: z.string(),
  shallow: z.boolean(),
  since: z.string().nullable(),
  last: count.nullable(),
  rules: z.string(),
  against: z.string().nullable(),
  time: z.strictObject({ elapsedMs: count, replayed: count, jobs: count, medianMs: count }),
  /** Without a second set of rules. */
  replay: replay.optional(),
  /** With one. */
  difference: difference.optional(),
})

export type BacktestJson = z.infer<typeof backtestSchema>
