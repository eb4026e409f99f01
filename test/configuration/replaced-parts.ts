import { parseHclExpression } from '../../src/core/syntax/hcl/parse.ts'

const EXPRESSION_KINDS: ReadonlySet<string> = new Set(
  'null boolean number template tuple object variable attribute index splat call conditional binary unary for parenthesized'.split(
    ' ',
  ),
)

export interface ReplacedPart {
  readonly part: string
  readonly replaced: string
}

/** The expression once for every part of it, with `by` in the place of that part. */
export function replacedParts(expression: string, by: string): readonly ReplacedPart[] {
  const { expression: parsed, diagnostics } = parseHclExpression('replaced', expression)
  if (diagnostics.length > 0) return []
  const places = new Set<string>()
  collect(parsed, places)
  return [...places]
    .map((place) => place.split('-').map(Number))
    .map(([start, end]) => ({
      part: expression.slice(start, end),
      replaced: expression.slice(0, start) + by + expression.slice(end),
    }))
    .filter(({ replaced }) => parseHclExpression('replaced', replaced).diagnostics.length === 0)
}

/** A `for` of a template is no expression. */
function isDirective(node: object): boolean {
  return 'parts' in node && !('form' in node)
}

function collect(node: unknown, places: Set<string>): void {
  if (typeof node !== 'object' || node === null) return
  if (
    'kind' in node &&
    !isDirective(node) &&
    'start' in node &&
    'end' in node &&
    EXPRESSION_KINDS.has(String(node.kind))
  ) {
    places.add(`${node.start}-${node.end}`)
  }
  for (const child of Object.values(node)) collect(child, places)
}
