import { z } from 'zod'
import { FINDING_KINDS, SEVERITIES } from '../rules/rule.ts'

/**
 * One step of a branch's first-parent history: a merge with all that it brought in, or a single commit; or a pull
 * request, which may have been rebased onto the branch as several of these.
 */
export interface MergedChange {
  readonly sha: string
  /** Its first parent: what it was merged into; of a rebased pull request that of its first commit. */
  readonly base: string
  /** Milliseconds since 1970; NaN where git knows no such time. */
  readonly committedAtMs: number
  readonly subject: string
  /** The pull request that brought it, where that is known. */
  readonly pull?: { readonly number: number; readonly url: string }
}

/** A change as git has it. */
export interface HistoryStep extends MergedChange {
  /** At least one. */
  readonly parents: number
}

const ruleVerdictSchema = z.strictObject({
  rule: z.string(),
  /** The gravest of its findings. */
  severity: z.enum(SEVERITIES),
  kind: z.enum(FINDING_KINDS),
  findings: z.int().min(1),
  /** Whether one of them asks for a second human. */
  held: z.boolean(),
  /** Whether the change would be clear without this rule. */
  alone: z.boolean(),
  /** Where its findings stand, the first few. */
  files: z.array(z.string()),
})

/** What one rule said of one change. */
export type RuleVerdict = z.infer<typeof ruleVerdictSchema>

const verdictSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reviewed'),
    held: z.boolean(),
    /** Governed files that the change touches. */
    governed: z.int().min(0),
    /** Sorted by rule. */
    rules: z.array(ruleVerdictSchema),
    /** Waivers of the settings that took findings, by what they name, and how many each. */
    waived: z.array(z.strictObject({ waiver: z.string(), findings: z.int().min(1) })),
    /** Rules that hold it whoever approves; absent where none does. */
    blockedBy: z.array(z.string()).min(1).optional(),
  }),
  /** The change could not be examined: like the check of a pull request, it holds. */
  z.strictObject({ kind: z.literal('failed'), error: z.string() }),
])

/** What one set of rules made of one change. */
export type Verdict = z.infer<typeof verdictSchema>

/** One change, and what was made of it: the line of a file of results. */
export const outcomeSchema = z.strictObject({
  sha: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/),
  elapsedMs: z.number().min(0),
  verdict: verdictSchema,
  /** What the second set of rules made of it, where there is one. */
  against: verdictSchema.optional(),
})

export type Outcome = z.infer<typeof outcomeSchema>

/** A change beside one verdict on it. */
export interface Replayed {
  readonly change: MergedChange
  readonly verdict: Verdict
}

/** Whether the change would have waited for a second human. */
export function isHeld(verdict: Verdict): boolean {
  return verdict.kind === 'failed' || verdict.held
}
