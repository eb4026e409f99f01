import { boundedText } from '../text/quoted-text.ts'
import { visibleText } from '../text/visible-text.ts'

/**
 * Untrusted text as one Markdown code span: GitHub neither mentions, links, expands nor interprets anything in it.
 * It stands on one line, bounded, and what cannot be seen is written out. Never put it into a table: a pipe would end
 * the cell.
 */
export function codeSpan(text: string): string {
  const visible = boundedText(text.replaceAll('\t', '    '))
  if (visible.trim() === '') return '`(empty)`'
  const fence = '`'.repeat(longestRun(visible) + 1)
  const padding = /^[ `]|[ `]$/.test(visible) ? ' ' : ''
  return `${fence}${padding}${visible}${padding}${fence}`
}

/**
 * A sentence that may carry untrusted parts, as Markdown prose on one line: plain words stay, everything else (names,
 * patterns, numbers at the start, markup, mentions, links, quoted text) becomes a code span.
 */
export function proseMarkdown(text: string): string {
  const visible = visibleText(text.trim().replaceAll('\t', ' '))
  const more = visible.length - MAX_SENTENCE
  return more > 0 ? `${proseLine(visible.slice(0, MAX_SENTENCE))} … ${more} more characters` : proseLine(visible)
}

/** Text of our own making whose line feeds are ours too, e.g. a finding's message: each line is a paragraph. */
export function paragraphsMarkdown(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => proseMarkdown(line))
}

/** Longer than any sentence of our own. */
const MAX_SENTENCE = 10_000

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map((run) => run[0].length))
}

function proseLine(line: string): string {
  const words = line.match(/(?:"(?:[^"\\]|\\.)*"|`[^`]+`|[^\s"`]|["`])+|\s+/g) ?? []
  return words.map((word, index) => (word.trim() === '' ? ' ' : wordMarkdown(word, index === 0))).join('')
}

/** What stands together is one code span at most: two side by side would be read as one with other ends. */
function wordMarkdown(word: string, first: boolean): string {
  let start = 0
  let end = word.length
  while (start < end && OPENING.has(word.charAt(start))) start += 1
  while (end > start && CLOSING.has(word.charAt(end - 1))) end -= 1
  const core = word.slice(start, end)
  if (core === '') return first || word.length > MAX_PUNCTUATION ? codeSpan(word) : word
  if (isPlain(core, first)) return word
  const span = /^`[^`]+`$/.test(core) ? codeSpan(core.slice(1, -1)) : codeSpan(core)
  return `${word.slice(0, start)}${span}${word.slice(end)}`
}

const OPENING: ReadonlySet<string> = new Set('(‘“')
const CLOSING: ReadonlySet<string> = new Set(".,;:!?)'’”…")
const MAX_PUNCTUATION = 3

/**
 * A word of letters, or a number inside of a line. What looks like the name of a commit is not plain, nor is what a link
 * begins with, which a text that was cut off may end in.
 */
function isPlain(core: string, first: boolean): boolean {
  if (/^(?:[a-f0-9]{7,}|www|https?|ftp|mailto|xmpp|gh)$/i.test(core)) return false
  return /^[A-Za-z]+(?:['’-][A-Za-z]+)*$/.test(core) || (!first && /^\d{1,6}$/.test(core)) || core === '–'
}
