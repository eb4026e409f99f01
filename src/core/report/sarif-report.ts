import type { Finding, Severity } from '../rules/finding.ts'
import type { Waiver } from '../rules/waiver.ts'
import { type Suggestion, wholeLines } from '../suggestion/suggestion.ts'
import { visibleText } from '../text/visible-text.ts'
import { annotationLines } from './annotations.ts'
import { witnessJson } from './json-report.ts'
import type { LocatedDiagnostic, ReviewResult } from './review-result.ts'

/** The result as SARIF 2.1.0 (OASIS), one run, indented, with a line feed at its end. */
export function sarifReport(result: ReviewResult): string {
  const all = [...result.findings, ...result.waived.map(({ finding }) => finding)]
  const rules = [...new Set(all.map((finding) => finding.rule))].sort()
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'countersign', rules: rules.map((id) => ({ id, name: id })) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: result.verdict !== 'failed',
            toolExecutionNotifications: result.diagnostics.map(notification),
          },
        ],
        results: [
          ...result.findings.map((finding) => resultOf(finding, rules)),
          ...result.waived.map(({ finding, waiver }) => ({
            ...resultOf(finding, rules),
            level: LEVELS.low,
            suppressions: [suppressionOf(waiver)],
          })),
        ],
        properties: {
          verdict: result.verdict,
          ...(result.blockedBy.length === 0 ? {} : { blockedBy: [...result.blockedBy] }),
        },
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

const LEVELS: Readonly<Record<Severity, 'note' | 'warning' | 'error'>> = {
  low: 'note',
  medium: 'warning',
  high: 'error',
  critical: 'error',
}

function resultOf(finding: Finding, rules: readonly string[]): object {
  return {
    ruleId: finding.rule,
    ruleIndex: rules.indexOf(finding.rule),
    level: finding.advisory === true ? 'note' : LEVELS[finding.severity],
    message: { text: `${visibleText(finding.title)}\n\n${visibleText(finding.message, 'keep')}` },
    locations: [location(finding.file, annotationLines(finding))],
    ...(finding.suggestion === undefined ? {} : { fixes: [fixOf(finding.suggestion)] }),
    partialFingerprints: { 'countersignFinding/v1': finding.digest },
    properties: {
      severity: finding.severity,
      kind: finding.kind,
      resource: finding.resource,
      ...(finding.side === undefined ? {} : { side: finding.side, baseLines: [finding.startLine, finding.endLine] }),
      ...(finding.witness === undefined ? {} : { witness: witnessJson(finding.witness) }),
    },
  }
}

/** SARIF 2.1.0, 3.55: whole lines with what ends them; the last line of a file may end with nothing. */
function fixOf({ file, startLine, endLine, replaced, replacement }: Suggestion): object {
  const end = replaced.endsWith('\n')
    ? { endLine: endLine + 1, endColumn: 1 }
    : { endLine, endColumn: (wholeLines(replaced).at(-1)?.length ?? 0) + 1 }
  return {
    description: { text: 'This takes the finding away, which was tried' },
    artifactChanges: [
      {
        artifactLocation: artifactLocation(file),
        replacements: [
          { deletedRegion: { startLine, startColumn: 1, ...end }, insertedContent: { text: replacement } },
        ],
      },
    ],
  }
}

/** SARIF 2.1.0, 3.35: an inline ignore stands in the source, a waiver beside it. */
function suppressionOf({ kind, approver, until, reason, at }: Waiver): object {
  return {
    kind: kind === 'inline-ignore' ? 'inSource' : 'external',
    status: 'accepted',
    justification: visibleText(reason),
    location: location(at.file, { startLine: at.line, endLine: at.line }),
    properties: { approver, until },
  }
}

function notification({ severity, code, file, line, column, summary, detail }: LocatedDiagnostic): object {
  return {
    descriptor: { id: code },
    level: severity,
    message: { text: `${visibleText(summary)}\n\n${visibleText(detail, 'keep')}` },
    locations: [location(file, { startLine: line, endLine: line }, column)],
  }
}

function location(file: string, lines: { readonly startLine: number; readonly endLine: number }, column?: number) {
  return {
    physicalLocation: {
      artifactLocation: artifactLocation(file),
      region: { ...lines, ...(column === undefined ? {} : { startColumn: column }) },
    },
  }
}

function artifactLocation(file: string) {
  return { uri: file.split('/').map(uriPart).join('/'), uriBaseId: '%SRCROOT%' }
}

/** Paths may hold any character; surrogates without a partner have no encoding and are written out. */
function uriPart(part: string): string {
  return encodeURIComponent(part.isWellFormed() ? part : visibleText(part))
}
