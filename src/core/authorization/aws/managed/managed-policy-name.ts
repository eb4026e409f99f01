import type { TextPart } from '../../../value/value.ts'

/**
 * `service-role/AWSLambdaBasicExecutionRole` of the ARN of a policy that AWS manages, where only the partition may be
 * unknown; undefined for every other text.
 */
export function managedPolicyName(parts: readonly TextPart[]): string | undefined {
  const texts = parts.map((part) => (part.kind === 'literal' ? part.text : '\0'))
  return /^arn:(?:aws[a-z-]*|\0):iam::aws:policy\/([\w+=,.@/-]+)$/.exec(texts.join(''))?.[1]
}
