import fc from '../seeded-properties.ts'
import type { ClauseDraft, ConditionDraft, PrincipalDraft, StatementDraft } from './policy-draft.ts'
import type { Elements } from './policy-pairs.ts'

/** One change of a policy; `at` and `item` choose a statement and a part of it, whatever their number. */
export interface Edit {
  readonly at: number
  readonly item: number
  readonly change: Change
}

type Change =
  | { readonly kind: 'add-statement'; readonly statement: StatementDraft }
  | { readonly kind: 'remove-statement' | 'turn-effect' | 'repeat-statement' }
  | { readonly kind: 'split-statement' }
  | { readonly kind: 'action' | 'resource'; readonly how: How; readonly clause: ClauseDraft }
  | { readonly kind: 'principal'; readonly how: How; readonly principal: PrincipalDraft }
  | { readonly kind: 'condition'; readonly how: How | 'values'; readonly condition: ConditionDraft }

/** `add`: another element; `remove`: one fewer; `replace`: one by another; `turn`: into its Not form or back. */
type How = 'add' | 'remove' | 'replace' | 'turn'

export function editsOf(elements: Elements, statements: fc.Arbitrary<readonly StatementDraft[]>): fc.Arbitrary<Edit> {
  const how = fc.constantFrom<How[]>('add', 'remove', 'replace', 'turn')
  const { action, resource, principal, condition } = elements
  const changes: fc.Arbitrary<Change>[] = [
    fc.constantFrom<Change[]>(
      { kind: 'remove-statement' },
      { kind: 'turn-effect' },
      { kind: 'repeat-statement' },
      { kind: 'split-statement' },
    ),
    statements.map(
      ([statement]): Change => (statement ? { kind: 'add-statement', statement } : { kind: 'turn-effect' }),
    ),
    fc.record({ kind: fc.constant('action'), how, clause: action }),
    ...(resource === undefined ? [] : [fc.record({ kind: fc.constant('resource'), how, clause: resource })]),
    ...(principal === undefined ? [] : [fc.record({ kind: fc.constant('principal'), how, principal })]),
    fc.record({
      kind: fc.constant('condition'),
      how: fc.constantFrom<(How | 'values')[]>('add', 'remove', 'replace', 'values'),
      condition,
    }),
  ]
  return fc.record({ at: fc.nat({ max: 5 }), item: fc.nat({ max: 5 }), change: fc.oneof(...changes) })
}

/** The statements after an edit; one that leaves an element empty changes nothing. */
export function edited(statements: readonly StatementDraft[], { at, item, change }: Edit): readonly StatementDraft[] {
  const index = at % Math.max(statements.length, 1)
  const chosen = statements[index]
  if (change.kind === 'add-statement') return [...statements, change.statement]
  if (chosen === undefined) return statements
  return statements.toSpliced(index, 1, ...statementsFor(chosen, change, item))
}

function statementsFor(statement: StatementDraft, change: Exclude<Change, { kind: 'add-statement' }>, item: number) {
  switch (change.kind) {
    case 'remove-statement':
      return []
    case 'repeat-statement':
      return [statement, statement]
    case 'turn-effect':
      return [{ ...statement, effect: statement.effect === 'Allow' ? 'Deny' : 'Allow' } as const]
    case 'split-statement':
      return split(statement)
    case 'action':
      return [{ ...statement, action: clauseAfter(statement.action, change.how, change.clause, item) }]
    case 'resource': {
      const { resource } = statement
      return [
        resource === undefined
          ? statement
          : { ...statement, resource: clauseAfter(resource, change.how, change.clause, item) },
      ]
    }
    case 'principal': {
      const { principal } = statement
      return [
        principal === undefined
          ? statement
          : { ...statement, principal: principalAfter(principal, change.how, change.principal, item) },
      ]
    }
    case 'condition':
      return [{ ...statement, conditions: conditionsAfter(statement.conditions, change.how, change.condition, item) }]
  }
}

/** The same said in two statements, where the actions are listed. */
function split(statement: StatementDraft): readonly StatementDraft[] {
  const { negated, patterns } = statement.action
  if (negated) return [statement]
  return patterns.map((pattern) => ({ ...statement, action: { negated, patterns: [pattern] } }))
}

function clauseAfter(clause: ClauseDraft, how: How, other: ClauseDraft, item: number): ClauseDraft {
  if (how === 'turn') return { ...clause, negated: !clause.negated }
  return { ...clause, patterns: listAfter(clause.patterns, how, other.patterns, item) }
}

function principalAfter(principal: PrincipalDraft, how: How, other: PrincipalDraft, item: number): PrincipalDraft {
  if (how === 'turn') return { ...principal, negated: !principal.negated }
  return { ...principal, members: listAfter(principal.members, how, other.members, item) }
}

function listAfter<T>(list: readonly T[], how: 'add' | 'remove' | 'replace', others: readonly T[], item: number) {
  const index = item % list.length
  if (how === 'add') return [...list, ...others.slice(0, 1)]
  if (how === 'replace') return list.toSpliced(index, 1, ...others.slice(0, 1))
  return list.length === 1 ? list : list.toSpliced(index, 1)
}

function conditionsAfter(
  conditions: readonly ConditionDraft[],
  how: How | 'values',
  other: ConditionDraft,
  item: number,
): readonly ConditionDraft[] {
  const index = item % Math.max(conditions.length, 1)
  const chosen = conditions[index]
  if (chosen === undefined || how === 'add') return [...conditions, other]
  if (how === 'remove') return conditions.toSpliced(index, 1)
  // Another list of values, or another operator with the same ones, where they are of one key.
  if (chosen.key !== other.key || how === 'replace') return conditions.toSpliced(index, 1, other)
  if (chosen.operator === 'Null' || other.operator === 'Null') return conditions.toSpliced(index, 1, other)
  const changed = item % 2 === 0 ? { ...chosen, values: other.values } : { ...chosen, operator: other.operator }
  return conditions.toSpliced(index, 1, changed)
}
