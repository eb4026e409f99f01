import type { Judgement } from '../../src/core/rules/judge.ts'
import { type JudgedChange, judgeChange } from '../../src/core/rules/judged-change.ts'
import { judgedChangeText, readJudgedChange } from '../../src/core/rules/judged-change-text.ts'
import { judgedBy } from '../../src/review/judged-by.ts'
import type { Review } from '../../src/review/review.ts'

/** What a review kept, once it was written and read back. */
export function keptOf({ judged }: Pick<Review, 'judged'>): JudgedChange | undefined {
  const change = judged()
  return change && readJudgedChange(judgedChangeText(change))
}

/** What was decided when it was reviewed, and what is by what was kept: the same, told in short. */
export function judgedTwice(reviewed: Review, nowMs: number) {
  const change = keptOf(reviewed)
  const by = judgedBy(reviewed.policy.bundle.rules, reviewed.settings)
  return {
    first: told(reviewed.judgement),
    again: change === undefined ? undefined : told(judgeChange(change, by, nowMs)),
  }
}

/** A text that was sensitive is another one: digests of its findings are not compared. */
function told({ findings, waived, mode, humansNeeded, teamsNeeded }: Judgement) {
  const finding = ({ rule, severity, file, startLine, advisory }: Judgement['findings'][number]) =>
    `${rule} ${severity} ${file}:${startLine} ${advisory === true}`
  return {
    findings: findings.map(finding).sort(),
    waived: waived.map((each) => finding(each.finding)).sort(),
    ...{ mode, humansNeeded, teamsNeeded },
  }
}
