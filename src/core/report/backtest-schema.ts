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
  /** With `--installed`: the pull request that brought it. */
  pull: z.strictObject({ number: z.int().min(1), url: z.string() }).optional(),
})

const totals = z.strictObject({
  changes: count,
  held: count,
  clear: count,
  failed: count,
  /** Held whoever had approved. */
  blocked: count,
  governed: count,
  severities: z.strictObject({ critical: count, high: count, medium: count, low: count }),
  undecided: z.strictObject({ held: count, only: count }),
})

const heldChange = z.strictObject({
  ...change.shape,
  severity: severity.nullable(),
  rules: z.array(z.string()),
  files: z.array(z.string()),
  /** Rules that hold it whoever approves; absent where none does. */
  blockedBy: z.array(z.string()).optional(),
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

const waiver = z.strictObject({
  rule: z.string(),
  resource: z.string().nullable(),
  path: z.string().nullable(),
  digest: z.string().nullable(),
  approver: z.string(),
  /** `YYYY-MM-DD`. */
  until: z.string(),
  file: z.string(),
  line: z.int().min(1),
  /** Why it does not act at the time of the report, or null where it does. */
  whyNotNow: z.string().nullable(),
  changes: count,
  findings: count,
  newest: change.nullable(),
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
  /** Where the changes are pull requests of a repository that the app is installed on. */
  installed: z
    .strictObject({
      name: z.string(),
      url: z.string(),
      /** Steps of the branch's history, within what was replayed, that no pull request brought. */
      withoutPull: count,
      /** False where older pull requests are missing. */
      complete: z.boolean(),
    })
    .optional(),
  rules: z.string(),
  against: z.string().nullable(),
  time: z.strictObject({ elapsedMs: count, replayed: count, jobs: count, medianMs: count }),
  /** Without a second set of rules. */
  replay: replay.optional(),
  /** Likewise: the waivers of the settings at `head`, null where the settings cannot be read. */
  waivers: z.array(waiver).nullable().optional(),
  /** With one. */
  difference: difference.optional(),
})

export type BacktestJson = z.infer<typeof backtestSchema>
