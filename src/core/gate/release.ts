import type { Decision, DemandOutcome, RefusedStatement, Release } from './decision.ts'
import type { AuthorStanding, GateInput, StatementInput } from './gate-input.ts'
import { whyNotIndependent } from './independence.ts'
import { overrideReasonProblem } from './override-reason.ts'
import { timeText } from './release-text.ts'
import { selfAcknowledgement } from './self-acknowledgement.ts'
import type { Statement } from './statement.ts'
import { whyNotShown } from './why-not-shown.ts'

/** What would be decided without statements. */
export interface Unreleased {
  /** Whether there is anything to release. */
  readonly isHeld: boolean
  readonly approvalsNeeded: number
  readonly blockedBy: readonly string[]
  readonly objections: readonly string[]
  readonly author: AuthorStanding
  readonly demands: readonly DemandOutcome[]
}

/**
 * What releases a change that is held: an acknowledgement where nobody could countersign it, else the newest override
 * that counts. An override releases everything but what nobody could judge: a conflict with the base branch, and
 * (because the settings name its team) settings that cannot be read. Objections and rules that block hold the others'
 * merge, not an emergency.
 */
export function releaseOf(input: GateInput, unreleased: Unreleased): Pick<Decision, 'release' | 'refused'> {
  const { statements } = input
  if (statements === undefined || !unreleased.isHeld) return { release: undefined, refused: [] }
  const acknowledged = selfAcknowledgement(input, statements, unreleased)
  const overrides = statements.given.filter(({ kind }) => kind === 'override').toSorted(newestFirst)
  const weighed = overrides.map((statement) => weigh(statement, input, statements))
  const refused = [...acknowledged.refused, ...weighed.flatMap((each) => ('refused' in each ? each.refused : []))]
  const override = weighed.find((each) => 'release' in each)
  return { release: acknowledged.release ?? override?.release, refused }
}

/** By GitHub's clock, then by id; what has no time that can be read counts for nothing, wherever it stands. */
function newestFirst(one: Statement, other: Statement): number {
  return Date.parse(other.statedAt) - Date.parse(one.statedAt) || other.commentId - one.commentId
}

type Weighed = { readonly release: Release } | { readonly refused: RefusedStatement }

function weigh(statement: Statement, input: GateInput, { override, nowMs }: StatementInput): Weighed {
  const { by, commentId, kind, statedAt, reason } = statement
  const { login } = by
  const refused = (why: string): Weighed => ({ refused: { login, commentId, kind, reason: why } })
  if (override === undefined) return refused('The settings at the tip of the base branch name no team that may.')
  const { team, hours, members } = override
  const why = whyPersonNot(statement, input) ?? overrideReasonProblem(reason) ?? whyNotShown(statement, input)
  if (why !== undefined) return refused(why)
  const expiresMs = Date.parse(statedAt) + hours * HOUR_MS
  const expiresAt = new Date(expiresMs).toISOString()
  if (!(nowMs < expiresMs)) return refused(`It expired on ${timeText(expiresAt)}.`)
  if (!members.has(by.id)) return refused(`They are not in the team ${team}, or that cannot be read.`)
  if (input.conflict)
    return refused('The pull request conflicts with its base branch, so what would land is not known.')
  return { release: { kind: 'override', login, team, commentId, statedAt, expiresAt, reason } }
}

const HOUR_MS = 3_600_000

function whyPersonNot({ by }: Statement, input: GateInput): string | undefined {
  const why = whyNotIndependent(by, input)
  switch (why?.kind) {
    case undefined:
      return undefined
    case 'author':
      return 'Nobody can release their own pull request.'
    case 'director':
      return 'They answer for this change themselves, so they cannot release it.'
    case 'machine-user':
    case 'not-a-person':
      return 'Only people can release a change.'
  }
}
