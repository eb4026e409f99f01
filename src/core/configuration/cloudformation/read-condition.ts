import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { joinSpans } from '../../value/spans.ts'
import type { Value } from '../../value/value.ts'
import { plainText } from '../terraform/text.ts'
import { firstSymbol } from '../terraform/unknown.ts'
import { assumedOr, comparison } from './comparison.ts'
import { type Condition, combined, not } from './condition.ts'
import { functionCall } from './function-call.ts'
import { report, type Stack } from './stack.ts'

/**
 * What a condition says: `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not`, or the name of another one. What cannot be known
 * is a symbol, equal for equal comparisons.
 * Source: "Condition functions", AWS CloudFormation Template Reference.
 */
export function readCondition(written: Value, stack: Stack): Condition {
  const spans = written.spans
  const [span = stack.template.span] = spans
  const call = functionCall(written)
  const items = call?.argument.kind === 'list' ? call.argument.items : []
  const each = () => items.map((item) => readCondition(item, stack))
  switch (call?.name) {
    case 'Fn::Equals':
      return equality(items, span, stack)
    case 'Fn::And':
      return combined('all', each(), span)
    case 'Fn::Or':
      return combined('any', each(), span)
    case 'Fn::Not': {
      const [only] = each()
      if (only !== undefined) return not({ ...only, spans: joinSpans(only.spans, [span]) })
      break
    }
    case 'Condition': {
      const name = plainText(call.argument)
      const found = name === undefined ? undefined : stack.condition(name)
      if (found !== undefined) return { ...found, spans: joinSpans(found.spans, [span]) }
      break
    }
    default:
      return truth(stack.evaluate(written), span, stack)
  }
  return unreadable(written, span, stack)
}

function equality(operands: readonly Value[], span: Span, stack: Stack): Condition {
  const [left, right] = operands.map((each) => stack.evaluate(each))
  if (left !== undefined && right !== undefined) return comparison(left, right, span, stack)
  return unreadable({ kind: 'list', collection: 'tuple', items: operands, spans: [span] }, span, stack)
}

function truth(value: Value, span: Span, stack: Stack): Condition {
  const text = plainText(value)
  if (text === 'true' || text === 'false') return { kind: 'known', value: text === 'true', spans: value.spans }
  return unreadable(value, span, stack)
}

function unreadable(value: Value, span: Span, stack: Stack): Condition {
  if (firstSymbol(value) === undefined) {
    report(
      stack.run,
      'condition',
      'A condition that is none',
      'It is neither a comparison nor the name of a condition.',
      span,
    )
  }
  const reason = 'is no condition that is understood here'
  return assumedOr(
    { address: 'a condition', fingerprint: digestOf('condition', fingerprintOf(value)), reason, span },
    value.spans,
    stack,
  )
}
