import type { ForExpression } from '../../syntax/hcl/ast.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { joinSpans, through } from '../../value/spans.ts'
import type { MapEntry, UnknownValue, Value } from '../../value/value.ts'
import { toBoolean } from './conversion.ts'
import { type Iteration, iterate } from './iterate.ts'
import { MAX_ITEMS } from './limits.ts'
import { piecesOf, spliced } from './pieces.ts'
import { fail, inOneCase, type Scope, spanIn, withNames } from './scope.ts'
import { asText, compareText, plainText } from './text.ts'
import { derived, either, unknownOf } from './unknown.ts'

/**
 * `[for …]` and `{for …}`. Where the collection, a condition or a key is unknown, so is the result, as a function
 * of what it would be made of; a list over an unknown list keeps the shape of its items where it can.
 * Source: "for Expressions", Terraform language documentation.
 */
export function evaluateFor(expression: ForExpression, scope: Scope): Value {
  return evaluateOver(expression, scope.module.evaluate(expression.collection, scope), scope)
}

function evaluateOver(expression: ForExpression, collection: Value, scope: Scope): Value {
  const span = spanIn(scope, expression)
  if (collection.kind === 'unknown') return overUnknown(expression, collection, scope)
  const iterations = iterate(collection)
  if (iterations === undefined) {
    const detail = `A for expression iterates over a list, set, map or object; a ${collection.kind} stands here.`
    const problem = { code: 'not-iterable', summary: 'A for expression iterates over something else', detail }
    return fail(scope, spanIn(scope, expression.collection), digestOf('for', fingerprintOf(collection)), problem)
  }
  const rounds = iterations.map((iteration) => evaluateRound(expression, iteration, scope))
  if (rounds.some((round) => round.unknown)) {
    return derived('for', forAddress(expression), rounds.flatMap(roundInputs), span)
  }
  const taken = rounds.filter((round) => round.included)
  return expression.form === 'tuple'
    ? tupleOf(taken, collection, scope, expression)
    : objectOf(taken, expression, scope)
}

interface Round {
  readonly included: boolean
  /** Whether it is included, or under which key, is not known. */
  readonly unknown: boolean
  readonly condition?: Value
  readonly key?: Value
  readonly value?: Value
}

function evaluateRound(expression: ForExpression, iteration: Iteration, scope: Scope): Round {
  const names: [string, Value][] = [[expression.valueName, iteration.value]]
  if (expression.keyName !== undefined) names.unshift([expression.keyName, iteration.key])
  const inner = withNames(scope, names)
  const condition = expression.condition && evaluateCondition(expression.condition, inner)
  if (condition?.kind === 'boolean' && !condition.value) return { included: false, unknown: false }
  const key = expression.key && evaluateKey(expression.key, inner)
  const value = inner.module.evaluate(expression.value, inner)
  const unknownKey = key !== undefined && plainText(key) === undefined
  const included = condition === undefined || condition.kind === 'boolean'
  const marked = condition === undefined ? value : through(value, originOf(condition))
  return {
    included,
    unknown: !included || unknownKey,
    ...(condition === undefined ? {} : { condition }),
    ...(key === undefined ? {} : { key }),
    value: marked,
  }
}

function evaluateKey(expression: NonNullable<ForExpression['key']>, scope: Scope): Value {
  const key = scope.module.evaluate(expression, scope)
  if (key.kind === 'unknown' || asText(key) !== undefined) return key
  const detail = `A key is a string; a ${key.kind} stands here.`
  const problem = { code: 'invalid-key', summary: 'An object key is not a string', detail }
  return fail(scope, spanIn(scope, expression), digestOf('invalid-key', fingerprintOf(key)), problem)
}

/** The places of a condition that was known from elsewhere; more of them than one tell something. */
function originOf(condition: Value): Value['spans'] {
  return condition.spans.length > 1 ? condition.spans : []
}

function evaluateCondition(expression: NonNullable<ForExpression['condition']>, scope: Scope): Value {
  const given = scope.module.evaluate(expression, scope)
  const condition = toBoolean(given)
  if (condition?.kind === 'boolean' || condition?.kind === 'unknown') return condition
  const detail = `The condition of a for expression is true or false; a ${given.kind} stands here.`
  const problem = { code: 'invalid-condition', summary: 'A condition is neither true nor false', detail }
  return fail(scope, spanIn(scope, expression), digestOf('condition', fingerprintOf(given)), problem)
}

function roundInputs(round: Round): readonly Value[] {
  const absent: Value = { kind: 'null', spans: [] }
  return [round.condition ?? absent, round.key ?? absent, round.value ?? absent]
}

function tupleOf(rounds: readonly Round[], collection: Value, scope: Scope, expression: ForExpression): Value {
  const items = rounds.flatMap((round) => (round.value === undefined ? [] : [round.value]))
  const spans = joinSpans([spanIn(scope, expression)], collection.spans)
  return { kind: 'list', collection: 'tuple', items, spans }
}

