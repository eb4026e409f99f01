import type { Value } from '../../../value/value.ts'
import { textOf } from '../../../value/value.ts'
import { derived } from '../unknown.ts'
import { type FunctionCall, type FunctionTable, listResult, textArgument, textResult, total } from './function.ts'
import { safePattern } from './safe-pattern.ts'

/** A few repetitions over a text of this length are done in no time, whatever the pattern. */
const MAX_SUBJECT_LENGTH = 1_000

/** Source: "regex", "regexall" and "replace", Terraform language documentation. */
export const REGULAR_EXPRESSION_FUNCTIONS: FunctionTable = {
  regex: total(2, 2, regex),
  regexall: total(2, 2, regexall),
}

/** `replace(text, part, by)`; a part between slashes is a regular expression with `$1` in its replacement. */
export function replace([value, part, by]: readonly Value[], call: FunctionCall): Value | undefined {
  const [text, sought, replacement] = [textArgument(value), textArgument(part), textArgument(by)]
  if (text === undefined || sought === undefined || replacement === undefined) return undefined
  if (sought.length < 2 || !sought.startsWith('/') || !sought.endsWith('/')) {
    return textResult(
      text.replaceAll(sought, () => replacement),
      call,
    )
  }
  const expression = safely(sought.slice(1, -1), text, 'gu')
  if (expression === undefined) return unsupported([value, part, by], call)
  return textResult(
    text.replace(expression, (...found) => expand(replacement, found)),
    call,
  )
}

function regex([pattern, value]: readonly Value[], call: FunctionCall): Value | undefined {
  const [source, text] = [textArgument(pattern), textArgument(value)]
  if (source === undefined || text === undefined) return undefined
  const expression = safely(source, text, 'u')
  if (expression === undefined) return unsupported([pattern, value], call)
  const match = expression.exec(text)
  return match === null ? undefined : matchValue(match, call)
}

function regexall([pattern, value]: readonly Value[], call: FunctionCall): Value | undefined {
  const [source, text] = [textArgument(pattern), textArgument(value)]
  if (source === undefined || text === undefined) return undefined
  const expression = safely(source, text, 'gu')
  if (expression === undefined) return unsupported([pattern, value], call)
  return listResult(
    [...text.matchAll(expression)].map((match) => matchValue(match, call)),
    call,
  )
}

/** Without groups the match itself, with groups a list of them, with named groups an object. */
function matchValue(match: RegExpExecArray, call: FunctionCall): Value {
  const capture = (text: string | undefined): Value =>
    text === undefined ? { kind: 'null', spans: call.spans } : textOf(text, call.spans)
  if (match.groups !== undefined) {
    const entries = Object.entries(match.groups).map(
      ([name, text]) => [name, { keySpan: call.span, value: capture(text) }] as const,
    )
    return { kind: 'map', collection: 'object', entries: new Map(entries), spans: call.spans }
  }
  if (match.length === 1) return textOf(match[0], call.spans)
  return listResult(match.slice(1).map(capture), call, 'tuple')
}

function expand(replacement: string, found: readonly unknown[]): string {
  return replacement.replace(/\$(?:(\d)|\{(\d)\}|\$)/g, (whole, plain, braced) => {
    if (whole === '$$') return '$'
    const group = found[Number(plain ?? braced)]
    return typeof group === 'string' ? group : ''
  })
}

/** Undefined where the expression is not evaluated. */
function safely(pattern: string, subject: string, flags: string): RegExp | undefined {
  return subject.length > MAX_SUBJECT_LENGTH ? undefined : safePattern(pattern, flags)
}

function unsupported(args: readonly (Value | undefined)[], call: FunctionCall): Value {
  call.scope.module.report({
    severity: 'warning',
    code: 'terraform-regular-expression',
    summary: `This regular expression is not evaluated`,
    detail: 'It is long, nested or written for another engine; its result is taken as unknown.',
    subject: call.span,
  })
  return derived(
    `call ${call.name}`,
    `${call.name}(…)`,
    args.filter((each) => each !== undefined),
    call.span,
  )
}
