import type { AccessRequest, PolicyKind } from '../access.ts'
import { evaluateCondition, every, not, some } from './evaluate-condition.ts'
import { evaluatePrincipal, type Naming } from './evaluate-principal.ts'
import { isUnresolved, matchText, mayMatch, type Truth, type Variables } from './match.ts'
import { type PatternOptions, parsePattern } from './pattern.ts'
import type { PatternClause, PolicyDocument, ReadStatement } from './policy.ts'

export type Verdict = 'allowed' | 'explicitly-denied' | 'not-allowed' | 'unknown'

/**
 * What policies of one holder say to one request: an explicit deny wins, then an allow, else nothing allows it.
 * `unknown` where the answer depends on symbols or opaque parts. The context is taken as given: keys that follow
 * from the principal or the resource must be in it. Boundaries, session policies, service and resource control
 * policies say what they let through, not what is granted; `authorize` is how policies of several kinds combine.
 * `resources` says how resource patterns are read: segment by segment, or flat, as some services may.
 * Source: "Policy evaluation logic", IAM User Guide.
 */
export function evaluate(
  documents: readonly PolicyDocument[],
  kind: PolicyKind,
  request: AccessRequest,
  resources: 'arn' | 'glob' = 'arn',
): Verdict {
  const question = questionOf(request, kind, resources)
  return verdictOf(denies(documents, question), allows(documents, question))
}

/** A deny wins. Where nothing allows, it does not matter whether something denies. */
export function verdictOf(denied: Truth, allowed: Truth): Verdict {
  if (denied === 'yes') return 'explicitly-denied'
  if (allowed === 'no') return 'not-allowed'
  return denied === 'unknown' || allowed === 'unknown' ? 'unknown' : 'allowed'
}

/** A request as statements of one kind are asked about it. */
export interface Question {
  readonly request: AccessRequest
  readonly kind: PolicyKind
  readonly resources: 'arn' | 'glob'
  readonly context: ReadonlyMap<string, readonly string[]>
  /** Absent: however a statement names the caller. */
  readonly namings?: readonly Naming[]
}

/** Condition keys do not tell upper from lower case; a key with no values is absent. */
export function questionOf(request: AccessRequest, kind: PolicyKind, resources: 'arn' | 'glob' = 'arn'): Question {
  const context = new Map<string, readonly string[]>()
  for (const [key, value] of Object.entries(request.context)) {
    const values = typeof value === 'string' ? [value] : value
    if (values.length > 0) context.set(key.toLowerCase(), values)
  }
  return { request, kind, resources, context }
}

/** Whether an Allow applies. */
export function allows(documents: readonly PolicyDocument[], question: Question): Truth {
  return some(answers(documents, 'Allow', question))
}

/** Whether a Deny applies. */
export function denies(documents: readonly PolicyDocument[], question: Question): Truth {
  return some(answers(documents, 'Deny', question))
}

/** One after the other, as most need not be asked. An opaque statement may have either effect. */
function* answers(
  documents: readonly PolicyDocument[],
  effect: 'Allow' | 'Deny',
  question: Question,
): Generator<Truth> {
  for (const { statements, version } of documents) {
    for (const statement of statements) {
      if (statement.kind === 'opaque') yield 'unknown'
      else if (statement.effect === effect) yield every(tests(statement, version, question))
    }
  }
}

/** What has to hold for a statement to apply. */
function* tests(statement: ReadStatement, version: PolicyDocument['version'], question: Question): Generator<Truth> {
  const { request, context, namings } = question
  const variables: Variables = (key) => {
    const values = context.get(key)
    return values?.length === 1 ? values[0] : undefined
  }
  const action = { reading: 'glob', version, ignoreCase: true, variables: false } as const
  yield matchClause(statement.action, request.action, variables, action)
  yield evaluatePrincipal(statement.principal, request.principal, namings)
  yield matchResource(statement, version, question, variables)
  for (const condition of statement.conditions) yield evaluateCondition(condition, version, (key) => context.get(key))
}

/** Trust policies, and resource policies that name no resource, act on what they belong to. */
function matchResource(
  { resource }: ReadStatement,
  version: PolicyDocument['version'],
  { kind, request, resources }: Question,
  variables: Variables,
): Truth {
  if (kind === 'trust' || resource === undefined) return 'yes'
  return matchClause(resource, request.resource, variables, { reading: resources, version })
}

/** A Not clause with a variable that cannot be resolved does not apply, as its statement may be invalid. */
function matchClause(clause: PatternClause, text: string, variables: Variables, options: PatternOptions): Truth {
  const match = some(matches(clause, text, variables, options))
  if (!clause.negated) return match
  const hasVariables = options.variables !== false
  const isVoid = (pattern: PatternClause['patterns'][number]) => isUnresolved(parsePattern(pattern, options), variables)
  return hasVariables && clause.patterns.some(isVoid) ? 'no' : not(match)
}

function* matches(
  { patterns }: PatternClause,
  text: string,
  variables: Variables,
  options: PatternOptions,
): Generator<Truth> {
  for (const pattern of patterns) {
    if (mayMatch(pattern, text, options)) yield matchText(parsePattern(pattern, options), text, variables)
  }
}
