import type { Finding, Severity } from '../rules/finding.ts'
import { visibleText } from '../text/visible-text.ts'
import type { CheckAnnotation } from './check-output.ts'
import { witnessJson } from './json-report.ts'

/** The lines at head where a finding is shown: its own, or the nearest surviving ones of what was deleted. */
export function annotationLines(finding: Finding): { readonly startLine: number; readonly endLine: number } {
  const { startLine, endLine } = finding.side === 'base' ? (finding.annotation ?? FIRST_LINE) : finding
  return { startLine, endLine }
}

/** A finding as an annotation: plain text, readable by itself, within GitHub's limits. */
export function annotationOf(finding: Finding): CheckAnnotation {
  const message = visibleText(`${quoted(finding)}${finding.message}\n\nRule: ${finding.rule}`, 'keep')
  const details = finding.witness && JSON.stringify(witnessJson(finding.witness), null, 2)
  return {
    path: finding.file,
    ...annotationLines(finding),
    level: finding.advisory === true ? 'notice' : LEVELS[finding.severity],
    title: cutText(visibleText(`${finding.severity}: ${finding.title}`), MAX_TITLE),
    message: cutText(message, MAX_MESSAGE),
    ...(details === undefined ? {} : { rawDetails: cutText(details, MAX_MESSAGE) }),
  }
}

const FIRST_LINE = { startLine: 1, endLine: 1 }

/** GitHub's limits: 255 characters for the title, 64 KB for the message; four bytes a character at most. */
export const MAX_TITLE = 255
export const MAX_MESSAGE = 16_000
const MAX_QUOTED_LINES = 10

const LEVELS: Readonly<Record<Severity, CheckAnnotation['level']>> = {
  low: 'notice',
  medium: 'warning',
  high: 'failure',
  critical: 'failure',
}

/** What was deleted, since the lines that the annotation stands on do not show it. */
function quoted({ annotation }: Finding): string {
  if (annotation === undefined) return ''
  const lines = annotation.quote.split('\n')
  const shown = lines.slice(0, MAX_QUOTED_LINES).map((line) => `- ${line}`)
  const more = lines.length - shown.length
  return `Deleted:\n${shown.join('\n')}${more > 0 ? `\n… ${more} more lines` : ''}\n\n`
}

/** Cut with a notice. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  const note = ` … ${text.length - limit} more characters`
  return `${text.slice(0, limit - note.length - 1)}${note}`.toWellFormed()
}
