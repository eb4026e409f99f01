import type { Expression, NumberLiteral, ObjectConstructor, Tuple } from '../../syntax/hcl/ast.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import type { MapEntry, Value } from '../../value/value.ts'
import { evaluateCall } from './call.ts'
import { evaluateConditional } from './conditional.ts'
import { evaluateFor } from './for-expression.ts'
import { exactOf, numberOf } from './number.ts'
import { evaluateBinary, evaluateUnary } from './operators.ts'
import { fail, type Scope, spanIn } from './scope.ts'
import { evaluateSplat } from './splat.ts'
import { syntaxFingerprint } from './syntax-fingerprint.ts'
import { evaluateTemplate } from './template.ts'
import { plainText } from './text.ts'
import { evaluateTraversal } from './traversal.ts'
import { derived, unknownOf } from './unknown.ts'

/** The value of an expression. Total: an error in it is reported and gives an unknown value. */
export function evaluateExpression(expression: Expression, scope: Scope): Value {
  const spans = [spanIn(scope, expression)] as const
  switch (expression.kind) {
    case 'null':
      return { kind: 'null', spans }
    case 'boolean':
      return { kind: 'boolean', value: expression.value, spans }
    case 'number':
      return evaluateNumber(expression, scope)
    case 'template':
      return evaluateTemplate(expression, scope)
    case 'tuple':
      return evaluateTuple(expression, scope)
    case 'object':
      return evaluateObject(expression, scope)
    case 'variable':
    case 'attribute':
    case 'index':
      return evaluateTraversal(expression, scope)
    case 'splat':
      return evaluateSplat(expression, scope)
    case 'call':
      return evaluateCall(expression, scope)
    case 'conditional':
      return evaluateConditional(expression, scope)
    case 'binary':
      return evaluateBinary(expression, scope)
    case 'unary':
      return evaluateUnary(expression, scope)
    case 'for':
      return evaluateFor(expression, scope)
    case 'parenthesized':
      return scope.module.evaluate(expression.expression, scope)
    case 'malformed': {
      const reason = 'could not be parsed'
      const fingerprint = digestOf('malformed', scope.module.contentFingerprint())
      return unknownOf({ address: 'an unreadable expression', fingerprint, reason }, spans)
    }
  }
}

function evaluateNumber(expression: NumberLiteral, scope: Scope): Value {
  const span = spanIn(scope, expression)
  const number = exactOf(expression.digits)
  const value = number === undefined ? undefined : numberOf(number, [span])
  if (value !== undefined) return value
  const detail = 'Numbers of more than some hundred digits are not computed with.'
  const problem = { code: 'number-limit', summary: 'A number is too large', detail }
  return fail(scope, span, syntaxFingerprint(expression), problem)
}

function evaluateTuple(expression: Tuple, scope: Scope): Value {
  const items = expression.items.map((item) => scope.module.evaluate(item, scope))
  return { kind: 'list', collection: 'tuple', items, spans: [spanIn(scope, expression)] }
}

function evaluateObject(expression: ObjectConstructor, scope: Scope): Value {
  const span = spanIn(scope, expression)
  const entries = new Map<string, MapEntry>()
  const unknownKeys: Value[] = []
  for (const item of expression.items) {
    const key = scope.module.evaluate(item.key, scope)
    const value = scope.module.evaluate(item.value, scope)
    const text = plainText(key)
    if (text !== undefined) entries.set(text, { keySpan: spanIn(scope, item.key), value })
    else if (key.kind === 'text' || key.kind === 'unknown') unknownKeys.push(key, value)
    else unknownKeys.push(keyError(key, item.key, scope), value)
  }
  const object: Value = { kind: 'map', collection: 'object', entries, spans: [span] }
  return unknownKeys.length === 0 ? object : derived('object', '{ (unknown key) = … }', [object, ...unknownKeys], span)
}

function keyError(key: Value, expression: Expression, scope: Scope): Value {
  const detail = `A key is a string; a ${key.kind} stands here.`
  const problem = { code: 'invalid-key', summary: 'An object key is not a string', detail }
  return fail(scope, spanIn(scope, expression), digestOf('invalid-key', fingerprintOf(key)), problem)
}
