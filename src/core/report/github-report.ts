import type { Finding, Severity } from '../rules/finding.ts'
import type { WaivedFinding } from '../rules/waiver.ts'
import { waivedSentence } from '../rules/waiver-text.ts'
import { visibleText } from '../text/visible-text.ts'
import { annotationLines } from './annotations.ts'
import { needText } from './blocked-text.ts'
import type { LocatedDiagnostic, ReviewResult } from './review-result.ts'

/**
 * The result as workflow commands of GitHub Actions, one a line, then the verdict. Whatever stands in the change,
 * a line never begins another command.
 */
export function githubReport(result: ReviewResult): string {
  const lines = [
    ...result.findings.map(findingCommand),
    ...result.waived.map(waivedCommand),
    ...result.diagnostics.map(diagnosticCommand),
  ]
  return `${[...lines, verdictLine(result)].join('\n')}\n`
}

const COMMANDS: Readonly<Record<Severity, 'notice' | 'warning' | 'error'>> = {
  low: 'notice',
  medium: 'warning',
  high: 'error',
  critical: 'error',
}

function findingCommand(finding: Finding): string {
  const { startLine, endLine } = annotationLines(finding)
  const properties = { file: finding.file, line: `${startLine}`, endLine: `${endLine}`, title: finding.title }
  return command(COMMANDS[finding.severity], properties, `${finding.message}\n\nRule: ${finding.rule}`)
}

function waivedCommand({ finding, waiver }: WaivedFinding): string {
  const { startLine, endLine } = annotationLines(finding)
  const properties = { file: finding.file, line: `${startLine}`, endLine: `${endLine}`, title: finding.title }
  return command('notice', properties, `${waivedSentence(waiver)}\n\nRule: ${finding.rule}`)
}

function diagnosticCommand({ severity, file, line, column, summary, detail }: LocatedDiagnostic): string {
  return command(severity, { file, line: `${line}`, col: `${column}`, title: summary }, detail)
}

function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(visibleText(value))}`)
  return `::${name} ${list.join(',')}::${escapeData(visibleText(message, 'keep'))}`
}

/** Source: `escapeData` and `escapeProperty` of GitHub's documentation on workflow commands. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

function verdictLine({ verdict, blockedBy, findings, waived }: ReviewResult): string {
  const also = waived.length === 0 ? '' : `, ${waived.length} waived`
  const count = `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`
  switch (verdict) {
    case 'clear':
      return `countersign: clear, ${count}${also}`
    case 'needs-second-human':
      return `countersign: ${needText(blockedBy)}, ${count}${also}`
    case 'failed':
      return 'countersign: the review could not be completed'
  }
}
