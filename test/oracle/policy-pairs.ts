import type { PolicyKind } from '../../src/core/authorization/access.ts'
import fc from '../seeded-properties.ts'
import {
  type ClauseDraft,
  type ConditionDraft,
  documentOf,
  type PrincipalDraft,
  type StatementDraft,
} from './policy-draft.ts'
import { type Edit, edited, editsOf } from './policy-edits.ts'
import {
  ACCOUNT_RESOURCES,
  ACTIONS,
  CALLER_KEYS,
  KEYS,
  type KeyVocabulary,
  MEMBERS,
  NAMES_ALONE,
  RESOURCE_ACCOUNT_KEY,
  RESOURCES,
  VARIABLE_KEYS,
  VARIABLE_RESOURCES,
} from './policy-vocabulary.ts'

export interface PolicyPair {
  readonly kind: PolicyKind
  /** Documents of JSON. */
  readonly base: readonly object[]
  readonly head: readonly object[]
}

/** Elements that statements are drawn from. Without `principal` there are none. */
export interface Elements {
  readonly action: fc.Arbitrary<ClauseDraft>
  readonly resource?: fc.Arbitrary<ClauseDraft>
  readonly principal?: fc.Arbitrary<PrincipalDraft>
  readonly condition: fc.Arbitrary<ConditionDraft>
}

/**
 * Pairs of policies of every kind. Most heads are their base with a few elements changed, since two policies that
 * have nothing to do with each other nearly always differ the same way.
 */
export function policyPairs(): fc.Arbitrary<PolicyPair> {
  const keys = fc.subarray([...KEYS], { minLength: 1, maxLength: 2 })
  return fc.oneof(
    { weight: 6, arbitrary: keys.chain((own) => pairsOf('identity', elementsOf(RESOURCES, own))) },
    { weight: 1, arbitrary: pairsOf('identity', elementsOf(ACCOUNT_RESOURCES, [RESOURCE_ACCOUNT_KEY])) },
    { weight: 2, arbitrary: keys.chain((own) => pairsOf('resource', withCallers(elementsOf(RESOURCES, own), true))) },
    { weight: 2, arbitrary: pairsOf('resource', withCallers(elementsOf(RESOURCES, CALLER_KEYS), false)) },
    { weight: 2, arbitrary: pairsOf('trust', withCallers(elementsOf(undefined, CALLER_KEYS), false)) },
  )
}

/** Pairs of identity policies with policy variables. */
export function variablePairs(): fc.Arbitrary<PolicyPair> {
  return pairsOf('identity', elementsOf(VARIABLE_RESOURCES, VARIABLE_KEYS))
}

const some = <T>(values: readonly T[], maxLength = 2) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength })
const rarely = (oneIn: number) => fc.nat({ max: oneIn - 1 }).map((drawn) => drawn === oneIn - 1)

function elementsOf(resources: readonly string[] | undefined, keys: readonly KeyVocabulary[]): Elements {
  const clause = (patterns: readonly string[]) => fc.record({ negated: rarely(5), patterns: some(patterns) })
  return {
    action: clause(ACTIONS),
    ...(resources === undefined ? {} : { resource: clause(resources) }),
    condition: fc.oneof(...keys.map(conditionOn)),
  }
}

function withCallers(elements: Elements, areNamesAlone: boolean): Elements {
  const members = areNamesAlone ? [...MEMBERS, ...NAMES_ALONE] : MEMBERS
  return { ...elements, principal: fc.record({ negated: rarely(5), members: some(members) }) }
}

function conditionOn({ key, operators, values }: KeyVocabulary): fc.Arbitrary<ConditionDraft> {
  const compared = fc
    .record({ operator: fc.constantFrom(...operators), ifExists: rarely(4), values: some(values, 3) })
    .map(({ operator, ifExists, values: drawn }) => ({
      operator: `${operator}${ifExists ? 'IfExists' : ''}`,
      key,
      values: drawn,
    }))
  const present = some(['true', 'false'], 1).map((drawn) => ({ operator: 'Null', key, values: drawn }))
  return fc.oneof({ weight: 6, arbitrary: compared }, { weight: 1, arbitrary: present })
}

function statementsOf({ action, resource, principal, condition }: Elements): fc.Arbitrary<readonly StatementDraft[]> {
  const statement = fc
    .record({
      effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
      action,
      ...(resource === undefined ? {} : { resource }),
      ...(principal === undefined ? {} : { principal }),
      conditions: fc.array(condition, { maxLength: 2 }),
    })
    .map((drawn): StatementDraft => ({ ...drawn, effect: drawn.effect === 'Deny' ? 'Deny' : 'Allow' }))
  return fc.array(statement, { minLength: 1, maxLength: 3 })
}

function pairsOf(kind: PolicyKind, elements: Elements): fc.Arbitrary<PolicyPair> {
  const statements = statementsOf(elements)
  const edits: fc.Arbitrary<readonly Edit[]> = fc.array(editsOf(elements, statements), { minLength: 1, maxLength: 3 })
  const near = fc
    .record({ base: statements, edits })
    .map((drawn) => ({ base: drawn.base, head: drawn.edits.reduce(edited, drawn.base) }))
  const far = fc.record({ base: statements, head: statements })
  const version = fc.oneof(
    { weight: 9, arbitrary: fc.constant('2012-10-17') },
    { weight: 1, arbitrary: fc.constant(undefined) },
  )
  return fc
    .record({ pair: fc.oneof({ weight: 5, arbitrary: near }, { weight: 1, arbitrary: far }), version })
    .map(({ pair, version: both }) => ({
      kind,
      base: [documentOf(pair.base, both)],
      head: [documentOf(pair.head, both)],
    }))
}
