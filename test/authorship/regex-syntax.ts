/** A regular expression as a tree, in as much of JavaScript's syntax as this repository uses. */
export type RegexNode =
  | { readonly kind: 'one'; readonly source: string }
  | { readonly kind: 'edge'; readonly source: string }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negative: boolean; readonly body: RegexNode }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexNode[] }
  | {
      readonly kind: 'repeat'
      readonly body: RegexNode
      readonly min: number
      readonly max: number
      readonly lazy: boolean
    }

/** Parses the source of an expression; throws where it uses what this reader does not know. */
export function parseRegex(source: string): RegexNode {
  const reader: Reader = { source, at: 0 }
  const node = choice(reader)
  if (reader.at < source.length) throw new Error(`cannot read ${source} from ${reader.at}`)
  return node
}

interface Reader {
  readonly source: string
  at: number
}

function choice(reader: Reader): RegexNode {
  const options = [sequence(reader)]
  while (takes(reader, '|')) options.push(sequence(reader))
  const [only] = options
  return options.length === 1 && only !== undefined ? only : { kind: 'choice', options }
}

function sequence(reader: Reader): RegexNode {
  const items: RegexNode[] = []
  while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at] ?? '')) {
    items.push(quantified(reader, atom(reader)))
  }
  return { kind: 'sequence', items }
}

const LOOKS = [
  { start: '(?=', behind: false, negative: false },
  { start: '(?!', behind: false, negative: true },
  { start: '(?<=', behind: true, negative: false },
  { start: '(?<!', behind: true, negative: true },
]

function atom(reader: Reader): RegexNode {
  for (const { start, behind, negative } of LOOKS) {
    if (takes(reader, start)) return { kind: 'look', behind, negative, body: closed(reader) }
  }
  const group = match(reader, /\(\?:|\(\?<[A-Za-z]\w*>|\((?!\?)/y)
  if (group !== undefined) return closed(reader)
  const edge = match(reader, /[\^$]|\\[bB]/y)
  if (edge !== undefined) return { kind: 'edge', source: edge }
  const one = match(
    reader,
    /\[(?:\\[\s\S]|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[^1-9k]|[^*+?(){}[\]|\\]/iuy,
  )
  if (one === undefined) throw new Error(`cannot read ${reader.source} from ${reader.at}`)
  return { kind: 'one', source: one }
}

function closed(reader: Reader): RegexNode {
  const body = choice(reader)
  if (!takes(reader, ')')) throw new Error(`${reader.source} has an open group`)
  return body
}

function quantified(reader: Reader, body: RegexNode): RegexNode {
  const quantifier = match(reader, /[*+?]|\{\d+(?:,\d*)?\}/y)
  if (quantifier === undefined) return body
  const [min, max] = bounds(quantifier)
  return { kind: 'repeat', body, min, max, lazy: takes(reader, '?') }
}

function bounds(quantifier: string): readonly [number, number] {
  if (quantifier === '*') return [0, Number.POSITIVE_INFINITY]
  if (quantifier === '+') return [1, Number.POSITIVE_INFINITY]
  if (quantifier === '?') return [0, 1]
  const [min = '', max] = quantifier.slice(1, -1).split(',')
  return [Number(min), max === undefined ? Number(min) : max === '' ? Number.POSITIVE_INFINITY : Number(max)]
}

function takes(reader: Reader, text: string): boolean {
  if (!reader.source.startsWith(text, reader.at)) return false
  reader.at += text.length
  return true
}

function match(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.source)?.[0]
  reader.at += found?.length ?? 0
  return found
}
