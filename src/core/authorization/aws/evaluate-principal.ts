import { knownText } from '../../value/value.ts'
import { not, some } from './evaluate-condition.ts'
import type { Truth } from './match.ts'
import type { PrincipalClause, PrincipalMember } from './policy.ts'

interface Principal {
  readonly type: string
  readonly id: string
}

/**
 * How a statement names a caller: by what it calls as (a user, a session, a service, an account's root user), by its
 * role, by its account, or by `*` as everyone.
 */
export type Naming = 'itself' | 'role' | 'account' | 'everyone'

const NAMINGS: readonly Naming[] = ['itself', 'role', 'account', 'everyone']

/**
 * Whether a principal is among those a statement names, in one of the ways given. Without a clause (identity
 * policies) it is. `*` is everyone, an account's root every principal of the account, a role also its sessions. In
 * NotPrincipal only the very principals that are listed are spared: AWS asks to list the account and the session
 * besides; all others are everyone.
 * An anonymous caller has type AWS and id `*`. Source: "Principal" and "NotPrincipal", IAM User Guide.
 */
export function evaluatePrincipal(
  clause: PrincipalClause | undefined,
  principal: Principal | undefined,
  namings: readonly Naming[] = NAMINGS,
): Truth {
  if (clause === undefined || principal === undefined) return 'yes'
  if (clause.negated && !namings.includes('everyone')) return 'no'
  if (clause.negated) return not(some(clause.members.map((member) => isListed(member, principal))))
  return some(clause.members.map((member) => covers(member, principal, namings)))
}

function isListed(member: PrincipalMember, principal: Principal): Truth {
  const id = knownText(member.id)
  if (id === undefined || member.type === 'unknown') return 'unknown'
  if (id === '*' && member.type === 'AWS') return 'yes'
  return member.type === principal.type && id === principal.id ? 'yes' : 'no'
}

function covers(member: PrincipalMember, principal: Principal, namings: readonly Naming[]): Truth {
  const id = knownText(member.id)
  if (id === undefined || member.type === 'unknown') return 'unknown'
  const naming = namingOf(member.type, id, principal)
  return naming !== undefined && namings.includes(naming) ? 'yes' : 'no'
}

function namingOf(type: string, id: string, principal: Principal): Naming | undefined {
  if (type === 'AWS' && id === '*') return 'everyone'
  if (type !== principal.type) return undefined
  // Nobody calls as a role: a request with a role's ARN stands for any session of it.
  if (id === principal.id) return type === 'AWS' && ROLE.test(id) ? 'role' : 'itself'
  if (type !== 'AWS') return undefined
  if (isSessionOf(id, principal.id)) return 'role'
  return isInAccount(id, principal.id) ? 'account' : undefined
}

/** `arn:aws:iam::ID:root` and any principal of account ID. */
function isInAccount(root: string, id: string): boolean {
  const match = /^arn:[^:]*:iam::([^:]*):root$/.exec(root)
  const segments = id.split(':')
  return match !== null && segments[0] === 'arn' && segments.length >= 6 && segments[4] === match[1]
}

const ROLE = /^arn:([^:]*):iam::([^:]*):role\/(?:.*\/)?([^/]+)$/

/** `arn:aws:iam::ID:role/path/NAME` and `arn:aws:sts::ID:assumed-role/NAME/session`. */
function isSessionOf(role: string, id: string): boolean {
  const match = ROLE.exec(role)
  if (match === null) return false
  const [, partition, account, name] = match
  const prefix = `arn:${partition}:sts::${account}:assumed-role/${name}/`
  return id.startsWith(prefix) && id.length > prefix.length
}
