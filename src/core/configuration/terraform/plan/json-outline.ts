/** A range of a JSON text, end exclusive. */
export interface JsonRange {
  readonly start: number
  readonly end: number
}

export interface JsonMember extends JsonRange {
  readonly key: string
}

/**
 * Where the values of a JSON object's members stand, without reading them: most of a plan is not of interest.
 * Undefined where the text is no such object. What stands inside a value is not checked here.
 */
export function membersOf(text: string): readonly JsonMember[] | undefined {
  const ranges = partsWithin(text, '{', Number.POSITIVE_INFINITY)
  const members = ranges?.map(({ start, end }) => memberAt(text, start, end))
  return members?.every((member) => member !== undefined) ? members : undefined
}

/** Where the first `limit` items of a JSON array stand; undefined where the text is no array. */
export function itemsOf(text: string, limit: number): readonly JsonRange[] | undefined {
  return partsWithin(text, '[', limit)
}

const CLOSING = { '{': '}', '[': ']' } as const
const BLANKS = ' \t\r\n'

/** What stands between the commas of the outermost object or array. */
function partsWithin(text: string, open: '{' | '[', limit: number): readonly JsonRange[] | undefined {
  const parts: JsonRange[] = []
  let at = blanksFrom(text, text.startsWith('\ufeff') ? 1 : 0)
  if (text[at] !== open) return undefined
  at = blanksFrom(text, at + 1)
  while (text[at] !== CLOSING[open]) {
    if (parts.length > 0) {
      if (text[at] !== ',') return undefined
      at = blanksFrom(text, at + 1)
    }
    const end = partEnd(text, at)
    if (end === undefined || end === at) return undefined
    parts.push({ start: at, end })
    if (parts.length >= limit) return parts
    at = blanksFrom(text, end)
  }
  return blanksFrom(text, at + 1) === text.length ? parts : undefined
}

function blanksFrom(text: string, start: number): number {
  let at = start
  while (at < text.length && BLANKS.includes(text.charAt(at))) at += 1
  return at
}

/** The end of what begins at `start`: the comma or bracket that ends it. Undefined where the text ends before. */
function partEnd(text: string, start: number): number | undefined {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const character = text[at]
    if (character === '"') {
      const end = stringEnd(text, at)
      if (end === undefined) return undefined
      at = end - 1
    } else if (character === '{' || character === '[') depth += 1
    else if (character === '}' || character === ']') {
      if (depth === 0) return at
      depth -= 1
    } else if (character === ',' && depth === 0) return at
  }
  return undefined
}

/** The end of the string that begins at `start`, its quote included. */
function stringEnd(text: string, start: number): number | undefined {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text[at - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return at + 1
  }
  return undefined
}

/** Keys that are written with escapes are none that a plan has. */
function memberAt(text: string, start: number, end: number): JsonMember | undefined {
  const keyEnd = text[start] === '"' ? stringEnd(text, start) : undefined
  if (keyEnd === undefined) return undefined
  const colon = blanksFrom(text, keyEnd)
  if (text[colon] !== ':') return undefined
  return { key: text.slice(start + 1, keyEnd - 1), start: blanksFrom(text, colon + 1), end }
}
