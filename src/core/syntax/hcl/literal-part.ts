import type { LiteralPart } from '../../value/value.ts'
import type { TemplateLiteral } from './ast.ts'

/** A template's literal text as part of a text value, every line and every piece with its own place in `file`. */
export function literalPartOf(file: string, literal: TemplateLiteral): LiteralPart {
  const { text, start, end } = literal
  const segments = literal.segments ?? [{ at: 0, start, end }]
  const origins = segments.map((segment) => ({
    at: segment.at,
    spans: [{ file, start: segment.start, end: segment.end }],
  }))
  return { kind: 'literal', text, origins }
}
