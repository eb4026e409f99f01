import type { RepositoryPermission } from '../gate/decision.ts'
import type { Command } from './parse-command.ts'

/** Somebody who asks for something, as GitHub knows them now. */
export interface Asker {
  readonly permission: RepositoryPermission
  /** The name of their role, where GitHub tells it. */
  readonly role?: string
  /** Whether they opened the pull request. */
  readonly isAuthor: boolean
  /** Whether everybody may read the repository. */
  readonly isPublic: boolean
}

type Authorisation =
  | { readonly kind: 'allowed' }
  /** A whole sentence that says why. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Somebody from outside: answering them would let everybody have the app write. */
  | { readonly kind: 'stranger' }

/**
 * Whether somebody may give a command. What releases a change is only let in here: whether a statement counts is
 * decided where it is taken, by more than a permission.
 */
export function authoriseCommand(command: Command, asker: Asker): Authorisation {
  const mayWrite = asker.permission === 'write' || asker.permission === 'admin'
  if (!mayWrite && !isFromHere(asker)) return { kind: 'stranger' }
  switch (command.kind) {
    case 'explain':
    case 'help':
    case 'unknown':
    case 'not-alone':
    case 'acknowledge':
    case 'override':
      return { kind: 'allowed' }
    case 'recheck':
      return mayWrite || asker.isAuthor ? { kind: 'allowed' } : refused(' or have opened this pull request')
    case 'request-reviewers':
      return mayWrite ? { kind: 'allowed' } : refused('')
  }
}

/** Where everybody may read, reading says nothing: only a role beside it does. */
function isFromHere({ permission, role, isAuthor, isPublic }: Asker): boolean {
  if (isAuthor) return true
  return permission === 'read' && (!isPublic || (role !== undefined && role !== 'read'))
}

function refused(orElse: string): Authorisation {
  return { kind: 'refused', reason: `Who asks for this has to have write access to this repository${orElse}.` }
}
