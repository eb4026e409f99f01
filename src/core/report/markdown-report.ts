import { fitted } from './fitted.ts'
import {
  authoredLead,
  authorshipSection,
  coverageSection,
  diagnosticsSection,
  findingsSection,
  revokedSection,
  type Section,
  verdictText,
  waivedSection,
} from './markdown-sections.ts'
import type { ReviewResult } from './review-result.ts'

/** The result as Markdown, for a comment or a job summary: the check's summary without the gate's decision. */
export function markdownReport(result: ReviewResult): string {
  const sections: readonly Section[] = [
    findingsSection(result.findings),
    waivedSection(result.waived),
    authorshipSection(result.authorship),
    revokedSection(result.difference),
    coverageSection(result.coverage),
    diagnosticsSection(result.diagnostics),
  ]
  return `${fitted([`## Countersign: ${verdictText(result)}`, ...authoredLead(result)], sections)}\n`
}
