import { blockingText } from './blocking-text.ts'
import type { Account, Decision, DemandOutcome } from './decision.ts'
import type { AuthorStanding, GateInput, StatementInput } from './gate-input.ts'
import { whyNotIndependent } from './independence.ts'
import type { Statement } from './statement.ts'
import { whyNotShown } from './why-not-shown.ts'

interface HeldChange {
  readonly approvalsNeeded: number
  readonly blockedBy: readonly string[]
  readonly objections: readonly string[]
  readonly author: AuthorStanding
  readonly demands: readonly DemandOutcome[]
}

/**
 * Whether everybody who may write to a repository of one or two people has acknowledged a change that nobody of them
 * could countersign. Each has to do so for themselves: whoever writes the commits can make anybody else a director, so
 * that alone must never take a second person out.
 */
export function selfAcknowledgement(
  input: GateInput,
  statements: StatementInput,
  held: HeldChange,
): Pick<Decision, 'release' | 'refused'> {
  const given = statements.given.filter(({ kind }) => kind === 'acknowledgement')
  if (given.length === 0) return { release: undefined, refused: [] }
  const people = peopleWhoWrite(statements, input)
  const whyNever = whyNobodyMay(input, statements, held, people)
  const valid = new Set<number>()
  const refused = given.flatMap((statement) => {
    const reason = whyNever ?? whyStatementNot(statement, people ?? [], input)
    if (reason === undefined) valid.add(statement.by.id)
    const { by, commentId, kind } = statement
    return reason === undefined ? [] : [{ login: by.login, commentId, kind, reason }]
  })
  const missing = (people ?? []).filter(({ id }) => !valid.has(id))
  if (whyNever !== undefined || people === undefined) return { release: undefined, refused }
  if (missing.length > 0) return { release: undefined, refused: [...refused, ...waiting(given, valid, missing)] }
  const authorFirst = [...people].sort((one, other) => Number(isAuthor(other, input)) - Number(isAuthor(one, input)))
  return { release: { kind: 'acknowledgement', logins: authorFirst.map(({ login }) => login) }, refused }
}

const MAX_PEOPLE = 2

function peopleWhoWrite({ writers }: StatementInput, { machineUsers }: GateInput): readonly Account[] | undefined {
  return writers?.filter(({ type, login }) => type === 'User' && !machineUsers.has(login.toLowerCase()))
}

function isAuthor({ id }: Account, { author }: GateInput): boolean {
  return id === author.id
}

function whyNobodyMay(
  input: GateInput,
  { selfAcknowledgement: isOn }: StatementInput,
  { approvalsNeeded, blockedBy, objections, author, demands }: HeldChange,
  people: readonly Account[] | undefined,
): string | undefined {
  if (!isOn) return 'The settings at the tip of the base branch do not provide for it.'
  if (input.conflict) return 'The pull request conflicts with its base branch, so what would land is not known.'
  if (!author.counts) return `It would be its author's, and ${author.reason}.`
  if (blockedBy.length > 0) return `${blockingText(blockedBy)} this change whoever approves.`
  if (demands.length > 0) return 'Somebody in particular has to approve this change.'
  if (approvalsNeeded !== 1) return 'This change needs more than one approval.'
  if (objections.length > 0) return 'Somebody requests changes.'
  if (people === undefined) return 'Not everybody who may write to this repository is known.'
  if (!people.some((each) => isAuthor(each, input))) return 'Its author may not write to this repository.'
  if (people.length > MAX_PEOPLE) return `More than ${MAX_PEOPLE} people may write to this repository.`
  const independent = people.find((each) => whyNotIndependent(each, input) === undefined)
  return independent === undefined ? undefined : `${independent.login} can countersign this change.`
}

function whyStatementNot(statement: Statement, people: readonly Account[], input: GateInput): string | undefined {
  if (statement.by.type !== 'User' || !people.some(({ id }) => id === statement.by.id)) {
    return 'They may not write to this repository, or are no person.'
  }
  return whyNotShown(statement, input)
}

/** One of two has acknowledged: that releases nothing yet. */
function waiting(
  given: readonly Statement[],
  valid: ReadonlySet<number>,
  missing: readonly Account[],
): Decision['refused'] {
  const reason = `It takes that of ${missing.map(({ login }) => login).join(', ')} too.`
  const newest = given.filter(({ by }) => valid.has(by.id)).slice(-1)
  return newest.map(({ by, commentId, kind }) => ({ login: by.login, commentId, kind, reason }))
}
