import { quotedText } from '../text/quoted-text.ts'
import { nearMiss } from './near-miss.ts'

/** One annotation as it is written; a part that is missing or wrong is undefined, and a problem says so. */
export interface Annotation {
  readonly start: number
  readonly end: number
  readonly rule?: string
  readonly reason?: string
  readonly until?: string
  readonly problems: readonly AnnotationProblem[]
}

export interface AnnotationProblem {
  readonly code: string
  readonly summary: string
  readonly detail: string
  /** Where in the text; of the whole annotation where there is nothing to point at. */
  readonly range?: { readonly start: number; readonly end: number }
}

/** Longer reasons are cut by whoever shows them; one of this length is not read. */
const MAX_REASON = 1_000

const FORM = 'Write `countersign:ignore RULE reason="…" until=YYYY-MM-DD`.'

/**
 * Reads one line of a comment that begins with `countersign:`; undefined where it does not, and so is no annotation.
 * `offset` is where the line starts in the file.
 */
export function readAnnotation(line: string, offset: number): Annotation | undefined {
  const opening = /^countersign[ \t]*:[ \t]*([\w-]*)/i.exec(line)
  if (opening === null) return undefined
  const range = { start: offset, end: offset + line.length }
  if (!/^countersign:ignore(?![\w-])/.test(line)) {
    return { ...range, problems: [unknownAnnotation(opening[0], offset)] }
  }
  const words = wordsOf(line.slice(opening[0].length), offset + opening[0].length)
  const [first, ...others] = words
  const hasRule = first !== undefined && first.key === undefined && RULE.test(first.value)
  const problems: AnnotationProblem[] = []
  if (!hasRule) problems.push(missing('rule', `the rule that it is about. ${FORM}`))
  const settings = readSettings(hasRule ? others : words, problems)
  return { ...range, ...(hasRule ? { rule: first.value } : {}), ...settings, problems }
}

/** What can be a rule's id; whether there is such a rule is not asked here. */
const RULE = /^[a-z0-9][a-z0-9/_.-]{0,199}$/i

interface Word {
  /** Undefined where the word is no `key=value`. */
  readonly key: string | undefined
  readonly value: string
  readonly closed: boolean
  readonly start: number
  readonly end: number
}

/** `word`, `key=value` and `key="value"`, with `\"` and `\\` within quotes. One pass over the text. */
function wordsOf(text: string, offset: number): readonly Word[] {
  const words: Word[] = []
  let at = 0
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at++
      continue
    }
    const start = at
    let key: string | undefined
    while (at < text.length && !/[\s="]/.test(text.charAt(at))) at++
    if (text.charAt(at) === '=') key = text.slice(start, at++)
    const read = text.charAt(at) === '"' ? readQuoted(text, at) : readBare(text, key === undefined ? start : at)
    at = Math.max(read.end, start + 1)
    words.push({ key, value: read.value, closed: read.closed, start: offset + start, end: offset + at })
  }
  return words
}

function readBare(text: string, start: number): { value: string; closed: boolean; end: number } {
  let end = start
  while (end < text.length && !/\s/.test(text.charAt(end))) end++
  return { value: text.slice(start, end), closed: true, end }
}

function readQuoted(text: string, start: number): { value: string; closed: boolean; end: number } {
  let value = ''
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '"') return { value, closed: true, end: at + 1 }
    const escapes = character === '\\' && /["\\]/.test(text.charAt(at + 1))
    value += escapes ? text.charAt(++at) : character
  }
  return { value, closed: false, end: text.length }
}

function readSettings(words: readonly Word[], problems: AnnotationProblem[]): { reason?: string; until?: string } {
  const found = new Map<string, Word>()
  for (const word of words) {
    const problem = settingProblem(word, found)
    if (problem !== undefined) problems.push(problem)
    if (word.key !== undefined && !found.has(word.key)) found.set(word.key, word)
  }
  const reason = reasonOf(found.get('reason'), problems)
  const until = untilOf(found.get('until'), problems)
  return { ...(reason === undefined ? {} : { reason }), ...(until === undefined ? {} : { until }) }
}

const KEYS = ['reason', 'until']

function settingProblem(
  { key, value, closed, ...range }: Word,
  found: ReadonlyMap<string, Word>,
): AnnotationProblem | undefined {
  if (key === undefined) {
    const detail = `${quotedText(value)} is no \`key=value\`. A reason of several words stands in quotes. ${FORM}`
    return { code: 'ignore-stray-word', summary: 'A word too many in an ignore', detail, range }
  }
  if (!KEYS.includes(key)) {
    const meant = nearMiss(key, KEYS)
    const hint = meant === undefined ? '' : ` Did you mean \`${meant}\`?`
    const detail = `An ignore has no key ${quotedText(key)}; it has \`reason\` and \`until\`.${hint}`
    return { code: 'ignore-unknown-key', summary: 'Unknown key in an ignore', detail, range }
  }
  if (found.has(key)) {
    const detail = `\`${key}\` is given twice; leave one of them.`
    return { code: 'ignore-duplicate-key', summary: 'A key given twice in an ignore', detail, range }
  }
  if (closed) return undefined
  const detail = `The quotes of \`${key}\` do not close on this line. Close them, and write a quote within them as \`\\"\`.`
  return { code: 'ignore-unclosed-quotes', summary: 'Unclosed quotes in an ignore', detail, range }
}

function reasonOf(word: Word | undefined, problems: AnnotationProblem[]): string | undefined {
  const reason = word?.value.trim() ?? ''
  if (word?.closed === false) return undefined
  if (reason === '') {
    const problem = missing('reason', `a reason: why this may be so. ${FORM}`)
    problems.push(word === undefined ? problem : { ...problem, range: rangeOf(word) })
    return undefined
  }
  if (reason.length <= MAX_REASON) return reason
  const detail = `A reason may have up to ${MAX_REASON} characters; this one has ${reason.length}. Shorten it.`
  problems.push({ code: 'ignore-reason-limit', summary: 'A reason too long', detail, ...rangeIn(word) })
  return undefined
}

function untilOf(word: Word | undefined, problems: AnnotationProblem[]): string | undefined {
  if (word?.closed === false) return undefined
  const until = word?.value ?? ''
  if (until === '') {
    const problem = missing('until', `the last day on which it acts. ${FORM}`)
    problems.push(word === undefined ? problem : { ...problem, range: rangeOf(word) })
    return undefined
  }
  if (isDate(until)) return until
  const detail = `${quotedText(until)} is no day of the calendar. Write the last day on which it acts as \`YYYY-MM-DD\`.`
  problems.push({ code: 'ignore-invalid-date', summary: 'An ignore without a valid date', detail, ...rangeIn(word) })
  return undefined
}

/** A day of the Gregorian calendar in ISO 8601's extended form. */
function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return year >= 1 && day >= 1 && day <= days
}

function unknownAnnotation(written: string, start: number): AnnotationProblem {
  const detail = `${quotedText(written)} is no annotation of Countersign. ${FORM}`
  const range = { start, end: start + written.length }
  return { code: 'ignore-unknown-annotation', summary: 'Unknown annotation', detail, range }
}

function missing(what: string, detail: string): AnnotationProblem {
  return {
    code: `ignore-missing-${what}`,
    summary: `An ignore without its ${what}`,
    detail: `An ignore names ${detail}`,
  }
}

function rangeOf({ start, end }: Word): { readonly start: number; readonly end: number } {
  return { start, end }
}

function rangeIn(word: Word | undefined): { readonly range?: { readonly start: number; readonly end: number } } {
  return word === undefined ? {} : { range: rangeOf(word) }
}
