import type { Finding } from './finding.ts'
import type { Explanation, Judgement } from './judge.ts'
import { jointDemand, type RuleDemand } from './rule-demand.ts'
import type { WaivedFinding } from './waiver.ts'

/** Keeps of each comparison's judgement what it adds to the earlier ones': the same finding is told once. */
export function judgedOnce(judgements: readonly Judgement[]): Judgement {
  const told = new Set<string>()
  const findings: Finding[] = []
  const waived = new Map<string, WaivedFinding>()
  const explanations: Explanation[] = []
  const demands: RuleDemand[] = []
  const mode = judgements.some((each) => each.mode === 'enforce') ? 'enforce' : 'advisory'
  for (const judgement of judgements) {
    const isNew = ({ digest }: { readonly digest?: string }) => digest === undefined || !told.has(digest)
    findings.push(...judgement.findings.filter(isNew))
    const again = new Set(judgement.waived.map(({ finding }) => finding.digest).filter((digest) => waived.has(digest)))
    explanations.push(...judgement.explanations.filter((each) => isNew(each) && !again.has(each.digest ?? '')))
    for (const each of judgement.waived) waived.set(each.finding.digest, each)
    if (judgement.mode === mode) demands.push(demandOfJudgement(judgement))
    for (const { digest } of judgement.findings) told.add(digest)
  }
  const { humans, teams, reviewers, blockedBy } = jointDemand(demands)
  return {
    findings,
    waived: [...waived.values()].filter(({ finding }) => !told.has(finding.digest)),
    explanations,
    mode,
    ...{ humansNeeded: humans, teamsNeeded: teams, reviewersNeeded: reviewers, blockedBy },
  }
}

/** Whom a judgement asks for. */
export function demandOfJudgement({
  humansNeeded: humans,
  teamsNeeded: teams,
  reviewersNeeded: reviewers,
  blockedBy,
}: Pick<Judgement, 'humansNeeded' | 'teamsNeeded' | 'reviewersNeeded' | 'blockedBy'>): RuleDemand {
  return { humans, teams, reviewers, blockedBy }
}
