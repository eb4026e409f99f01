/** One thing that a query asks of an object. */
export type Selection =
  | {
      readonly kind: 'field'
      readonly name: string
      /** Its name in the answer. */
      readonly alias: string
      /** What stands for its arguments, by the argument's name. */
      readonly given: ReadonlyMap<string, Argument>
      readonly selections: readonly Selection[]
    }
  /** `... on Type { … }` */
  | { readonly kind: 'fragment'; readonly type: string; readonly selections: readonly Selection[] }

export type Argument =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'number'; readonly text: string }
  /** A value of an enumeration, which stands for a list of itself. */
  | { readonly kind: 'enum'; readonly text: string }

export interface Query {
  /** Types by the variable's name, with their `!`. */
  readonly declared: ReadonlyMap<string, string>
  readonly selections: readonly Selection[]
}

/**
 * Reads the part of GraphQL that an app needs which builds no text: one query, its variables, fields with aliases, inline
 * fragments; arguments are variables, whole numbers or values of enumerations. Throws an `Error` about anything else.
 */
export function parseQuery(text: string): Query {
  const tokens = text.match(/\.\.\.|[\w$]+|[{}():!]|[^\s,\w]/g) ?? []
  const reader: Reader = { tokens, at: 0 }
  expect(reader, 'query')
  const declared = peek(reader) === '(' ? pairs(reader, typeOf) : new Map<string, string>()
  const selections = selectionsOf(reader)
  if (reader.at < tokens.length) throw new Error(`Expected the end, found ${peek(reader)}`)
  const variables = [...declared].map(([name, type]) => [name.replace(/^\$/, ''), type] as const)
  return { declared: new Map(variables), selections }
}

interface Reader {
  readonly tokens: readonly string[]
  at: number
}

function peek(reader: Reader): string {
  return reader.tokens[reader.at] ?? 'the end'
}

function take(reader: Reader): string {
  const token = peek(reader)
  reader.at += 1
  return token
}

function expect(reader: Reader, wanted: string): void {
  const token = take(reader)
  if (token !== wanted) throw new Error(`Expected ${wanted}, found ${token}`)
}

function word(reader: Reader): string {
  const token = take(reader)
  if (!/^[\w$]+$/.test(token)) throw new Error(`Expected a name, found ${token}`)
  return token
}

/** `(name: value name: value)` */
function pairs<T>(reader: Reader, value: (reader: Reader) => T): Map<string, T> {
  const found = new Map<string, T>()
  expect(reader, '(')
  while (peek(reader) !== ')') {
    const name = word(reader)
    expect(reader, ':')
    found.set(name, value(reader))
  }
  expect(reader, ')')
  return found
}

function typeOf(reader: Reader): string {
  const name = word(reader)
  if (peek(reader) !== '!') return name
  expect(reader, '!')
  return `${name}!`
}

function argumentOf(reader: Reader): Argument {
  const name = word(reader)
  if (/^\d+$/.test(name)) return { kind: 'number', text: name }
  if (/^[A-Z_]+$/.test(name)) return { kind: 'enum', text: name }
  if (!name.startsWith('$')) throw new Error(`Expected a variable, found ${name}`)
  return { kind: 'variable', name: name.slice(1) }
}

function selectionsOf(reader: Reader): readonly Selection[] {
  const found: Selection[] = []
  expect(reader, '{')
  while (peek(reader) !== '}') found.push(peek(reader) === '...' ? fragmentOf(reader) : fieldOf(reader))
  expect(reader, '}')
  return found
}

function fragmentOf(reader: Reader): Selection {
  expect(reader, '...')
  expect(reader, 'on')
  return { kind: 'fragment', type: word(reader), selections: selectionsOf(reader) }
}

function fieldOf(reader: Reader): Selection {
  const first = word(reader)
  const aliased = peek(reader) === ':'
  if (aliased) expect(reader, ':')
  const name = aliased ? word(reader) : first
  const given = peek(reader) === '(' ? pairs(reader, argumentOf) : new Map<string, Argument>()
  const selections = peek(reader) === '{' ? selectionsOf(reader) : []
  return { kind: 'field', name, alias: first, given, selections }
}
