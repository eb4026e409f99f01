import type { TextPart, Value } from '../../../value/value.ts'
import { knownText } from '../../../value/value.ts'
import { MAX_ITEMS } from '../limits.ts'
import { exactOf } from '../number.ts'
import { asText, partsOf, textOfParts } from '../text.ts'
import { derived, isKnown } from '../unknown.ts'
import {
  type FunctionCall,
  type FunctionTable,
  listArgument,
  listResult,
  numberArgument,
  partial,
  textArgument,
} from './function.ts'
import { jsonOf } from './json-encode.ts'

/** Source: "format" and "formatlist", Terraform language documentation. */
export const FORMAT_FUNCTIONS: FunctionTable = {
  format: partial(1, Infinity, ([template, ...args], call) => format(template, args, call)),
  formatlist: partial(1, Infinity, ([template, ...args], call) => formatlist(template, args, call)),
}

const VERB = /%(%|[-+0 #]*(?:[1-9]\d{0,2})?(?:\.\d{1,3})?(?:\[\d{1,3}\])?[a-zA-Z])/g

function format(template: Value | undefined, args: readonly Value[], call: FunctionCall): Value | undefined {
  const text = textArgument(template)
  if (template === undefined) return undefined
  if (text === undefined) return derived('call format', 'format(…)', [template, ...args], call.span)
  const parts: TextPart[] = []
  let from = 0
  let next = 0
  for (const match of text.matchAll(VERB)) {
    parts.push({ kind: 'literal', text: text.slice(from, match.index) })
    from = match.index + match[0].length
    const verb = readVerb(match[0])
    if (verb.verb === '%') parts.push({ kind: 'literal', text: '%' })
    else {
      const at = verb.position ?? next
      next = at + 1
      const formatted = formatOne(verb, args[at], call)
      if (formatted === undefined) return undefined
      parts.push(...formatted)
    }
  }
  const rest = text.slice(from)
  if (rest.includes('%') || (next < args.length && !text.includes('['))) return undefined
  return textOfParts([...parts, { kind: 'literal', text: rest }], call.spans)
}

interface Verb {
  readonly verb: string
  readonly flags: string
  readonly width: number
  readonly precision?: number
  readonly position?: number
}

function readVerb(text: string): Verb {
  const [, flags = '', width = '', precision, position, verb = '%'] =
    /^%([-+0 #]*)([1-9]\d*)?(?:\.(\d+))?(?:\[(\d+)\])?(.)$/.exec(text) ?? []
  return {
    verb,
    flags,
    width: Number(width),
    ...(precision === undefined ? {} : { precision: Number(precision) }),
    ...(position === undefined ? {} : { position: Number(position) - 1 }),
  }
}

function formatOne(verb: Verb, value: Value | undefined, call: FunctionCall): readonly TextPart[] | undefined {
  if (value === undefined) return undefined
  if (!isKnown(value)) {
    const text = asText(value)
    const isPlain = (verb.verb === 's' || verb.verb === 'v') && verb.width === 0 && verb.precision === undefined
    if (text !== undefined && isPlain) return partsOf(text)
    const { symbol } = derived(
      `format ${verb.flags}${verb.width}.${verb.precision}${verb.verb}`,
      'format(…)',
      [value],
      call.span,
    )
    return [{ kind: 'symbol', symbol }]
  }
  const text = formatKnown(verb, value)
  return text === undefined ? undefined : [{ kind: 'literal', text: pad(text, verb) }]
}

function formatKnown(verb: Verb, value: Value): string | undefined {
  switch (verb.verb) {
    case 'v':
      return verb.flags.includes('#') ? jsonOf(value) : plain(value)
    case 's':
      return cut(textArgument(value), verb)
    case 'q': {
      const text = textArgument(value)
      return text === undefined ? undefined : JSON.stringify(text)
    }
    case 't': {
      const text = textArgument(value)
      return text === 'true' || text === 'false' ? text : undefined
    }
    case 'd':
    case 'f':
    case 'x':
    case 'X':
    case 'b':
    case 'o':
      return formatNumber(verb, value)
    default:
      return undefined
  }
}

/** `%v`: text as it is, numbers and booleans as text, anything else as JSON. */
function plain(value: Value): string {
  return (value.kind === 'null' ? 'null' : textArgument(value)) ?? jsonOf(value)
}

function cut(text: string | undefined, verb: Verb): string | undefined {
  return verb.precision === undefined || text === undefined ? text : [...text].slice(0, verb.precision).join('')
}

function formatNumber(verb: Verb, value: Value): string | undefined {
  const number = numberArgument(value)
  if (number === undefined) return undefined
  const sign = verb.flags.includes('+') && !number.isNegative() ? '+' : ''
  if (verb.verb === 'f') return sign + number.toFixed(verb.precision ?? 6)
  if (!number.isInteger()) return undefined
  const whole = BigInt(number.trunc().toFixed(0))
  const bases = new Map([
    ['d', 10],
    ['b', 2],
    ['o', 8],
    ['x', 16],
    ['X', 16],
  ])
  const text = whole.toString(bases.get(verb.verb) ?? 10)
  return sign + (verb.verb === 'X' ? text.toUpperCase() : text)
}

function pad(text: string, verb: Verb): string {
  const missing = verb.width - [...text].length
  if (missing <= 0) return text
  if (verb.flags.includes('-')) return text + ' '.repeat(missing)
  if (!verb.flags.includes('0') || exactOf(text) === undefined) return ' '.repeat(missing) + text
  const sign = /^[+-]/.exec(text)?.[0] ?? ''
  return sign + '0'.repeat(missing) + text.slice(sign.length)
}

/** Lists run side by side, everything else is repeated; lists are all of one length. */
function formatlist(template: Value | undefined, args: readonly Value[], call: FunctionCall): Value | undefined {
  if (template === undefined) return undefined
  const all = [template, ...args]
  const lengths = new Set(all.flatMap((arg) => (arg.kind === 'list' ? [arg.items.length] : [])))
  if (all.some((arg) => arg.kind === 'unknown' && arg.symbol.form === undefined)) {
    return derived('call formatlist', 'formatlist(…)', all, call.span)
  }
  const [length = 1] = lengths
  if (lengths.size > 1 || length > MAX_ITEMS) return undefined
  const items: Value[] = []
  for (let row = 0; row < length; row += 1) {
    const [first, ...others] = all.map((arg) => listArgument(arg)?.items[row] ?? arg)
    const item = format(first, others, call)
    if (item === undefined) return undefined
    const places = others.flatMap((each) => (each.kind === 'text' && knownText(each) !== undefined ? each.spans : []))
    items.push({ ...item, spans: [call.span, ...places] })
  }
  return listResult(items, call)
}
