import type { Condition } from '../../authorization/aws/policy.ts'
import type { Cause } from '../difference.ts'
import type { Answer } from './ask.ts'
import type { Comparison } from './comparison.ts'
import { conditionTruth } from './condition-truth.ts'
import { type Word, wordOf } from './letters.ts'
import type { Found } from './question.ts'
import { clauseTruth, matchesOf } from './reader.ts'
import type { CompiledClause, CompiledStatement, Rule } from './rule.ts'

export interface Causes {
  readonly causes: readonly Cause[]
  readonly baseCauses: readonly Cause[]
}

export interface GrantCauses extends Causes {
  /** What base's nearest Allow asks and the request does not meet, where nothing else of it keeps the request out. */
  readonly unmet: readonly Condition[]
}

type Shown = { readonly piece: CompiledStatement; readonly answer: Extract<Answer, { kind: 'shown' }> }
type Dimension = 'action' | 'resource' | 'principal' | 'condition'

/** The elements of one rule, action first, the whole statement last. */
export function plainCauses(rule: Rule): Causes {
  if (rule.kind === 'opaque') return { causes: [{ role: 'statement', spans: [rule.source.span] }], baseCauses: [] }
  return { causes: [...elementCauses(rule), statementCause(rule)], baseCauses: [] }
}

/**
 * Why a statement allows something new. The Allow of base that comes nearest to it tells what is new: where base has
 * the action and not the resource, the resource is named first. What base's nearest Allow asks besides, and what it
 * excludes, is why base kept the request out.
 */
export function grantCauses(comparison: Comparison, whole: CompiledStatement, shown: readonly Shown[]): GrantCauses {
  const causes: Cause[] = []
  const baseCauses: Cause[] = []
  const unmet: Condition[] = []
  for (const { piece, answer } of shown) {
    const nearest = nearestRule(comparison, comparison.baseAllows.near(piece), answer.found)
    const missing = nearest?.missing ?? ['action', 'resource', 'principal']
    const own = elementCauses(piece)
    causes.push(...own.filter((cause) => isOneOf(cause.role, missing)))
    if (nearest === undefined) continue
    baseCauses.push(...exclusions(comparison, nearest.rule, answer.found))
    if (missing.every((dimension) => dimension === 'condition')) {
      unmet.push(...failedConditions(comparison, nearest.rule, answer.found).map(({ source }) => source))
    }
  }
  for (const { piece } of shown) causes.push(...elementCauses(piece))
  const onlyLost = baseCauses.length > 0 && baseCauses.every((cause) => cause.role === 'condition')
  return {
    causes: distinct(onlyLost && whole.conditions.length === 0 ? causes : [...causes, statementCause(whole)]),
    baseCauses: distinct(baseCauses),
    unmet,
  }
}

/**
 * Why a Deny of base no longer keeps something out: where a Deny of head comes near it, what that one asks or
 * excludes besides; else the Deny that went.
 */
export function denyCauses(
  comparison: Comparison,
  allow: CompiledStatement,
  deny: CompiledStatement,
  found: Found,
): Causes {
  const near = nearestRule(comparison, comparison.headDenies.near(deny), found)
  const added = near === undefined || near.missing.length > 1 ? [] : exclusions(comparison, near.rule, found)
  return {
    causes: distinct([...added, ...elementCauses(allow)]),
    baseCauses: distinct([...elementCauses(deny), statementCause(deny)]),
  }
}

function isOneOf(role: Cause['role'], dimensions: readonly string[]): boolean {
  return dimensions.includes(role)
}

interface Near {
  readonly rule: CompiledStatement
  readonly missing: readonly Dimension[]
}

function nearestRule(comparison: Comparison, rules: readonly Rule[], found: Found): Near | undefined {
  let nearest: Near | undefined
  for (const rule of rules) {
    if (rule.kind === 'opaque') continue
    const missing = missingDimensions(comparison, rule, found)
    if (missing.includes('action') && missing.length > 1) continue
    if (nearest === undefined || missing.length < nearest.missing.length) nearest = { rule, missing }
  }
  return nearest
}

