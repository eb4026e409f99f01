import type { Severity } from '../rules/finding.ts'
import { SEVERITIES } from '../rules/rule.ts'
import { isHeld, type MergedChange, type Replayed, type RuleVerdict, type Verdict } from './replayed.ts'

/** How many changes, and what became of them. */
export interface Totals {
  readonly changes: number
  readonly held: number
  readonly clear: number
  /** Held because they could not be examined; counted in `held`. */
  readonly failed: number
  /** Held by a rule that blocks, whoever had approved; counted in `held`. */
  readonly blocked: number
  /** Changes that touch governed files. */
  readonly governed: number
  /** Held changes by the gravest finding that holds them; without those that failed. */
  readonly severities: Readonly<Record<Severity, number>>
  /** Held changes with something undecided that holds, and those of them that nothing else holds. */
  readonly undecided: { readonly held: number; readonly only: number }
}

export interface Month {
  /** `2026-03`, or `unknown`. */
  readonly month: string
  readonly held: number
  readonly clear: number
}

/** One rule over the whole history. */
export interface RuleTally {
  readonly rule: string
  /** The gravest that it spoke with. */
  readonly severity: Severity
  /** Changes that it holds. */
  readonly held: number
  /** Changes that would be clear without it. */
  readonly alone: number
  /** Changes that it speaks of, notices among them. */
  readonly changes: number
  readonly findings: number
  /** Where it speaks in the most changes. */
  readonly files: readonly { readonly file: string; readonly changes: number }[]
  /** The newest changes that it holds, or else speaks of. */
  readonly samples: readonly Sample[]
}

interface Sample {
  readonly change: MergedChange
  readonly files: readonly string[]
}

export interface HeldChange {
  readonly change: MergedChange
  /** Undefined where it could not be examined. */
  readonly severity: Severity | undefined
  /** The rules that hold it. */
  readonly rules: readonly string[]
  /** Those that hold it whoever approves. */
  readonly blockedBy: readonly string[]
  readonly files: readonly string[]
  /** Why it could not be examined. */
  readonly error?: string
}

/** What a replay of history gives. */
export interface Tally {
  readonly totals: Totals
  /** Oldest first, without months in which nothing was merged. */
  readonly months: readonly Month[]
  /** Rules that spoke, those that hold the most first. */
  readonly rules: readonly RuleTally[]
  /** In the order of the history. */
  readonly held: readonly HeldChange[]
}

const MAX_SAMPLES = 5
const MAX_FILES = 5

/** Counts a history, which is given newest first. */
export function tally(history: readonly Replayed[]): Tally {
  return {
    totals: totalsOf(history),
    months: monthsOf(history),
    rules: rulesOf(history),
    held: history.filter(({ verdict }) => isHeld(verdict)).map(heldChange),
  }
}

export function totalsOf(history: readonly Replayed[]): Totals {
  const verdicts = history.map(({ verdict }) => verdict)
  const count = (matches: (verdict: Verdict) => boolean) => verdicts.filter(matches).length
  const held = count(isHeld)
  const severity = (wanted: Severity) => count((verdict) => isHeld(verdict) && severityOf(verdict) === wanted)
  const undecided = verdicts.map((verdict) => holdingRules(verdict)).filter((rules) => rules.some(isUndecided))
  return {
    changes: history.length,
    held,
    clear: history.length - held,
    failed: count(({ kind }) => kind === 'failed'),
    blocked: count((verdict) => blockingRules(verdict).length > 0),
    governed: count((verdict) => verdict.kind === 'reviewed' && verdict.governed > 0),
    severities: {
      critical: severity('critical'),
      high: severity('high'),
      medium: severity('medium'),
      low: severity('low'),
    },
    undecided: { held: undecided.length, only: undecided.filter((rules) => rules.every(isUndecided)).length },
  }
}

/** What a report says of one held change. */
export function heldChange({ change, verdict }: Replayed): HeldChange {
  const holding = holdingRules(verdict)
  return {
    change,
    severity: severityOf(verdict),
    rules: holding.map(({ rule }) => rule),
    blockedBy: blockingRules(verdict),
    files: [...new Set(holding.flatMap(({ files }) => files))],
    ...(verdict.kind === 'failed' ? { error: verdict.error } : {}),
  }
}

/** The rules that hold a change; none where it is clear or could not be examined. */
export function holdingRules(verdict: Verdict): readonly RuleVerdict[] {
  return verdict.kind === 'reviewed' ? verdict.rules.filter(({ held }) => held) : []
}

function blockingRules(verdict: Verdict): readonly string[] {
  return verdict.kind === 'reviewed' ? (verdict.blockedBy ?? []) : []
}

function isUndecided({ kind }: RuleVerdict): boolean {
  return kind === 'undecided'
}

function severityOf(verdict: Verdict): Severity | undefined {
  return gravestOf(holdingRules(verdict))
}

function gravestOf(rules: readonly Pick<RuleVerdict, 'severity'>[]): Severity | undefined {
  return SEVERITIES.findLast((severity) => rules.some((each) => each.severity === severity))
}

function monthsOf(history: readonly Replayed[]): readonly Month[] {
  const months = Map.groupBy(history, ({ change }) => monthOf(change.committedAtMs))
  return [...months]
    .map(([month, changes]): Month => {
      const held = changes.filter(({ verdict }) => isHeld(verdict)).length
      return { month, held, clear: changes.length - held }
    })
    .sort((one, other) => (one.month < other.month ? -1 : 1))
}

function monthOf(atMs: number): string {
  const date = new Date(atMs)
  return Number.isNaN(date.getTime()) ? 'unknown' : date.toISOString().slice(0, 7)
}

interface Spoken {
  readonly change: MergedChange
  readonly said: RuleVerdict
}

function rulesOf(history: readonly Replayed[]): readonly RuleTally[] {
  const spoken = history.flatMap(({ change, verdict }): readonly Spoken[] =>
    verdict.kind === 'reviewed' ? verdict.rules.map((said) => ({ change, said })) : [],
  )
  return [...Map.groupBy(spoken, ({ said }) => said.rule)].map(([rule, of]) => ruleTally(rule, of)).sort(byNoise)
}

function ruleTally(rule: string, spoken: readonly Spoken[]): RuleTally {
  const holding = spoken.filter(({ said }) => said.held)
  const shown = holding.length > 0 ? holding : spoken
  return {
    rule,
    severity: gravestOf(spoken.map(({ said }) => said)) ?? 'low',
    held: holding.length,
    alone: spoken.filter(({ said }) => said.alone).length,
    changes: spoken.length,
    findings: spoken.reduce((sum, { said }) => sum + said.findings, 0),
    files: filesOf(spoken),
    samples: shown.slice(0, MAX_SAMPLES).map(({ change, said }) => ({ change, files: said.files.slice(0, MAX_FILES) })),
  }
}

function filesOf(spoken: readonly Spoken[]): RuleTally['files'] {
  const changes = new Map<string, number>()
  for (const file of spoken.flatMap(({ said }) => said.files)) changes.set(file, (changes.get(file) ?? 0) + 1)
  return [...changes]
    .map(([file, count]) => ({ file, changes: count }))
    .sort((one, other) => other.changes - one.changes || (one.file < other.file ? -1 : 1))
    .slice(0, MAX_FILES)
}

function byNoise(one: RuleTally, other: RuleTally): number {
  return (
    other.held - one.held || other.alone - one.alone || other.changes - one.changes || (one.rule < other.rule ? -1 : 1)
  )
}
