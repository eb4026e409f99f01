import type { AccessRequest } from '../access.ts'
import { allows, denies, type Question, questionOf, type Verdict, verdictOf } from './evaluate.ts'
import { every, not, some } from './evaluate-condition.ts'
import type { Naming } from './evaluate-principal.ts'
import type { Truth } from './match.ts'
import type { PolicyDocument, Statement } from './policy.ts'

/** Every policy that applies to a request. A list that is empty allows nothing; one that is absent limits nothing. */
export interface ApplicablePolicies {
  /** Policies of the caller: its own and its groups'. */
  readonly identity: readonly PolicyDocument[]
  /** Undefined: none is set. */
  readonly boundary?: readonly PolicyDocument[]
  /** Undefined: none was passed. */
  readonly session?: readonly PolicyDocument[]
  /** Of the caller's account, by level of the organisation's hierarchy, root first: every level must allow. */
  readonly serviceControl?: readonly (readonly PolicyDocument[])[]
  /** Of the resource's account, likewise; each level has RCPFullAWSAccess, which cannot be detached, among its own. */
  readonly resourceControl?: readonly (readonly PolicyDocument[])[]
  /** The policy of the resource, or the trust policy of a role. `mustAllow`: KMS keys and roles, whose own has to. */
  readonly resource?: {
    readonly kind: 'resource' | 'trust'
    readonly documents: readonly PolicyDocument[]
    readonly mustAllow?: boolean
  }
}

/**
 * What all policies together say to one request: a deny anywhere wins; each level of the organisation has to allow;
 * then the policies of the caller or of the resource have to grant. `accounts`: whether the caller and the resource
 * are of one. The user that began a federated user's session is not known here, so that what names it is not seen.
 * Sources: "How AWS enforcement code logic evaluates requests to allow or deny access" and "Cross-account policy
 * evaluation logic", IAM User Guide; "SCP evaluation" and "RCP evaluation", AWS Organizations User Guide.
 */
export function authorize(policies: ApplicablePolicies, request: AccessRequest, accounts: 'same' | 'cross'): Verdict {
  if (policies.resource !== undefined && request.principal === undefined) {
    throw new Error('a request that meets the policy of a resource names its principal')
  }
  const question = questionOf(request, 'identity')
  const allowed = every([organisationAllows(policies, question), isGranted(policies, question, accounts)])
  return verdictOf(isDenied(policies, question), allowed)
}

/** One deny that applies, in whichever policy, decides. */
function isDenied(policies: ApplicablePolicies, question: Question): Truth {
  const { identity, boundary, session, serviceControl, resourceControl, resource } = policies
  const own = [...identity, ...(boundary ?? []), ...(session ?? [])]
  const ofResource = resource?.documents ?? []
  return some([
    denies(own, question),
    denies(boundary === undefined ? ofResource : ofResource.map(sparingNobody), ofKind(question, resource?.kind)),
    every([areServiceControlled(question), denies(serviceControl?.flat() ?? [], question)]),
    every([not(isServiceLinked(question)), denies(resourceControl?.flat() ?? [], question)]),
  ])
}

/** A Deny with NotPrincipal spares nobody who has a boundary ("Permissions boundaries for IAM entities"). */
function sparingNobody(document: PolicyDocument): PolicyDocument {
  return { ...document, statements: document.statements.map(denyingEveryone) }
}

function denyingEveryone(statement: Statement): Statement {
  if (statement.kind === 'opaque' || statement.effect === 'Allow' || !statement.principal?.negated) return statement
  const { principal: _, ...others } = statement
  return others
}

function organisationAllows({ serviceControl, resourceControl }: ApplicablePolicies, question: Question): Truth {
  const everyLevel = (levels: readonly (readonly PolicyDocument[])[] = []) =>
    every(levels.map((level) => allows(level, question)))
  return every([
    some([not(areServiceControlled(question)), everyLevel(serviceControl)]),
    some([isServiceLinked(question), everyLevel(resourceControl)]),
  ])
}

/** SCPs limit principals of accounts, root users too; services, anonymous and external callers are of no account. */
function areServiceControlled(question: Question): Truth {
  const { principal } = question.request
  if (principal?.type === 'Service' || principal?.type === 'Federated' || principal?.id === '*') return 'no'
  return not(isServiceLinked(question))
}

/** Neither SCPs nor RCPs limit service-linked roles. A session does not say its role's path, which tells them. */
function isServiceLinked({ request: { principal } }: Question): Truth {
  if (principal?.type !== 'AWS') return 'no'
  if (/^arn:[^:]*:iam::[^:]*:role\/aws-service-role\//.test(principal.id)) return 'yes'
  return /^arn:[^:]*:sts::[^:]*:assumed-role\/AWSServiceRoleFor/.test(principal.id) ? 'unknown' : 'no'
}

/** A grant to the caller itself or to everyone needs no more within an account; to its role, its limits as well. */
function isGranted(policies: ApplicablePolicies, question: Question, accounts: 'same' | 'cross'): Truth {
  const { resource } = policies
  const grants = (...namings: readonly Naming[]) =>
    allows(resource?.documents ?? [], { ...ofKind(question, resource?.kind), namings })
  const direct = grants('itself', 'everyone')
  const byRole = grants('role')
  const byAccount = grants('account')
  if (!hasIdentity(question)) return some([direct, byRole, byAccount])
  const identity = isRootUser(question) ? 'yes' : allows(policies.identity, question)
  const limits = every([limit(policies.boundary, question), limit(sessionPolicies(policies, question), question)])
  if (accounts === 'cross') return every([identity, limits, some([direct, byRole, byAccount])])
  // A grant to the account delegates to the identity policies, which suffice unless the resource has to allow.
  const mustAllow = resource?.mustAllow === true || resource?.kind === 'trust'
  const delegated = mustAllow ? every([byAccount, identity]) : identity
  return some([direct, every([limits, some([byRole, delegated])])])
}

/** Services, external and anonymous callers have no policies of their own; a canonical user is a whole account. */
function hasIdentity({ request: { principal } }: Question): boolean {
  return principal === undefined || (principal.type === 'AWS' && principal.id !== '*')
}

/** "All requests are implicitly denied with the exception of the AWS account root user, which has full access." */
function isRootUser({ request: { principal } }: Question): boolean {
  return principal?.type === 'AWS' && /^arn:[^:]*:iam::[^:]*:root$/.test(principal.id)
}

/** Without a session policy a role's session has the role's permissions, a federated user's none. */
function sessionPolicies({ session }: ApplicablePolicies, { request: { principal } }: Question) {
  const isFederatedUser = principal?.type === 'AWS' && /^arn:[^:]*:sts::[^:]*:federated-user\//.test(principal.id)
  return session ?? (isFederatedUser ? [] : undefined)
}

function limit(documents: readonly PolicyDocument[] | undefined, question: Question): Truth {
  return documents === undefined ? 'yes' : allows(documents, question)
}

function ofKind(question: Question, kind: Question['kind'] = 'identity'): Question {
  return { ...question, kind }
}
