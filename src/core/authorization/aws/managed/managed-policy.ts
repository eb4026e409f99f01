import type { Span } from '../../../text/span.ts'
import { textOf } from '../../../value/value.ts'
import type { PatternClause, PolicyDocument, ReadStatement } from '../policy.ts'
import { familyRow } from './families.ts'
import { NAMED_POLICIES } from './named-policies.ts'
import type { ManagedRow } from './row.ts'

/**
 * What is known of a policy that AWS manages: what it allows at least, and what it allows at most; absent where that is
 * the same. Each stands in a file of its own that is none.
 */
export interface ManagedPolicy {
  readonly least: PolicyDocument
  readonly most?: PolicyDocument
}

/**
 * A policy by its name with its path, `service-role/AWSLambdaRole`; undefined where nothing is known of it. What AWS
 * may add to a policy in later versions is within its upper bound as far as the policy's purpose goes.
 */
export function managedPolicy(name: string): ManagedPolicy | undefined {
  const read = policies.get(name)
  if (read !== undefined) return read
  const row = NAMED_POLICIES.get(name) ?? familyRow(name)
  if (row === undefined) return undefined
  const policy = policyOf(row, managedPlace(name))
  policies.set(name, policy)
  return policy
}

/** The same documents for the same name, so that what was compared once is known; there are as many as rows. */
const policies = new Map<string, ManagedPolicy>()

/** Where the statements of a managed policy stand: in no file that a repository has. */
function managedPlace(name: string): Span {
  return { file: `aws:${name}`, start: 0, end: 0 }
}

function policyOf(row: ManagedRow, span: Span): ManagedPolicy {
  const least = documentOf(row, row.least, span)
  return row.most === undefined ? { least } : { least, most: documentOf(row, [...row.least, ...row.most], span) }
}

function documentOf({ effect, other }: ManagedRow, grants: readonly string[], span: Span): PolicyDocument {
  const parts = grants.map((grant) => grant.split(' @ '))
  const byResource = Map.groupBy(parts, ([, resource = '*']) => resource)
  const statements = [...byResource].map(([resource, own]) => {
    const texts = own.map(([action = '']) => action)
    return statement(effect ?? 'Allow', { negated: false, texts }, resource, span)
  })
  const beside = other === undefined ? [] : [statement('Allow', { negated: true, texts: other }, '*', span)]
  return { version: '2012-10-17', statements: [...statements, ...beside], span }
}

interface Actions {
  readonly negated: boolean
  readonly texts: readonly string[]
}

function statement(effect: 'Allow' | 'Deny', { negated, texts }: Actions, resource: string, span: Span): ReadStatement {
  const clause = (patterns: readonly string[], isNegated: boolean): PatternClause => {
    return { negated: isNegated, patterns: patterns.map((text) => textOf(text, [span])), span }
  }
  const [action, on] = [clause(texts, negated), clause([resource], false)]
  return { kind: 'statement', effect, action, resource: on, conditions: [], span }
}
