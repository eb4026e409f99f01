import { patternOf, type Token } from '../../authorization/aws/pattern.ts'
import type { CompiledCondition, ValueTest } from './compiled-condition.ts'
import { wordOf } from './letters.ts'
import type { Lexeme, Lexicon } from './lexicon.ts'
import { conditionsOf, type Pins } from './question.ts'
import type { CompiledClause, CompiledStatement, Rule } from './rule.ts'

/** What policy variables stand for in a request: a text, or nothing where their key is absent. */
export type Bindings = ReadonlyMap<string, string | 'absent'>

/** Ways to fix the variables of some rules. `exhaustive`: the positives allow no others. */
export interface BindingChoices {
  readonly choices: readonly Bindings[]
  readonly exhaustive: boolean
}

/** More ways than this are not tried. */
const MAX_CHOICES = 24

/**
 * The values of variables worth trying: those that the positives ask their keys for, and absence. Where a positive
 * condition lists the only values a key may have, they are all there are.
 */
export function bindingChoices(positives: readonly Rule[], negatives: readonly Rule[]): BindingChoices {
  const keys = new Set(
    [...positives, ...negatives].flatMap((rule) =>
      rule.kind === 'opaque' ? [] : rule.variables.map(({ key }) => key),
    ),
  )
  const conditions = conditionsOf(positives)
  let choices: readonly Bindings[] = [new Map()]
  let exhaustive = keys.size > 0
  for (const key of keys) {
    const asked = conditions.filter(
      (condition): condition is ValueTest => condition.kind === 'value' && condition.key === key,
    )
    const only = asked.map(onlyValues).find((values) => values !== undefined)
    exhaustive &&= only !== undefined
    const values = only ?? [
      'absent',
      ...asked.flatMap((test) => test.values.flatMap(({ lexeme }) => literalText(lexeme) ?? [])),
    ]
    choices = choices.flatMap((choice) => [...new Set(values)].map((value) => new Map([...choice, [key, value]])))
    if (choices.length > MAX_CHOICES) return { choices: choices.slice(0, MAX_CHOICES), exhaustive: false }
  }
  return { choices, exhaustive }
}

/** The values of a condition that no other value, nor an absent key, meets. */
function onlyValues(test: ValueTest): readonly string[] | undefined {
  if (test.negated || test.quantifier !== undefined || test.whenAbsent || test.type !== 'string') return undefined
  const texts = test.values.map(({ lexeme }) => (lexeme.pattern.ignoreCase ? undefined : literalText(lexeme)))
  return texts.every((text) => text !== undefined) ? texts : undefined
}

function literalText(lexeme: Lexeme): string | undefined {
  const [first, ...others] = lexeme.pattern.tokens
  if (first === undefined) return ''
  return first.kind === 'literal' && others.length === 0 ? first.text : undefined
}

export function pinsOf(bindings: Bindings): Pins {
  return new Map([...bindings].map(([key, value]) => [key, value === 'absent' ? value : wordOf(value)]))
}

/** A rule with its variables replaced; undefined where it then cannot apply. */
export function bindRule(rule: Rule, bindings: Bindings, lexicon: Lexicon): Rule | undefined {
  if (rule.kind === 'opaque' || !rule.variables.some(({ key }) => bindings.has(key))) return rule
  const resource = rule.resource && bindClause(rule.resource, bindings, lexicon)
  const conditions = rule.conditions.map((condition) => bindCondition(condition, bindings, lexicon))
  if (resource === 'never' || !conditions.every((condition) => condition !== 'never')) return undefined
  const { kind, effect, action, principal, source, isUncertain, isOversized, services } = rule
  const variables = rule.variables.filter(({ key }) => !bindings.has(key))
  const bound: CompiledStatement = {
    ...{ kind, effect, action, principal, source, isUncertain, isOversized, services, resource, conditions, variables },
    id: `${rule.id} where ${JSON.stringify([...bindings])}`,
  }
  return bound
}

function bindClause(clause: CompiledClause, bindings: Bindings, lexicon: Lexicon): CompiledClause | 'never' {
  const elements = clause.elements.flatMap((element) => {
    const lexeme = bindLexeme(element.lexeme, bindings, lexicon)
    return lexeme === undefined ? [] : [{ ...element, lexeme }]
  })
  if (clause.negated && elements.length < clause.elements.length) return 'never'
  return { ...clause, elements }
}

function bindCondition(
  condition: CompiledCondition,
  bindings: Bindings,
  lexicon: Lexicon,
): CompiledCondition | 'never' {
  if (condition.kind !== 'value' || !condition.values.some(({ lexeme }) => lexeme.hasVariable)) return condition
  // Typed comparisons stay as they are: their unknown bounds are read as such.
  if (condition.type === 'address' || condition.type === 'number' || condition.type === 'date') return condition
  const values = condition.values.flatMap((value) => {
    const lexeme = bindLexeme(value.lexeme, bindings, lexicon)
    return lexeme === undefined ? [] : [{ ...value, lexeme, id: `${condition.type} ${lexeme.id}` }]
  })
  if (condition.negated && values.length < condition.values.length) return onlyWhenAbsent(condition)
  return { ...condition, values, id: `${condition.id} where ${JSON.stringify([...bindings])}` }
}

/** A negated condition with a variable that is not resolved holds for no value; a missing key still meets it. */
function onlyWhenAbsent(condition: ValueTest): CompiledCondition | 'never' {
  if (!condition.whenAbsent) return 'never'
  const { key, source } = condition
  return { kind: 'presence', key, whenAbsent: 'yes', whenPresent: 'no', source, id: `${condition.id} unresolved` }
}

/** Undefined where a variable is absent and has no default: the pattern then matches nothing. */
function bindLexeme(lexeme: Lexeme, bindings: Bindings, lexicon: Lexicon): Lexeme | undefined {
  if (!lexeme.hasVariable) return lexeme
  const tokens: Token[] = []
  for (const token of lexeme.pattern.tokens) {
    const value = token.kind === 'variable' ? bindings.get(token.key) : undefined
    if (token.kind !== 'variable' || value === undefined) {
      tokens.push(token)
      continue
    }
    const text = value === 'absent' ? token.fallback : value
    if (text === undefined || (token.inSegment && text.includes(':'))) return undefined
    tokens.push({ kind: 'literal', text })
  }
  return lexicon.lexeme(patternOf(merged(tokens), lexeme.pattern.ignoreCase))
}

function merged(tokens: readonly Token[]): readonly Token[] {
  const all: Token[] = []
  for (const token of tokens) {
    const last = all.at(-1)
    if (token.kind === 'literal' && token.text === '') continue
    if (token.kind === 'literal' && last?.kind === 'literal')
      all.splice(-1, 1, { kind: 'literal', text: last.text + token.text })
    else all.push(token)
  }
  return all
}
