import type { Value } from '../../../value/value.ts'
import { knownText } from '../../../value/value.ts'
import { compareText } from '../text.ts'

/**
 * A wholly known value as YAML, the way Terraform writes it: blocks, text in double quotes, text of several lines as
 * a literal block where that keeps it. Undefined for what is not written here: keys of several lines, long lines.
 */
export function encodeYaml(value: Value): string | undefined {
  const lines = linesOf(value)
  if (lines === undefined) return undefined
  const written = indentLiteral(value, lines)
  if (written.some((line) => line.indexOf(' ', MAX_LINE_LENGTH) !== -1)) return undefined
  const isPlain = value.kind === 'null' || value.kind === 'boolean' || value.kind === 'number'
  return `${written.join('\n')}\n${isPlain ? '...\n' : ''}`
}

/** Terraform breaks longer lines where there is a space. */
const MAX_LINE_LENGTH = 80

/** A literal block that is the whole document is indented as well. */
function indentLiteral(value: Value, lines: readonly string[]): readonly string[] {
  return value.kind === 'text' ? [...lines.slice(0, 1), ...lines.slice(1).map(indent)] : lines
}

function linesOf(value: Value): readonly string[] | undefined {
  switch (value.kind) {
    case 'null':
    case 'unknown':
      return ['null']
    case 'boolean':
      return [String(value.value)]
    case 'number':
      return [value.digits]
    case 'text':
      return textLines(knownText(value) ?? '')
    case 'list':
      return value.items.length === 0 ? ['[]'] : concatenated(value.items.map(itemLines))
    case 'map': {
      const entries = [...value.entries].sort(([left], [right]) => compareText(left, right))
      return entries.length === 0 ? ['{}'] : concatenated(entries.map(([key, entry]) => entryLines(key, entry.value)))
    }
  }
}

function concatenated(blocks: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  return blocks.every((block) => block !== undefined) ? blocks.flat() : undefined
}

function itemLines(value: Value): readonly string[] | undefined {
  const [first, ...rest] = linesOf(value) ?? []
  return first === undefined ? undefined : [`- ${first}`, ...rest.map(indent)]
}

/** A list stands at the indentation of its key. */
function entryLines(key: string, value: Value): readonly string[] | undefined {
  const lines = linesOf(value)
  const [first = '', ...rest] = lines ?? []
  if (lines === undefined || key.includes('\n') || key.length > MAX_KEY_LENGTH) return undefined
  const name = `${quoted(key)}:`
  if (value.kind === 'list' && value.items.length > 0) return [name, ...lines]
  if (value.kind === 'map' && value.entries.size > 0) return [name, ...lines.map(indent)]
  return [`${name} ${first}`, ...rest.map(indent)]
}

/** Longer keys are written in another way. */
const MAX_KEY_LENGTH = 120

function indent(line: string): string {
  return line === '' ? '' : `  ${line}`
}

function textLines(text: string): readonly string[] {
  const isBlock = text.includes('\n') && !/ (?:\n|$)/.test(text) && [...text].every(isPrintable)
  if (!isBlock) return [quoted(text)]
  const ending = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : ''
  const lines = text.split('\n')
  return [`|${/^[ \n]/.test(text) ? '2' : ''}${ending}`, ...(text.endsWith('\n') ? lines.slice(0, -1) : lines)]
}

function isPrintable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  if (code === 0x0a || (code >= 0x20 && code <= 0x7e)) return true
  return code >= 0xa0 && code <= 0xfffd && !(code >= 0xd800 && code <= 0xdfff) && !ESCAPES.has(character)
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\0', '\\0'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\v', '\\v'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['\x1b', '\\e'],
  ['\x85', '\\N'],
  ['\u2028', '\\L'],
  ['\u2029', '\\P'],
  ['\ufeff', '\\uFEFF'],
])

function quoted(text: string): string {
  return `"${[...text].map((character) => ESCAPES.get(character) ?? escaped(character)).join('')}"`
}

function escaped(character: string): string {
  if (isPrintable(character)) return character
  const code = character.codePointAt(0) ?? 0
  const digits = code.toString(16).toUpperCase()
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`
}
