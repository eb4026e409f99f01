import type { PolicyKind } from '../../src/core/authorization/access.ts'
import type {
  PatternClause,
  PolicyDocument,
  ReadCondition,
  ReadStatement,
} from '../../src/core/authorization/aws/policy.ts'
import { callerCommands, callerTerm } from './caller-terms.ts'
import { declareKeys, type KeyTerms, variableTerms } from './condition-keys.ts'
import { operatorOf } from './condition-operators.ts'
import { conditionTerm, readingOf } from './condition-terms.ts'
import { type PatternReading, patternTerm, resolvedTerm, type VariableTerms, variableKeys } from './pattern-terms.ts'
import { and, not, or, type Term } from './terms.ts'
import { wholeText } from './whole-text.ts'

/**
 * The commands of SMT-LIB 2 that ask whether there is a request that head allows and base does not, up to but without
 * `(check-sat)`. Written from AWS's documentation, and independent of both the search and the evaluator: all it shares
 * with them is the reader of documents. Documents must be read without errors and hold no unknown text; actions must
 * be of services that the catalogue does not know, whose actions may act on any resource.
 */
export function encodeDifference(
  base: readonly PolicyDocument[],
  head: readonly PolicyDocument[],
  kind: PolicyKind,
): readonly string[] {
  const sides = [...base, ...head]
  const keys = declareKeys(usesOf(sides), variablesOf(sides))
  const members = sides.flatMap(statementsOf).flatMap(({ principal }) => principal?.members ?? [])
  const scope: Scope = { keys, variables: variableTerms(keys), kind }
  return [
    '(set-logic ALL)',
    '(declare-const action String)',
    '(declare-const resource String)',
    ...[...keys.values()].flatMap(({ commands }) => commands),
    `(assert ${ACTION_SHAPE})`,
    `(assert ${RESOURCE_SHAPE})`,
    ...(kind === 'resource' || kind === 'trust' ? callerCommands(members, keys) : []),
    `(assert ${allowedTerm(head, scope)})`,
    `(assert ${not(allowedTerm(base, scope))})`,
  ]
}

interface Scope {
  readonly keys: ReadonlyMap<string, KeyTerms>
  readonly variables: VariableTerms
  readonly kind: PolicyKind
}

/**
 * An action has a service and a name, neither empty. Actions are case-insensitive: patterns are taken in lower case. The request's
 * need not be asked to be, since a letter in upper case is to lower-case patterns what any other character is that
 * none of them has.
 */
const ACTION_SHAPE: Term = '(str.in_re action (re.++ re.allchar re.all (str.to_re ":") re.allchar re.all))'

/** A request names what it acts on, or `*`. A trust policy acts on its role alone. */
const RESOURCE_SHAPE: Term = '(not (= resource ""))'

/** An explicit Deny wins over an Allow, and what nothing allows is denied. Source: "Policy evaluation logic". */
function allowedTerm(documents: readonly PolicyDocument[], scope: Scope): Term {
  const applying = (effect: ReadStatement['effect']) =>
    or(
      documents.flatMap((document) =>
        statementsOf(document)
          .filter((statement) => statement.effect === effect)
          .map((statement) => statementTerm(statement, document.version, scope)),
      ),
    )
  return and([applying('Allow'), not(applying('Deny'))])
}

function statementTerm(statement: ReadStatement, version: PolicyDocument['version'], scope: Scope): Term {
  const hasVariables = version === '2012-10-17'
  const { action, resource, principal, conditions } = statement
  const isBound = scope.kind === 'trust' || resource === undefined
  return and([
    clauseTerm('action', action, ACTION_READING, scope, (pattern) => pattern.toLowerCase()),
    ...(principal === undefined ? [] : [callerTerm(principal)]),
    ...(isBound ? [] : [clauseTerm('resource', resource, resourceReading(hasVariables), scope, (pattern) => pattern)]),
    ...conditions.map((condition) => conditionTerm(readCondition(condition), { ...scope, hasVariables })),
  ])
}

const ACTION_READING: PatternReading = { wildcards: 'glob', ignoreCase: false, variables: false }

function resourceReading(variables: boolean): PatternReading {
  return { wildcards: 'arn', ignoreCase: false, variables }
}

/** A Not clause with a variable that the request does not resolve proves nothing. */
function clauseTerm(
  subject: Term,
  clause: PatternClause,
  reading: PatternReading,
  { variables }: Scope,
  written: (pattern: string) => string,
): Term {
  const patterns = clause.patterns.map((pattern) => written(wholeText(pattern)))
  const match = or(patterns.map((pattern) => patternTerm(subject, pattern, reading, variables)))
  if (!clause.negated) return match
  return and([...patterns.map((pattern) => resolvedTerm(pattern, reading, variables)), not(match)])
}

function statementsOf(document: PolicyDocument): readonly ReadStatement[] {
  return document.statements.map((statement) => {
    if (statement.kind === 'opaque') throw new Error(`not read: ${statement.symbol.reason}`)
    return statement
  })
}

function readCondition(condition: ReadStatement['conditions'][number]): ReadCondition {
  if (condition.kind === 'opaque') throw new Error(`not read: ${condition.symbol.reason}`)
  return condition
}

function usesOf(documents: readonly PolicyDocument[]) {
  return documents.flatMap(statementsOf).flatMap(({ conditions }) =>
    conditions.map(readCondition).map(({ key, operator, quantifier }) => ({
      key: key.toLowerCase(),
      operator,
      isQuantified: quantifier !== undefined,
    })),
  )
}

/** Every key that a policy variable names. */
function variablesOf(documents: readonly PolicyDocument[]): readonly string[] {
  return documents
    .filter(({ version }) => version === '2012-10-17')
    .flatMap(statementsOf)
    .flatMap(({ resource, conditions }) => [
      ...(resource?.patterns ?? []).flatMap((pattern) => variableKeys(wholeText(pattern), resourceReading(true))),
      ...conditions.map(readCondition).flatMap(({ operator, values }) => {
        const reading = operator === 'Null' ? undefined : readingOf(operatorOf(operator), true)
        return reading === undefined ? [] : values.flatMap((value) => variableKeys(wholeText(value), reading))
      }),
    ])
}
