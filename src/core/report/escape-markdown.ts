import { visibleText } from '../text/visible-text.ts'

/**
 * Untrusted text as one Markdown code span: GitHub neither mentions, links, expands nor interprets anything in it.
 * It stands on one line, and what cannot be seen is written out. Never put it into a table: a pipe would end the cell.
 */
export function codeSpan(text: string): string {
  const visible = visibleText(text.replaceAll('\t', '    '))
  if (visible.trim() === '') return '`(empty)`'
  const fence = '`'.repeat(longestRun(visible) + 1)
  const padding = /^[ `]|[ `]$/.test(visible) ? ' ' : ''
  return `${fence}${padding}${visible}${padding}${fence}`
}

/**
 * Sentences that may carry untrusted parts, as Markdown prose: plain words stay, everything else (names, patterns,
 * numbers at a line's start, markup, mentions, links, quoted text) becomes a code span. Line feeds stay.
 */
export function proseMarkdown(text: string): string {
  return visibleText(text, 'keep')
    .split('\n')
    .map((line) => proseLine(line.trim()))
    .join('\n')
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map((run) => run[0].length))
}

function proseLine(line: string): string {
  const segments = line.match(/"(?:[^"\\]|\\.)*"|`[^`]+`|[^\s"`]+|["`]+|\s+/g) ?? []
  return segments.map((segment, index) => segmentMarkdown(segment, index === 0)).join('')
}

function segmentMarkdown(segment: string, first: boolean): string {
  if (segment.trim() === '') return ' '
  if (/^`[^`]+`$/.test(segment)) return codeSpan(segment.slice(1, -1))
  if (segment.length > 1 && segment.startsWith('"')) return codeSpan(segment)
  const [, before = '', core = '', after = ''] = /^([('‘“]*)(.*?)([.,;:!?)'’”…]*)$/u.exec(segment) ?? []
  if (core === '' ? isHarmlessPunctuation(segment, first) : isPlain(core, first)) return segment
  return core === '' ? codeSpan(segment) : `${before}${codeSpan(core)}${after}`
}

function isHarmlessPunctuation(text: string, first: boolean): boolean {
  return !first && /^[.,;:!?()'‘’“”…]{1,3}$/u.test(text)
}

/** A word of letters, or a number inside of a line. What looks like the name of a commit is not plain. */
function isPlain(core: string, first: boolean): boolean {
  if (/^[a-f0-9]{7,}$/i.test(core)) return false
  return /^[A-Za-z]+(?:['’-][A-Za-z]+)*$/.test(core) || (!first && /^\d{1,6}$/.test(core)) || core === '–'
}
