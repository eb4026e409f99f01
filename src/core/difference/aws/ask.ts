import type { AccessRequest } from '../../authorization/access.ts'
import { type Bindings, bindingCases, bindingChoices, bindRule } from './bind-variables.ts'
import type { Comparison } from './comparison.ts'
import { letterCode } from './letters.ts'
import type { Found, Pins, Question } from './question.ts'
import { comparedTexts, mayMeetRule, type Rule } from './rule.ts'
import { solve } from './solve.ts'
import type { Stance } from './truth.ts'

export type Answer =
  /** There is one, whatever the unknown texts are. */
  | { readonly kind: 'shown'; readonly witness: AccessRequest; readonly found: Found }
  | { readonly kind: 'none' }
  /** There may be one: it hangs on something unknown, or a limit was hit (`limit`). */
  | { readonly kind: 'undecided'; readonly limit?: string }

/**
 * Asks for a request that all of `positives` apply to and none of `negatives`: first for one that can be shown, then
 * whether there may be one. A witness that does not stand its replay is our own bug, and throws; where policy
 * variables are about, which the search reads as texts of their own, or texts whose meaning nobody knows, it only leaves
 * the answer open.
 */
export function ask(comparison: Comparison, positives: readonly Rule[], others: readonly Rule[]): Answer {
  const negatives = others.filter((rule) => positives.every((positive) => mayMeetRule(positive, rule)))
  if ([...positives, ...negatives].some((rule) => rule.kind === 'statement' && rule.isOversized)) {
    return { kind: 'undecided', limit: 'a pattern is too long, or has too many wildcards' }
  }
  const exceeded = comparison.budget.exceeded
  if (exceeded !== undefined) return { kind: 'undecided', limit: exceeded }
  const definite = put(comparison, positives, negatives, 'definite', variablePins(comparison, positives))
  if (definite.found !== undefined) {
    const witness = comparison.replay.prove(definite.found)
    if (witness !== undefined) return { kind: 'shown', witness, found: definite.found }
    const { baseRules, headRules } = comparison
    const rules = [baseRules.allows, baseRules.denies, headRules.allows, headRules.denies].flat()
    if (!hasVariables(rules) && !rules.some(hasUnreadable)) {
      throw new Error(`the witness does not stand its replay: ${JSON.stringify(definite.found)}`)
    }
  }
  const limit = definite.limit ?? comparison.budget.exceeded
  if (limit !== undefined) return { kind: 'undecided', limit }
  if (!hasUnknowns([...positives, ...negatives])) return { kind: 'none' }
  const possible = put(comparison, positives, negatives, 'possible', new Map())
  if (possible.limit !== undefined) return { kind: 'undecided', limit: possible.limit }
  if (possible.found === undefined) return { kind: 'none' }
  if (!hasVariables([...positives, ...negatives])) return { kind: 'undecided' }
  return askWithValues(comparison, positives, negatives)
}

/** Asks case by case: what holds in none of the cases does not hold; what holds in one is shown by values that matter. */
function askWithValues(comparison: Comparison, positives: readonly Rule[], negatives: readonly Rule[]): Answer {
  const cases = bindingCases(positives, negatives, comparison.lexicon)
  let isOpen = cases === undefined
  for (const bindings of cases ?? []) {
    const answer = askBound(comparison, positives, negatives, bindings)
    if (answer.kind === 'shown') return answer
    isOpen ||= answer.kind === 'undecided'
  }
  if (!isOpen) return { kind: 'none' }
  for (const bindings of bindingChoices(positives, negatives)) {
    const answer = askBound(comparison, positives, negatives, bindings)
    if (answer.kind === 'shown') return answer
  }
  const limit = comparison.budget.exceeded
  return limit === undefined ? { kind: 'undecided' } : { kind: 'undecided', limit }
}

function askBound(
  comparison: Comparison,
  positives: readonly Rule[],
  negatives: readonly Rule[],
  bindings: Bindings,
): Answer {
  const bind = (rules: readonly Rule[]) => rules.flatMap((rule) => bindRule(rule, bindings, comparison.lexicon) ?? [])
  const bound = bind(positives)
  // A positive rule that cannot apply with these values leaves nothing to ask.
  if (bound.length < positives.length) return { kind: 'none' }
  const others = bind(negatives)
  const definite = put(comparison, bound, others, 'definite', bindings)
  const witness = definite.found && comparison.replay.prove(definite.found)
  if (definite.found !== undefined && witness !== undefined) return { kind: 'shown', witness, found: definite.found }
  const possible = put(comparison, bound, others, 'possible', bindings)
  return possible.found === undefined && possible.limit === undefined ? { kind: 'none' } : { kind: 'undecided' }
}

function put(
  comparison: Comparison,
  positives: readonly Rule[],
  negatives: readonly Rule[],
  stance: Stance,
  pins: Pins,
): { readonly found: Found | undefined; readonly limit: string | undefined } {
  if (stance === 'definite' && positives.some((rule) => rule.kind === 'opaque'))
    return { found: undefined, limit: undefined }
  const { lexicon, budget, atoms, multivalued } = comparison
  const question: Question = {
    positives,
    negatives,
    stance,
    kind: comparison.head.kind,
    lexicon,
    budget,
    atoms,
    multivalued,
    pins,
    doubts: [],
  }
  const found = solve(question)
  return { found, limit: found === undefined ? question.doubts[0] : undefined }
}

/** Whether an answer may hang on something unknown: a symbol, a variable, an opaque part. */
function hasUnknowns(rules: readonly Rule[]): boolean {
  return rules.some((rule) => rule.kind === 'opaque' || rule.isUncertain)
}

function hasVariables(rules: readonly Rule[]): boolean {
  return rules.some((rule) => rule.kind === 'statement' && rule.variables.length > 0)
}

/** Whether a rule has a text that is known and whose meaning is not, such as a short ARN: no request stands for it. */
function hasUnreadable(rule: Rule): boolean {
  if (rule.kind === 'opaque') return false
  return comparedTexts(rule).some(
    ({ lexeme, source }) => lexeme.hasSymbol && source.parts.every((part) => part.kind === 'literal'),
  )
}

/** The request resolves every variable of the positives, each to a text of its own. */
function variablePins(comparison: Comparison, positives: readonly Rule[]): Pins {
  const pins = new Map<string, readonly number[]>()
  for (const rule of positives) {
    if (rule.kind === 'opaque') continue
    for (const { key, fallback } of rule.variables) {
      if (!pins.has(key)) pins.set(key, [letterCode(comparison.lexicon.alphabet.variable(key, fallback), false)])
    }
  }
  return pins
}
