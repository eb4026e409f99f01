import type { PolicyKind } from '../../src/core/authorization/access.ts'
import { readPolicyDocument } from '../../src/core/authorization/aws/read-document.ts'
import { compareAccess } from '../../src/core/difference/compare-access.ts'
import type { AccessDifference } from '../../src/core/difference/difference.ts'
import type { PolicySet } from '../../src/core/difference/policy-set.ts'
import { jsonValue } from '../authorization/aws/json-value.ts'

/** A policy set of documents, each given as its statements (Version 2012-10-17) or as a whole document. */
export function policySet(documents: readonly unknown[], kind: PolicyKind = 'identity'): PolicySet {
  const read = documents.map((document) => readPolicyDocument(jsonValue(whole(document)), kind).document)
  return { kind, address: 'aws_iam_policy.example', documents: read }
}

function whole(document: unknown): unknown {
  const isWhole = typeof document === 'object' && document !== null && 'Statement' in document
  return isWhole ? document : { Version: '2012-10-17', Statement: document }
}

/** Compares statements (or whole documents) of one holder; null is no document. */
export function compare(base: unknown, head: unknown, kind: PolicyKind = 'identity'): AccessDifference {
  return compareAccess(policySet(base === null ? [] : [base], kind), policySet(head === null ? [] : [head], kind))
}

/** The verdict as `countersign compare` says it. */
export function verdict(base: unknown, head: unknown, kind: PolicyKind = 'identity'): string {
  const { granted, undecided } = compare(base, head, kind)
  if (granted.length > 0) return 'broadened'
  return undecided.length > 0 ? 'undecided' : 'not-broadened'
}

export function allow(action: unknown, resource: unknown = '*', more: object = {}): object {
  return { Effect: 'Allow', Action: action, Resource: resource, ...more }
}

export function deny(action: unknown, resource: unknown = '*', more: object = {}): object {
  return { Effect: 'Deny', Action: action, Resource: resource, ...more }
}

export function when(operator: string, key: string, value: unknown): object {
  return { Condition: { [operator]: { [key]: value } } }
}
