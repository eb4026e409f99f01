import type { Span } from '../../../text/span.ts'
import { joinSpans } from '../../../value/spans.ts'
import { knownText, type ListValue, textOf, type Value } from '../../../value/value.ts'
import { toBoolean, toNumber } from '../conversion.ts'
import { type Exact, exactOf, integerOf, numberOf } from '../number.ts'
import type { Scope } from '../scope.ts'
import { asText } from '../text.ts'

/** One call of a function: what its implementation may need beside the arguments. */
export interface FunctionCall {
  readonly name: string
  readonly span: Span
  /** The call's own place, then the places of its arguments. */
  readonly spans: readonly [Span, ...Span[]]
  readonly scope: Scope
}

/** Undefined where Terraform refuses the arguments. */
export type Implementation = (args: readonly Value[], call: FunctionCall) => Value | undefined

/**
 * What a function needs to know: `everything` in its arguments, only the arguments themselves (`shape`: an unknown
 * inside of a list or map is carried along), or `nothing` – it looks for itself.
 */
export interface TerraformFunction {
  readonly needs: 'everything' | 'shape' | 'nothing'
  readonly minimum: number
  readonly maximum: number
  readonly apply: Implementation
}

export type FunctionTable = Readonly<Record<string, TerraformFunction>>

/** A function of whole texts, numbers and booleans. */
export function total(minimum: number, maximum: number, apply: Implementation): TerraformFunction {
  return { needs: 'everything', minimum, maximum, apply }
}

/** A function of collections that does not look into their elements. */
export function structural(minimum: number, maximum: number, apply: Implementation): TerraformFunction {
  return { needs: 'shape', minimum, maximum, apply }
}

/** A function that handles unknown arguments itself. */
export function partial(minimum: number, maximum: number, apply: Implementation): TerraformFunction {
  return { needs: 'nothing', minimum, maximum, apply }
}

/** A function from one text to another; undefined where it refuses the text. */
export function ofText(change: (text: string) => string | undefined): TerraformFunction {
  return total(1, 1, ([value], call) => {
    const text = textArgument(value)
    return textResult(text === undefined ? undefined : change(text), call)
  })
}

/** A function from two texts to one. */
export function ofTexts(change: (first: string, second: string) => string | undefined): TerraformFunction {
  return total(2, 2, ([first, second], call) => {
    const [a, b] = [textArgument(first), textArgument(second)]
    return textResult(a === undefined || b === undefined ? undefined : change(a, b), call)
  })
}

export function textArgument(value: Value | undefined): string | undefined {
  const text = value === undefined || value.kind === 'unknown' ? undefined : asText(value)
  return text === undefined ? undefined : knownText(text)
}

export function numberArgument(value: Value | undefined): Exact | undefined {
  const number = value === undefined ? undefined : toNumber(value)
  return number?.kind === 'number' ? exactOf(number.digits) : undefined
}

export function integerArgument(value: Value | undefined): number | undefined {
  const number = value === undefined ? undefined : toNumber(value)
  return number?.kind === 'number' ? integerOf(number) : undefined
}

export function booleanArgument(value: Value | undefined): boolean | undefined {
  const boolean = value === undefined ? undefined : toBoolean(value)
  return boolean?.kind === 'boolean' ? boolean.value : undefined
}

export function listArgument(value: Value | undefined): ListValue | undefined {
  return value?.kind === 'list' ? value : undefined
}

/** Every item as text, or undefined where one is none. */
export function textsArgument(value: Value | undefined): readonly string[] | undefined {
  const texts = listArgument(value)?.items.map(textArgument)
  return texts?.every((text) => text !== undefined) ? texts : undefined
}

export function textResult(text: string | undefined, call: FunctionCall): Value | undefined {
  return text === undefined ? undefined : textOf(text, call.spans)
}

export function numberResult(number: Exact | number | undefined, call: FunctionCall): Value | undefined {
  return number === undefined ? undefined : numberOf(number, call.spans)
}

export function booleanResult(value: boolean | undefined, call: FunctionCall): Value | undefined {
  return value === undefined ? undefined : { kind: 'boolean', value, spans: call.spans }
}

export function listResult(
  items: readonly Value[],
  call: FunctionCall,
  collection: ListValue['collection'] = 'list',
): ListValue {
  return { kind: 'list', collection, items, spans: joinSpans(call.spans) }
}
