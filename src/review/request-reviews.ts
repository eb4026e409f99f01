import type { Decision, Publication } from '../core/gate/decision.ts'
import { type ReviewNeeds, reviewersToRequest } from '../core/gate/reviewers-to-request.ts'
import type { BranchSetup } from '../core/report/setup-section.ts'
import type { Settings } from '../core/rules/settings.ts'
import { includesLevel } from '../core/setup/needs.ts'
import { Fault } from '../ports/fault.ts'
import {
  MAX_REQUESTED_REVIEWERS,
  type PullRequest,
  type PullRequestKey,
  type PullRequests,
  type Timeline,
} from '../ports/pull-requests.ts'
import type { DecidedPull } from './decide-pull.ts'

/** A pull request whose verdict its check shows now. */
export interface ShownPull {
  readonly pull: PullRequest
  readonly decided: DecidedPull
  readonly timeline: Timeline
  /** The access digest that is shown. */
  readonly digest: string
}

/**
 * Whether people are to be asked for their review: as the settings say, else where the installation is known to grant
 * it, which whoever granted it wants. Where it does not, nothing is tried, so that nothing fails; and for what lies
 * there untouched, as hundreds may when the app is installed, nobody is bothered unless the settings say so.
 */
export function asksForReviews(
  request: Settings['request'],
  installation: BranchSetup['installation'],
  isUntouched: boolean,
): boolean {
  if (request !== undefined) return request
  if (isUntouched) return false
  return installation?.kind === 'seen' && includesLevel(installation.value.permissions['pull_requests'], 'write')
}

/**
 * Asks the fewest people who can release a held pull request for their review, once for what the check shows. Returns
 * a sentence for the check where that fails: the verdict stands all the same, so no `Fault` is thrown.
 */
export async function requestReviews(
  key: PullRequestKey,
  shown: ShownPull,
  pullRequests: PullRequests,
): Promise<string | undefined> {
  const { pull, decided, timeline, digest } = shown
  const wasAsked = askedAlready(digest, decided.publications, timeline)
  if (!mayRelease(decided.decision) || pull.draft || wasAsked) return undefined
  try {
    await askForReviews(key, shown, pullRequests)
    return undefined
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return `Nobody could be asked for a review: ${error.message}.`
  }
}

/** Whether it is held, and an approval could end that. */
export function mayRelease({ state, blockedBy }: Pick<Decision, 'state' | 'blockedBy'>): boolean {
  return state === 'held' && blockedBy.length === 0
}

/**
 * Asks the fewest people who can meet what is missing and were never asked here; returns their logins, none where
 * nobody is left or who was asked already can meet it. Throws `Fault`.
 */
export async function askForReviews(
  key: PullRequestKey,
  shown: Omit<ShownPull, 'digest'>,
  pullRequests: Pick<PullRequests, 'openReviewRequests' | 'requestReviewers'>,
): Promise<readonly string[]> {
  // How much is asked of each tells only which of them, never whether anybody.
  if (reviewersToRequest(needsOf(shown, new Map())).length === 0) return []
  const needs = needsOf(shown, shown.pull.openRequests ?? (await pullRequests.openReviewRequests(key)))
  const asked = reviewersToRequest(needs)
  if (await ask(key, asked, pullRequests)) return asked
  // GitHub refuses all where one may not even read here, as somebody of a team may not.
  const writing = reviewersToRequest({ ...needs, candidates: shown.decided.writers })
  if (writing.length > 0) await pullRequests.requestReviewers(key, writing)
  return writing
}

/**
 * Whether somebody was asked since this digest was shown first, whoever asked: who was taken off is not asked again,
 * nor anybody in their place. Where the timeline is not known, what was shown before counts as asked for.
 */
function askedAlready(digest: string, publications: readonly Publication[], { reviewRequests }: Timeline): boolean {
  const times = publications.filter((each) => each.digest === digest).map((each) => Date.parse(each.publishedAt))
  if (times.length === 0) return false
  const since = Math.min(...times)
  return reviewRequests === undefined || reviewRequests.some(({ at }) => Date.parse(at) >= since)
}

async function ask(
  key: PullRequestKey,
  logins: readonly string[],
  pullRequests: Pick<PullRequests, 'requestReviewers'>,
): Promise<boolean> {
  try {
    if (logins.length > 0) await pullRequests.requestReviewers(key, logins)
    return true
  } catch (error) {
    if (error instanceof Fault && error.kind === 'invalid') return false
    throw error
  }
}

function needsOf(
  { pull, decided, timeline }: Omit<ShownPull, 'digest'>,
  openRequests: ReadonlyMap<string, number>,
): ReviewNeeds {
  const { decision, reviews, writers, members, excluded } = decided
  const { requestedReviewers = [], requestedTeams = 0 } = pull
  const reviewed = reviews.flatMap(({ author }) => author?.login ?? [])
  const asked = timeline.reviewRequests?.flatMap(({ login }) => login ?? []) ?? []
  const pending = lowerCase(requestedReviewers)
  const able = lowerCase([...writers, ...members].map(({ login }) => login))
  return {
    number: pull.number,
    candidates: [...writers, ...members],
    excluded: new Set([...excluded, ...lowerCase([...reviewed, ...asked])]),
    pending: new Set([...pending].filter((login) => able.has(login) && !excluded.has(login))),
    demands: decision.demands.filter(({ metBy }) => metBy.length === 0).map(({ candidates }) => lowerCase(candidates)),
    humans: decision.approvalsNeeded - decision.counted.length,
    openRequests,
    limit: MAX_REQUESTED_REVIEWERS - pending.size - requestedTeams,
  }
}

function lowerCase(logins: readonly string[]): ReadonlySet<string> {
  return new Set(logins.map((login) => login.toLowerCase()))
}
