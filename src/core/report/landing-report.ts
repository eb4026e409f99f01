import type { Decision } from '../gate/decision.ts'
import type { Finding } from '../rules/finding.ts'
import { SEVERITIES } from '../rules/rule.ts'
import { visibleText } from '../text/visible-text.ts'
import { annotationOf } from './annotations.ts'
import type { CheckOutput } from './check-output.ts'
import { codeSpan, proseMarkdown } from './escape-markdown.ts'
import { fitted } from './fitted.ts'
import { counted, coverageSection, diagnosticsSection, findingsSection, type Section } from './markdown-sections.ts'
import type { ReviewResult } from './review-result.ts'

/** A pull request that was merged, and what the gate said of it then. */
export interface LandedPull {
  readonly number: number
  readonly decision: Pick<
    Decision,
    'approvalsNeeded' | 'counted' | 'uncounted' | 'blockedBy' | 'objections' | 'demands'
  >
}

/** A part of a push that nobody has countersigned. */
export type LandedStretch = {
  readonly before: string
  readonly after: string
  readonly pull?: LandedPull
} & ({ readonly result: ReviewResult } | { readonly untold: string })

/**
 * How the branch came to `after`: from `before`; by a push after which it no longer holds `before`; or it was made
 * there, and `before` is what it was compared with.
 */
export type LandingOrigin = 'moved' | 'rewritten' | 'made'

export interface LandingReportInput {
  readonly branch: string
  readonly before: string
  readonly after: string
  /** Absent where no event told who it was. */
  readonly pusher?: string
  readonly origin: LandingOrigin
  readonly stretches: readonly LandedStretch[]
}

/** What is said of access that landed without a countersignature: the commit's check, and an issue with the same text. */
export function landingReport(input: LandingReportInput): {
  readonly check: CheckOutput
  readonly issue: { readonly title: string; readonly body: string }
} {
  const results = input.stretches.flatMap((stretch) => ('result' in stretch ? [stretch.result] : []))
  const findings = results.flatMap((result) => result.findings).sort(mostSevereFirst)
  const sections = [
    findingsSection(findings),
    ...results.map(({ coverage }) => coverageSection(coverage)),
    diagnosticsSection(results.flatMap(({ diagnostics }) => diagnostics)),
    restoreSection(input),
  ]
  const body = fitted(leadOf(input), sections, MAX_BODY_BYTES)
  const title = titleOf(input, findings.length)
  const annotations = findings.filter(({ file }) => file !== '.' && file !== '').map(annotationOf)
  const place = `${visibleText(input.branch).slice(0, MAX_BRANCH)} (${input.after.slice(0, SHORT)})`
  return { check: { title, summary: body, annotations }, issue: { title: `${title}, on ${place}`, body } }
}

/** Below GitHub's limits for a check's summary and for an issue, whose marker comes on top. */
const MAX_BODY_BYTES = 65_000
const MAX_BRANCH = 100
const SHORT = 12

function titleOf({ stretches }: LandingReportInput, findings: number): string {
  const isUntold = stretches.some((stretch) => 'untold' in stretch)
  return isUntold
    ? 'Landed without a countersignature: what it adds cannot be told'
    : `Landed without a countersignature: ${counted(findings, 'finding')}`
}

function leadOf(input: LandingReportInput): readonly string[] {
  const { branch, origin, stretches } = input
  const textOf = origin === 'made' ? madeText : stretchText
  return [
    `**Access landed on ${codeSpan(branch)} that no second human has countersigned.**`,
    moveText(input),
    ...stretches.slice(0, MAX_STRETCHES).map(textOf),
    ...(stretches.length > MAX_STRETCHES ? [`And ${counted(stretches.length - MAX_STRETCHES, 'part')} more.`] : []),
  ]
}

