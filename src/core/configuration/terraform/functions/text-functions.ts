import type { Value } from '../../../value/value.ts'
import { knownText, textOf } from '../../../value/value.ts'
import { MAX_TEXT_LENGTH } from '../limits.ts'
import { asText, partsOf, textOfParts } from '../text.ts'
import { derived } from '../unknown.ts'
import {
  booleanResult,
  type FunctionCall,
  type FunctionTable,
  type Implementation,
  integerArgument,
  listArgument,
  listResult,
  partial,
  textArgument,
  textResult,
  total,
} from './function.ts'
import { replace } from './regular-expression.ts'

/** Source: "String Functions", Terraform language documentation. Characters are code points here. */
export const TEXT_FUNCTIONS: FunctionTable = {
  lower: total(
    1,
    1,
    onText((text) => mapCharacters(text, (character) => character.toLowerCase())),
  ),
  upper: total(
    1,
    1,
    onText((text) => mapCharacters(text, (character) => character.toUpperCase())),
  ),
  title: total(
    1,
    1,
    onText((text) => text.replace(/(?<![\p{L}\p{N}_])\p{L}/gu, (letter) => letter.toUpperCase())),
  ),
  trimspace: total(
    1,
    1,
    onText((text) => text.replace(/^[\s\u0085]+|[\s\u0085]+$/g, '')),
  ),
  chomp: total(
    1,
    1,
    onText((text) => text.replace(/[\r\n]+$/, '')),
  ),
  strrev: total(
    1,
    1,
    onText((text) =>
      [...new Intl.Segmenter('und').segment(text)]
        .map((each) => each.segment)
        .reverse()
        .join(''),
    ),
  ),
  trim: total(
    2,
    2,
    onTexts((text, cut) => trimEnd(trimStart(text, cut), cut)),
  ),
  trimprefix: total(
    2,
    2,
    onTexts((text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  ),
  trimsuffix: total(
    2,
    2,
    onTexts((text, suffix) => (text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text)),
  ),
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
  replace: total(3, 3, replace),
}

function onText(change: (text: string) => string): Implementation {
  return ([value], call) => {
    const text = textArgument(value)
    return textResult(text === undefined ? undefined : change(text), call)
  }
}

function onTexts(change: (first: string, second: string) => string): Implementation {
  return ([first, second], call) => textResult(both(first, second, change), call)
}

/** Case maps one character to one character here: `ß` has no upper case of that kind and stays. */
function mapCharacters(text: string, change: (character: string) => string): string {
  return [...text].map((character) => ([...change(character)].length === 1 ? change(character) : character)).join('')
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
  if (text === undefined || offset === undefined || length === undefined || length < -1) return undefined
  const characters = [...new Intl.Segmenter('und').segment(text)].map((each) => each.segment)
  const start = offset < 0 ? Math.max(0, characters.length + offset) : offset
  return textResult(characters.slice(start, length === -1 ? undefined : start + length).join(''), call)
}

function indent([spaces, value]: readonly Value[], call: FunctionCall): Value | undefined {
  const [count, text] = [integerArgument(spaces), textArgument(value)]
  if (count === undefined || text === undefined || count < 0 || count > 1000) return undefined
  return textResult(text.replaceAll('\n', `\n${' '.repeat(count)}`), call)
}

function split([separator, value]: readonly Value[], call: FunctionCall): Value | undefined {
  const parts = both(separator, value, (by, text) => (by === '' ? [...text] : text.split(by)))
  return parts === undefined
    ? undefined
    : listResult(
        parts.map((part) => textOf(part, call.spans)),
        call,
      )
}

/** Joins texts, known or not; a list of unknown length makes the result unknown. */
function join([separator, ...lists]: readonly Value[], call: FunctionCall): Value | undefined {
  const between = textArgument(separator)
  const items = lists.map((list) => listArgument(list)?.items)
  if (between === undefined || items.some((each) => each === undefined)) {
    const refused = [separator, ...lists].some(
      (each) => each?.kind !== 'unknown' && each?.kind !== 'text' && each?.kind !== 'list',
    )
    return refused
      ? undefined
      : derived(
          'call join',
          'join(…)',
          [separator, ...lists].filter((each) => each !== undefined),
          call.span,
        )
  }
  const texts = items.flatMap((each) => each ?? []).map(asText)
  if (!texts.every((text) => text !== undefined)) return undefined
  const literal = { kind: 'literal', text: between } as const
  const parts = texts.flatMap((text, index) => (index === 0 ? partsOf(text) : [literal, ...partsOf(text)]))
  const length = parts.reduce((sum, part) => sum + (part.kind === 'literal' ? part.text.length : 0), 0)
  return length > MAX_TEXT_LENGTH ? undefined : textOfParts(parts, call.spans)
}
