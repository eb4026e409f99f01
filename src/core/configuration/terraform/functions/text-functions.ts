import type { Value } from '../../../value/value.ts'
import { knownText, textOf } from '../../../value/value.ts'
import { MAX_ITEMS, MAX_TEXT_LENGTH } from '../limits.ts'
import { asText, partsOf, textOfParts } from '../text.ts'
import { derived } from '../unknown.ts'
import {
  booleanResult,
  type FunctionCall,
  type FunctionTable,
  integerArgument,
  listArgument,
  listResult,
  ofText,
  ofTexts,
  partial,
  textArgument,
  textResult,
  total,
} from './function.ts'
import { charactersOf, isAscii } from './graphemes.ts'

/** Source: "String Functions", Terraform language documentation. Characters are what people see as one. */
export const TEXT_FUNCTIONS: FunctionTable = {
  lower: ofText((text) => mapCharacters(text, lowerCase)),
  upper: ofText((text) => mapCharacters(text, upperCase)),
  title: ofText(title),
  trimspace: ofText((text) => text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '')),
  chomp: ofText((text) => text.slice(0, lastIndexOfOther(text, '\r\n') + 1)),
  strrev: ofText((text) => charactersOf(text).toReversed().join('')),
  trim: ofTexts((text, cut) => trimEnd(trimStart(text, cut), cut)),
  trimprefix: ofTexts((text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trimsuffix: ofTexts((text, suffix) => (text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text)),
  startswith: partial(2, 2, startsWith),
  endswith: partial(2, 2, endsWith),
  strcontains: total(2, 2, ([text, part], call) =>
    booleanResult(
      both(text, part, (a, b) => a.includes(b)),
      call,
    ),
  ),
  substr: total(3, 3, substr),
  indent: total(2, 2, indent),
  split: total(2, 2, split),
  join: partial(2, Infinity, join),
}

/** Case maps one character to one character here: `ß` has no upper case of that kind and stays. */
function mapCharacters(text: string, change: (character: string) => string): string {
  if (isAscii(text)) return change(text)
  return Array.from(text, (character) => {
    const changed = change(character)
    return [...changed].length === 1 ? changed : character
  }).join('')
}

function lowerCase(character: string): string {
  return character === 'İ' ? 'i' : character.toLowerCase()
}

function upperCase(character: string): string {
  return character.toUpperCase()
}

/** Two letters in one character, of which only the first is a capital. */
const TITLE_CASE: ReadonlyMap<string, string> = new Map([
  ['Ǆ', 'ǅ'],
  ['Ǉ', 'ǈ'],
  ['Ǌ', 'ǋ'],
  ['Ǳ', 'ǲ'],
])

/** The first letter of every word; what divides words is white space and whatever else of ASCII is no letter. */
function title(text: string): string {
  if (isAscii(text)) return text.replace(/(?<!\w)[a-z]/g, upperCase)
  let before = ' '
  return mapCharacters(text, (character) => {
    const isFirst = before < '\x80' ? !/\w/.test(before) : /\p{White_Space}/u.test(before)
    before = character
    return isFirst ? (TITLE_CASE.get(upperCase(character)) ?? upperCase(character)) : character
  })
}

function lastIndexOfOther(text: string, cut: string): number {
  let at = text.length - 1
  while (at >= 0 && cut.includes(text[at] ?? '')) at -= 1
  return at
}

function both<T>(
  first: Value | undefined,
  second: Value | undefined,
  combine: (a: string, b: string) => T,
): T | undefined {
  const [a, b] = [textArgument(first), textArgument(second)]
  return a === undefined || b === undefined ? undefined : combine(a, b)
}

function trimStart(text: string, cut: string): string {
  const characters = [...text]
  const first = characters.findIndex((character) => !cut.includes(character))
  return first === -1 ? '' : characters.slice(first).join('')
}

function trimEnd(text: string, cut: string): string {
  const characters = [...text]
  const last = characters.findLastIndex((character) => !cut.includes(character))
  return characters.slice(0, last + 1).join('')
}

/** What a text begins with is known as far as its first unknown part. */
function startsWith([text, prefix]: readonly Value[], call: FunctionCall): Value | undefined {
  return affix(text, prefix, call, 0, (whole, part) => whole.startsWith(part))
}

function endsWith([text, suffix]: readonly Value[], call: FunctionCall): Value | undefined {
  return affix(text, suffix, call, -1, (whole, part) => whole.endsWith(part))
}

function affix(
  value: Value | undefined,
  part: Value | undefined,
  call: FunctionCall,
  at: 0 | -1,
  has: (whole: string, part: string) => boolean,
): Value | undefined {
  const text = value === undefined ? undefined : asText(value)
  const wanted = part === undefined ? undefined : asText(part)
  if (text === undefined || wanted === undefined || part === undefined) return undefined
  const [whole, sought] = [knownText(text), knownText(wanted)]
  if (sought === undefined) return derived(`call ${call.name}`, `${call.name}(…)`, [text, wanted], call.span)
  if (whole !== undefined) return booleanResult(has(whole, sought), call)
  const literal = text.parts.at(at)
  const known = literal?.kind === 'literal' ? literal.text : ''
  if (has(known, sought)) return booleanResult(true, call)
  if (!has(sought, known)) return booleanResult(false, call)
  return derived(`call ${call.name}`, `${call.name}(…)`, [text, wanted], call.span)
}

function substr([value, from, count]: readonly Value[], call: FunctionCall): Value | undefined {
  const text = textArgument(value)
  const [offset, length] = [integerArgument(from), integerArgument(count)]
  if (text === undefined || offset === undefined || length === undefined) return undefined
  const characters = charactersOf(text)
  const start = offset < 0 ? Math.max(0, characters.length + offset) : offset
  return textResult(characters.slice(start, length < 0 ? undefined : start + length).join(''), call)
}

function indent([spaces, value]: readonly Value[], call: FunctionCall): Value | undefined {
  const [count, text] = [integerArgument(spaces), textArgument(value)]
  if (spaces === undefined || value === undefined) return undefined
  if (count === undefined || text === undefined || count < 0) return undefined
  const lines = text.split('\n')
  if (text.length + lines.length * count > MAX_TEXT_LENGTH) {
    return derived('call indent', 'indent(…)', [spaces, value], call.span)
  }
  return textResult(lines.join(`\n${' '.repeat(count)}`), call)
}

function split([separator, value]: readonly Value[], call: FunctionCall): Value | undefined {
  const parts = both(separator, value, (by, text) => (by === '' ? [...text] : text.split(by)))
  if (separator === undefined || value === undefined) return undefined
  if (parts !== undefined && parts.length > MAX_ITEMS) {
    return derived('call split', 'split(…)', [separator, value], call.span)
  }
  return parts === undefined
    ? undefined
    : listResult(
        parts.map((part) => textOf(part, call.spans)),
        call,
      )
}

/** Joins texts, known or not; a list of unknown length makes the result unknown. */
function join([separator, ...lists]: readonly Value[], call: FunctionCall): Value | undefined {
  if (separator === undefined) return undefined
  const between = textArgument(separator)
  const items = lists.map((list) => listArgument(list)?.items)
  if (between === undefined || items.some((each) => each === undefined)) {
    const isList = lists.every((list) => list.kind === 'unknown' || list.kind === 'list')
    const isText = between !== undefined || separator.kind === 'unknown' || separator.kind === 'text'
    return isList && isText ? derived('call join', 'join(…)', [separator, ...lists], call.span) : undefined
  }
  const texts = items.flatMap((each) => each ?? []).map(asText)
  if (!texts.every((text) => text !== undefined)) return undefined
  const literal = { kind: 'literal', text: between } as const
  const parts = texts.flatMap((text, index) => (index === 0 ? partsOf(text) : [literal, ...partsOf(text)]))
  const length = parts.reduce((sum, part) => sum + (part.kind === 'literal' ? part.text.length : 0), 0)
  if (length > MAX_TEXT_LENGTH) return derived('call join', 'join(…)', [separator, ...lists], call.span)
  return textOfParts(parts, call.spans)
}
