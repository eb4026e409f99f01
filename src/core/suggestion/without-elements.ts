import type { Span } from '../text/span.ts'

/**
 * A text without some elements of its lists (`[…, …]`, in HCL or JSON) and the commas that they need no more; lines that
 * are empty then go as well. Undefined where one of them stands in no list, or is all that its list has left.
 */
export function withoutElements(text: string, spans: readonly Pick<Span, 'start' | 'end'>[]): string | undefined {
  let left = text
  for (const span of spans.toSorted((one, other) => other.start - one.start)) {
    const cut = cutOf(left, quotesIncluded(left, span))
    if (cut === undefined) return undefined
    left = left.slice(0, cut.start) + left.slice(cut.end)
  }
  return left
}

interface Range {
  readonly start: number
  readonly end: number
}

function quotesIncluded(text: string, { start, end }: Range): Range {
  return text[start - 1] === '"' && text[end] === '"' ? { start: start - 1, end: end + 1 } : { start, end }
}

function cutOf(text: string, { start, end }: Range): Range | undefined {
  const before = nextVisible(text, start - 1, -1)
  const after = nextVisible(text, end, 1)
  const opens = text[before] === '['
  if (!opens && text[before] !== ',') return undefined
  if (text[after] === ',') {
    if (opens && text[nextVisible(text, after + 1, 1)] === ']') return undefined
    return wholeLine(text, { start, end: after + 1 })
  }
  if (opens || text[after] !== ']') return undefined
  return wholeLine(text, { start: before, end })
}

/** The place of the next character that is no white space. */
function nextVisible(text: string, from: number, step: 1 | -1): number {
  let at = from
  while (/\s/.test(text[at] ?? '')) at += step
  return at
}

/** A line that nothing is left of goes; what stands after a cut on a line loses the space that was between. */
function wholeLine(text: string, { start, end }: Range): Range {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = text.indexOf('\n', end)
  const rest = text.slice(end, lineEnd === -1 ? text.length : lineEnd)
  const isAlone = text.slice(lineStart, start).trim() === '' && rest.trim() === ''
  if (isAlone) return { start: lineStart, end: lineEnd === -1 ? text.length : lineEnd + 1 }
  const space = text[start] === ',' ? 0 : rest.length - rest.trimStart().length
  return { start, end: end + space }
}
