import type { Finding, Severity } from '../rules/finding.ts'
import { visibleText } from '../text/visible-text.ts'
import { annotationLines } from './annotations.ts'
import { witnessJson } from './json-report.ts'
import type { LocatedDiagnostic, ReviewResult } from './review-result.ts'

/** The result as SARIF 2.1.0 (OASIS), one run, indented, with a line feed at its end. */
export function sarifReport(result: ReviewResult): string {
  const rules = [...new Set(result.findings.map((finding) => finding.rule))].sort()
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
        results: result.findings.map((finding) => resultOf(finding, rules)),
        properties: { verdict: result.verdict },
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
    level: LEVELS[finding.severity],
    message: { text: `${visibleText(finding.title)}\n\n${visibleText(finding.message, 'keep')}` },
    locations: [location(finding.file, annotationLines(finding))],
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
      artifactLocation: { uri: file.split('/').map(uriPart).join('/'), uriBaseId: '%SRCROOT%' },
      region: { ...lines, ...(column === undefined ? {} : { startColumn: column }) },
    },
  }
}

/** Paths may hold any character; surrogates without a partner have no encoding and are written out. */
function uriPart(part: string): string {
  return encodeURIComponent(part.isWellFormed() ? part : visibleText(part))
}
