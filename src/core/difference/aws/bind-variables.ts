import { patternOf, type Token } from '../../authorization/aws/pattern.ts'
import type { CompiledCondition, ValueTest } from './compiled-condition.ts'
import { isLetter, letterCode, type Word, wordOf } from './letters.ts'
import type { Lexeme, Lexicon } from './lexicon.ts'
import { conditionsOf } from './question.ts'
import type { CompiledClause, CompiledStatement, Rule, VariableToken } from './rule.ts'

/** What policy variables stand for in a request: a text, a letter for whatever text it is, or nothing. */
export type Bindings = ReadonlyMap<string, Word | 'absent'>

/** More cases, or more ways to show one, than this are not tried. */
const MAX_CHOICES = 24

/**
 * The cases of a question with variables: each key of one is absent, or present with some text. Together they are all
 * there are; undefined where they are too many. Where a positive condition lists the only values that a key may have,
 * each of them is a case.
 */
export function bindingCases(
  positives: readonly Rule[],
  negatives: readonly Rule[],
  lexicon: Lexicon,
): readonly Bindings[] | undefined {
  const conditions = conditionsOf(positives)
  return combined(variableKeys(positives, negatives), (key) => {
    const only = valueTestsOn(conditions, key)
      .map(onlyValues)
      .find((values) => values !== undefined)
    return only?.map(wordOf) ?? ['absent', [letterCode(lexicon.alphabet.variable(key, undefined), false)]]
  })
}

/** Texts worth trying for the keys of variables: those that some condition compares them with. */
export function bindingChoices(positives: readonly Rule[], negatives: readonly Rule[]): readonly Bindings[] {
  const conditions = conditionsOf([...positives, ...negatives])
  const choices = combined(variableKeys(positives, negatives), (key) => {
    const texts = valueTestsOn(conditions, key).flatMap((test) =>
      test.values.flatMap(({ lexeme }) => literalText(lexeme) ?? []),
    )
    return ['absent', ...[...new Set(texts)].map(wordOf)]
  })
  return choices ?? []
}

function variableKeys(positives: readonly Rule[], negatives: readonly Rule[]): ReadonlySet<string> {
  const rules = [...positives, ...negatives]
  return new Set(rules.flatMap((rule) => (rule.kind === 'opaque' ? [] : rule.variables.map(({ key }) => key))))
}

function valueTestsOn(conditions: readonly CompiledCondition[], key: string): readonly ValueTest[] {
  return conditions.filter((condition): condition is ValueTest => condition.kind === 'value' && condition.key === key)
}

function combined(
  keys: ReadonlySet<string>,
  valuesOf: (key: string) => readonly (Word | 'absent')[],
): readonly Bindings[] | undefined {
  let choices: readonly Bindings[] = [new Map()]
  for (const key of keys) {
    choices = choices.flatMap((choice) => valuesOf(key).map((value) => new Map([...choice, [key, value]])))
    if (choices.length > MAX_CHOICES) return undefined
  }
  return choices
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

/** A rule with its variables replaced; undefined where it then cannot apply. */
export function bindRule(rule: Rule, bindings: Bindings, lexicon: Lexicon): Rule | undefined {
  if (rule.kind === 'opaque' || !rule.variables.some(({ key }) => bindings.has(key))) return rule
  const resource = rule.resource && bindClause(rule.resource, bindings, lexicon)
  const conditions = rule.conditions.map((condition) => bindCondition(condition, bindings, lexicon))
  if (resource === 'never' || !conditions.every((condition) => condition !== 'never')) return undefined
  const { kind, effect, action, principal, source, isUncertain, isOversized, services } = rule
  const variables = rule.variables.filter(({ key }) => !bindings.has(key) || isAnyText(bindings.get(key)))
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
    const bound = token.kind === 'variable' ? boundTo(token, bindings.get(token.key)) : token
    if (bound === 'nothing') return undefined
    tokens.push(bound)
  }
  return lexicon.lexeme(patternOf(merged(tokens), lexeme.pattern.ignoreCase))
}

function boundTo(token: VariableToken, value: Word | 'absent' | undefined): Token | 'nothing' {
  if (value === undefined) return token
  // Its default does not matter to a variable that has a value.
  if (isAnyText(value)) return { kind: 'variable', key: token.key, inSegment: token.inSegment }
  const text = value === 'absent' ? token.fallback : String.fromCharCode(...value)
  if (text === undefined || (token.inSegment && text.includes(':'))) return 'nothing'
  return { kind: 'literal', text }
}

function isAnyText(value: Word | 'absent' | undefined): boolean {
  return typeof value === 'object' && value.some(isLetter)
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