function moveText({ before, after, pusher, origin }: LandingReportInput): string {
  const who = pusher === undefined ? UNHEARD : codeSpan(pusher)
  const [from, to] = [codeSpan(before.slice(0, SHORT)), codeSpan(after.slice(0, SHORT))]
  switch (origin) {
    case 'made':
      return `${who} made the branch at ${to}.`
    case 'moved':
      return `${who} moved the branch from ${from} to ${to}.`
    case 'rewritten':
      return `${who} moved the branch from ${from} to ${to}. The push rewrote the branch: what it stood at before is no longer part of it.`
  }
}

const UNHEARD = 'Somebody whom GitHub named in no event'
const MAX_STRETCHES = 10

function stretchText(stretch: LandedStretch): string {
  const { before, after, pull } = stretch
  if ('untold' in stretch) return `What came with it cannot be told: ${proseMarkdown(stretch.untold)}`
  if (pull !== undefined) return `- #${pull.number} was merged while it was held: ${heldText(pull)}`
  return `- ${codeSpan(before.slice(0, SHORT))} to ${codeSpan(after.slice(0, SHORT))} came by no merged pull request, so no check was asked.`
}

function madeText(stretch: LandedStretch): string {
  if ('untold' in stretch) return stretchText(stretch)
  return `- It begins at ${codeSpan(stretch.after.slice(0, SHORT))}, where no branch stood that is gated. What is listed comes on top of ${codeSpan(stretch.before.slice(0, SHORT))}, the nearest commit of such a branch.`
}

function heldText({ decision }: LandedPull): string {
  const { approvalsNeeded, counted: counting, uncounted, blockedBy, objections, demands } = decision
  const open = demands.filter(({ metBy }) => metBy.length === 0)
  return [
    `${counted(approvalsNeeded, 'approval')} needed for what landed, ${counting.length} ${counting.length === 1 ? 'counts' : 'count'}.`,
    ...blockedBy.slice(0, MAX_NAMED).map((rule) => `${codeSpan(rule)} blocks the merge whoever approves.`),
    ...uncounted.slice(0, MAX_NAMED).map(({ login, reason }) => `${codeSpan(login)}: ${proseMarkdown(reason)}`),
    ...objections.slice(0, MAX_NAMED).map((login) => `${codeSpan(login)} requests changes.`),
    ...open.slice(0, MAX_NAMED).map(({ text }) => proseMarkdown(text)),
  ].join(' ')
}

const MAX_NAMED = 5

function restoreSection(input: LandingReportInput): Section {
  return {
    heading: 'How to restore',
    items: [
      `- ${wayBack(input)} A change that only takes this access away again is clear: nobody has to wait for it.`,
      '- To keep the access, take it back all the same and propose it again in a pull request, where a second human can countersign it.',
      '- Whether the access was applied or used meanwhile is not known here: look into the logs of the provider.',
      '- A branch that requires the check from this app, without exceptions, keeps this from happening again; `countersign doctor` tells what is missing.',
    ],
    fold: false,
  }
}

/** Commands name commits only: a branch may be called anything, also what a shell would run. */
function wayBack({ before, after, origin, stretches }: LandingReportInput): string {
  switch (origin) {
    case 'made':
      return 'Delete the branch, or propose a change that takes this access away.'
    case 'rewritten':
      return `Put the branch back to ${codeSpan(before)}, or propose a change that gives its files the content they had there.`
    case 'moved': {
      const pulls = stretches.flatMap(({ pull }) => (pull === undefined ? [] : [`#${pull.number}`]))
      if (pulls.length === stretches.length) {
        return `Use the button "Revert" of ${pulls.join(', ')}: it opens a pull request.`
      }
      const range = codeSpan(`git revert ${before}..${after}`)
      return `Propose what ${range} gives (with ${codeSpan('-m 1')} for merges) in a pull request.`
    }
  }
}

function mostSevereFirst(left: Finding, right: Finding): number {
  return SEVERITIES.indexOf(right.severity) - SEVERITIES.indexOf(left.severity)
}
