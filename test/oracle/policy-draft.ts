/** A statement in the making: every element is a list that an edit can change. */
export interface StatementDraft {
  readonly effect: 'Allow' | 'Deny'
  readonly action: ClauseDraft
  /** Absent where the policy acts on what it belongs to. */
  readonly resource?: ClauseDraft
  /** Absent in identity policies. */
  readonly principal?: PrincipalDraft
  readonly conditions: readonly ConditionDraft[]
}

export interface ClauseDraft {
  readonly negated: boolean
  readonly patterns: readonly string[]
}

export interface PrincipalDraft {
  readonly negated: boolean
  readonly members: readonly MemberDraft[]
}

export interface MemberDraft {
  readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser'
  readonly id: string
}

export interface ConditionDraft {
  readonly operator: string
  readonly key: string
  readonly values: readonly (string | number | boolean)[]
}

/** The policy as its JSON document. An operator takes each key once: of two conditions on it the later stays. */
export function documentOf(drafts: readonly StatementDraft[], version: string | undefined): object {
  return { ...(version === undefined ? {} : { Version: version }), Statement: drafts.map(statementOf) }
}

function statementOf({ effect, action, resource, principal, conditions }: StatementDraft): object {
  return {
    Effect: effect,
    ...clauseOf('Action', action),
    ...(resource === undefined ? {} : clauseOf('Resource', resource)),
    ...(principal === undefined ? {} : { [principal.negated ? 'NotPrincipal' : 'Principal']: principalsOf(principal) }),
    ...(conditions.length === 0 ? {} : { Condition: conditionsOf(conditions) }),
  }
}

function clauseOf(name: string, { negated, patterns }: ClauseDraft): object {
  return { [negated ? `Not${name}` : name]: patterns }
}

function principalsOf({ members }: PrincipalDraft): object {
  return Object.fromEntries(
    Object.entries(Object.groupBy(members, ({ type }) => type)).map(([type, own]) => [type, own.map(({ id }) => id)]),
  )
}

function conditionsOf(conditions: readonly ConditionDraft[]): object {
  return Object.fromEntries(
    Object.entries(Object.groupBy(conditions, ({ operator }) => operator)).map(([operator, own = []]) => [
      operator,
      Object.fromEntries(own.map(({ key, values }) => [key, values])),
    ]),
  )
}
