import type { Token } from '../../authorization/aws/pattern.ts'
import type { OpaqueStatement, PatternClause, PrincipalMember, ReadStatement } from '../../authorization/aws/policy.ts'
import type { TextValue, UnknownSymbol } from '../../value/value.ts'
import type { CompiledCondition } from './compiled-condition.ts'
import { type Lexeme, mayMeet } from './lexicon.ts'
import type { CompiledMember } from './principal-patterns.ts'

export interface Element {
  readonly lexeme: Lexeme
  readonly source: TextValue
}

export interface CompiledClause {
  readonly negated: boolean
  readonly elements: readonly Element[]
  readonly source: PatternClause
}

export interface CompiledPrincipal {
  readonly negated: boolean
  readonly members: readonly (CompiledMember & { readonly source: PrincipalMember })[]
}

/** A statement of one side, ready for the search. An absent clause matches everything. */
export interface CompiledStatement {
  readonly kind: 'statement'
  readonly effect: 'Allow' | 'Deny'
  readonly action: CompiledClause
  readonly resource: CompiledClause | undefined
  readonly principal: CompiledPrincipal | undefined
  readonly conditions: readonly CompiledCondition[]
  readonly source: ReadStatement
  /** It has a symbol, a policy variable or an opaque condition. */
  readonly isUncertain: boolean
  readonly variables: readonly VariableToken[]
  /** It has a text that is too long, or has too many wildcards, to be searched. */
  readonly isOversized: boolean
  /** The services whose actions it names, in lower case; undefined where it may be any. */
  readonly services: ReadonlySet<string> | undefined
  /** Equal only for statements that say the same, in whatever order. */
  readonly id: string
}

/** The texts of a statement in which unknown parts and variables stand: resources, and values of conditions. */
export function comparedTexts({
  resource,
  conditions,
}: Pick<CompiledStatement, 'resource' | 'conditions'>): readonly Element[] {
  const values = conditions.flatMap((condition) => (condition.kind === 'value' ? condition.values : []))
  return [...(resource?.elements ?? []), ...values]
}

export type VariableToken = Extract<Token, { kind: 'variable' }>

/** An opaque statement stands twice: as something that may allow and as something that may deny. */
export interface CompiledOpaque {
  readonly kind: 'opaque'
  readonly effect: 'Allow' | 'Deny'
  readonly symbol: UnknownSymbol
  readonly source: OpaqueStatement
  readonly id: string
}

export type Rule = CompiledStatement | CompiledOpaque

/** False where no action or no resource can be meant by both, told from how their patterns begin. */
export function mayMeetRule(left: Rule, right: Rule): boolean {
  if (left.kind === 'opaque' || right.kind === 'opaque') return true
  if (left.services !== undefined && right.services?.isDisjointFrom(left.services)) return false
  return mayMeetClause(left.action, right.action) && mayMeetClause(left.resource, right.resource)
}

function mayMeetClause(left: CompiledClause | undefined, right: CompiledClause | undefined): boolean {
  if (left === undefined || right === undefined || left.negated || right.negated) return true
  return left.elements.some(({ lexeme }) => right.elements.some((element) => mayMeet(lexeme, element.lexeme)))
}
