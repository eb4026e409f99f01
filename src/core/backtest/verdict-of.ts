import type { ReviewResult } from '../report/review-result.ts'
import type { Finding } from '../rules/finding.ts'
import type { Explanation, Judgement } from '../rules/judge.ts'
import { SEVERITIES } from '../rules/rule.ts'
import { waiverContent } from '../rules/waiver-content.ts'
import type { RuleVerdict, Verdict } from './replayed.ts'

/** Files of one rule's findings in one change that are counted. */
const MAX_FILES = 20
/** What a program said when it failed may be long. */
const MAX_ERROR = 500

/** What a review says, in as much as a replay of history counts it. */
export function verdictOf({
  result,
  judgement,
}: {
  readonly result: Pick<ReviewResult, 'verdict' | 'coverage'>
  readonly judgement: Judgement
}): Verdict {
  return result.verdict === 'failed'
    ? failedVerdict('the review could not be completed')
    : verdictBy(judgement, result.coverage.files)
}

/** What rules say of a change that touches so many governed files. */
export function verdictBy(judgement: Judgement, governed: number): Verdict {
  const holding = judgement.explanations.filter(({ humans }) => humans > 1)
  const only = onlyRule(holding)
  const held = new Set(holding.map(({ digest }) => digest))
  const rules = [...Map.groupBy(judgement.findings, ({ rule }) => rule)].map(
    ([rule, findings]): RuleVerdict => ({
      rule,
      severity: gravest(findings),
      kind: findings[0]?.kind ?? 'undecided',
      findings: findings.length,
      held: findings.some(({ digest }) => held.has(digest)),
      alone: rule === only,
      files: [...new Set(findings.map(({ file }) => file))].slice(0, MAX_FILES),
    }),
  )
  rules.sort((one, other) => (one.rule < other.rule ? -1 : 1))
  const blockedBy = judgement.blockedBy.length === 0 ? {} : { blockedBy: [...judgement.blockedBy] }
  return {
    kind: 'reviewed',
    held: judgement.humansNeeded > 1,
    governed,
    rules,
    waived: waivedIn(judgement),
    ...blockedBy,
  }
}

function waivedIn({ waived }: Judgement): (Verdict & { readonly kind: 'reviewed' })['waived'] {
  const used = waived.filter(({ waiver }) => waiver.kind === 'waiver')
  return [...Map.groupBy(used, ({ waiver }) => waiverContent(waiver))].map(([waiver, { length: findings }]) => ({
    waiver,
    findings,
  }))
}

/** A change that could not be examined. */
export function failedVerdict(error: string): Verdict {
  return { kind: 'failed', error: error.slice(0, MAX_ERROR) }
}

/** The one rule that everything which holds hangs on, or undefined: another rule that matched would hold as well. */
function onlyRule(holding: readonly Explanation[]): string | undefined {
  const rules = new Set(holding.flatMap(({ matched }) => matched))
  const [only] = rules
  return rules.size === 1 ? only : undefined
}

function gravest(findings: readonly Finding[]): Finding['severity'] {
  const found = SEVERITIES.findLast((severity) => findings.some((each) => each.severity === severity))
  return found ?? 'low'
}
