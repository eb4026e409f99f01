import type { LocatedDiagnostic } from '../core/report/review-result.ts'
import type { TextStyle } from '../core/report/text-report.ts'
import { visibleText } from '../core/text/visible-text.ts'

/** One `file:line:column: error: summary` a problem, as editors and terminals link it, with the way out below. */
export function diagnosticLines(diagnostics: readonly LocatedDiagnostic[], style: TextStyle): string {
  return diagnostics
    .map(({ severity, file, line, column, summary, detail }) => {
      const label = severity === 'error' ? style.severity('high', 'error') : style.severity('medium', 'warning')
      const place = style.strong(`${visibleText(file)}:${line}:${column}`)
      return `${place}: ${label}: ${visibleText(summary)}\n    ${visibleText(detail)}\n`
    })
    .join('')
}
