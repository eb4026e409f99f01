import type { PolicyDocument, Statement } from '../../../authorization/aws/policy.ts'
import type { TextPart, TextValue } from '../../../value/value.ts'

/**
 * The policy of an API, in which `execute-api:/stage/method/path` stands for the ARN of this very API: only requests to
 * it are asked of the policy, so its region, account and id are whatever they are.
 * Source: "Create and attach an API Gateway resource policy to an API", Amazon API Gateway Developer Guide.
 */
export function withOwnApi(document: PolicyDocument): PolicyDocument {
  return { ...document, statements: document.statements.map(inStatement) }
}

function inStatement(statement: Statement): Statement {
  if (statement.kind === 'opaque' || statement.resource === undefined) return statement
  return { ...statement, resource: { ...statement.resource, patterns: statement.resource.patterns.map(wholeArn) } }
}

const SHORT = 'execute-api:/'
const WHOLE = 'arn:*:execute-api:*:*:*/'

function wholeArn(pattern: TextValue): TextValue {
  const [first, ...rest] = pattern.parts
  if (first?.kind !== 'literal' || !first.text.startsWith(SHORT)) return pattern
  const literal: TextPart = { kind: 'literal', text: WHOLE + first.text.slice(SHORT.length) }
  return { ...pattern, parts: [literal, ...rest] }
}
