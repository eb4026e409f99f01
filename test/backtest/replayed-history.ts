import type { MergedChange, Replayed, RuleVerdict, Verdict } from '../../src/core/backtest/replayed.ts'

/** A rule that holds, with one finding in one file. */
export function holding(rule: string, more: Partial<RuleVerdict> = {}): RuleVerdict {
  const severity = 'high' as const
  return { rule, severity, kind: 'broadened', findings: 1, held: true, alone: false, files: ['main.tf'], ...more }
}

export function reviewed(...rules: readonly RuleVerdict[]): Verdict & { readonly kind: 'reviewed' } {
  return { kind: 'reviewed', held: rules.some(({ held }) => held), governed: 1, rules: [...rules], waived: [] }
}

/** A change of which one waiver, by its content, took everything. */
export function waived(waiver: string, findings: number): Verdict {
  return { kind: 'reviewed', held: false, governed: 1, rules: [], waived: [{ waiver, findings }] }
}

export const CLEAR: Verdict = { kind: 'reviewed', held: false, governed: 0, rules: [], waived: [] }
export const FAILED: Verdict = { kind: 'failed', error: 'object is missing' }

export function changeAt(day: string, subject = 'Change'): MergedChange {
  const sha = Buffer.from(`${day} ${subject}`).toString('hex').padEnd(40, '0').slice(0, 40)
  return { sha, base: '0'.repeat(40), committedAtMs: Date.parse(day), subject }
}

/** Changes of these days, newest first, with these verdicts. */
export function historyOf(verdicts: Readonly<Record<string, Verdict>>): readonly Replayed[] {
  return Object.entries(verdicts).map(([day, verdict]) => ({ change: changeAt(day), verdict }))
}
