import type { Call } from '../../syntax/hcl/ast.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { joinSpans, through } from '../../value/spans.ts'
import type { Value } from '../../value/value.ts'
import { distribute } from './distribute.ts'
import type { FunctionCall, TerraformFunction } from './functions/function.ts'
import { FUNCTIONS } from './functions/registry.ts'
import { TEMPLATE_FUNCTIONS } from './functions/template-functions.ts'
import { fail, type Scope, spanIn, type Trial } from './scope.ts'
import { syntaxFingerprint } from './syntax-fingerprint.ts'
import { derived, isKnown, unknownOf } from './unknown.ts'
import { surfaceOf } from './value-size.ts'

/** `name(arguments)`. A function that is not known gives an unknown value and a warning. */
export function evaluateCall(given: Call, scope: Scope): Value {
  const expression = given.name.startsWith(CORE) ? { ...given, name: given.name.slice(CORE.length) } : given
  if (expression.name === 'try') return evaluateTry(expression, scope)
  if (expression.name === 'can') return evaluateCan(expression, scope)
  const args = evaluateArguments(expression, scope)
  const span = spanIn(scope, expression)
  if (!Array.isArray(args)) return derived(`call ${expression.name}`, `${expression.name}(…)`, [args], span)
  const own = scope.module.callOwn?.(expression.name, args, scope, span)
  if (own !== undefined) return own
  const called = FUNCTIONS.get(expression.name) ?? TEMPLATE_FUNCTIONS.get(expression.name)
  if (called === undefined) return callUnknown(expression, args, scope)
  if (args.length < called.minimum || args.length > called.maximum) return refuse(expression, args, scope)
  return distribute(args, span, scope, (given, inner) => apply(called, expression, given, inner))
}

/** What Terraform's own functions may be called by, beside those of providers. */
const CORE = 'core::'

/** The arguments, a final `list...` spread out; an unknown final list makes one value of all of them. */
function evaluateArguments(expression: Call, scope: Scope): Value[] | Value {
  const args = expression.arguments.map((argument) => scope.module.evaluate(argument, scope))
  if (!expression.expandFinal) return args
  const last = args.pop()
  if (last?.kind === 'list') return [...args, ...last.items]
  const items = [...args, ...(last === undefined ? [] : [last])]
  return { kind: 'list', collection: 'tuple', items, spans: [spanIn(scope, expression)] }
}

function apply(called: TerraformFunction, expression: Call, args: readonly Value[], scope: Scope): Value {
  const span = spanIn(scope, expression)
  const isUnknown = (arg: Value): boolean => (called.needs === 'everything' ? !isKnown(arg) : arg.kind === 'unknown')
  if (called.needs !== 'nothing' && args.some(isUnknown)) {
    if (scope.trial !== undefined) scope.trial.uncertain = true
    return derived(`call ${expression.name}`, `${expression.name}(…)`, args, span)
  }
  scope.module.charge(args.reduce((sum, arg) => sum + surfaceOf(arg), 0))
  const [first = span, ...rest] = joinSpans([span], ...args.map((arg) => arg.spans))
  const call: FunctionCall = { name: expression.name, span, spans: [first, ...rest], scope }
  const result = called.apply(args, call)
  if (result?.kind === 'unknown' && scope.trial !== undefined) scope.trial.uncertain = true
  const { secrets } = scope.module
  // `nonsensitive` says that its value may be shown, and so does nothing else.
  const isSensitive =
    result !== undefined && called !== FUNCTIONS.get('nonsensitive') && args.some((arg) => secrets?.isHeldBy(arg))
  if (isSensitive) secrets?.conceal(result)
  return result ?? refuse(expression, args, scope)
}

function refuse(expression: Call, args: readonly Value[], scope: Scope): Value {
  const summary = `The function ${expression.name} refuses these arguments`
  const detail = `Terraform's ${expression.name} does not take ${args.length === 1 ? 'this' : 'these'}, or it has no result for them.`
  const fingerprint = digestOf('refused', expression.name, ...args.map(fingerprintOf))
  return fail(scope, spanIn(scope, expression), fingerprint, { code: 'function-error', summary, detail })
}

function callUnknown(expression: Call, args: readonly Value[], scope: Scope): Value {
  const span = spanIn(scope, expression)
  const { name } = expression
  if (scope.trial !== undefined) scope.trial.uncertain = true
  const detail = 'Its result is taken as unknown, and what depends on it cannot be decided.'
  const summary = `The function ${name} is not evaluated`
  scope.module.report({ severity: 'warning', code: 'terraform-unknown-function', summary, detail, subject: span })
  const reason = 'is the result of a function that is not evaluated'
  const fingerprint = digestOf(`call ${name}`, ...args.map(fingerprintOf))
  return unknownOf({ address: `${name}(…)`, fingerprint, reason }, [span])
}

/** The first argument that evaluates without an error. What may fail for unknown reasons makes all of it unknown. */
function evaluateTry(expression: Call, scope: Scope): Value {
  const span = spanIn(scope, expression)
  for (const argument of expression.arguments) {
    const trial: Trial = { failed: false, uncertain: false }
    const value = scope.module.evaluate(argument, { ...scope, trial })
    if (trial.failed) continue
    if (!trial.uncertain) return value
    if (scope.trial !== undefined) scope.trial.uncertain = true
    const quiet = { ...scope, trial: { failed: false, uncertain: false } }
    const all = expression.arguments.map((each) => scope.module.evaluate(each, quiet))
    return derived('try', 'try(…)', all, span)
  }
  const detail = 'Every argument of try fails.'
  return fail(scope, span, syntaxFingerprint(expression), { code: 'try-failed', summary: detail.slice(0, -1), detail })
}

function evaluateCan(expression: Call, scope: Scope): Value {
  const span = spanIn(scope, expression)
  const [argument] = expression.arguments
  if (argument === undefined || expression.arguments.length > 1) return refuse(expression, [], scope)
  const trial: Trial = { failed: false, uncertain: false }
  const value = scope.module.evaluate(argument, { ...scope, trial })
  if (!trial.failed && trial.uncertain) return derived('can', 'can(…)', [value], span)
  const result: Value = { kind: 'boolean', value: !trial.failed, spans: [span] }
  return through(result, value.spans)
}
