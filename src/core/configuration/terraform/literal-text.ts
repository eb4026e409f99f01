import type { Expression } from '../../syntax/hcl/ast.ts'

/** The text of a string that is written without interpolation, or undefined. */
export function literalText(expression: Expression | undefined): string | undefined {
  if (expression?.kind === 'parenthesized') return literalText(expression.expression)
  if (expression?.kind !== 'template') return undefined
  const [part, second] = expression.parts
  if (part === undefined) return ''
  return second === undefined && part.kind === 'literal' ? part.text : undefined
}
