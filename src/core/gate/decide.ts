import { quotedText } from '../text/quoted-text.ts'
import type { Account, CountedApproval, Decision, SubmittedReview, UncountedApproval } from './decision.ts'
import { type Demand, demandOutcome, isMember } from './demands.ts'
import { type DismissedOpinion, nextStep, stepsOf } from './explain.ts'
import type { AuthorStanding, GateInput } from './gate-input.ts'
import { isSame, whyNotIndependent } from './independence.ts'
import { type Opinion, opinionsOf } from './opinions.ts'
import { reasonSentence, type UncountedReason } from './reasons.ts'
import { releaseOf } from './release.ts'

/**
 * Decides whether a change may be merged: where its findings ask for a second human, whether enough accountable
 * humans stand behind it who were shown what it does. Total and pure: the same input gives the same answer.
 */
export function decide(input: GateInput): Decision {
  const author = authorStanding(input)
  const needsHumans = input.judgement.humansNeeded > 1
  const approvalsNeeded = needsHumans ? input.judgement.humansNeeded - (author.counts ? 1 : 0) : 0
  const opinions = opinionsOf(input.reviews)
  const weighed = opinions.map((opinion) => weigh(opinion, input))
  const counted = weighed.flatMap((each) => each.counted ?? [])
  const uncounted = [...weighed.flatMap((each) => each.uncounted), ...ghostApprovals(input.reviews)]
  const objecting = opinions.filter((opinion) => objects(opinion, input))
  const objections = objecting.map(({ account }) => account.login)
  const demands = needsHumans ? demandsOn(input, counted) : []
  const isMet = demands.every(({ metBy }) => metBy.length > 0)
  const blockedBy = needsHumans ? input.judgement.blockedBy : []
  const isFree = objections.length + blockedBy.length === 0
  const satisfied = counted.length >= approvalsNeeded && isFree && isMet
  const held = needsHumans && (!satisfied || input.conflict)
  const isHeld = held && input.mode === 'enforce'
  const { release, refused } = releaseOf(input, { isHeld, approvalsNeeded, blockedBy, objections, author, demands })
  const state = !needsHumans ? 'clear' : !held ? 'countersigned' : !isHeld ? 'advisory' : stateOfHeld(release)
  const dismissed = opinions.flatMap((opinion) => dismissalOf(opinion, objecting.includes(opinion)))
  const outcome = {
    state,
    approvalsNeeded,
    counted,
    blockedBy,
    objections,
    author,
    dismissed,
    demands,
    release,
  } as const
  return {
    state,
    approvalsNeeded,
    counted: counted.map(({ login, reviewId, commitSha }) => ({ login, reviewId, commitSha })),
    demands,
    uncounted: uncounted.sort((left, right) => left.reviewId - right.reviewId),
    blockedBy,
    objections,
    release,
    refused,
    explanation: stepsOf(input, outcome),
    nextStep: nextStep(input, outcome),
  }
}

function stateOfHeld(release: Decision['release']): 'held' | 'overridden' | 'self-acknowledged' {
  if (release === undefined) return 'held'
  return release.kind === 'override' ? 'overridden' : 'self-acknowledged'
}

/**
 * The author counts where the platform knows them as a human and every identity behind the change is an account.
 * An e-mail address that belongs to nobody may be anybody's, an approver's too: two approvals then.
 */
function authorStanding({ author, authorship, machineUsers }: GateInput): AuthorStanding {
  const not = (reason: string): AuthorStanding => ({ counts: false, reason })
  if (author.type !== 'User') return not(`the author ${author.login} is an account of type ${author.type}`)
  if (machineUsers.has(author.login.toLowerCase())) return not(`the author ${author.login} is a machine user`)
  if (authorship.verdict === 'unknown') return not('not every commit could be read, so who wrote this is not known')
  const known = authorship.directors.some((each) => each.known === 'platform' && isSame(each, author))
  if (!known) return not('no human who answers for this change is known to GitHub')
  const nobody = authorship.directors.find((each) => each.login === undefined && each.id === undefined)
  if (nobody !== undefined) return not(`${quotedText(nobody.identity)} belongs to no account`)
  return { counts: true, reason: `the author ${author.login} answers for it` }
}

type GivenApproval = CountedApproval & { readonly account: Account }

interface Weighed {
  readonly counted?: GivenApproval
  readonly uncounted: readonly UncountedApproval[]
}

