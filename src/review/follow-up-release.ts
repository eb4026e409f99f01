import type { Decision, Release } from '../core/gate/decision.ts'
import { overrideIssue } from '../core/report/override-issue.ts'
import type { FollowUp } from '../core/report/release-section.ts'
import type { Finding } from '../core/rules/finding.ts'
import type { Alerts } from '../ports/alerts.ts'
import type { Clock } from '../ports/clock.ts'
import type { DueExaminations } from '../ports/due-examinations.ts'
import { Fault } from '../ports/fault.ts'
import type { Issues } from '../ports/issues.ts'
import type { PullRequest, PullRequestKey } from '../ports/pull-requests.ts'
import type { Records } from '../ports/records.ts'

/** What an override needs beside the gate. */
export interface ReleaseDependencies {
  /** GitHub's clock: it dates what is stated. */
  readonly clock: Clock
  readonly alerts: Alerts
  readonly issues: Issues
  readonly dueExaminations: DueExaminations
}

type Override = Extract<Release, { readonly kind: 'override' }>

/**
 * Tells the world of an override before the check lets the change through: plans the examination that ends it, raises
 * the alarm once, and opens an issue. Where nobody could be told it throws, and the check holds; an issue that GitHub
 * does not take is tried again at the next examination, and the override counts meanwhile.
 */
export async function followUpRelease(
  key: PullRequestKey,
  pull: PullRequest,
  findings: readonly Finding[],
  { release }: Decision,
  {
    records,
    releases,
  }: { readonly records: Pick<Records, 'statements' | 'noteAlarm'>; readonly releases: ReleaseDependencies },
): Promise<FollowUp | undefined> {
  if (release?.kind !== 'override') return undefined
  await releases.dueExaminations.set(key, release.expiresAt)
  const known = (await records.statements(key)).find(({ commentId }) => commentId === release.commentId)
  if (known?.followUp !== undefined) return { kind: 'issue', number: known.followUp }
  if (known?.isAlarmed !== true) await raise(key, pull, release, releases.alerts)
  await records.noteAlarm(key, release.commentId, undefined)
  try {
    const marker = `override-${key.number}-${release.commentId}`
    const number = await releases.issues.open(key, marker, overrideIssue(pull, release, findings))
    await records.noteAlarm(key, release.commentId, number)
    return { kind: 'issue', number }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { kind: 'none', why: error.message }
  }
}

async function raise(key: PullRequestKey, { headSha }: PullRequest, release: Override, alerts: Alerts): Promise<void> {
  const { login, team, reason, expiresAt } = release
  const { installationId, owner, repo, number } = key
  const of = { installationId, owner, repo, number }
  await alerts.raise({ kind: 'override', key: of, headSha, login, team, reason, expiresAt })
}