function objectOf(rounds: readonly Round[], expression: ForExpression, scope: Scope): Value {
  const span = spanIn(scope, expression)
  const groups = new Map<string, { readonly key: Value; readonly values: Value[] }>()
  for (const { key, value } of rounds) {
    if (key === undefined || value === undefined) continue
    const name = plainText(key) ?? ''
    const group = groups.get(name)
    if (group === undefined) groups.set(name, { key, values: [value] })
    else if (expression.grouping) group.values.push(value)
    else return duplicateKey(name, expression, scope)
  }
  const entries = [...groups].sort(([left], [right]) => compareText(left, right))
  const spans = [span]
  return {
    kind: 'map',
    collection: 'object',
    entries: new Map(entries.map(([name, group]) => [name, entryOf(group.key, group.values, expression, scope)])),
    spans,
  }
}

function entryOf(key: Value, values: readonly Value[], expression: ForExpression, scope: Scope): MapEntry {
  const keySpan = key.spans[0] ?? spanIn(scope, expression)
  const [first] = values
  if (!expression.grouping && first !== undefined) return { keySpan, value: first }
  return { keySpan, value: { kind: 'list', collection: 'tuple', items: values, spans: [spanIn(scope, expression)] } }
}

function duplicateKey(name: string, expression: ForExpression, scope: Scope): Value {
  const summary = `Two elements of a for expression have the key ${JSON.stringify(name)}`
  const detail = 'Terraform refuses duplicate keys unless the value is followed by "...", which groups them.'
  const problem = { code: 'duplicate-key', summary, detail }
  return fail(scope, spanIn(scope, expression), digestOf('duplicate-key', name), problem)
}

function overUnknown(expression: ForExpression, collection: UnknownValue, scope: Scope): Value {
  const span = spanIn(scope, expression)
  const { partial } = collection
  if (partial?.kind === 'either') {
    const then = inOneCase(scope, (inner) => evaluateOver(expression, partial.then, inner))
    const otherwise = inOneCase(scope, (inner) => evaluateOver(expression, partial.otherwise, inner))
    return either({ kind: 'unknown', symbol: partial.condition, spans: collection.spans }, then, otherwise, span)
  }
  if (scope.trial !== undefined) scope.trial.uncertain = true
  const address = forAddress(expression)
  const pieces = piecesOf(collection, span)
  if (pieces !== undefined && pieces.length <= MAX_ITEMS && isPlainList(expression)) {
    const items = pieces.map((piece) => ({ piece, round: evaluateRound(expression, iterationOf(piece.value), scope) }))
    const shaped = items.every(
      ({ piece, round }) => !round.unknown && (!piece.many || dependsOn(round.value, piece.value)),
    )
    const kept = items.filter(({ round }) => round.included)
    if (shaped) {
      return spliced(
        kept.flatMap(({ piece, round }) => toItem(round.value, piece.many)),
        '[for … in …]',
        [collection, ...items.flatMap(({ round }) => roundInputs(round))],
        span,
      )
    }
  }
  const anything: UnknownValue = { kind: 'unknown', symbol: collection.symbol, spans: collection.spans }
  const round = evaluateRound(expression, iterationOf(anything), scope)
  return derived(`for-${expression.form}-${expression.grouping}`, address, [collection, ...roundInputs(round)], span)
}

function toItem(value: Value | undefined, many: boolean) {
  return value === undefined ? [] : [{ value, many }]
}

/** Without an index or a filter, each item of the result stands for an item of the collection. */
function isPlainList(expression: ForExpression): boolean {
  return expression.form === 'tuple' && expression.keyName === undefined && expression.condition === undefined
}

function iterationOf(value: Value): Iteration {
  const [span] = value.spans
  if (span === undefined) return { key: value, value }
  const fingerprint = digestOf('key', fingerprintOf(value))
  const reason = 'is a key of something that is not known'
  return { key: unknownOf({ address: 'key', fingerprint, reason }, [span]), value }
}

/**
 * Whether every text in a result contains the unknown item itself. Only then does "the same texts" on both sides
 * of a change imply "for the same items": a text that does not depend on the item is there or not there.
 */
function dependsOn(result: Value | undefined, item: Value): boolean {
  if (result === undefined || item.kind !== 'unknown') return false
  const { fingerprint } = item.symbol
  if (result.kind === 'unknown') return result.symbol.fingerprint === fingerprint
  if (result.kind !== 'text') return false
  return result.parts.some((part) => part.kind === 'symbol' && part.symbol.fingerprint === fingerprint)
}

function forAddress(expression: ForExpression): string {
  return expression.form === 'tuple' ? `[for ${expression.valueName} in …]` : `{for ${expression.valueName} in …}`
}
