import { quotedText } from '../text/quoted-text.ts'
import type { RepositoryPermission, SubmittedReview } from './decision.ts'

/** Why an approval does not count. */
export type UncountedReason =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'not-a-person'; readonly type: string }
  | { readonly kind: 'machine-user' }
  | { readonly kind: 'author' }
  | { readonly kind: 'director'; readonly reasons: readonly string[] }
  | {
      readonly kind: 'permission'
      readonly permission: RepositoryPermission | undefined
      /** What the organisation calls their role. */
      readonly role: string | undefined
      /** Teams whose members may countersign without write access. */
      readonly teams: readonly string[]
    }
  | { readonly kind: 'no-commit' }
  | { readonly kind: 'before-publication' }
  | { readonly kind: 'other-digest' }
  | { readonly kind: 'superseded'; readonly by: SubmittedReview['state'] }

/** One whole sentence for the summary. */
export function reasonSentence(reason: UncountedReason): string {
  switch (reason.kind) {
    case 'nobody':
      return 'The account that gave it no longer exists.'
    case 'not-a-person':
      return `It was given by an account of type ${reason.type}, and only people can countersign.`
    case 'machine-user':
      return 'The account is on the list of machine users or belongs to an AI tool, and only people can countersign.'
    case 'author':
      return 'Nobody can countersign their own pull request.'
    case 'director':
      return `They answer for this change themselves, so they cannot be its second human. ${briefly(reason.reasons)}`.trim()
    case 'permission':
      return permissionSentence(reason)
    case 'no-commit':
      return 'It names no commit, so nobody knows what was approved.'
    case 'before-publication':
      return 'It was given before this check had shown its result for the commit that it names.'
    case 'other-digest':
      return 'The access that this change would add is no longer what was shown to them; they have to look again.'
    case 'superseded':
      return reason.by === 'DISMISSED'
        ? 'A later review of theirs was dismissed, which voids the earlier ones.'
        : 'They have requested changes since.'
  }
}

/** A role that the organisation has made itself is named beside the access that it stands for. */
function permissionSentence({
  permission,
  role,
  teams,
}: Extract<UncountedReason, { readonly kind: 'permission' }>): string {
  const who = ['with write access', ...teams.map((team) => `in ${team}`)].join(' or ')
  const rule = `only somebody ${who} can countersign.`
  if (permission === undefined) return `Their permission on this repository could not be read, and ${rule}`
  const named = role === undefined || BUILT_IN_ROLES.has(role) ? '' : ` by their role ${quotedText(role)}`
  return `They have ${permission === 'none' ? 'no' : permission} access to this repository${named}, and ${rule}`
}

const BUILT_IN_ROLES: ReadonlySet<string> = new Set(['admin', 'maintain', 'write', 'triage', 'read', 'none'])

const MAX_REASONS = 3

/** A director's reasons, which are sentences: the first few, since somebody may answer for a change in many ways. */
export function briefly(reasons: readonly string[]): string {
  const more = reasons.length - MAX_REASONS
  const first = reasons.slice(0, MAX_REASONS).join(' ')
  return more > 0 ? `${first} And ${more} more.` : first
}
