import type { GcpBinding, GcpPolicy } from '../authorization/gcp/policy.ts'
import type { DocumentVerdict } from './document-verdict.ts'

/** One role for one member, under at most one condition. */
interface Grant {
  readonly role: string
  readonly member: string
  readonly condition: string | undefined
}

/**
 * A policy is the union of its bindings. A grant is covered by one of the same role for as many members under no
 * condition or the same one. Whether a changed condition, or a role beside a basic one, reaches further is not known.
 * Source: "Understand allow policies" and "Principal identifiers", Google Cloud IAM documentation.
 */
export function compareGcpPolicies(base: GcpPolicy | undefined, head: GcpPolicy | undefined): DocumentVerdict {
  const before = grantsOf(base)
  let open: DocumentVerdict | undefined
  for (const grant of grantsOf(head)) {
    const doubt = doubtOf(grant, before)
    if (doubt === 'new') return { verdict: 'broadened', witness: witnessOf(grant) }
    if (doubt !== 'covered') open ??= { verdict: 'undecided', reason: doubt.reason }
  }
  return open ?? { verdict: 'not-broadened' }
}

function grantsOf(policy: GcpPolicy | undefined): readonly Grant[] {
  return (policy?.bindings ?? []).flatMap((binding) =>
    binding.members.map((member) => ({
      role: binding.role,
      member: normalMember(member),
      condition: conditionOf(binding),
    })),
  )
}

function conditionOf({ condition }: GcpBinding): string | undefined {
  return condition?.expression.trim()
}

/** E-mail addresses and domains do not tell upper from lower case. */
function normalMember(member: string): string {
  return /^(user|group|serviceAccount|domain):/.test(member)
    ? member.replace(/:.*$/s, (address) => address.toLowerCase())
    : member
}

function doubtOf(grant: Grant, before: readonly Grant[]): 'covered' | 'new' | { readonly reason: string } {
  const forMember = before.filter((other) => coversMember(other.member, grant.member))
  if (forMember.some((other) => coversRole(other.role, grant.role) && coversCondition(other, grant))) return 'covered'
  if (grant.condition !== undefined && forMember.some((other) => coversRole(other.role, grant.role))) {
    return { reason: `the condition on ${grant.role} for ${grant.member} changed, and conditions are not compared` }
  }
  if (!isBasic(grant.role) && forMember.some((other) => isBasic(other.role) && coversCondition(other, grant))) {
    return { reason: `${grant.member} has a basic role already, which may contain ${grant.role}` }
  }
  if (before.some((other) => coversRole(other.role, grant.role) && mayBeOfDomain(other.member, grant.member))) {
    return { reason: `${grant.member} may belong to a domain that has ${grant.role} already` }
  }
  return 'new'
}

function coversCondition(wide: Grant, narrow: Grant): boolean {
  return wide.condition === undefined || wide.condition === narrow.condition
}

const EVERYONE = 'allUsers'
const EVERY_ACCOUNT = 'allAuthenticatedUsers'

/**
 * Every account is everyone with a Google identity; federated identities are not among them. A pool of workload or
 * workforce identities is each of its subjects, and whatever set of them has a group or an attribute.
 */
function coversMember(wide: string, narrow: string): boolean {
  if (wide === narrow || wide === EVERYONE) return true
  if (wide === EVERY_ACCOUNT) return /^(user|group|serviceAccount|domain):/.test(narrow)
  const pool = WHOLE_POOL.exec(wide)?.[1]
  return pool !== undefined && (narrow.startsWith(`principal:${pool}`) || narrow.startsWith(`principalSet:${pool}`))
}

const POOL = String.raw`\/\/iam\.googleapis\.com\/(?:projects\/[^/]+\/locations\/global\/workloadIdentity|locations\/global\/workforce)Pools\/[^/]+\/`
const WHOLE_POOL = new RegExp(`^principalSet:(${POOL})\\*$`)

function mayBeOfDomain(domain: string, member: string): boolean {
  return (
    domain.startsWith('domain:') &&
    /^(user|group):/.test(member) &&
    member.endsWith(`@${domain.slice('domain:'.length)}`)
  )
}

/** "Basic roles are concentric": each has what the next one has. */
const BASIC_ROLES: readonly string[] = ['roles/owner', 'roles/editor', 'roles/viewer']

function coversRole(wide: string, narrow: string): boolean {
  if (wide === narrow) return true
  return isBasic(wide) && isBasic(narrow) && BASIC_ROLES.indexOf(wide) < BASIC_ROLES.indexOf(narrow)
}

function isBasic(role: string): boolean {
  return BASIC_ROLES.includes(role)
}

function witnessOf(grant: Grant) {
  const [type = '', ...id] = grant.member.split(':')
  return {
    principal: { type, id: id.join(':') || type },
    action: grant.role,
    resource: '*',
    context: grant.condition === undefined ? {} : { condition: grant.condition },
  }
}
