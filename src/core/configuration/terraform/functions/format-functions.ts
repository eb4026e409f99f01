import type { TextPart, Value } from '../../../value/value.ts'
import { knownText } from '../../../value/value.ts'
import { MAX_ITEMS, MAX_TEXT_LENGTH } from '../limits.ts'
import { asText, partsOf, textOfParts } from '../text.ts'
import { derived, isKnown } from '../unknown.ts'
import { formatValue } from './format-value.ts'
import { readFormat, type Verb } from './format-verb.ts'
import { type FunctionCall, type FunctionTable, listResult, partial, textArgument } from './function.ts'

/** Source: "format" and "formatlist", Terraform language documentation. */
export const FORMAT_FUNCTIONS: FunctionTable = {
  format: partial(1, Infinity, ([template, ...args], call) => format(template, args, call)),
  formatlist: partial(1, Infinity, ([template, ...args], call) => formatlist(template, args, call)),
}

/** Wider or longer than this is not written out. */
const MAX_WIDTH = 1_000

function format(template: Value | undefined, args: readonly Value[], call: FunctionCall): Value | undefined {
  if (template === undefined) return undefined
  const text = textArgument(template)
  if (text === undefined) {
    const isText = template.kind === 'unknown' || template.kind === 'text'
    return isText ? derived('call format', 'format(…)', [template, ...args], call.span) : undefined
  }
  const pieces = readFormat(text)
  if (pieces === undefined) return undefined
  const verbs = pieces.filter((piece) => typeof piece !== 'string')
  const used = verbs.reduce((highest, verb) => Math.max(highest, verb.position + 1), 0)
  if (used !== args.length) return undefined
  const parts: TextPart[] = []
  let length = 0
  for (const piece of pieces) {
    const formatted = typeof piece === 'string' ? [literal(piece)] : formatOne(piece, args[piece.position], call)
    if (formatted === undefined) return undefined
    parts.push(...formatted)
    length += lengthOf(formatted)
    if (length > MAX_TEXT_LENGTH) return derived('call format', 'format(…)', [template, ...args], call.span)
  }
  return textOfParts(parts, call.spans)
}

function lengthOf(parts: readonly TextPart[]): number {
  return parts.reduce((sum, part) => sum + (part.kind === 'literal' ? part.text.length : 1), 0)
}

function literal(text: string): TextPart {
  return { kind: 'literal', text }
}

function formatOne(verb: Verb, value: Value | undefined, call: FunctionCall): readonly TextPart[] | undefined {
  if (value === undefined) return undefined
  if (isKnown(value) && verb.width <= MAX_WIDTH && (verb.precision ?? 0) <= MAX_WIDTH) {
    const text = formatValue(verb, value)
    return text === undefined ? undefined : [literal(text)]
  }
  const text = asText(value)
  const isPlain = verb.mode === 's' && verb.width === 0 && verb.precision === undefined
  if (text !== undefined && (isPlain || (verb.mode === 'v' && value.kind === 'text' && verb.source === '%v'))) {
    return partsOf(text)
  }
  const { symbol } = derived(`format ${verb.source} ${verb.mode}`, 'format(…)', [value], call.span)
  return [{ kind: 'symbol', symbol: { ...symbol, form: 'text' } }]
}

/** Lists run side by side, everything else is repeated; lists are all of one length. */
function formatlist(template: Value | undefined, args: readonly Value[], call: FunctionCall): Value | undefined {
  if (template === undefined) return undefined
  const all = [template, ...args]
  const lengths = new Set(args.flatMap((arg) => (arg.kind === 'list' ? [arg.items.length] : [])))
  if (all.some((arg) => arg.kind === 'unknown' && arg.symbol.form === undefined)) {
    return derived('call formatlist', 'formatlist(…)', all, call.span)
  }
  const [length = 1] = lengths
  if (lengths.size > 1 || length > MAX_ITEMS) return undefined
  const items: Value[] = []
  let size = 0
  for (let row = 0; row < length; row += 1) {
    const others = args.map((arg) => (arg.kind === 'list' ? (arg.items[row] ?? arg) : arg))
    const item = format(template, others, call)
    if (item === undefined) return undefined
    size += item.kind === 'text' ? lengthOf(item.parts) : 1
    if (size > MAX_TEXT_LENGTH) return derived('call formatlist', 'formatlist(…)', all, call.span)
    const places = others.flatMap((each) => (each.kind === 'text' && knownText(each) !== undefined ? each.spans : []))
    items.push({ ...item, spans: [call.span, ...places] })
  }
  return listResult(items, call)
}
