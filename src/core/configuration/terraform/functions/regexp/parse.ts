import { type ClassItem, characterTest, POSIX_CLASSES, rangeOf } from './character-class.ts'
import { readEscape } from './escape.ts'
import type { Assertion, Node } from './node.ts'

/** RE2's own limits on repetition and nesting (ours is lower: the stack has one). */
const MAX_REPETITIONS = 1000
const MAX_DEPTH = 200

export interface ParsedPattern {
  readonly node: Node
  /** The names of the groups from the first on; undefined for one without. */
  readonly names: readonly (string | undefined)[]
}

/** A regular expression in RE2's syntax with Perl's classes, as Go reads it; undefined for what it refuses. */
export function parsePattern(source: string): ParsedPattern | undefined {
  const reader: Reader = { pattern: [...source], at: 0, names: [], flags: NO_FLAGS }
  const node = readAlternation(reader, 0)
  if (node === undefined || reader.at < reader.pattern.length) return undefined
  return isOfAllowedSize(node) ? { node, names: reader.names } : undefined
}

interface Flags {
  /** `i` */
  readonly fold: boolean
  /** `m` */
  readonly lines: boolean
  /** `s` */
  readonly dotAll: boolean
  /** `U` */
  readonly swapped: boolean
}

const NO_FLAGS: Flags = { fold: false, lines: false, dotAll: false, swapped: false }

interface Reader {
  readonly pattern: readonly string[]
  at: number
  readonly names: (string | undefined)[]
  flags: Flags
}

function readAlternation(reader: Reader, depth: number): Node | undefined {
  if (depth > MAX_DEPTH) return undefined
  const items: Node[] = []
  do {
    const item = readSequence(reader, depth)
    if (item === undefined) return undefined
    items.push(item)
  } while (take(reader, '|'))
  const [only] = items
  return items.length === 1 && only !== undefined ? only : { kind: 'alternation', items }
}

function take(reader: Reader, text: string): boolean {
  const isThere = [...text].every((character, at) => reader.pattern[reader.at + at] === character)
  if (isThere) reader.at += text.length
  return isThere
}

function readSequence(reader: Reader, depth: number): Node | undefined {
  const items: Node[] = []
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern[reader.at] ?? '')) {
    const read = take(reader, '\\Q') ? readQuoted(reader) : readAtom(reader, depth)
    if (read === undefined) return undefined
    const last = read.at(-1)
    const repeated = last === undefined ? undefined : readRepetition(reader, last)
    if (repeated === undefined && last !== undefined) return undefined
    items.push(...read.slice(0, -1), ...(repeated === undefined ? [] : [repeated]))
  }
  return { kind: 'sequence', items }
}

/** `\Q…\E`: everything between stands for itself. */
function readQuoted(reader: Reader): readonly Node[] {
  const nodes: Node[] = []
  while (reader.at < reader.pattern.length && !take(reader, '\\E')) {
    nodes.push(literal(reader.pattern[reader.at] ?? '', reader.flags))
    reader.at += 1
  }
  return nodes
}

function literal(character: string, flags: Flags): Node {
  const code = character.codePointAt(0) ?? 0
  return { kind: 'character', test: characterTest([rangeOf(code, code)], flags.fold) }
}

/** One thing that may be repeated; none for a group of flags alone. */
function readAtom(reader: Reader, depth: number): readonly Node[] | undefined {
  const character = reader.pattern[reader.at] ?? ''
  switch (character) {
    case '(':
      return readGroup(reader, depth)
    case '[':
      return wrap(readClass(reader))
    case '\\':
      return wrap(readBackslash(reader))
    case '*':
    case '+':
    case '?':
      return undefined
    case '{':
      if (readBounds(reader) !== undefined) return undefined
  }
  reader.at += 1
  return [simple(character, reader.flags)]
}

function wrap(node: Node | undefined): readonly Node[] | undefined {
  return node === undefined ? undefined : [node]
}

function simple(character: string, flags: Flags): Node {
  switch (character) {
    case '.':
      return { kind: 'character', test: flags.dotAll ? () => true : (codePoint) => codePoint !== 10 }
    case '^':
      return { kind: 'assertion', assertion: flags.lines ? 'line-start' : 'text-start' }
    case '$':
      return { kind: 'assertion', assertion: flags.lines ? 'line-end' : 'text-end' }
    default:
      return literal(character, flags)
  }
}

const ASSERTIONS: ReadonlyMap<string, Assertion> = new Map([
  ['A', 'text-start'],
  ['z', 'text-end'],
  ['b', 'boundary'],
  ['B', 'no-boundary'],
])

function readBackslash(reader: Reader): Node | undefined {
  const assertion = ASSERTIONS.get(reader.pattern[reader.at + 1] ?? '')
  if (assertion !== undefined) {
    reader.at += 2
    return { kind: 'assertion', assertion }
  }
  const escaped = readEscape(reader.pattern, reader.at)
  if (escaped === undefined) return undefined
  reader.at = escaped.end
  return { kind: 'character', test: characterTest(escaped.items, reader.flags.fold) }
}

