import type { PolicyKind } from '../../authorization/access.ts'
import { type Pattern, parsePattern } from '../../authorization/aws/pattern.ts'
import type {
  OpaqueStatement,
  PatternClause,
  PolicyDocument,
  PrincipalMember,
  ReadStatement,
  Statement,
} from '../../authorization/aws/policy.ts'
import type { TextValue, UnknownSymbol } from '../../value/value.ts'
import { type CompiledCondition, compileCondition } from './compiled-condition.ts'
import type { Lexeme, Lexicon } from './lexicon.ts'
import { type CompiledMember, compileMember } from './principal-patterns.ts'

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
  readonly resource?: CompiledClause
  readonly principal?: CompiledPrincipal
  readonly conditions: readonly CompiledCondition[]
  readonly source: ReadStatement
  /** Equal for statements that mean the same by construction. */
  readonly id: string
}

/** An opaque statement stands twice: as something that may allow and as something that may deny. */
export interface CompiledOpaque {
  readonly kind: 'opaque'
  readonly effect: 'Allow' | 'Deny'
  readonly symbol: UnknownSymbol
  readonly source: OpaqueStatement
  readonly id: string
}

export type Rule = CompiledStatement | CompiledOpaque

/** The rules of every document of one side, allows and denies apart. */
export interface CompiledSide {
  readonly allows: readonly Rule[]
  readonly denies: readonly Rule[]
}

export function compileSide(documents: readonly PolicyDocument[], kind: PolicyKind, lexicon: Lexicon): CompiledSide {
  const rules = documents.flatMap((document) =>
    document.statements.flatMap((statement) => compileStatement(statement, document.version, kind, lexicon)),
  )
  return {
    allows: rules.filter((rule) => rule.effect === 'Allow'),
    denies: rules.filter((rule) => rule.effect === 'Deny'),
  }
}

function compileStatement(
  statement: Statement,
  version: PolicyDocument['version'],
  kind: PolicyKind,
  lexicon: Lexicon,
): readonly Rule[] {
  if (statement.kind === 'opaque') {
    const { symbol } = statement
    const opaque = (effect: 'Allow' | 'Deny'): Rule => {
      return { kind: 'opaque', effect, symbol, source: statement, id: `opaque ${effect} ${symbol.fingerprint}` }
    }
    return [opaque('Allow'), opaque('Deny')]
  }
  const parse = {
    action: (text: TextValue) => parsePattern(text, { reading: 'glob', version, ignoreCase: true, variables: false }),
    resource: (text: TextValue) => parsePattern(text, { reading: 'arn', version }),
  }
  const action = compileClause(statement.action, parse.action, lexicon)
  const resource =
    statement.resource && kind !== 'trust' ? compileClause(statement.resource, parse.resource, lexicon) : undefined
  const principal = statement.principal && {
    negated: statement.principal.negated,
    members: statement.principal.members.map((source) => ({ ...compileMember(source, lexicon), source })),
  }
  const conditions = statement.conditions.map((condition) => compileCondition(condition, version, lexicon))
  const compiled: Omit<CompiledStatement, 'id'> = {
    kind: 'statement',
    effect: statement.effect,
    action,
    ...(resource === undefined ? {} : { resource }),
    ...(principal === undefined ? {} : { principal }),
    conditions,
    source: statement,
  }
  return [{ ...compiled, id: idOf(compiled) }]
}

function compileClause(clause: PatternClause, parse: (text: TextValue) => Pattern, lexicon: Lexicon): CompiledClause {
  const elements = clause.patterns.map((source) => ({ lexeme: lexicon.lexeme(parse(source)), source }))
  return { negated: clause.negated, elements, source: clause }
}

function idOf(statement: Omit<CompiledStatement, 'id'>): string {
  return JSON.stringify([
    statement.effect,
    clauseId(statement.action),
    statement.resource === undefined ? null : clauseId(statement.resource),
    statement.principal === undefined
      ? null
      : [statement.principal.negated, unique(statement.principal.members.map((member) => member.id))],
    unique(statement.conditions.map((condition) => condition.id)),
  ])
}

function clauseId(clause: CompiledClause): readonly unknown[] {
  return [clause.negated, unique(clause.elements.map((element) => element.lexeme.id))]
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort()
}
