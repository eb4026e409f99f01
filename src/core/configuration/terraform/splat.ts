import type { Splat, SplatStep } from '../../syntax/hcl/ast.ts'
import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import type { SplicedItem, UnknownValue, Value } from '../../value/value.ts'
import { piecesOf, spliced } from './pieces.ts'
import { type Scope, spanIn } from './scope.ts'
import { take } from './traversal.ts'
import { derived, unknownOf } from './unknown.ts'

/**
 * `source[*].a` and `source.*.a`: the traversal for every item. Null is no item, and anything else that is no
 * list is one item. Source: "Splat Expressions", Terraform language documentation.
 */
export function evaluateSplat(expression: Splat, scope: Scope): Value {
  const span = spanIn(scope, expression)
  return splat(scope.module.evaluate(expression.source, scope), expression.traversal, span, scope)
}

function splat(source: Value, steps: readonly SplatStep[], span: Span, scope: Scope): Value {
  const each = (value: Value): Value => takeSteps(value, steps, span, scope)
  if (source.kind === 'unknown') return splatUnknown(source, each, span, scope)
  if (source.kind === 'null') return { kind: 'list', collection: 'tuple', items: [], spans: [span] }
  const items = source.kind === 'list' ? source.items : [source]
  return { kind: 'list', collection: 'tuple', items: items.map(each), spans: [span, ...source.spans] }
}

/** A splat within the steps is a splat over what the steps before it gave. */
function takeSteps(value: Value, steps: readonly SplatStep[], span: Span, scope: Scope): Value {
  let current = value
  for (const step of steps) {
    if (step.kind === 'splat') current = splat(current, step.traversal, span, scope)
    else current = take(current, [step], span, scope)
  }
  return current
}

function splatUnknown(source: UnknownValue, each: (value: Value) => Value, span: Span, scope: Scope): Value {
  if (source.partial?.kind === 'object') {
    return { kind: 'list', collection: 'tuple', items: [each(source)], spans: [span] }
  }
  if (scope.trial !== undefined) scope.trial.uncertain = true
  const pieces = source.partial?.kind === 'instances' ? [anyInstance(source, span)] : piecesOf(source, span)
  if (pieces === undefined) return derived('splat', `${source.symbol.address}[*]`, [source, each(source)], span)
  return spliced(
    pieces.map((piece) => ({ value: each(piece.value), many: piece.many })),
    `${source.symbol.address}[*]`,
    [source, ...pieces.map((piece) => each(piece.value))],
    span,
  )
}

function anyInstance(source: UnknownValue, span: Span): SplicedItem {
  const fingerprint = digestOf('any-key', fingerprintOf(source))
  const key = unknownOf({ address: '*', fingerprint, reason: source.symbol.reason }, [span])
  const value = source.partial?.kind === 'instances' ? source.partial.at(key) : source
  return { value, many: true }
}
