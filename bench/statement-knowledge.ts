import type { Condition, OpaqueCondition, PatternClause, Statement } from '../src/core/authorization/aws/policy.ts'
import type { TextValue, UnknownSymbol } from '../src/core/value/value.ts'

/** One thing about a statement that is not known. */
export interface Knowledge {
  readonly element: 'statement' | 'action' | 'condition' | 'presence' | 'resource' | 'principal' | 'condition value'
  readonly reason: string
  readonly address: string
}

/** Without these nobody knows what a statement says; the others are compared as symbols. */
export const UNDECIDED_ELEMENTS: ReadonlySet<Knowledge['element']> = new Set(['statement', 'action', 'condition'])

/** Everything about a statement that is not known; nothing where it is known whole. */
export function knowledgeOf(statement: Statement): readonly Knowledge[] {
  if (statement.kind === 'opaque') return [about('statement', statement.symbol)]
  const { action, resource, principal, conditions } = statement
  return [
    ...clause('action', action),
    ...(resource === undefined ? [] : clause('resource', resource)),
    ...(principal?.members ?? []).flatMap(({ id }) => texts('principal', [id])),
    ...conditions.flatMap(condition),
  ]
}

function clause(element: Knowledge['element'], { patterns }: PatternClause): readonly Knowledge[] {
  return texts(element, patterns)
}

function condition(each: Condition): readonly Knowledge[] {
  if (each.kind === 'condition') return texts('condition value', each.values)
  return [about(isPresence(each) ? 'presence' : 'condition', each.symbol)]
}

/** Whether the statement is there at all: such a condition has no key, and its place is what decides. */
function isPresence({ symbol, span }: OpaqueCondition): boolean {
  return symbol.span.file === span.file && symbol.span.start === span.start && symbol.span.end === span.end
}

function texts(element: Knowledge['element'], values: readonly TextValue[]): readonly Knowledge[] {
  return values.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'symbol' ? [about(element, part.symbol)] : [])),
  )
}

function about(element: Knowledge['element'], { reason, address }: UnknownSymbol): Knowledge {
  return { element, reason, address }
}
