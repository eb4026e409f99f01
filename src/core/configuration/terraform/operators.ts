import type { Binary, BinaryOperator, Unary } from '../../syntax/hcl/ast.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { joinSpans } from '../../value/spans.ts'
import type { Value } from '../../value/value.ts'
import { calculate } from './binary-number.ts'
import { toBoolean, toNumber } from './conversion.ts'
import { compareValues } from './equality.ts'
import { type Exact, exactOf, numberOf } from './number.ts'
import { fail, type Scope, spanIn } from './scope.ts'
import { derived, isKnown, negated } from './unknown.ts'

/** Arithmetic is exact, comparison is by type and value, logic knows that `false && unknown` is false. */
export function evaluateBinary(expression: Binary, scope: Scope): Value {
  const left = scope.module.evaluate(expression.left, scope)
  const right = scope.module.evaluate(expression.right, isDecided(expression, left) ? quiet(scope) : scope)
  if (expression.operator !== '==' && expression.operator !== '!=') noteUncertain([left, right], scope)
  switch (expression.operator) {
    case '&&':
    case '||':
      return evaluateLogic(expression, left, right, scope)
    case '==':
    case '!=':
      return evaluateEquality(expression, left, right, scope)
    default:
      return evaluateArithmetic(expression, left, right, scope)
  }
}

/**
 * `false && …` and `true || …` are decided by their left side; as from Terraform 1.12 on, what fails on the right, such
 * as an attribute of null, is no error then. Its type still counts. Source: "Logical Operators", Terraform language.
 */
function isDecided({ operator }: Binary, left: Value): boolean {
  if (operator !== '&&' && operator !== '||') return false
  const known = toBoolean(left)
  return known?.kind === 'boolean' && known.value === (operator === '||')
}

function quiet(scope: Scope): Scope {
  return { ...scope, trial: { failed: false, uncertain: false } }
}

/** Something unknown may be of a type that the operator does not take. */
function noteUncertain(operands: readonly Value[], scope: Scope): void {
  if (scope.trial !== undefined && !operands.every(isKnown)) scope.trial.uncertain = true
}

export function evaluateUnary(expression: Unary, scope: Scope): Value {
  const span = spanIn(scope, expression)
  const operand = scope.module.evaluate(expression.operand, scope)
  noteUncertain([operand], scope)
  const converted = expression.operator === '!' ? toBoolean(operand) : toNumber(operand)
  const spans = joinSpans([span], operand.spans)
  if (converted?.kind === 'unknown' && expression.operator === '!') {
    return { kind: 'unknown', symbol: negated(converted.symbol), spans }
  }
  if (converted?.kind === 'unknown') return derived('-', `-${converted.symbol.address}`, [converted], span)
  if (converted?.kind === 'boolean') return { kind: 'boolean', value: !converted.value, spans }
  const number = converted?.kind === 'number' ? exactOf(converted.digits) : undefined
  const negative = number === undefined ? undefined : numberOf(number.negated(), spans)
  return negative ?? operandError(expression.operator, [operand], scope, span)
}

function evaluateLogic(expression: Binary, left: Value, right: Value, scope: Scope): Value {
  const span = spanIn(scope, expression)
  const operands = [toBoolean(left), toBoolean(right)]
  const spans = joinSpans([span], left.spans, right.spans)
  const decisive = expression.operator === '||'
  if (operands.includes(undefined)) return operandError(expression.operator, [left, right], scope, span)
  if (operands.some((each) => each?.kind === 'boolean' && each.value === decisive)) {
    return { kind: 'boolean', value: decisive, spans }
  }
  if (operands.every((each) => each?.kind === 'boolean')) return { kind: 'boolean', value: !decisive, spans }
  const unknowns = operands.filter((each) => each?.kind === 'unknown')
  const [only] = unknowns
  if (unknowns.length === 1 && only && operands.some((each) => each?.kind === 'boolean')) return { ...only, spans }
  if (unknowns.length === 2)
    return derived(expression.operator, addressOf(expression, left, right), [left, right], span)
  return operandError(expression.operator, [left, right], scope, span)
}

function evaluateEquality(expression: Binary, left: Value, right: Value, scope: Scope): Value {
  const span = spanIn(scope, expression)
  const equal = compareValues(left, right)
  const spans = joinSpans([span], left.spans, right.spans)
  if (equal !== undefined) return { kind: 'boolean', value: (expression.operator === '==') === equal, spans }
  const ordered = fingerprintOf(left) < fingerprintOf(right) ? [left, right] : [right, left]
  const unknown = derived('==', addressOf({ ...expression, operator: '==' }, left, right), ordered, span)
  return expression.operator === '==' ? unknown : { ...unknown, symbol: negated(unknown.symbol) }
}

function evaluateArithmetic(expression: Binary, left: Value, right: Value, scope: Scope): Value {
  const span = spanIn(scope, expression)
  const operands = [toNumber(left), toNumber(right)] as const
  if (operands.some((each) => each?.kind === 'unknown') && operands.every((each) => each !== undefined)) {
    return derived(expression.operator, addressOf(expression, left, right), [left, right], span)
  }
  const [first, second] = operands.map((each) => (each?.kind === 'number' ? exactOf(each.digits) : undefined))
  const spans = joinSpans([span], left.spans, right.spans)
  const result = first && second ? compute(expression.operator, first, second) : undefined
  if (typeof result === 'boolean') return { kind: 'boolean', value: result, spans }
  const number = result === undefined ? undefined : numberOf(result, spans)
  return number ?? operandError(expression.operator, [left, right], scope, span)
}

function compute(operator: BinaryOperator, left: Exact, right: Exact): Exact | boolean | undefined {
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '/':
      return calculated(operator, left, right)
    case '%':
      return remainder(left, right)
    case '<':
      return left.lessThan(right)
    case '>':
      return left.greaterThan(right)
    case '<=':
      return left.lessThanOrEqualTo(right)
    case '>=':
      return left.greaterThanOrEqualTo(right)
    default:
      return undefined
  }
}

/** Sums and products of whole numbers are exact; everything else is rounded as Terraform rounds it. */
function calculated(operator: '+' | '-' | '*' | '/', left: Exact, right: Exact): Exact | undefined {
  const digits = calculate(operator, left.toFixed(), right.toFixed())
  return digits === undefined ? undefined : exactOf(digits)
}

/** What is left of a division towards zero; Terraform's own answer for a divisor of zero is the dividend. */
function remainder(left: Exact, right: Exact): Exact | undefined {
  if (right.isZero()) return left
  const quotient = calculated('/', left, right)?.trunc()
  const taken = quotient === undefined ? undefined : calculated('*', right, quotient)
  return taken === undefined ? undefined : calculated('-', left, taken)
}

function operandError(operator: string, operands: readonly Value[], scope: Scope, span: Value['spans'][number]): Value {
  const kinds = operands.map((operand) => operand.kind).join(' and ')
  const summary = `The operator ${operator} cannot be applied to ${kinds}`
  const detail = 'An operand is of a type that does not convert, or the result is no number that can be written down.'
  const fingerprint = digestOf('operator', operator, ...operands.map(fingerprintOf))
  return fail(scope, span, fingerprint, { code: 'invalid-operand', summary, detail })
}

function addressOf(expression: Binary, left: Value, right: Value): string {
  const name = (value: Value): string => (value.kind === 'unknown' ? value.symbol.address : '…')
  return `${name(left)} ${expression.operator} ${name(right)}`
}
