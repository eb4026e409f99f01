import type { TextPart, UnknownSymbol, Value } from '../../../src/core/value/value.ts'

const SPAN = { file: 'policy.json', start: 0, end: 0 }
const SPANS = [SPAN]

/** An unknown in test values: two with one name are the same. */
export class Unknown {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

export function unknown(name: string): Unknown {
  return new Unknown(name)
}

/** A name that ends in `_arn` is an identifier, known to be one plain text. */
function symbol(name: string): UnknownSymbol {
  const isIdentifier = name.endsWith('_arn')
  const address = isIdentifier ? name.replace(/_arn$/, '.arn') : name
  const form = isIdentifier ? { form: 'identifier' as const } : {}
  return { address, fingerprint: `fingerprint-${name}`, reason: 'is only known after apply', span: SPAN, ...form }
}

/** A value for tests: JSON, `unknown('x')` for a whole unknown, and `<x>` in a text for an unknown part. */
export function jsonValue(json: unknown): Value {
  if (json === null) return { kind: 'null', spans: SPANS }
  if (json instanceof Unknown) return { kind: 'unknown', symbol: symbol(json.name), spans: SPANS }
  if (typeof json === 'boolean') return { kind: 'boolean', value: json, spans: SPANS }
  if (typeof json === 'number') return { kind: 'number', digits: String(json), spans: SPANS }
  if (typeof json === 'string') return { kind: 'text', parts: textParts(json), spans: SPANS }
  if (Array.isArray(json)) return { kind: 'list', collection: 'tuple', items: json.map(jsonValue), spans: SPANS }
  if (typeof json !== 'object') throw new TypeError(`no value for ${typeof json}`)
  const entries = new Map(Object.entries(json).map(([key, item]) => [key, { keySpan: SPAN, value: jsonValue(item) }]))
  return { kind: 'map', collection: 'object', entries, spans: SPANS }
}

function textParts(text: string): readonly TextPart[] {
  return text
    .split(/(<\w+>)/)
    .filter((part) => part !== '')
    .map((part) =>
      /^<\w+>$/.test(part) ? { kind: 'symbol', symbol: symbol(part.slice(1, -1)) } : { kind: 'literal', text: part },
    )
}
