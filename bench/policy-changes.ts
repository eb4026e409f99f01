import {
  actionPatterns,
  conditionsOf,
  managedPolicy,
  type Policy,
  policyOf,
  type Statement,
  statementOf,
} from './managed-policies.ts'
import { SeededRandom } from './seeded-random.ts'

export interface PolicyChange {
  /** What was done to the policy, by construction: a narrowing or a rewriting adds nothing. */
  readonly nature: 'widened' | 'narrowed' | 'rewritten' | 'unrelated'
  readonly base: Policy
  readonly head: Policy
}

/** Changes such as the versions of managed policies show: most add, some narrow, some only rewrite. */
export function policyChanges(count: number, seed: number): readonly PolicyChange[] {
  const random = new SeededRandom(seed)
  return Array.from({ length: count }, (_, index) => policyChange(random, index))
}

/** A policy of so many statements, and the same one with one action more. */
export function widenedPolicy(statements: number, seed: number): PolicyChange {
  const random = new SeededRandom(seed)
  const base = policyOf(random, statements)
  const [first, ...others] = base.Statement
  const grown = first && { ...first, Action: [...(first.Action ?? []), 'example:Added'] }
  return { nature: 'widened', base, head: { ...base, Statement: grown === undefined ? [] : [grown, ...others] } }
}

function policyChange(random: SeededRandom, index: number): PolicyChange {
  const base = managedPolicy(random, index)
  const [nature, change] = random.pick(CHANGES)
  return { nature, base, head: change(random, base, index) }
}

type Change = (random: SeededRandom, policy: Policy, index: number) => Policy

const CHANGES: readonly [readonly [PolicyChange['nature'], Change], ...(readonly [PolicyChange['nature'], Change])[]] =
  [
    ['widened', addActions],
    ['widened', addActions],
    ['widened', addActions],
    ['widened', addStatement],
    ['widened', addStatement],
    ['widened', everyResource],
    ['widened', dropConditions],
    ['narrowed', addCondition],
    ['narrowed', removeStatement],
    ['narrowed', removeActions],
    ['narrowed', addDeny],
    ['rewritten', reorder],
    ['rewritten', splitStatements],
    ['rewritten', spelledOtherwise],
    ['unrelated', (random) => managedPolicy(random, 0)],
  ]

function addActions(random: SeededRandom, policy: Policy): Policy {
  return changeOne(random, policy, (statement) => {
    const service = serviceOf(statement)
    const more = actionPatterns(random, service, random.heavyTailed(3, 0.8, 20))
    return [statement.Action === undefined ? statement : { ...statement, Action: union(statement.Action, more) }]
  })
}

function addStatement(random: SeededRandom, policy: Policy): Policy {
  const service = serviceOf(random.pick(policy.Statement))
  const more = statementOf(random, service, policy.Statement.length, random.heavyTailed(5, 0.9, 40))
  return { ...policy, Statement: [...policy.Statement, { ...more, Effect: 'Allow' }] }
}

function everyResource(random: SeededRandom, policy: Policy): Policy {
  return changeOne(random, policy, (statement) => [{ ...statement, Resource: ['*'] }])
}

function dropConditions(random: SeededRandom, policy: Policy): Policy {
  return changeOne(random, policy, ({ Condition, ...statement }) => [statement])
}

/** A key of its own, so that it adds to the conditions that are there. */
function addCondition(random: SeededRandom, policy: Policy): Policy {
  return changeOne(random, policy, (statement) => {
    if (statement.Effect === 'Deny') return [statement]
    const added = { [random.pick(['StringEquals', 'StringLike'])]: { 'aws:PrincipalOrgID': ['o-example'] } }
    return [{ ...statement, Condition: { ...added, ...withoutOf(statement.Condition, added) } }]
  })
}

/** Conditions of an operator that is added as well are kept beside it. */
function withoutOf(conditions: Statement['Condition'], added: NonNullable<Statement['Condition']>) {
  return Object.fromEntries(
    Object.entries(conditions ?? {}).map(([operator, keys]) => [operator, { ...keys, ...added[operator] }]),
  )
}

function removeStatement(random: SeededRandom, policy: Policy): Policy {
  return changeOne(random, policy, (statement) => (statement.Effect === 'Deny' ? [statement] : []))
}

function removeActions(random: SeededRandom, policy: Policy): Policy {
  return changeOne(random, policy, (statement) => {
    if (statement.Effect === 'Deny' || statement.Action === undefined) return [statement]
    return [{ ...statement, Action: statement.Action.slice(0, Math.ceil(statement.Action.length / 2)) }]
  })
}

function addDeny(random: SeededRandom, policy: Policy): Policy {
  const service = serviceOf(random.pick(policy.Statement))
  const deny: Statement = {
    Effect: 'Deny',
    Action: actionPatterns(random, service, 4),
    Resource: ['*'],
    ...(random.chance(0.5) ? { Condition: conditionsOf(random, service) } : {}),
  }
  return { ...policy, Statement: [...policy.Statement, deny] }
}

function reorder(_: SeededRandom, policy: Policy): Policy {
  const turned = policy.Statement.map((statement) =>
    statement.Action === undefined ? statement : { ...statement, Action: [...statement.Action].reverse() },
  )
  return { ...policy, Statement: turned.reverse() }
}

function splitStatements(random: SeededRandom, policy: Policy): Policy {
  return changeOne(random, policy, (statement) =>
    statement.Action === undefined
      ? [statement]
      : statement.Action.map((action) => ({ ...statement, Action: [action] })),
  )
}

function spelledOtherwise(random: SeededRandom, policy: Policy): Policy {
  return changeOne(random, policy, ({ Sid, ...statement }) => {
    if (statement.Action === undefined) return [statement]
    return [{ ...statement, Action: statement.Action.map((action) => action.toLowerCase()) }]
  })
}

function changeOne(
  random: SeededRandom,
  policy: Policy,
  change: (statement: Statement) => readonly Statement[],
): Policy {
  const at = random.below(policy.Statement.length)
  return { ...policy, Statement: policy.Statement.flatMap((each, index) => (index === at ? change(each) : [each])) }
}

function serviceOf(statement: Statement | undefined): string {
  const [action = 's3:*'] = statement?.Action ?? statement?.NotAction ?? []
  return action.slice(0, action.indexOf(':'))
}

function union(left: readonly string[], right: readonly string[]): readonly string[] {
  return [...new Set([...left, ...right])]
}
