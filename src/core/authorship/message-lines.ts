/**
 * The lines of a commit message or of a pull request's description that are its author's own words.
 *
 * Left out is what only quotes: lines behind `>`, fenced code, HTML comments over several lines, and in a revert its
 * subject, indented text and a copy of the original message. Whether a line is quoted follows from the text before it
 * alone, so that appending text never takes a line away. A literal `\n` (a shell quoted it) ends a line, and so does a
 * robot emoji in the middle of one: where a whole message was squeezed into one line, the marker begins there.
 */
export function* ownLines(text: string): Generator<string> {
  const reader: Reader = {
    subjectSeen: false,
    subjectOpen: false,
    revert: false,
    original: 'none',
    fence: null,
    comment: false,
  }
  const glued = GLUE.test(text)
  for (const physical of text.split(LINE_BREAK)) {
    const trimmed = physical.trim()
    if (trimmed === '') continue
    const quoted = trimmed.startsWith('>')
    if (glued && GLUE.test(physical)) {
      for (const line of physical.split(GLUED_BREAK)) if (isOwn(reader, line, line.trim(), quoted)) yield line
      reader.subjectOpen = false
    } else if (isOwn(reader, physical, trimmed, quoted) && trimmed.length >= MIN_LINE_CHARS) {
      yield physical
    }
  }
}

/** No trailer, marker or request is shorter. */
const MIN_LINE_CHARS = 8
const LINE_BREAK = /\r\n|[\n\r\u0085\u2028\u2029]/
const GLUE = /\\n|🤖/u
const GLUED_BREAK = /(?:\\r)?\\n|(?<=\s)(?=🤖)/u

interface Reader {
  subjectSeen: boolean
  /** Inside the reverted commit's own, squeezed message, which git quotes in the subject. */
  subjectOpen: boolean
  revert: boolean
  /** Inside a copy of the reverted message: `expected` until its first line tells whether it marks itself as quoted. */
  original: 'none' | 'expected' | 'rest'
  fence: string | null
  comment: boolean
}

function isOwn(reader: Reader, line: string, trimmed: string, quotedLine: boolean): boolean {
  if (trimmed === '') return false
  const quoted = quotedLine || trimmed.startsWith('>')
  if (insideComment(reader, trimmed) || insideFence(reader, trimmed)) return false
  if (!reader.subjectSeen || reader.subjectOpen) {
    if (isRevertSubject(reader, trimmed)) return false
  }
  if (REVERTS.test(trimmed)) reader.revert = true
  if (quoted) {
    // The original message marks itself: what is not marked after it is the revert's own.
    if (reader.original === 'expected') reader.original = 'none'
    return false
  }
  return !(reader.revert && insideOriginal(reader, line, trimmed))
}

const REVERTS = /^this reverts commit\b/i

function isRevertSubject(reader: Reader, trimmed: string): boolean {
  if (reader.subjectOpen) {
    if (trimmed.endsWith('"')) reader.subjectOpen = false
    return true
  }
  reader.subjectSeen = true
  reader.revert = /^revert/i.test(trimmed)
  const quote = trimmed.indexOf('"')
  reader.subjectOpen = reader.revert && quote !== -1 && quote === trimmed.lastIndexOf('"')
  return reader.revert
}

function insideComment(reader: Reader, trimmed: string): boolean {
  if (reader.comment) {
    if (trimmed.includes('-->')) reader.comment = false
    return true
  }
  if (!trimmed.startsWith('<!--') || trimmed.includes('-->')) return false
  reader.comment = true
  return true
}

function insideFence(reader: Reader, trimmed: string): boolean {
  const marker = trimmed.startsWith('```') ? '```' : trimmed.startsWith('~~~') ? '~~~' : null
  if (reader.fence !== null) {
    if (marker === reader.fence) reader.fence = null
    return true
  }
  if (marker === null || trimmed.indexOf(marker, 3) !== -1) return false
  reader.fence = marker
  return true
}

/** In a revert: the original message, indented or behind a heading. */
function insideOriginal(reader: Reader, line: string, trimmed: string): boolean {
  const indented = /^(?: {4}|\t)/.test(line)
  if (/^original (?:commit|change|pull request|pr|message|description)\b.*:$/i.test(trimmed)) {
    reader.original = 'expected'
    return true
  }
  if (reader.original === 'expected') reader.original = indented ? 'none' : 'rest'
  return indented || reader.original === 'rest'
}
