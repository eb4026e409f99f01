import { visibleText } from '../text/visible-text.ts'
import { cutText, MAX_MESSAGE, MAX_TITLE } from './annotations.ts'
import type { CheckAnnotation } from './check-output.ts'
import type { LocatedDiagnostic } from './review-result.ts'

/** More problems of one policy than these are told in the summary alone. */
const MAX_ANNOTATIONS = 50

/** What is wrong with the settings and rules that a change brings, at their lines. */
export function policyAnnotations(problems: readonly LocatedDiagnostic[] = []): readonly CheckAnnotation[] {
  return problems.slice(0, MAX_ANNOTATIONS).map(({ severity, file, line, column, summary, detail }) => ({
    path: file,
    startLine: line,
    endLine: line,
    level: severity === 'error' ? 'failure' : 'warning',
    title: cutText(visibleText(`${severity}: ${summary}`), MAX_TITLE),
    message: cutText(visibleText(`Column ${column}: ${detail}`, 'keep'), MAX_MESSAGE),
  }))
}
