import { quotedText } from '../text/quoted-text.ts'
import { endOfDayMs } from './calendar-day.ts'
import { LOGIN } from './login.ts'
import { nearMiss } from './near-miss.ts'
import { DIGEST, MAX_REASON } from './waiver-schema.ts'

/** One annotation as it is written; a part that is missing or wrong is undefined, and a problem says so. */
export interface Annotation extends Partial<AnnotationSettings> {
  readonly start: number
  readonly end: number
  readonly rule?: string
  readonly problems: readonly AnnotationProblem[]
}

/** What stands behind the rule, as `key=value`. */
interface AnnotationSettings {
  readonly reason: string
  readonly approver: string
  readonly until: string
  readonly digest: string
}

export interface AnnotationProblem {
  readonly code: string
  readonly summary: string
  readonly detail: string
  /** Where in the text; of the whole annotation where there is nothing to point at. */
  readonly range?: { readonly start: number; readonly end: number }
}

const FORM = 'Write `countersign:ignore RULE reason="…" approver=LOGIN until=YYYY-MM-DD digest=…`.'

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

function readSettings(words: readonly Word[], problems: AnnotationProblem[]): Partial<AnnotationSettings> {
  const found = new Map<string, Word>()
  for (const word of words) {
    const problem = settingProblem(word, found)
    if (problem !== undefined) problems.push(problem)
    if (word.key !== undefined && !found.has(word.key)) found.set(word.key, word)
  }
  const read: { -readonly [Key in keyof AnnotationSettings]?: string } = {}
  for (const key of KEYS) {
    const value = readValue(key, found.get(key), problems)
    if (value !== undefined) read[key] = value
  }
  return read
}

const KEYS = ['reason', 'approver', 'until', 'digest'] as const

function settingProblem(
  { key, value, closed, ...range }: Word,
  found: ReadonlyMap<string, Word>,
): AnnotationProblem | undefined {
  if (key === undefined) {
    const detail = `${quotedText(value)} is no \`key=value\`. A reason of several words stands in quotes. ${FORM}`
    return { code: 'ignore-stray-word', summary: 'A word too many in an ignore', detail, range }
  }
  if (!KEYS.some((each) => each === key)) {
    const meant = nearMiss(key, KEYS)
    const hint = meant === undefined ? '' : ` Did you mean \`${meant}\`?`
    const detail = `An ignore has no key ${quotedText(key)}; it has ${KEYS.map((each) => `\`${each}\``).join(', ')}.${hint}`
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

/** A value that is there and as it should be; where it is not, a problem says so. */
function readValue(
  key: keyof AnnotationSettings,
  word: Word | undefined,
  problems: AnnotationProblem[],
): string | undefined {
  if (word?.closed === false) return undefined
  const value = word?.value.trim() ?? ''
  if (word === undefined || value === '') {
    const problem = missing(key, `${MEANINGS[key]}. ${FORM}`)
    problems.push(word === undefined ? problem : { ...problem, range: rangeOf(word) })
    return undefined
  }
  const problem = CHECKS[key](value)
  if (problem === undefined) return value
  problems.push({ ...problem, range: rangeOf(word) })
  return undefined
}

const MEANINGS: Readonly<Record<keyof AnnotationSettings, string>> = {
  reason: 'a reason: why this may be so',
  approver: 'its approver: the login of whoever answers for it',
  until: 'the last day on which it acts',
  digest: 'the digest of the finding, without which it would be about whatever comes',
}

type Check = (value: string) => AnnotationProblem | undefined

const CHECKS: Readonly<Record<keyof AnnotationSettings, Check>> = {
  reason(value) {
    if (value.length <= MAX_REASON) return undefined
    const detail = `A reason may have up to ${MAX_REASON} characters; this one has ${value.length}. Shorten it.`
    return { code: 'ignore-reason-limit', summary: 'A reason too long', detail }
  },
  approver(value) {
    if (LOGIN.test(value)) return undefined
    const detail = `${quotedText(value)} is no login of a person on GitHub. Write it without \`@\`.`
    return { code: 'ignore-invalid-login', summary: 'An ignore without a valid approver', detail }
  },
  until(value) {
    if (endOfDayMs(value) !== undefined) return undefined
    const detail = `${quotedText(value)} is no day of the calendar. Write the last day on which it acts as \`YYYY-MM-DD\`.`
    return { code: 'ignore-invalid-date', summary: 'An ignore without a valid date', detail }
  },
  digest(value) {
    if (DIGEST.test(value)) return undefined
    const detail = `${quotedText(value)} is no digest of a finding, which has 64 digits. \`countersign review --format json\` tells it.`
    return { code: 'ignore-invalid-digest', summary: 'An ignore without a valid digest', detail }
  },
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
