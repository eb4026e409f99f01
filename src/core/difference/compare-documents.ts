import type { z } from 'zod'
import type { PolicyKind } from '../authorization/access.ts'
import type { PolicyDocument } from '../authorization/aws/policy.ts'
import { readPolicyDocument } from '../authorization/aws/read-document.ts'
import { withWholeApiArns } from '../authorization/aws/short-api-arns.ts'
import { azureRoleSchema } from '../authorization/azure/role.ts'
import { gcpPolicySchema } from '../authorization/gcp/policy.ts'
import { gcpRoleSchema } from '../authorization/gcp/role.ts'
import { kubernetesRulesSchema } from '../authorization/kubernetes/rules.ts'
import { securityGroupSchema } from '../authorization/network/security-group.ts'
import { readPlainDocument } from '../authorization/plain-document.ts'
import type { Diagnostic } from '../text/diagnostic.ts'
import type { Value } from '../value/value.ts'
import { compareAzureRoles } from './azure-roles.ts'
import { decideAccess } from './compare-access.ts'
import type { DocumentVerdict } from './document-verdict.ts'
import { compareGcpPolicies } from './gcp-policies.ts'
import { compareGcpRoles } from './gcp-roles.ts'
import { compareKubernetesRules } from './kubernetes-rules.ts'
import { compareSecurityGroups } from './security-groups.ts'

export const DOCUMENT_KINDS = [
  'identity',
  'resource',
  'trust',
  'boundary',
  'scp',
  'security-group',
  'gcp-role',
  'gcp-policy',
  'azure-role',
  'k8s-rbac',
] as const

export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/**
 * Whether `head` allows something that `base` does not. Null is no document: nothing is allowed then, or, by a boundary
 * or a service control policy, nothing limited.
 * Total: what a kind does not take is malformed, and what cannot be decided says why.
 */
export function compareDocuments(kind: DocumentKind, base: Value | null, head: Value | null): DocumentVerdict {
  switch (kind) {
    case 'identity':
    case 'resource':
    case 'trust':
    case 'boundary':
    case 'scp':
      return comparePolicies(kind, base, head)
    case 'security-group':
      return comparePlain(securityGroupSchema, base, head, compareSecurityGroups)
    case 'gcp-role':
      return comparePlain(gcpRoleSchema, base, head, compareGcpRoles)
    case 'gcp-policy':
      return comparePlain(gcpPolicySchema, base, head, compareGcpPolicies)
    case 'azure-role':
      return comparePlain(azureRoleSchema, base, head, compareAzureRoles)
    case 'k8s-rbac':
      return comparePlain(kubernetesRulesSchema, base, head, compareKubernetesRules)
  }
}

/** Documents of kinds that are read by a schema; an absent one allows nothing. */
function comparePlain<Content>(
  schema: z.ZodType<Content>,
  base: Value | null,
  head: Value | null,
  compare: (base: Content | undefined, head: Content | undefined) => DocumentVerdict,
): DocumentVerdict {
  const [before, after] = [base, head].map((value) =>
    value === null || value.kind === 'null' ? undefined : readPlainDocument(schema, value),
  )
  if (before?.kind === 'malformed') return { verdict: 'malformed', diagnostics: before.diagnostics }
  if (after?.kind === 'malformed') return { verdict: 'malformed', diagnostics: after.diagnostics }
  return compare(before?.content, after?.content)
}

function comparePolicies(kind: PolicyKind, base: Value | null, head: Value | null): DocumentVerdict {
  const baseSide = readSide(kind, base)
  const headSide = readSide(kind, head)
  const [first, ...others] = [...baseSide.errors, ...headSide.errors]
  if (first !== undefined) return { verdict: 'malformed', diagnostics: [first, ...others] }
  const decided = decideAccess(
    { kind, address: 'base', documents: baseSide.documents },
    { kind, address: 'head', documents: headSide.documents },
  )
  if (decided.verdict === 'undecided') return decided
  const { note, ...verdict } = decided
  return { ...verdict, ...(note === undefined ? {} : { reason: note }) }
}

interface Side {
  readonly documents: readonly PolicyDocument[]
  readonly errors: readonly Diagnostic[]
}

function readSide(kind: PolicyKind, value: Value | null): Side {
  if (value === null || value.kind === 'null') return { documents: [], errors: [] }
  const { document, diagnostics } = readPolicyDocument(value, kind)
  const whole = kind === 'resource' ? withWholeApiArns(document) : document
  return { documents: [whole], errors: diagnostics.filter((diagnostic) => diagnostic.severity === 'error') }
}
