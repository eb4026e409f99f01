import type { LineRange } from '../text/span.ts'
import { visibleText } from '../text/visible-text.ts'

/** Whole lines of a file at head, and what would stand there instead. Both end as lines do, but for a file's last one. */
export interface Suggestion extends LineRange {
  readonly file: string
  readonly replaced: string
  /** Empty where the lines would go. */
  readonly replacement: string
}

/** Lines on either side. What is longer is no small fix. */
export const MAX_SUGGESTED_LINES = 10
/** Characters on either side. */
const MAX_CHARACTERS = 2_000

/**
 * The fewest lines that make `edited` of head's text. Undefined where nothing changes or all goes, where it is too much
 * to be read at a glance, or where it holds what nobody can see: whoever takes it over sees what they take.
 */
export function suggestionBetween(file: string, head: string, edited: string): Suggestion | undefined {
  const [before, after] = [wholeLines(head), wholeLines(edited)]
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1
  let same = 0
  const most = Math.min(before.length, after.length) - start
  while (same < most && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1
  if (before.length === 0 || (before.length === start + same && after.length === start + same)) return undefined
  // Lines that only come need a line to stand on, which stays as it is.
  const isInsertion = before.length === start + same
  const from = isInsertion && start > 0 ? start - 1 : start
  const kept = isInsertion && start === 0 ? same - 1 : same
  const [replaced, replacement] = [before.slice(from, before.length - kept), after.slice(from, after.length - kept)]
  const isSmall = [replaced, replacement].every((lines) => lines.length <= MAX_SUGGESTED_LINES)
  const texts = { replaced: replaced.join(''), replacement: replacement.join('') }
  if (!isSmall || after.length === 0 || !Object.values(texts).every(isReadable)) return undefined
  return { file, startLine: from + 1, endLine: from + replaced.length, ...texts }
}

/** A file's text with the suggestion taken over. */
export function withSuggestion(text: string, { startLine, endLine, replacement }: Suggestion): string {
  const lines = wholeLines(text)
  return [...lines.slice(0, startLine - 1), replacement, ...lines.slice(endLine)].join('')
}

/** The lines of a text, each with what ends it. */
export function wholeLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function isReadable(text: string): boolean {
  const plain = text.replaceAll('\r\n', '\n')
  return plain.length <= MAX_CHARACTERS && visibleText(plain, 'keep') === plain
}
