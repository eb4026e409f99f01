import type { MapEntry, Value } from '../../../value/value.ts'
import { textOf } from '../../../value/value.ts'
import { MAX_ITEMS, MAX_TEXT_LENGTH } from '../limits.ts'
import { derived } from '../unknown.ts'
import { type FunctionCall, type FunctionTable, listResult, textArgument, textResult, total } from './function.ts'
import {
  groupText,
  matchesOf,
  type RegularExpression,
  readRegularExpression,
  type Subject,
  subjectOf,
} from './regexp/regular-expression.ts'
import type { Captures } from './regexp/search.ts'

/** What one call may cost: one for every instruction of its pattern at every character, some 30 milliseconds. */
const MAX_EFFORT = 300_000

/** Source: "regex", "regexall" and "replace", Terraform language documentation. */
export const REGULAR_EXPRESSION_FUNCTIONS: FunctionTable = {
  regex: total(2, 2, regex),
  regexall: total(2, 2, regexall),
  replace: total(3, 3, replace),
}

/**
 * `replace(text, part, by)`; a part between slashes is a regular expression with `$1` in its replacement, and an empty
 * part stands before, between and behind all characters.
 */
function replace(args: readonly Value[], call: FunctionCall): Value | undefined {
  const [text, sought, replacement] = args.map(textArgument)
  if (text === undefined || sought === undefined || replacement === undefined) return undefined
  if (sought.length < 2 || !sought.startsWith('/') || !sought.endsWith('/')) {
    const pieces = sought === '' ? ['', ...text, ''] : text.split(sought)
    if (text.length + pieces.length * replacement.length > MAX_TEXT_LENGTH) return tooLong(args, call)
    return textResult(pieces.join(replacement), call)
  }
  const found = find(sought.slice(1, -1), text, args, call, MAX_ITEMS + 1)
  if (found.kind === 'refused') return found.value
  const isLong = found.matches.length * replacement.length > MAX_TEXT_LENGTH
  const by = isLong ? undefined : replaced(found, replacement)
  return by === undefined ? tooLong(args, call) : textResult(by, call)
}

/** Undefined where the text would be too long. */
function replaced({ expression, subject, matches }: Found, replacement: string): string | undefined {
  const pieces: string[] = []
  let from = 0
  let length = 0
  for (const captures of matches) {
    const [start = 0, end = 0] = captures
    const by = expand(replacement, expression, subject, captures)
    pieces.push(subject.characters.slice(from, start).join(''), by)
    length += by.length
    if (length > MAX_TEXT_LENGTH) return undefined
    from = end
  }
  return [...pieces, subject.characters.slice(from).join('')].join('')
}

/** `$1`, `$name`, `${name}`, `$$`; a name is as long as it can be, and one that no group has is empty. */
function expand(replacement: string, expression: RegularExpression, subject: Subject, captures: Captures): string {
  return replacement.replace(/\$(?:\$|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu, (whole, plain, braced) => {
    if (whole === '$$') return '$'
    const name = String(plain ?? braced)
    if (/^(?:0|[1-9]\d{0,7})$/.test(name)) return groupText(subject, captures, Number(name)) ?? ''
    const groups = expression.names.map((each, at) =>
      each === name ? groupText(subject, captures, at + 1) : undefined,
    )
    return groups.find((text) => text !== undefined) ?? ''
  })
}

function regex([pattern, value]: readonly Value[], call: FunctionCall): Value | undefined {
  const [source, text] = [textArgument(pattern), textArgument(value)]
  if (source === undefined || text === undefined) return undefined
  const found = find(source, text, [pattern, value], call, 1)
  if (found.kind === 'refused') return found.value
  const [captures] = found.matches
  return captures === undefined || isMixed(found.expression) ? undefined : matchValue(found, captures, call)
}

function regexall([pattern, value]: readonly Value[], call: FunctionCall): Value | undefined {
  const [source, text] = [textArgument(pattern), textArgument(value)]
  if (source === undefined || text === undefined) return undefined
  const found = find(source, text, [pattern, value], call, MAX_ITEMS + 1)
  if (found.kind === 'refused') return found.value
  if (isMixed(found.expression)) return undefined
  return listResult(
    found.matches.map((captures) => matchValue(found, captures, call)),
    call,
  )
}

/** Groups are all named, or none is. */
function isMixed({ names }: RegularExpression): boolean {
  return names.includes(undefined) && names.some((name) => name !== undefined)
}

interface Found {
  readonly kind: 'found'
  readonly expression: RegularExpression
  readonly subject: Subject
  readonly matches: readonly Captures[]
}

type Refused = { readonly kind: 'refused'; readonly value: Value | undefined }

function find(
  source: string,
  text: string,
  args: readonly (Value | undefined)[],
  call: FunctionCall,
  limit: number,
): Found | Refused {
  const expression = readRegularExpression(source)
  if (expression === 'invalid') return { kind: 'refused', value: undefined }
  if (expression === 'too-long' || text.length > MAX_EFFORT) return { kind: 'refused', value: tooLong(args, call) }
  const subject = subjectOf(text)
  const effort = { remaining: MAX_EFFORT }
  const matches = matchesOf(expression, subject, effort, limit)
  call.scope.module.charge(MAX_EFFORT - effort.remaining)
  if (matches === undefined || matches.length > MAX_ITEMS) return { kind: 'refused', value: tooLong(args, call) }
  return { kind: 'found', expression, subject, matches }
}

/** Without groups the match itself, with groups a list of them, with named groups an object. */
function matchValue({ expression, subject }: Found, captures: Captures, call: FunctionCall): Value {
  const group = (index: number): Value => {
    const text = groupText(subject, captures, index)
    return text === undefined ? { kind: 'null', spans: call.spans } : textOf(text, call.spans)
  }
  const { names } = expression
  if (names.length === 0) return group(0)
  if (names[0] === undefined) {
    return listResult(
      names.map((_, at) => group(at + 1)),
      call,
      'tuple',
    )
  }
  const entries = names.map((name, at): [string, MapEntry] => [
    name ?? '',
    { keySpan: call.span, value: group(at + 1) },
  ])
  return { kind: 'map', collection: 'object', entries: new Map(entries), spans: call.spans }
}

function tooLong(args: readonly (Value | undefined)[], call: FunctionCall): Value {
  call.scope.module.report({
    severity: 'warning',
    code: 'terraform-regular-expression',
    summary: `This regular expression is not evaluated`,
    detail: 'It or its text is longer than is analysed; its result is taken as unknown.',
    subject: call.span,
  })
  return derived(
    `call ${call.name}`,
    `${call.name}(…)`,
    args.filter((each) => each !== undefined),
    call.span,
  )
}
