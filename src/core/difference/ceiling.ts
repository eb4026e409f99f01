import type { PolicyKind } from '../authorization/access.ts'
import type { PolicyDocument, ReadStatement } from '../authorization/aws/policy.ts'
import { NOWHERE } from '../text/span.ts'
import { textOf } from '../value/value.ts'
import type { PolicySet } from './policy-set.ts'

/** Policies that limit what others grant. */
const CEILINGS: ReadonlySet<PolicyKind> = new Set<PolicyKind>(['boundary', 'session', 'scp', 'rcp'])
/** Those that Organizations sets beside a policy of its own, which allows everything. */
const BESIDE_FULL_ACCESS: ReadonlySet<PolicyKind> = new Set<PolicyKind>(['scp', 'rcp'])

/**
 * Where no boundary, session policy, service or resource control policy is set, nothing is limited. A control policy of
 * denies alone stands beside FullAWSAccess (RCPFullAWSAccess), which Organizations attaches to everything.
 * Sources: "Permissions boundaries for IAM entities", IAM User Guide; "SCP evaluation", AWS Organizations User Guide.
 */
export function withCeiling(set: PolicySet): PolicySet {
  if (!CEILINGS.has(set.kind)) return set
  if (set.documents.length === 0) return { ...set, documents: [FULL_ACCESS] }
  if (!BESIDE_FULL_ACCESS.has(set.kind) || set.documents.some(mayAllow)) return set
  return { ...set, documents: [...set.documents, FULL_ACCESS] }
}

/** What is opaque may allow: a policy that is not understood is not taken for one of denies alone. */
function mayAllow(document: PolicyDocument): boolean {
  return document.statements.some((statement) => statement.kind === 'opaque' || statement.effect === 'Allow')
}

const EVERYTHING = { negated: false, patterns: [textOf('*', [NOWHERE])], span: NOWHERE }
const ALLOW_EVERYTHING: ReadStatement = {
  kind: 'statement',
  effect: 'Allow',
  action: EVERYTHING,
  resource: EVERYTHING,
  conditions: [],
  span: NOWHERE,
}
/** Every action on every resource. */
export const FULL_ACCESS: PolicyDocument = { version: '2012-10-17', statements: [ALLOW_EVERYTHING], span: NOWHERE }
