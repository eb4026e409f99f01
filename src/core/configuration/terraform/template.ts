import type { Interpolation, Template, TemplateFor, TemplateIf, TemplatePart } from '../../syntax/hcl/ast.ts'
import { literalPartOf } from '../../syntax/hcl/literal-part.ts'
import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { joinSpans } from '../../value/spans.ts'
import type { LiteralPart, TextPart, TextValue, UnknownValue, Value } from '../../value/value.ts'
import { conditionOf } from './condition.ts'
import { iterate } from './iterate.ts'
import { INSTANCE_SIZE, MAX_TEXT_LENGTH } from './limits.ts'
import { fail, type Scope, spanIn, withNames } from './scope.ts'
import { syntaxFingerprint } from './syntax-fingerprint.ts'
import { asText, partsOf, plainText, textOfParts } from './text.ts'
import { derived, either } from './unknown.ts'

/** A quoted string or heredoc. A template of nothing but one interpolation is that value, of any type. */
export function evaluateTemplate(expression: Template, scope: Scope): Value {
  const [only] = expression.parts
  if (expression.parts.length === 1 && only?.kind === 'interpolation') {
    return scope.module.evaluate(only.expression, scope)
  }
  const text = evaluateWays(expression.parts, scope, spanIn(scope, expression), MAX_UNKNOWN_IFS)
  // A text of many lines tells by its parts where each piece is from; as a whole it stands where it was written.
  const hasLines = expression.form === 'heredoc' || expression.form === 'bare'
  return hasLines && text.kind === 'text' ? { ...text, spans: text.spans.slice(0, 1) } : text
}

/** So many unknown conditions of one text are told apart; further ones leave what they choose unknown. */
const MAX_UNKNOWN_IFS = 4

/** A text that is one of two by an unknown `%{if}`: what it chooses may be brackets and commas of a document. */
function evaluateWays(parts: readonly TemplatePart[], scope: Scope, span: Span, left: number): Value {
  for (const [at, part] of left === 0 ? [] : parts.entries()) {
    if (part.kind !== 'if') continue
    const condition = conditionOf(scope.module.evaluate(part.condition, scope), scope)
    if (condition?.kind !== 'unknown') continue
    const [then, otherwise] = [part.then, part.otherwise].map((chosen) =>
      evaluateWays(parts.toSpliced(at, 1, ...chosen), scope, span, left - 1),
    )
    if (then !== undefined && otherwise !== undefined) return either(condition, then, otherwise, span)
  }
  return evaluateParts(parts, scope, [span])
}

/** The text that template parts render, remembering the places of what they interpolate. */
function evaluateParts(parts: readonly TemplatePart[], scope: Scope, spans: Value['spans']): Value {
  const rendered = renderAll(parts, scope)
  const length = rendered.parts.reduce((sum, part) => sum + (part.kind === 'literal' ? part.text.length : 0), 0)
  const text = textOfParts(rendered.parts, joinSpans(spans, rendered.spans))
  const [span] = spans
  if (length <= MAX_TEXT_LENGTH || span === undefined) return text
  return derived('too-long', 'a text that is too long', [text], span)
}

interface Rendered {
  readonly parts: readonly TextPart[]
  readonly spans: Value['spans']
}

function renderAll(parts: readonly TemplatePart[], scope: Scope): Rendered {
  const rendered = parts.map((part) => render(part, scope))
  return { parts: rendered.flatMap((each) => each.parts), spans: joinSpans(...rendered.map((each) => each.spans)) }
}

function render(part: TemplatePart, scope: Scope): Rendered {
  switch (part.kind) {
    case 'literal':
      return { parts: [normalized(literalPartOf(scope.file, part))], spans: [] }
    case 'interpolation':
      return renderInterpolation(part, scope)
    case 'if':
      return renderIf(part, scope)
    case 'for':
      return renderFor(part, scope)
  }
}

/** One of two values that are the same text is that text. */
function textInEitherCase(value: Value): TextValue | undefined {
  if (value.kind !== 'unknown' || value.partial?.kind !== 'either') return undefined
  const { then, otherwise } = value.partial
  const text = plainText(then)
  return text !== undefined && text === plainText(otherwise) ? asText(then) : undefined
}

