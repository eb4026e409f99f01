import type { Span } from '../../text/span.ts'
import type { TextValue, UnknownSymbol } from '../../value/value.ts'

/**
 * An AWS policy document as the language defines it, with a place for every element.
 * Source: "IAM JSON policy elements reference", AWS IAM User Guide.
 */
export interface PolicyDocument {
  /** A missing version is 2008-10-17: `${…}` is literal text then. */
  readonly version: '2012-10-17' | '2008-10-17'
  readonly statements: readonly Statement[]
  readonly span: Span
}

export type Statement = ReadStatement | OpaqueStatement

export interface ReadStatement {
  readonly kind: 'statement'
  readonly sid?: string
  readonly effect: 'Allow' | 'Deny'
  /** Absent in identity policies, boundaries, session policies and SCPs. */
  readonly principal?: PrincipalClause
  readonly action: PatternClause
  /** Absent in trust policies. */
  readonly resource?: PatternClause
  readonly conditions: readonly Condition[]
  readonly span: Span
}

/**
 * A statement, or a whole document, that could not be read: it may allow or deny anything,
 * and is the same as another one exactly when the symbols' fingerprints are equal.
 */
export interface OpaqueStatement {
  readonly kind: 'opaque'
  readonly symbol: UnknownSymbol
  readonly span: Span
}

/**
 * `Action` or `NotAction`, `Resource` or `NotResource`. Each pattern has its own place. An element that is
 * an unknown text, or an unknown list of texts, stands as a pattern of one symbol part: it may match anything.
 */
export interface PatternClause {
  readonly negated: boolean
  readonly patterns: readonly TextValue[]
  readonly span: Span
}

export interface PrincipalClause {
  readonly negated: boolean
  readonly members: readonly PrincipalMember[]
  readonly span: Span
}

/** `Principal: "*"` and `{"AWS": "*"}` are both type AWS, id `*`. An account id stands as its `arn:…:root`. */
export interface PrincipalMember {
  readonly type: PrincipalType
  readonly id: TextValue
}

export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | 'unknown'

export type Condition = ReadCondition | OpaqueCondition

export interface ReadCondition {
  readonly kind: 'condition'
  /** Base operator in AWS's spelling, e.g. `StringNotEqualsIgnoreCase`, `Null`. */
  readonly operator: string
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue'
  readonly ifExists: boolean
  /** As written; keys compare case-insensitively. */
  readonly key: string
  readonly values: readonly TextValue[]
  /** The key with its values. */
  readonly span: Span
}

/** A condition (or the whole block) that could not be read: true or false, nobody knows. */
export interface OpaqueCondition {
  readonly kind: 'opaque'
  readonly symbol: UnknownSymbol
  readonly span: Span
}
