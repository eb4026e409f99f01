import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import { joinSpans } from '../../../value/spans.ts'
import { flattenText, spansWithin } from '../../../value/text-origin.ts'
import { knownText, type TextPart, type TextValue, textOf, type Value } from '../../../value/value.ts'
import { overWays } from '../../terraform/distribute.ts'
import { asText, partsOf, plainText, textOfParts } from '../../terraform/text.ts'
import { firstSymbol } from '../../terraform/unknown.ts'
import { type Call, evaluatedItems, type IntrinsicFunction, refusedCall, unknownCall } from '../call.ts'
import { attributeOf, named } from './references.ts'

/**
 * `Fn::Sub`: a text in which `${name}`, `${resource.attribute}` and the names of a map are replaced; `${!name}` is the
 * text `${name}`. Source: "Fn::Sub", AWS CloudFormation Template Reference.
 */
export const sub: IntrinsicFunction = (argument, call) => {
  const [template, variables] = argument.kind === 'list' ? argument.items : [argument]
  const text = template === undefined ? undefined : asText(template)
  if (text === undefined) {
    return refusedCall(call, [argument], 'It takes a text, and perhaps a map of what is replaced in it.')
  }
  if (isCut(text)) return unknownCall(call, [argument])
  const entries = variables?.kind === 'map' ? variables.entries : new Map<string, { readonly value: Value }>()
  const own = new Map([...entries].map(([name, { value }]) => [name, call.stack.evaluate(value)]))
  const pieces = text.parts.flatMap((part) => piecesOfPart(text, part))
  const replaced = pieces.flatMap((piece) =>
    piece.kind === 'name' ? [own.get(piece.name) ?? standingFor(piece.name, call)] : [],
  )
  return overWays(replaced, call.span, (values) => filled(pieces, values, text, call))
}

/** Whether something unknown stands within what is replaced. */
function isCut({ parts }: TextValue): boolean {
  if (parts.every((part) => part.kind === 'literal')) return false
  return parts.some((part) => part.kind === 'literal' && part.text.replaceAll(PLACEHOLDER, '').includes('${'))
}

function piecesOfPart(text: TextValue, part: TextPart): readonly Piece[] {
  const alone: TextValue = { kind: 'text', parts: [part], spans: text.spans }
  return part.kind === 'symbol' ? [{ kind: 'text', text: alone }] : piecesOf(alone)
}

type Piece = { readonly kind: 'text'; readonly text: TextValue } | { readonly kind: 'name'; readonly name: string }

function piecesOf(text: TextValue): readonly Piece[] {
  const flat = flattenText(text)
  const literal = (start: number, end: number, content = flat.text.slice(start, end)): readonly Piece[] => {
    if (content === '') return []
    const lines = linesWithin(flat.text, start, end)
    const isWhole = content.length === end - start
    const origins = lines.map(([from, to]) => ({
      at: from - start,
      spans: spansWithin(flat, from, to, 'edges').slice(0, 1),
    }))
    const part: TextPart = { kind: 'literal', text: content, origins: isWhole ? origins : origins.slice(0, 1) }
    return [{ kind: 'text', text: { kind: 'text', parts: [part], spans: text.spans } }]
  }
  const pieces: Piece[] = []
  let at = 0
  for (const match of flat.text.matchAll(PLACEHOLDER)) {
    const end = match.index + match[0].length
    pieces.push(...literal(at, match.index))
    const name = match[1] ?? ''
    if (name.startsWith('!')) pieces.push(...literal(match.index, end, `\${${name.slice(1)}}`))
    else pieces.push({ kind: 'name', name: name.trim() })
    at = end
  }
  return [...pieces, ...literal(at, flat.text.length)]
}

const PLACEHOLDER = /\$\{([^${}]*)\}/g

/** Each line of a range with its end: a text of many lines knows where each one stands. */
function linesWithin(text: string, start: number, end: number): readonly (readonly [number, number])[] {
  const lines: (readonly [number, number])[] = []
  for (let from = start; from < end; ) {
    const newline = text.indexOf('\n', from)
    const to = newline === -1 || newline + 1 > end ? end : newline + 1
    lines.push([from, to])
    from = to
  }
  return lines
}

