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
  const lines = UNUSUAL_BREAK.test(text) ? text.replace(UNUSUAL_BREAKS, '\n') : text
  const glued = lines.includes(GLUE) || lines.includes(ROBOT)
  // By hand: a message of a megabyte may have a million lines, and most of them need not be copied.
  for (let start = 0; start < lines.length; ) {
    const found = lines.indexOf('\n', start)
    const end = found === -1 ? lines.length : found
    const line = end === start ? '' : lines.slice(start, end)
    start = end + 1
    const trimmed = line.trim()
    if (trimmed === '') continue
    if (glued && isSqueezed(trimmed)) yield* gluedLines(reader, line, trimmed.startsWith('>'))
    else if (isOwn(reader, line, trimmed, false) && trimmed.length >= MIN_LINE_CHARS) yield line
    reader.subjectOpen = false
  }
}

/** No trailer, marker or request is shorter. */
const MIN_LINE_CHARS = 8
const UNUSUAL_BREAK = /[\r\u0085\u2028\u2029]/
const UNUSUAL_BREAKS = /\r\n|[\r\u0085\u2028\u2029]/g
const GLUE = '\\n'
const GLUED_RETURN = '\\r'
const ROBOT = '🤖'

function isSqueezed(trimmed: string): boolean {
  return trimmed.includes(GLUE) || trimmed.includes(ROBOT, 1)
}

/** The lines that were squeezed into one: a line feed written as `\n`, and a robot behind a blank or a tag, ends one. */
function* gluedLines(reader: Reader, text: string, quoted: boolean): Generator<string> {
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf(GLUE, start)
    const end = found === -1 ? text.length : found
    const line = end === start ? '' : text.slice(start, end)
    start = end + GLUE.length
    const trimmed = line.trim()
    if (trimmed === '') continue
    const quotedHere = quoted || trimmed.startsWith('>')
    if (line.includes(ROBOT, 1)) yield* robotParts(reader, withoutReturn(line), quotedHere)
    else if (isOwnPart(reader, withoutReturn(line), quotedHere)) yield withoutReturn(line)
  }
}

function withoutReturn(line: string): string {
  return line.endsWith(GLUED_RETURN) ? line.slice(0, -GLUED_RETURN.length) : line
}

/** A quotation goes on behind a robot. */
function* robotParts(reader: Reader, line: string, quoted: boolean): Generator<string> {
  let start = 0
  for (let at = line.indexOf(ROBOT, 1); at !== -1; at = line.indexOf(ROBOT, at + 1)) {
    if (!/[\s>]/.test(line[at - 1] ?? '')) continue
    const part = line.slice(start, at)
    start = at
    if (isOwnPart(reader, part, quoted)) yield part
  }
  const last = line.slice(start)
  if (isOwnPart(reader, last, quoted)) yield last
}

function isOwnPart(reader: Reader, part: string, quoted: boolean): boolean {
  const trimmed = part.trim()
  return isOwn(reader, part, trimmed, quoted) && trimmed.length >= MIN_LINE_CHARS
}

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
  if (isOrdinary(reader) && !CHANGES_READING.has(trimmed[0] ?? '')) return !quotedLine
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

/** Whether only the beginning of a line can tell that it is not its author's own. */
function isOrdinary({ subjectSeen, subjectOpen, revert, fence, comment }: Reader): boolean {
  return subjectSeen && !subjectOpen && !revert && !comment && fence === null
}

/** What a quotation, a comment, a fence or `This reverts commit` begins with. */
const CHANGES_READING: ReadonlySet<string> = new Set(['>', '<', '`', '~', 't', 'T'])
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
