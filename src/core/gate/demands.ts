import { quotedText } from '../text/quoted-text.ts'
import type { Account, CountedApproval, DemandOutcome } from './decision.ts'

/** Somebody in particular who has to approve what is held, beside the number of humans. */
export interface Demand {
  readonly of: 'team' | 'reviewers' | 'owners'
  /** As people write them: `acme/security`, logins, or the owners as in CODEOWNERS; none where nobody knows them. */
  readonly names: readonly string[]
  /** Governed files that they own; none but for owners. */
  readonly files: readonly string[]
  /** Of whom one has to approve, as far as they are known. */
  readonly members: readonly Account[]
  /** What keeps it from being known or met, as whole sentences that name teams and owners. */
  readonly problems: readonly string[]
}

/** Whether an account is one of those who meet a demand. */
export function isMember({ members }: Demand, { id, login }: Pick<Account, 'id' | 'login'>): boolean {
  return members.some((each) => each.id === id || each.login.toLowerCase() === login.toLowerCase())
}

/**
 * What became of a demand. `counted` are the approvals that count, with whoever gave them; `available` those of its
 * members who could approve.
 */
export function demandOutcome(
  demand: Demand,
  counted: readonly (CountedApproval & { readonly account: Account })[],
  available: readonly Account[],
): DemandOutcome {
  const metBy = counted.filter(({ account }) => isMember(demand, account)).map(({ login }) => login)
  const others = counted.filter(({ login }) => !metBy.includes(login)).map(({ login }) => login)
  const who = whoText(demand)
  return {
    who,
    metBy,
    text:
      metBy.length > 0
        ? `${who} has to approve: ${metBy.join(', ')} ${metBy.length === 1 ? 'has' : 'have'}.`
        : [`${who} has to approve, and nobody has.`, ...notAmong(others, demand), ...demand.problems].join(' '),
    nextStep: nextStepOf(demand, who, available),
    candidates: available.map(({ login }) => login),
  }
}

function whoText({ of, names, files }: Demand): string {
  const listed = names.slice(0, MAX_NAMED).map(quotedText).join(', ')
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : ''
  if (of === 'team') return `Somebody in ${listed}${more}`
  if (of === 'reviewers') return names.length === 1 ? listed : `One of ${listed}${more}`
  const owned = filesText(files)
  return names.length === 0 ? `An owner of ${owned}` : `An owner of ${owned} (${listed}${more})`
}

function filesText(files: readonly string[]): string {
  const more = files.length - MAX_FILES
  return `${files.slice(0, MAX_FILES).map(quotedText).join(', ')}${more > 0 ? ` and ${more} more files` : ''}`
}

const MAX_NAMED = 5
const MAX_FILES = 3
const MAX_CANDIDATES = 15

/** Whose approval counts and is not the one that is missing: somebody may have left the team meanwhile. */
function notAmong(others: readonly string[], { of, names }: Demand): readonly string[] {
  if (others.length === 0 || names.length === 0) return []
  const what = of === 'team' ? `in ${names.map(quotedText).join(', ')}` : 'one of them'
  return [`${others.join(', ')} ${others.length === 1 ? 'is' : 'are'} not ${what}.`]
}

function nextStepOf({ members, problems }: Demand, who: string, available: readonly Account[]): string {
  if (available.length > 0) {
    const more = available.length - MAX_CANDIDATES
    const logins = available.slice(0, MAX_CANDIDATES).map(({ login }) => login)
    return `${who} has to approve: ${logins.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
  }
  const why = members.length > 0 ? ['All who are known answer for this change or are no people.'] : []
  return [`${who} has to approve, and nobody who can is known.`, ...why, ...problems].join(' ')
}