function standingFor(name: string, call: Call): Value {
  const dot = name.indexOf('.')
  return dot === -1 ? named(name, call) : attributeOf(name.slice(0, dot), name.slice(dot + 1), call)
}

function filled(pieces: readonly Piece[], values: readonly Value[], whole: TextValue, call: Call): Value {
  let at = 0
  const parts: TextPart[] = []
  for (const piece of pieces) {
    const value = piece.kind === 'text' ? piece.text : values[at++]
    const text = value === undefined ? undefined : asText(value)
    if (text === undefined) return unknownCall(call, [whole, ...values])
    parts.push(...partsOf(text))
  }
  return textOfParts(parts, joinSpans(whole.spans, ...values.map((value) => value.spans)))
}

/** `Fn::Join`: the items of a list with a text between them. */
export const join: IntrinsicFunction = (argument, call) => {
  const [written, list] = argument.kind === 'list' ? argument.items : []
  const delimiter = written === undefined ? undefined : plainText(written)
  if (delimiter === undefined || list === undefined) {
    return refusedCall(call, [argument], 'It takes a text and a list.')
  }
  const items = evaluatedItems(list, call)
  if (items === undefined) return unknownCall(call, [textOf(delimiter, []), call.stack.evaluate(list)])
  return overWays(items, call.span, (ways) => joined(ways, delimiter, call))
}

function joined(items: readonly Value[], delimiter: string, call: Call): Value {
  const there = items.filter((item) => item.kind !== 'null')
  const texts = there.map(asText)
  if (!texts.every((text) => text !== undefined)) return unknownCall(call, [textOf(delimiter, []), ...items])
  const between: readonly TextPart[] =
    delimiter === '' ? [] : [{ kind: 'literal', text: delimiter, origins: [{ at: 0, spans: [] }] }]
  const parts = texts.flatMap((text, index) => [...(index === 0 ? [] : between), ...partsOf(text)])
  return textOfParts(parts, joinSpans([call.span], ...texts.map((text) => text.spans)))
}

/** `Fn::Select`: one item of a list. */
export const select: IntrinsicFunction = (argument, call) => {
  const [index, list] = argument.kind === 'list' ? argument.items : []
  if (index === undefined || list === undefined) return refusedCall(call, [argument], 'It takes an index and a list.')
  const chosen = call.stack.evaluate(index)
  const items = evaluatedItems(list, call)
  const at = plainText(chosen)
  if (items === undefined || at === undefined) return unknownCall(call, [chosen, call.stack.evaluate(list)])
  return items[Number(at)] ?? refusedCall(call, [chosen, ...items], 'The list has no item of that index.')
}

/** `Fn::Split`: the parts of a text between a delimiter. */
export const split: IntrinsicFunction = (argument, call) => {
  const [written, source] = argument.kind === 'list' ? argument.items : []
  const delimiter = written === undefined ? undefined : plainText(written)
  if (delimiter === undefined || delimiter === '' || source === undefined) {
    return refusedCall(call, [argument], 'It takes a delimiter and a text.')
  }
  return overWays([call.stack.evaluate(source)], call.span, ([value]) => {
    const text = value?.kind === 'text' ? knownText(value) : undefined
    if (value === undefined || text === undefined)
      return unknownCall(call, [textOf(delimiter, []), ...(value === undefined ? [] : [value])])
    const items = text.split(delimiter).map((item) => textOf(item, value.spans))
    return { kind: 'list', collection: 'tuple', items, spans: value.spans }
  })
}

/** `Fn::Length` of a list. */
export const length: IntrinsicFunction = (argument, call) => {
  const items = evaluatedItems(argument, call)
  if (items === undefined) return unknownCall(call, [call.stack.evaluate(argument)])
  return { kind: 'number', digits: String(items.length), spans: [call.span] }
}

/** `Fn::ToJsonString`: whoever reads the text again finds what it encodes. */
export const toJsonString: IntrinsicFunction = (argument, { stack, span }) => {
  const value = stack.evaluate(argument)
  const reason = firstSymbol(value)?.reason ?? 'is encoded as JSON'
  const symbol = { address: 'a JSON text', fingerprint: digestOf('json-of', fingerprintOf(value)), reason, span }
  return { kind: 'text', parts: [{ kind: 'symbol', symbol }], spans: joinSpans(value.spans, [span]), encoded: value }
}
