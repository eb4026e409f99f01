import { knownText } from '../../value/value.ts'
import { not, some } from './evaluate-condition.ts'
import type { Truth } from './match.ts'
import type { PrincipalClause, PrincipalMember } from './policy.ts'

interface Principal {
  readonly type: string
  readonly id: string
}

/**
 * Whether a principal is among those a statement names. Without a clause (identity policies) it is.
 * `*` is everyone, an account's root every principal of the account, a role also its sessions. In NotPrincipal
 * only the very principals that are listed are spared: AWS asks to list the account and the session besides.
 * An anonymous caller has type AWS and id `*`. Source: "Principal" and "NotPrincipal", IAM User Guide.
 */
export function evaluatePrincipal(clause: PrincipalClause | undefined, principal: Principal | undefined): Truth {
  if (clause === undefined || principal === undefined) return 'yes'
  if (clause.negated) return not(some(clause.members.map((member) => isListed(member, principal))))
  return some(clause.members.map((member) => covers(member, principal)))
}

function isListed(member: PrincipalMember, principal: Principal): Truth {
  const id = knownText(member.id)
  if (id === undefined || member.type === 'unknown') return 'unknown'
  if (id === '*' && member.type === 'AWS') return 'yes'
  return member.type === principal.type && id === principal.id ? 'yes' : 'no'
}

function covers(member: PrincipalMember, principal: Principal): Truth {
  const id = knownText(member.id)
  if (id === undefined || member.type !== 'AWS' || id === '*') return isListed(member, principal)
  if (principal.type !== 'AWS') return 'no'
  return id === principal.id || isInAccount(id, principal.id) || isSessionOf(id, principal.id) ? 'yes' : 'no'
}

/** `arn:aws:iam::ID:root` and any principal of account ID. */
function isInAccount(root: string, id: string): boolean {
  const match = /^arn:[^:]*:iam::([^:]*):root$/.exec(root)
  const segments = id.split(':')
  return match !== null && segments[0] === 'arn' && segments.length >= 6 && segments[4] === match[1]
}

/** `arn:aws:iam::ID:role/path/NAME` and `arn:aws:sts::ID:assumed-role/NAME/session`. */
function isSessionOf(role: string, id: string): boolean {
  const match = /^arn:([^:]*):iam::([^:]*):role\/(?:.*\/)?([^/]+)$/.exec(role)
  if (match === null) return false
  const [, partition, account, name] = match
  const prefix = `arn:${partition}:sts::${account}:assumed-role/${name}/`
  return id.startsWith(prefix) && id.length > prefix.length
}
