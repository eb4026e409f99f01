import type { LocatedDiagnostic } from '../report/review-result.ts'
import type { Diagnostic } from '../text/diagnostic.ts'
import { indexLines, positionAt } from '../text/lines.ts'

/** Diagnostics of one text with the lines and columns of where they stand in it. */
export function locate(text: string, diagnostics: readonly Diagnostic[]): readonly LocatedDiagnostic[] {
  const index = indexLines(text)
  return diagnostics.map(({ severity, code, summary, detail, subject }) => ({
    severity,
    code,
    file: subject.file,
    ...positionAt(index, subject.start),
    summary,
    detail,
  }))
}
