/** Takes a line as written. Returns false where it needs no more of them. */
type LineTaker = (line: string) => boolean

/**
 * Hands on the lines of a commit message or of a pull request's description that are its author's own words.
 *
 * Left out is what only quotes: lines behind `>`, fenced code, HTML comments over several lines, and in a revert its
 * subject, indented text and a copy of the original message. A fence or a comment that is never closed is no quotation:
 * it would hide all that follows, so the text is read on behind it. But for the end of a fence or a comment, whether
 * a line is quoted follows from the text before it alone, so that appending other text never takes a line away.
 * A literal `\n` (a shell quoted it) ends a line, and so does a robot emoji in the middle of one: where a whole message
 * was squeezed into one line, the marker begins there.
 */
export function readOwnLines(text: string, take: LineTaker): void {
  const isUsual = UNUSUAL.every((character) => !text.includes(character))
  const lines = isUsual ? text : text.replace(UNUSUAL_BREAKS, '\n')
  const source: Source = {
    lines,
    hasGlue: lines.includes(GLUE),
    hasGluedReturns: lines.includes(GLUED_RETURN),
    hasRobots: lines.includes(ROBOT),
    take,
  }
  const reader = newReader(lines)
  // INVARIANT: at most four rounds, since each kind of quotation is given up once.
  while (readFrom(source, reader) && resumeBehindOpener(reader));
}

/** All of them, as written. */
export function ownLines(text: string): readonly string[] {
  const found: string[] = []
  readOwnLines(text, (line) => found.push(line) > 0)
  return found
}

/** No trailer, marker or request is shorter. */
const MIN_LINE_CHARS = 8
/** Looked for one by one: far quicker than by an expression. */
const UNUSUAL = ['\r', '\u0085', '\u2028', '\u2029']
const UNUSUAL_BREAKS = /\r\n|[\r\u0085\u2028\u2029]/g
const GLUE = '\\n'
const GLUED_RETURN = '\\r'
const ROBOT = '🤖'
const LINE_FEED = 10

interface Source {
  readonly lines: string
  readonly hasGlue: boolean
  readonly hasGluedReturns: boolean
  readonly hasRobots: boolean
  readonly take: LineTaker
}

type Quotation = '```' | '~~~' | '<!--'

interface Reader {
  readonly lines: string
  /** The offset of the line at hand, and the number of the part of it that is read next. */
  start: number
  part: number
  /** Parts of the line at hand that were read before. */
  partsBefore: number
  subjectSeen: boolean
  /** Inside the reverted commit's own, squeezed message, which git quotes in the subject. */
  subjectOpen: boolean
  revert: boolean
  /** Inside a copy of the reverted message: `expected` until its first line tells whether it marks itself as quoted. */
  original: 'none' | 'expected' | 'rest'
  /** The fence or the comment that is open. */
  open: Quotation | null
  /** How the reader stood when the latest of them was opened. */
  readonly opened: { start: number; part: number; subjectOpen: boolean }
  /** What is not closed any more in the rest of the text. */
  readonly unclosed: Set<Quotation>
}

function newReader(lines: string): Reader {
  return {
    lines,
    start: 0,
    part: 0,
    partsBefore: 0,
    subjectSeen: false,
    subjectOpen: false,
    revert: false,
    original: 'none',
    open: null,
    opened: { start: 0, part: 0, subjectOpen: false },
    unclosed: new Set(),
  }
}

/** Reads to the end; false where no more was needed. By hand: a megabyte may be a million lines, most of them empty. */
function readFrom(source: Source, reader: Reader): boolean {
  const { lines } = source
  while (reader.start < lines.length) {
    const found = lines.charCodeAt(reader.start) === LINE_FEED ? reader.start : lines.indexOf('\n', reader.start)
    const end = found === -1 ? lines.length : found
    if (end > reader.start && !readLine(source, reader, lines.slice(reader.start, end))) return false
    reader.start = end + 1
    reader.partsBefore = 0
  }
  return true
}

function readLine(source: Source, reader: Reader, line: string): boolean {
  const trimmed = line.trim()
  if (trimmed === '') return true
  reader.part = 0
  let goOn = true
  if ((source.hasGlue && trimmed.includes(GLUE)) || (source.hasRobots && trimmed.includes(ROBOT, 1))) {
    goOn = readSqueezed(source, reader, line, trimmed.startsWith('>'))
  } else if (reader.partsBefore === 0 && isOwn(reader, line, trimmed, false) && trimmed.length >= MIN_LINE_CHARS) {
    goOn = source.take(line)
  }
  reader.subjectOpen = false
  return goOn
}

