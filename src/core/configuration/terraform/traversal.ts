import type { Expression, GetAttribute, Index, Variable } from '../../syntax/hcl/ast.ts'
import type { Span } from '../../text/span.ts'
import { joinSpans, through } from '../../value/spans.ts'
import type { Value } from '../../value/value.ts'
import { LEAF_SIZE } from './limits.ts'
import { memberOf } from './member.ts'
import { type Scope, type Step, spanIn } from './scope.ts'

/** `root.name[key]…`: resolves what the first steps refer to, then takes the others one by one. */
export function evaluateTraversal(expression: Variable | GetAttribute | Index, scope: Scope): Value {
  const span = spanIn(scope, expression)
  const { base, steps } = unwind(expression)
  if (base.kind !== 'variable') return take(scope.module.evaluate(base, scope), steps, span, scope)
  const lexical = scope.names.get(base.name)
  if (lexical !== undefined) return take(lexical, steps, span, scope)
  const resolved = scope.module.resolve(base.name, steps, scope, span)
  return seenAt(take(resolved.value, steps.slice(resolved.taken), span, scope), span, scope)
}

/** What is unknown was written nowhere, so that it stands first of all where it is referred to. */
function seenAt(value: Value, span: Span, scope: Scope): Value {
  if (value.kind === 'unknown') return { ...value, spans: joinSpans([span], value.spans) }
  const marked = { leaves: 0 }
  const seen = through(value, [span], marked)
  scope.module.charge(marked.leaves * LEAF_SIZE)
  return seen
}

/** Takes steps from a value: `.name`, `[key]`. */
export function take(value: Value, steps: readonly Step[], span: Span, scope: Scope): Value {
  let current = value
  for (const step of steps) {
    if (step.kind === 'attribute') current = memberOf(current, { kind: 'name', name: step.name }, span, scope)
    else current = memberOf(current, { kind: 'key', key: scope.module.evaluate(step.key, scope) }, span, scope)
  }
  return current
}

function unwind(expression: Expression): { readonly base: Expression; readonly steps: readonly Step[] } {
  const steps: Step[] = []
  let base = expression
  for (;;) {
    if (base.kind === 'attribute') {
      steps.push({ kind: 'attribute', name: base.name, start: base.start, end: base.end })
      base = base.object
    } else if (base.kind === 'index') {
      steps.push({ kind: 'index', key: base.key, start: base.start, end: base.end })
      base = base.object
    } else return { base, steps: steps.reverse() }
  }
}
