import type { AccessRequest, PolicyKind } from '../access.ts'
import { evaluateCondition, every, not, some } from './evaluate-condition.ts'
import { evaluatePrincipal } from './evaluate-principal.ts'
import { isUnresolved, matchText, type Truth, type Variables } from './match.ts'
import { type PatternOptions, parsePattern } from './pattern.ts'
import type { PatternClause, PolicyDocument, ReadStatement, Statement } from './policy.ts'

export type Verdict = 'allowed' | 'explicitly-denied' | 'not-allowed' | 'unknown'

/**
 * What policies of one holder say to one request: an explicit deny wins, then an allow, else nothing allows it.
 * `unknown` where the answer depends on symbols or opaque parts. The context is taken as given: keys that follow
 * from the principal or the resource must be in it. Boundaries and service control policies say what they let
 * through, not what is granted.
 * `resources` says how resource patterns are read: segment by segment, or flat, as some services may.
 * Source: "Policy evaluation logic", IAM User Guide.
 */
export function evaluate(
  documents: readonly PolicyDocument[],
  kind: PolicyKind,
  request: AccessRequest,
  resources: 'arn' | 'glob' = 'arn',
): Verdict {
  const context = lowerCaseKeys(request)
  const answers = documents.flatMap((document) =>
    document.statements.map((statement) => ({
      effects: effectsOf(statement),
      applies: applies(statement, document.version, { kind, request, context, resources }),
    })),
  )
  const denied = some(answers.filter(({ effects }) => effects.deny).map(({ applies }) => applies))
  const allowed = some(answers.filter(({ effects }) => effects.allow).map(({ applies }) => applies))
  if (denied === 'yes') return 'explicitly-denied'
  if (allowed === 'no') return 'not-allowed'
  return denied === 'unknown' || allowed === 'unknown' ? 'unknown' : 'allowed'
}

type Context = ReadonlyMap<string, readonly string[]>

/** Condition keys do not tell upper from lower case; a key with no values is absent. */
function lowerCaseKeys(request: AccessRequest): Context {
  const context = new Map<string, readonly string[]>()
  for (const [key, value] of Object.entries(request.context)) {
    const values = typeof value === 'string' ? [value] : value
    if (values.length > 0) context.set(key.toLowerCase(), values)
  }
  return context
}

function effectsOf(statement: Statement): { readonly allow: boolean; readonly deny: boolean } {
  if (statement.kind === 'opaque') return { allow: true, deny: true }
  return { allow: statement.effect === 'Allow', deny: statement.effect === 'Deny' }
}

interface Question {
  readonly kind: PolicyKind
  readonly request: AccessRequest
  readonly context: Context
  readonly resources: 'arn' | 'glob'
}

function applies(statement: Statement, version: PolicyDocument['version'], question: Question): Truth {
  if (statement.kind === 'opaque') return 'unknown'
  const { request, context } = question
  const variables: Variables = (key) => {
    const values = context.get(key)
    return values?.length === 1 ? values[0] : undefined
  }
  const action = matchClause(statement.action, request.action, variables, {
    reading: 'glob',
    version,
    ignoreCase: true,
    variables: false,
  })
  if (action === 'no') return 'no'
  return every([
    action,
    evaluatePrincipal(statement.principal, request.principal),
    matchResource(statement, version, question, variables),
    ...statement.conditions.map((condition) => evaluateCondition(condition, version, (key) => context.get(key))),
  ])
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
  const patterns = clause.patterns.map((pattern) => parsePattern(pattern, options))
  const match = some(patterns.map((pattern) => matchText(pattern, text, variables)))
  if (!clause.negated) return match
  return patterns.some((pattern) => isUnresolved(pattern, variables)) ? 'no' : not(match)
}