/** The dimensions in which a rule does not apply to a request. */
function missingDimensions(comparison: Comparison, rule: CompiledStatement, found: Found): readonly Dimension[] {
  const missing: Dimension[] = []
  if (!applies(comparison, rule.action, wordOf(found.action.toLowerCase()))) missing.push('action')
  if (!applies(comparison, rule.resource, found.resource)) missing.push('resource')
  if (!namesPrincipal(comparison, rule, found)) missing.push('principal')
  if (failedConditions(comparison, rule, found).length > 0) missing.push('condition')
  return missing
}

/** The witness is fixed: what its variables stand for is settled. */
const EVERY_KEY = { has: () => true }

function applies(comparison: Comparison, clause: CompiledClause | undefined, word: Word): boolean {
  return clauseTruth(clause, matchesOf(word, 'definite', comparison.lexicon), EVERY_KEY) === true
}

function namesPrincipal(comparison: Comparison, rule: CompiledStatement, found: Found): boolean {
  const { principal } = rule
  if (principal === undefined || found.principal === undefined) return true
  const { id, type } = found.principal
  const matches = matchesOf(id, 'definite', comparison.lexicon)
  const isNamed = principal.members.some((member) => {
    if (!member.isEveryone && member.type !== type) return false
    return [member.exact, ...(principal.negated ? [] : member.wider)].some((each) => matches(each) === 'certain')
  })
  return isNamed !== principal.negated
}

function failedConditions(comparison: Comparison, rule: CompiledStatement, found: Found) {
  const context = { stance: 'definite' as const, lexicon: comparison.lexicon, resolved: found.context }
  return rule.conditions.filter((condition) => {
    const value = condition.kind === 'opaque' ? undefined : found.context.get(condition.key)
    return conditionTruth(condition, value ?? 'absent', context) !== true
  })
}

/** What of a rule keeps a request out: conditions it does not meet, and entries of Not elements that match it. */
function exclusions(comparison: Comparison, rule: CompiledStatement, found: Found): readonly Cause[] {
  const causes: Cause[] = failedConditions(comparison, rule, found).map((condition) => ({
    role: 'condition',
    spans: [condition.source.span],
  }))
  causes.push(...excluding(comparison, 'action', rule.action, wordOf(found.action.toLowerCase())))
  if (rule.resource !== undefined) causes.push(...excluding(comparison, 'resource', rule.resource, found.resource))
  if (causes.length > 0) causes.push(statementCause(rule))
  return causes
}

function excluding(comparison: Comparison, role: Dimension, clause: CompiledClause, word: Word): readonly Cause[] {
  if (!clause.negated) return []
  const matches = matchesOf(word, 'definite', comparison.lexicon)
  return clause.elements
    .filter(({ lexeme }) => matches(lexeme) !== 'no')
    .map((element) => ({ role, spans: element.source.spans }))
}

function elementCauses(rule: CompiledStatement): readonly Cause[] {
  return [
    ...clauseCauses('action', rule.action),
    ...(rule.resource === undefined ? [] : clauseCauses('resource', rule.resource)),
    ...(rule.principal?.members ?? []).map((member): Cause => ({ role: 'principal', spans: member.source.id.spans })),
    ...rule.conditions.map((condition): Cause => ({ role: 'condition', spans: [condition.source.span] })),
  ]
}

function clauseCauses(role: 'action' | 'resource', clause: CompiledClause): readonly Cause[] {
  if (clause.negated) return [{ role, spans: [clause.source.span] }]
  return clause.elements.map((element) => ({ role, spans: element.source.spans }))
}

function statementCause(rule: CompiledStatement): Cause {
  return { role: 'statement', spans: [rule.source.span] }
}

function distinct(causes: readonly Cause[]): readonly Cause[] {
  const seen = new Set<string>()
  return causes.filter((cause) => {
    const key = JSON.stringify(cause)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
