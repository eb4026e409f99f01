import type { Decision } from '../gate/decision.ts'
import type { Finding } from '../rules/finding.ts'
import type { Judgement } from '../rules/judge.ts'
import { verdictOf } from './check-report.ts'
import { approvalsSection, reachedSection } from './decision-sections.ts'
import { codeSpan, paragraphsMarkdown, proseMarkdown } from './escape-markdown.ts'
import { fitted } from './fitted.ts'
import { bySeverity } from './line-comments.ts'
import { authorshipSection, coverageSection, type Section, waivedSection } from './markdown-sections.ts'
import { statementsSection } from './release-section.ts'
import type { ReviewResult } from './review-result.ts'
import { type AnswersOf, askedRulesSection, rulesSection } from './rules-answers.ts'

interface ExplanationInput {
  /** Who asked. */
  readonly login: string
  readonly headSha: string
  readonly result: ReviewResult
  readonly decision: Decision
  readonly judgement: Judgement
  /** Whether the check has shown this very result for this commit. */
  readonly isShown: boolean
  readonly answersOf: AnswersOf
  /** What alone is to be explained: a rule or a finding. */
  readonly about?: string
}

/**
 * Why a pull request is held or not, for whoever asks in its conversation: what has to happen, what was found, which
 * approvals count and which do not, who answers for the change, each step of the decision, and what the rules say of
 * each finding; or the last of these alone, of what is asked about. `maxBytes` is its limit.
 */
export function explanation(input: ExplanationInput, maxBytes: number): string {
  const { login, headSha, result, decision, judgement, isShown, answersOf, about } = input
  const asked = `${codeSpan(login)} asked for this. It was decided just now for commit ${codeSpan(headSha.slice(0, 12))}, as the check decides it.`
  const lead = [
    `**${proseMarkdown(verdictOf({ result, decision, judgement }))}**`,
    proseMarkdown(decision.nextStep),
    ...(isShown ? [] : [NOT_SHOWN]),
    asked,
  ]
  if (about !== undefined) return fitted(lead, [askedRulesSection(result, answersOf, about)], maxBytes)
  return fitted(
    lead,
    [
      foundSection(bySeverity(result.findings)),
      waivedSection(result.waived),
      approvalsSection(decision),
      statementsSection(decision),
      authorshipSection(result.authorship),
      coverageSection(result.coverage),
      { ...reachedSection(decision, judgement), fold: false },
      rulesSection(result, answersOf),
    ],
    maxBytes,
  )
}

const NOT_SHOWN =
  'The check has not shown this result yet. It is examined anew, and only an approval given after that counts.'

/** One item a finding: what it is about and where it stands. The check says how to narrow it. */
function foundSection(findings: readonly Finding[]): Section {
  const items = findings.map(({ severity, title, file, startLine, rule, message }) => {
    const [first = ''] = paragraphsMarkdown(message)
    return `- ${severity}: ${proseMarkdown(title)} · ${codeSpan(`${file}:${startLine}`)} · ${codeSpan(rule)}. ${first}`
  })
  return { heading: 'What was found', items, fold: false }
}
