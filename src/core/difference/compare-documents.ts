import type { PolicyKind } from '../authorization/access.ts'
import type { PolicyDocument } from '../authorization/aws/policy.ts'
import { readPolicyDocument } from '../authorization/aws/read-document.ts'
import type { Diagnostic } from '../text/diagnostic.ts'
import type { Value } from '../value/value.ts'
import { compareGrants } from './compare-access.ts'
import type { DocumentVerdict } from './document-verdict.ts'

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
 * Whether `head` allows something that `base` does not. Null is no document: nothing is allowed then.
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
    case 'gcp-role':
    case 'gcp-policy':
    case 'azure-role':
    case 'k8s-rbac':
      return { verdict: 'undecided', reason: `documents of kind ${kind} are not compared yet` }
  }
}

function comparePolicies(kind: PolicyKind, base: Value | null, head: Value | null): DocumentVerdict {
  const baseSide = readSide(kind, base)
  const headSide = readSide(kind, head)
  const [first, ...others] = [...baseSide.errors, ...headSide.errors]
  if (first !== undefined) return { verdict: 'malformed', diagnostics: [first, ...others] }
  const { granted, undecided } = compareGrants(
    { kind, address: 'base', documents: baseSide.documents },
    { kind, address: 'head', documents: headSide.documents },
  )
  const [region] = granted
  if (region !== undefined) {
    const { witness, note } = region
    return { verdict: 'broadened', witness, ...(note === undefined ? {} : { reason: note }) }
  }
  const [open] = undecided
  return open === undefined ? { verdict: 'not-broadened' } : { verdict: 'undecided', reason: open.reason }
}

interface Side {
  readonly documents: readonly PolicyDocument[]
  readonly errors: readonly Diagnostic[]
}

function readSide(kind: PolicyKind, value: Value | null): Side {
  if (value === null || value.kind === 'null') return { documents: [], errors: [] }
  const { document, diagnostics } = readPolicyDocument(value, kind)
  return { documents: [document], errors: diagnostics.filter((diagnostic) => diagnostic.severity === 'error') }
}
