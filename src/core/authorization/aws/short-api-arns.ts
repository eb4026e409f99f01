import type { TextValue } from '../../value/value.ts'
import type { PolicyDocument } from './policy.ts'

const SHORT = 'execute-api:/'
/** Whichever API it is that the policy stands on: nobody is asked about another one. */
const WHOLE = 'arn:*:execute-api:*:*:*/'

/**
 * The policy of an API of which nobody knows which one it is, with `execute-api:/stage/method/path` as the ARN that API
 * Gateway makes of it. Source: "Create and attach an API Gateway resource policy to an API", Amazon API Gateway
 * Developer Guide.
 */
export function withWholeApiArns(document: PolicyDocument): PolicyDocument {
  return {
    ...document,
    statements: document.statements.map((statement) => {
      if (statement.kind === 'opaque' || statement.resource === undefined) return statement
      const { resource } = statement
      return { ...statement, resource: { ...resource, patterns: resource.patterns.map(wholeArn) } }
    }),
  }
}

function wholeArn(pattern: TextValue): TextValue {
  const [first, ...others] = pattern.parts
  if (first?.kind !== 'literal' || !first.text.startsWith(SHORT)) return pattern
  return { ...pattern, parts: [{ ...first, text: WHOLE + first.text.slice(SHORT.length) }, ...others] }
}