/** The lines that were squeezed into one: a line feed written as `\n`, and a robot behind a blank or a tag, ends one. */
function readSqueezed(source: Source, reader: Reader, text: string, quoted: boolean): boolean {
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf(GLUE, start)
    const end = found === -1 ? text.length : found
    const cut = source.hasGluedReturns && text.endsWith(GLUED_RETURN, end) ? end - GLUED_RETURN.length : end
    const line = text.slice(start, Math.max(start, cut))
    start = end + GLUE.length
    const trimmed = line.trim()
    if (trimmed === '') continue
    const quotedHere = quoted || trimmed[0] === '>'
    const goOn =
      source.hasRobots && line.includes(ROBOT, 1)
        ? readRobots(source, reader, line, quotedHere)
        : readPart(source, reader, line, trimmed, quotedHere)
    if (!goOn) return false
  }
  return true
}

/** A quotation goes on behind a robot. */
function readRobots(source: Source, reader: Reader, line: string, quoted: boolean): boolean {
  let start = 0
  for (let at = line.indexOf(ROBOT, 1); at !== -1; at = line.indexOf(ROBOT, at + ROBOT.length)) {
    if (!isBlankOrTag(line.charCodeAt(at - 1))) continue
    const part = line.slice(start, at)
    // What begins with a robot changes nothing about how the rest is read; most of many robots have nothing behind them.
    if (start > 0 && part.length < MIN_LINE_CHARS && isOrdinary(reader)) reader.part += 1
    else if (!readPart(source, reader, part, part.trim(), quoted)) return false
    start = at
  }
  const last = line.slice(start)
  return readPart(source, reader, last, last.trim(), quoted)
}

/** A blank, or the `>` of a tag. */
function isBlankOrTag(code: number): boolean {
  return (
    code === 0x20 ||
    code === 0x3e ||
    (code <= 0x0d && code >= 0x09) ||
    (code > 0x7e && BLANK.test(String.fromCharCode(code)))
  )
}

const BLANK = /\s/

function readPart({ take }: Source, reader: Reader, part: string, trimmed: string, quoted: boolean): boolean {
  const isRead = reader.part < reader.partsBefore
  const isTaken = !isRead && isOwn(reader, part, trimmed, quoted) && trimmed.length >= MIN_LINE_CHARS
  reader.part += 1
  return !isTaken || take(part)
}

/** Goes back to where what was never closed was opened; false where all was closed. */
function resumeBehindOpener(reader: Reader): boolean {
  const { open, opened } = reader
  if (open === null) return false
  reader.unclosed.add(open)
  reader.open = null
  reader.start = opened.start
  reader.partsBefore = opened.part + 1
  reader.subjectOpen = opened.subjectOpen
  return true
}

function isOwn(reader: Reader, line: string, trimmed: string, quotedLine: boolean): boolean {
  if (trimmed === '') return false
  if (isOrdinary(reader) && !CHANGES_READING.has(trimmed[0] ?? '')) return !quotedLine
  const quoted = quotedLine || trimmed.startsWith('>')
  if (insideQuotation(reader, trimmed)) return false
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
function isOrdinary({ subjectSeen, subjectOpen, revert, open }: Reader): boolean {
  return subjectSeen && !subjectOpen && !revert && open === null
}

/** What a quotation, a comment, a fence or `This reverts commit` begins with. */
const CHANGES_READING: ReadonlySet<string> = new Set(['>', '<', '`', '~', 't', 'T'])
const REVERTS = /^this reverts commit\b/i

/** Fenced code, or a comment: the first and the last line of it too. */
function insideQuotation(reader: Reader, trimmed: string): boolean {
  const { open, opened } = reader
  if (open !== null) {
    if (open === '<!--' ? trimmed.includes('-->') : trimmed.startsWith(open)) reader.open = null
    return true
  }
  const kind = QUOTATIONS.get(trimmed[0] ?? '')
  if (kind === undefined || !trimmed.startsWith(kind) || reader.unclosed.has(kind)) return false
  if (kind === '<!--' ? trimmed.includes('-->') : trimmed.includes(kind, kind.length)) return false
  if (!mayBeClosed(reader, kind)) {
    reader.unclosed.add(kind)
    return true
  }
  reader.open = kind
  opened.start = reader.start
  opened.part = reader.part
  opened.subjectOpen = reader.subjectOpen
  return true
}

/** False only where nothing that follows could close it, which saves most texts from being read twice. */
function mayBeClosed({ lines, start }: Reader, kind: Quotation): boolean {
  if (kind === '<!--') return lines.includes('-->', start)
  return lines.includes(kind, lines.indexOf(kind, start) + kind.length)
}

/** By their first characters. */
const QUOTATIONS: ReadonlyMap<string, Quotation> = new Map([
  ['`', '```'],
  ['~', '~~~'],
  ['<', '<!--'],
])

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