/** Each team and each group of owners, and whether somebody of it is among those whose approval counts. */
function demandsOn(input: GateInput, counted: readonly GivenApproval[]): Decision['demands'] {
  return (input.demands ?? []).map((demand) => {
    const available = demand.members.filter((account) => whyNotIndependent(account, input) === undefined)
    return demandOutcome(demand, counted, available)
  })
}

/** One account is one human: the newest of its standing approvals that counts is the one that is counted. */
function weigh(opinion: Opinion, input: GateInput): Weighed {
  const { login } = opinion.account
  const voided = opinion.voided.map(({ review, by }) => uncountedOf(login, review, { kind: 'superseded', by }))
  const refused: UncountedApproval[] = []
  for (const review of opinion.approvals) {
    const reason = whyPersonNot(opinion.account, input) ?? whyReviewNot(review, input)
    if (reason === undefined && review.commitSha !== null) {
      return {
        counted: { login, reviewId: review.id, commitSha: review.commitSha, account: opinion.account },
        uncounted: [...voided, ...refused],
      }
    }
    if (reason !== undefined) refused.push(uncountedOf(login, review, reason))
  }
  return { uncounted: [...voided, ...refused] }
}

function uncountedOf(login: string, review: SubmittedReview, reason: UncountedReason): UncountedApproval {
  return { login, reviewId: review.id, reason: reasonSentence(reason) }
}

function whyPersonNot(account: Account, input: GateInput): UncountedReason | undefined {
  const login = account.login.toLowerCase()
  const permission = input.permissions.get(login)
  const teams = (input.demands ?? []).filter(({ of }) => of === 'team')
  const allowed = permission === 'write' || permission === 'admin' || teams.some((team) => isMember(team, account))
  const reason = { kind: 'permission', permission, role: input.roles?.get(login), teams: teams.map(nameOf) } as const
  return whyNotIndependent(account, input) ?? (allowed ? undefined : reason)
}

function nameOf({ names }: Demand): string {
  return names.join(', ')
}

/**
 * An approval counts for what its giver was shown: the last digest that the check had published for the commit they
 * name, strictly before they approved, must be the digest of this very examination.
 */
function whyReviewNot(review: SubmittedReview, input: GateInput): UncountedReason | undefined {
  if (review.commitSha === null) return { kind: 'no-commit' }
  const approvedAt = Date.parse(review.submittedAt)
  const ofCommit = input.publications.filter(({ headSha }) => headSha === review.commitSha)
  const seen = ofCommit.filter(({ publishedAt }) => Date.parse(publishedAt) < approvedAt)
  if (seen.length === 0) return { kind: 'before-publication' }
  const newest = Math.max(...seen.map(({ publishedAt }) => Date.parse(publishedAt)))
  const shown = seen.filter(({ publishedAt }) => Date.parse(publishedAt) === newest)
  return shown.every(({ digest }) => digest === input.digest) ? undefined : { kind: 'other-digest' }
}

function ghostApprovals(reviews: readonly SubmittedReview[]): readonly UncountedApproval[] {
  return reviews
    .filter((review) => review.author === null && review.state === 'APPROVED')
    .map((review) => uncountedOf('ghost', review, { kind: 'nobody' }))
}

/** A person who may write here, or may for all that is known, and whose latest opinion requests changes. */
function objects(opinion: Opinion, input: GateInput): boolean {
  const { account, stand, dismissed } = opinion
  const login = account.login.toLowerCase()
  const stands = stand === 'objects' || (dismissed !== undefined && !isLifted(dismissed, account, input))
  if (!stands || account.type !== 'User' || input.machineUsers.has(login)) return false
  const permission = input.permissions.get(login)
  return permission === undefined || permission === 'write' || permission === 'admin'
}

/**
 * An objection is lifted by whoever made it, or by a human who does not answer for the change: dismissing it is as
 * much a say in the merge as an approval. Where GitHub does not tell who dismissed what, it stands.
 */
function isLifted({ dismissal }: SubmittedReview, objector: Account, input: GateInput): boolean {
  if (dismissal === undefined) return false
  const { from, by } = dismissal
  if (from === 'APPROVED') return true
  return by !== null && (by.id === objector.id || whyNotIndependent(by, input) === undefined)
}

function dismissalOf({ account, dismissed }: Opinion, stillObjects: boolean): readonly DismissedOpinion[] {
  if (dismissed === undefined) return []
  const { from, by = null } = dismissed.dismissal ?? {}
  return [{ login: account.login, stillObjects, known: from !== undefined, by: by?.login }]
}