/** Text is in Unicode's normalization form C. Where that changes it, the whole piece maps onto the whole range. */
function normalized(part: LiteralPart): LiteralPart {
  const text = part.text.normalize('NFC')
  if (text === part.text) return part
  const spans = part.origins?.[0]?.spans ?? []
  return { kind: 'literal', text, origins: [{ at: 0, spans }] }
}

function renderInterpolation(part: Interpolation, scope: Scope): Rendered {
  const value = scope.module.evaluate(part.expression, scope)
  const text = textInEitherCase(value) ?? asText(value)
  if (text !== undefined) return { parts: partsOf(text), spans: value.spans }
  const detail = 'Only strings, numbers and booleans can stand in a string; jsonencode turns anything else into text.'
  const problem = { code: 'invalid-template-value', summary: `A ${value.kind} stands in a string template`, detail }
  const span = spanIn(scope, part)
  return symbolOf(fail(scope, span, digestOf('template', fingerprintOf(value)), problem))
}

function renderIf(part: TemplateIf, scope: Scope): Rendered {
  const span = spanIn(scope, part)
  const given = scope.module.evaluate(part.condition, scope)
  const condition = conditionOf(given, scope)
  if (condition?.kind === 'boolean') {
    const chosen = renderAll(condition.value ? part.then : part.otherwise, scope)
    return {
      parts: chosen.parts.map((part) => throughOrigins(part, condition.spans)),
      spans: joinSpans(chosen.spans, condition.spans),
    }
  }
  if (condition?.kind === 'unknown') {
    const then = evaluateParts(part.then, scope, [span])
    const otherwise = evaluateParts(part.otherwise, scope, [span])
    return symbolOf(derived('template-if', `%{if ${condition.symbol.address}}`, [condition, then, otherwise], span))
  }
  const detail = `The condition of a template is true or false; a ${given.kind} stands here.`
  const problem = { code: 'invalid-condition', summary: 'A condition is neither true nor false', detail }
  return symbolOf(fail(scope, span, digestOf('condition', fingerprintOf(given)), problem))
}

/** What a condition let through remembers where the condition came from. */
function throughOrigins(part: TextPart, spans: Value['spans']): TextPart {
  if (part.kind === 'symbol' || part.origins === undefined) return part
  return { ...part, origins: part.origins.map((origin) => ({ ...origin, spans: joinSpans(origin.spans, spans) })) }
}

function renderFor(part: TemplateFor, scope: Scope): Rendered {
  const span = spanIn(scope, part)
  const collection = scope.module.evaluate(part.collection, scope)
  const iterations = iterate(collection)
  if (!scope.module.charge(INSTANCE_SIZE * (iterations?.length ?? 1))) return symbolOf(tooMuch(span, scope))
  if (iterations !== undefined) {
    const rounds = iterations.map(({ key, value }) => renderAll(part.parts, loopScope(part, key, value, scope)))
    const spans = joinSpans(...rounds.map((round) => round.spans))
    return { parts: rounds.flatMap((round) => round.parts), spans }
  }
  if (collection.kind === 'unknown') {
    const item: Value = { kind: 'unknown', symbol: collection.symbol, spans: collection.spans }
    const body = evaluateParts(part.parts, loopScope(part, item, item, scope), [span])
    return symbolOf(derived('template-for', `%{for ${part.valueName} in …}`, [collection, body], span))
  }
  const detail = `A template's for iterates over a list, set, map or object; a ${collection.kind} stands here.`
  const problem = { code: 'not-iterable', summary: 'A template iterates over something else', detail }
  return symbolOf(fail(scope, span, syntaxFingerprint(part.collection), problem))
}

function tooMuch(span: Value['spans'][number], scope: Scope): UnknownValue {
  const fingerprint = digestOf('limit', scope.module.contentFingerprint())
  const detail = 'The template renders more than is analysed; what depends on it is undecided.'
  return fail(scope, span, fingerprint, { code: 'limit', summary: 'The evaluation has reached a limit', detail })
}

function loopScope(part: TemplateFor, key: Value, value: Value, scope: Scope): Scope {
  const names: [string, Value][] = [[part.valueName, value]]
  if (part.keyName !== undefined) names.unshift([part.keyName, key])
  return withNames(scope, names)
}

function symbolOf(value: UnknownValue): Rendered {
  return { parts: [{ kind: 'symbol', symbol: value.symbol }], spans: value.spans }
}
