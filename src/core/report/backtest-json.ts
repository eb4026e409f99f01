import type { Backtest, InstalledScope } from '../backtest/backtest.ts'
import type { BacktestDifference } from '../backtest/difference.ts'
import type { MergedChange } from '../backtest/replayed.ts'
import type { HeldChange, Tally, Totals } from '../backtest/tally.ts'
import type { WaiverUse } from '../backtest/waiver-uses.ts'
import { BACKTEST_SCHEMA_NAME, type BacktestJson } from './backtest-schema.ts'

/** The result as `countersign.backtest/1`, indented, with a line feed at its end. */
export function backtestJson(backtest: Backtest): string {
  return `${JSON.stringify(documentOf(backtest), null, 2)}\n`
}

/** Only what the contract names, field by field. */
function documentOf(backtest: Backtest): BacktestJson {
  const { revision, head, shallow, since, last, rules, against, time, installed } = backtest.scope
  const { elapsedMs, replayed, jobs, medianMs } = time
  return {
    schema: BACKTEST_SCHEMA_NAME,
    ...{ revision, head, shallow, since: since ?? null, last: last ?? null, rules, against: against ?? null },
    ...(installed === undefined ? {} : { installed: installedJson(installed) }),
    time: { elapsedMs: Math.round(elapsedMs), replayed, jobs, medianMs: Math.round(medianMs) },
    ...partOf(backtest),
  }
}

function installedJson({ name, url, withoutPull, complete }: InstalledScope) {
  return { name, url, withoutPull, complete }
}

function partOf(backtest: Backtest): Pick<BacktestJson, 'replay' | 'waivers' | 'difference'> {
  switch (backtest.kind) {
    case 'replay':
      return { replay: replayJson(backtest.tally), waivers: backtest.waivers?.map(waiverJson) ?? null }
    case 'difference':
      return { difference: differenceJson(backtest.difference) }
  }
}

function replayJson({ totals, months, rules, held }: Tally): NonNullable<BacktestJson['replay']> {
  return {
    totals: totalsJson(totals),
    months: months.map((each) => ({ month: each.month, held: each.held, clear: each.clear })),
    rules: rules.map(({ rule, severity, held: holds, alone, changes, findings, files: most, samples }) => ({
      ...{ rule, severity, held: holds, alone, changes, findings },
      files: most.map((each) => ({ file: each.file, changes: each.changes })),
      samples: samples.map(({ change, files }) => ({ ...changeJson(change), files: [...files] })),
    })),
    held: held.map(heldJson),
  }
}

function waiverJson({ waiver, whyNotNow, changes, findings, newest }: WaiverUse) {
  const { rule, resource, path, digest, approver, until, at } = waiver
  return {
    ...{ rule, resource: resource ?? null, path: path ?? null, digest: digest ?? null, approver, until },
    ...{ file: at.file, line: at.line, whyNotNow: whyNotNow ?? null, changes, findings },
    newest: newest === undefined ? null : changeJson(newest),
  }
}

function differenceJson(given: BacktestDifference): NonNullable<BacktestJson['difference']> {
  return {
    before: totalsJson(given.before),
    after: totalsJson(given.after),
    newlyHeld: given.newlyHeld.map(heldJson),
    noLongerHeld: given.noLongerHeld.map(heldJson),
    rules: given.rules.map(({ rule, before, after, newly, noLonger }) => ({ rule, before, after, newly, noLonger })),
  }
}

function totalsJson({ changes, held, clear, failed, blocked, governed, severities, undecided }: Totals) {
  const { critical, high, medium, low } = severities
  return {
    ...{ changes, held, clear, failed, blocked, governed },
    severities: { critical, high, medium, low },
    undecided: { held: undecided.held, only: undecided.only },
  }
}

function heldJson({ change, severity, rules, blockedBy, files, error }: HeldChange) {
  return {
    ...changeJson(change),
    severity: severity ?? null,
    rules: [...rules],
    files: [...files],
    ...(blockedBy.length === 0 ? {} : { blockedBy: [...blockedBy] }),
    ...(error === undefined ? {} : { error }),
  }
}

function changeJson({ sha, committedAtMs, subject, pull }: MergedChange) {
  const date = new Date(committedAtMs)
  return {
    ...{ sha, committedAt: Number.isNaN(date.getTime()) ? null : date.toISOString(), subject },
    ...(pull === undefined ? {} : { pull: { number: pull.number, url: pull.url } }),
  }
}
