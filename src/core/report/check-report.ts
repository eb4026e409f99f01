import type { Decision } from '../gate/decision.ts'
import type { Finding } from '../rules/finding.ts'
import type { Judgement } from '../rules/judge.ts'
import type { ReadSettings } from '../rules/settings.ts'
import { visibleText } from '../text/visible-text.ts'
import { annotationOf } from './annotations.ts'
import { beforeLead, type CountersignedBefore } from './before-section.ts'
import { blockedText } from './blocked-text.ts'
import { actionsOn } from './check-actions.ts'
import type { CheckOutput } from './check-output.ts'
import { approvalsSection, reachedSection, settingsSection } from './decision-sections.ts'
import { type DryRun, dryRunSection } from './dry-run-section.ts'
import { proseMarkdown } from './escape-markdown.ts'
import { fittedCheck } from './fitted.ts'
import { layersSection } from './layers-section.ts'
import { bySeverity } from './line-comments.ts'
import {
  authoredLead,
  authorshipSection,
  counted,
  coverageSection,
  diagnosticsSection,
  findingsSection,
  revokedSection,
  unfoundText,
  waivedSection,
} from './markdown-sections.ts'
import { type PlanNote, plansSection } from './plans-section.ts'
import { policyAnnotations } from './policy-annotations.ts'
import { acknowledgers, type FollowUp, overrideTitle, releaseLead, statementsSection } from './release-section.ts'
import type { LocatedDiagnostic, ReviewResult } from './review-result.ts'
import { type BranchSetup, setupSection, unseenSection } from './setup-section.ts'

/** What a check run is written from. */
export interface CheckReportInput {
  readonly result: ReviewResult
  readonly decision: Decision
  readonly judgement: Judgement
  readonly settings: ReadSettings
  /** What is wrong with the settings and rules that the change brings. */
  readonly policyProblems?: readonly LocatedDiagnostic[]
  /** What became of the plans that the settings name. */
  readonly plans?: readonly PlanNote[]
  /** What the settings that the change brings would decide of other pull requests. */
  readonly dryRuns?: readonly DryRun[]
  /** The issue that follows an override up. */
  readonly followUp?: FollowUp
  /** An earlier pull request that led to the same and was countersigned. */
  readonly before?: CountersignedBefore
  /** What the base branch requires. */
  readonly setup?: BranchSetup
}

/**
 * The whole verdict as a check run shows it: the title and the first lines say what is held and who can unblock it,
 * then what access is gained, who wrote it, which approvals count, what was not analysed, and how it was decided.
 */
export function checkReport(input: CheckReportInput): CheckOutput {
  const { result, decision, judgement, settings, plans = [] } = input
  const verdict = verdictOf(input)
  const findings = bySeverity(result.findings)
  const said = fittedCheck(
    [`**${proseMarkdown(verdict)}**`, ...leadOf(input)],
    [
      setupSection(input.setup),
      dryRunSection(input.dryRuns),
      findingsSection(findings),
      waivedSection(result.waived),
      approvalsSection(decision),
      statementsSection(decision),
      authorshipSection(result.authorship),
      plansSection(plans),
      revokedSection(result.difference),
      coverageSection(result.coverage),
      diagnosticsSection([...settings.located, ...result.diagnostics]),
      reachedSection(decision, judgement),
      settingsSection(settings),
      layersSection(findings, settings),
      unseenSection(input.setup),
    ],
  )
  return {
    title: visibleText(verdict),
    ...said,
    annotations: [...findings.filter(standsInFile).map(annotationOf), ...policyAnnotations(input.policyProblems)],
    actions: actionsOn(decision),
  }
}

/** What passes without a countersignature says so before everything else. */
function leadOf({ result, decision, followUp, before }: CheckReportInput): readonly string[] {
  const next = proseMarkdown(decision.nextStep)
  if (decision.release === undefined) return [...authoredLead(result), next, ...beforeLead(before)]
  return [next, ...releaseLead(followUp), ...authoredLead(result), ...beforeLead(before)]
}

/** The verdict in one line; its first word says whether the merge is held. */
export function verdictOf({
  result,
  decision,
  judgement,
}: Pick<CheckReportInput, 'result' | 'decision' | 'judgement'>): string {
  const holding = judgement.explanations.filter(({ digest, humans }) => digest !== undefined && humans > 1).length
  const findings = counted(holding, 'finding')
  switch (decision.state) {
    case 'clear':
      return `Clear: ${clearText(result)}`
    case 'countersigned':
      return `Countersigned by ${people(decision.counted.map(({ login }) => login))}: ${findings}`
    case 'self-acknowledged':
      return `Acknowledged by ${acknowledgers(decision)}: ${findings}, countersigned by nobody`
    case 'overridden':
      return `${overrideTitle(decision)}: ${findings}, countersigned by nobody`
    case 'held':
      if (decision.blockedBy.length > 0) return `Held: ${blockedText(decision.blockedBy)} the merge`
      if (decision.counted.length < decision.approvalsNeeded) return `Held: ${needText(holding)} a second human`
      return decision.objections.length === 0 ? demandText(decision) : objectionText(decision)
    case 'advisory':
      if (decision.blockedBy.length > 0)
        return `Advisory: ${blockedText(decision.blockedBy, 'would block', 'would block')} the merge`
      return `Advisory: ${findings} would need a second human`
  }
}

function objectionText({ objections }: Decision): string {
  return `Held: ${people(objections)} ${objections.length === 1 ? 'requests' : 'request'} changes`
}

function demandText({ demands }: Decision): string {
  const [first, ...rest] = demands.filter(({ metBy }) => metBy.length === 0)
  const more = rest.length > 0 ? `, and ${counted(rest.length, 'more approval')} of somebody in particular` : ''
  const who = (first?.who ?? 'Somebody in particular').replace(/^(?:An|One|Somebody)\b/, (word) => word.toLowerCase())
  return `Held: ${who.length > MAX_WHO ? `${who.slice(0, MAX_WHO)}…` : who} has to approve${more}`
}

/** A title is one line. */
const MAX_WHO = 120

function clearText({ coverage, findings, waived, difference }: ReviewResult): string {
  if (waived.length > 0) return `${counted(waived.length, 'finding')} waived, nothing is held`
  if (coverage.files === 0 && findings.length === 0) return 'this change touches no governed file'
  return findings.length === 0 ? unfoundText(difference) : `${counted(findings.length, 'notice')}, nothing is held`
}

function people(logins: readonly string[]): string {
  const more = logins.length - MAX_NAMED
  return `${logins.slice(0, MAX_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

const MAX_NAMED = 3

function needText(count: number): string {
  return `${counted(count, 'finding')} ${count === 1 ? 'needs' : 'need'}`
}

/** A finding about the pull request as a whole stands in the summary only. */
function standsInFile({ file }: Finding): boolean {
  return file !== '.' && file !== ''
}