/** `(…)`, `(?:…)`, `(?P<name>…)`, `(?i)`, `(?i:…)`; what looks ahead or behind is refused, as RE2 does. */
function readGroup(reader: Reader, depth: number): readonly Node[] | undefined {
  const outer = reader.flags
  const rest = reader.pattern.slice(reader.at, reader.at + MAX_REPETITIONS).join('')
  const named = /^\(\?P?<([A-Za-z0-9_]+)>/.exec(rest)
  const flagged = /^\(\?([imsU]*)(?:-([imsU]+))?([:)])/.exec(rest)
  if (rest.startsWith('(?') && named === null && flagged === null) return undefined
  if (flagged !== null) {
    if (flagged[0] === '(?)') return undefined
    reader.flags = changed(outer, flagged[1] ?? '', flagged[2] ?? '')
    reader.at += flagged[0].length
    if (flagged[3] === ')') return []
  } else reader.at += named === null ? 1 : [...named[0]].length
  const index = flagged === null ? reader.names.push(named?.[1]) : undefined
  const item = readAlternation(reader, depth + 1)
  reader.flags = outer
  if (item === undefined || !take(reader, ')')) return undefined
  return [index === undefined ? item : { kind: 'capture', index, item }]
}

function changed(flags: Flags, set: string, cleared: string): Flags {
  const flag = (letter: string, before: boolean): boolean =>
    set.includes(letter) && !cleared.includes(letter) ? true : cleared.includes(letter) ? false : before
  return {
    fold: flag('i', flags.fold),
    lines: flag('m', flags.lines),
    dotAll: flag('s', flags.dotAll),
    swapped: flag('U', flags.swapped),
  }
}

function readClass(reader: Reader): Node | undefined {
  const { pattern } = reader
  reader.at += 1
  const negated = take(reader, '^')
  const items: ClassItem[] = []
  for (let first = true; first || pattern[reader.at] !== ']'; first = false) {
    const read = reader.at < pattern.length ? readClassItem(reader) : undefined
    if (read === undefined) return undefined
    items.push(...read)
  }
  reader.at += 1
  const test = characterTest(items, reader.flags.fold)
  return { kind: 'character', test: negated ? (codePoint) => !test(codePoint) : test }
}

function readClassItem(reader: Reader): readonly ClassItem[] | undefined {
  const { pattern } = reader
  const posix = /^\[:(\^?)([a-z]+):\]/.exec(pattern.slice(reader.at, reader.at + 12).join(''))
  if (posix !== null) {
    const items = POSIX_CLASSES.get(posix[2] ?? '')
    reader.at += posix[0].length
    return items === undefined || posix[1] === '' ? items : [{ kind: 'complement', items }]
  }
  const from = readClassCharacter(reader)
  if (from === undefined || typeof from === 'object') return from
  if (pattern[reader.at] !== '-' || (pattern[reader.at + 1] ?? ']') === ']') return [rangeOf(from, from)]
  reader.at += 1
  const to = readClassCharacter(reader)
  return typeof to === 'number' && to >= from ? [rangeOf(from, to)] : undefined
}

/** One character, or the items of `\d` and its like. */
function readClassCharacter(reader: Reader): number | readonly ClassItem[] | undefined {
  const character = reader.pattern[reader.at] ?? ''
  if (character !== '\\') {
    reader.at += 1
    return character.codePointAt(0)
  }
  const escaped = readEscape(reader.pattern, reader.at)
  reader.at = escaped?.end ?? reader.at
  return escaped?.character ?? escaped?.items
}

interface Bounds {
  readonly minimum: number
  readonly maximum: number
  readonly end: number
}

/** The repetition behind an atom, if there is one; a second one is refused. */
function readRepetition(reader: Reader, item: Node): Node | undefined {
  const bounds = readBounds(reader)
  if (bounds === undefined) return item
  const { minimum, maximum } = bounds
  reader.at = bounds.end
  if (minimum > maximum || minimum > MAX_REPETITIONS || (maximum !== Infinity && maximum > MAX_REPETITIONS)) {
    return undefined
  }
  const greedy = take(reader, '?') === reader.flags.swapped
  return readBounds(reader) === undefined ? { kind: 'repetition', item, minimum, maximum, greedy } : undefined
}

function readBounds(reader: Reader): Bounds | undefined {
  const end = reader.at + 1
  switch (reader.pattern[reader.at]) {
    case '*':
      return { minimum: 0, maximum: Infinity, end }
    case '+':
      return { minimum: 1, maximum: Infinity, end }
    case '?':
      return { minimum: 0, maximum: 1, end }
    case '{': {
      const found = /^\{(0|[1-9]\d*)(,(0|[1-9]\d*)?)?\}/.exec(reader.pattern.slice(reader.at, reader.at + 24).join(''))
      if (found === null) return undefined
      const minimum = Number(found[1])
      const maximum = found[2] === undefined ? minimum : Number(found[3] ?? Infinity)
      return { minimum, maximum, end: reader.at + found[0].length }
    }
    default:
      return undefined
  }
}

/** Whether repetitions within repetitions stay below what RE2 takes. */
function isOfAllowedSize(node: Node, times = 1): boolean {
  if (times > MAX_REPETITIONS) return false
  switch (node.kind) {
    case 'sequence':
    case 'alternation':
      return node.items.every((item) => isOfAllowedSize(item, times))
    case 'capture':
      return isOfAllowedSize(node.item, times)
    case 'repetition': {
      const count = node.maximum === Infinity ? node.minimum : node.maximum
      return isOfAllowedSize(node.item, count > 1 ? times * count : times)
    }
    default:
      return true
  }
}
