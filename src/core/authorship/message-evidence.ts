import { assistingTool, isAssistanceKey } from './assistance.ts'
import type { Evidence } from './authorship.ts'
import { evidenceOf } from './evidence.ts'
import { type Person, recognise } from './identity.ts'
import { LINE_KEY_CHARS, startKey, startsInAnyCase } from './line-start.ts'
import { foldLookAlikes, hasLookAlikes } from './look-alikes.ts'
import { readOwnLines } from './message-lines.ts'
import type { Signatures, Tool } from './signature-index.ts'
import { isCoAuthorKey, readPeople, readTrailer, type Trailer, undecorated } from './trailers.ts'

/** What a message or a description says about who wrote it. */
export interface TextReading {
  readonly evidence: readonly Evidence[]
  /** Those named as co-authors, in order, AI tools too: whose account it is that a signature recognises is not told here. */
  readonly coAuthors: readonly Person[]
  /** False where it names more people than were read: who the others are is not known. */
  readonly complete: boolean
}

/** Named limits: what one text may contribute. */
const TEXT_LIMITS = { evidence: 50, coAuthors: 200, lineChars: 10_000, remembered: 1_000 }

/**
 * Reads a commit's message (`where: message`) or a pull request's description (`where: pull-request-body`).
 * One pass over the author's own lines, a constant number of look-ups each: linear in the text's length.
 */
export function readText(text: string, where: 'message' | 'pull-request-body', signatures: Signatures): TextReading {
  const reading: MutableReading = {
    evidence: [],
    seen: new Set(),
    read: new Map(),
    coAuthors: [],
    complete: true,
    folded: null,
    listed: false,
    squashed: false,
    where,
    signatures,
  }
  const wanted = (key: string) =>
    // Who else is named adds nothing where not everybody is read.
    (reading.complete && isCoAuthorKey(key)) ||
    (!isProven(reading) && (isAssistanceKey(key) || signatures.trailers.has(key)))
  const folds = hasLookAlikes(text)
  readOwnLines(text, (whole) => {
    const line = whole.length > TEXT_LIMITS.lineChars ? whole.slice(0, TEXT_LIMITS.lineChars) : whole
    readLine(reading, line, folds ? foldLookAlikes(line) : line, wanted)
    return !isFull(reading)
  })
  finishFolded(reading, '')
  const { evidence, coAuthors, complete } = reading
  return { evidence, coAuthors, complete }
}

function readLine(reading: MutableReading, line: string, plain: string, wanted: (key: string) => boolean): void {
  const start = undecorated(plain)
  if (finishFolded(reading, plain)) return
  const trailer = ofListedCommit(reading, plain, start) ?? readTrailer(start, wanted)
  if (trailer !== null) readTrailerLine(reading, trailer, line)
  else if (start.length >= LINE_KEY_CHARS && !isProven(reading)) readMarkerLine(reading, start, line)
}

/** No more evidence is kept. */
function isProven({ evidence }: MutableReading): boolean {
  return evidence.length >= TEXT_LIMITS.evidence
}

/** Nothing that follows could add anything. */
function isFull(reading: MutableReading): boolean {
  return isProven(reading) && !reading.complete
}

interface MutableReading {
  readonly evidence: Evidence[]
  /** Evidence that is listed already. */
  readonly seen: Set<string>
  /** Trailers that were read already: their values, with the last key. */
  readonly read: Map<string, string>
  readonly coAuthors: Person[]
  complete: boolean
  /** A co-author whose address may follow on the next line. */
  folded: { readonly trailer: Trailer; readonly line: string } | null
  /** The line before opened a commit in the list that `git merge --squash` makes: its author may follow. */
  listed: boolean
  /** The heading of such a list was read. */
  squashed: boolean
  readonly where: 'message' | 'pull-request-body'
  readonly signatures: Signatures
}

/**
 * `git merge --squash` lists the commits it joins; whoever wrote one of them has co-written the whole. An indented list
 * without the heading is a commit that the text only speaks of.
 */
function ofListedCommit(reading: MutableReading, plain: string, line: string): Trailer | null {
  if (!reading.listed && !OPENS_LIST.has(line[0] ?? '')) return null
  if (SQUASHED.test(line)) reading.squashed = true
  if (!reading.squashed && /^\s/.test(plain)) return null
  const author = reading.listed && line.startsWith('Author:')
  reading.listed = LISTED_COMMIT.test(line) || (reading.listed && LISTED_MERGE.test(line))
  return author ? { key: 'co-authored-by', value: line.slice('Author:'.length).trim() } : null
}

/** What the heading of a list and the first line of a commit in it begin with. */
const OPENS_LIST: ReadonlySet<string> = new Set(['S', 's', 'c'])
const SQUASHED = /^Squashed commit of the following\b/i
const LISTED_COMMIT = /^commit [0-9a-f]{7,64}\b/
const LISTED_MERGE = /^Merge: [0-9a-f]/

/** Git folds a long trailer: the address may stand on the next, indented line. True where `line` was that address. */
function finishFolded(reading: MutableReading, line: string): boolean {
  if (reading.folded === null) return false
  const { trailer, line: first } = reading.folded
  const continues = /^[ \t][^:@]{0,200}@/.test(line)
  reading.folded = null
  readCoAuthors(reading, continues ? `${trailer.value} ${line.trim()}` : trailer.value, first)
  return continues
}

function readTrailerLine(reading: MutableReading, trailer: Trailer, line: string): void {
  const namesPeople = isCoAuthorKey(trailer.key)
  const folded = namesPeople && !trailer.value.includes('@')
  if (folded) reading.folded = { trailer, line }
  // A squash repeats its co-authors once a commit: each is judged once.
  if (folded || isRepeated(reading, trailer)) return
  if (namesPeople) readCoAuthors(reading, trailer.value, line)
  const { signatures } = reading
  const assisting = namesPeople ? null : assistingTool(trailer, signatures)
  if (assisting !== null) add(reading, assisting, line, 'trailer')
  for (const { tool, value } of signatures.trailers.get(trailer.key) ?? []) {
    if (trailer.value !== '' && startsWithWord(trailer.value.toLowerCase(), value)) add(reading, tool, line, 'trailer')
  }
}

function isRepeated({ read }: MutableReading, { key, value }: Trailer): boolean {
  if (read.size >= TEXT_LIMITS.remembered) return false
  if (read.get(value) === key) return true
  read.set(value, key)
  return false
}

/** `Agent` is not the beginning of `Agents`; a value that ends in a separator may go on as it likes. */
function startsWithWord(text: string, start: string): boolean {
  return text.startsWith(start) && !/^[a-z0-9]/.test(/[a-z0-9]$/.test(start) ? text.slice(start.length) : '')
}

function readCoAuthors(reading: MutableReading, value: string, line: string): void {
  if (!reading.complete) return
  for (const person of readPeople(value)) {
    if (person.name === '' && person.email === '') continue
    const found = recognise(person, 'co-author', reading.signatures)[0]?.tool
    if (found?.kind === 'ai') add(reading, found, line, 'trailer')
    if (reading.coAuthors.length < TEXT_LIMITS.coAuthors) reading.coAuthors.push(person)
    else reading.complete = false
  }
}

function readMarkerLine(reading: MutableReading, start: string, line: string): void {
  for (const signature of reading.signatures.lines.get(startKey(start)) ?? []) {
    if (!startsInAnyCase(start, signature.line)) continue
    const marker = start.slice(0, MARKER_CHARS).toLowerCase()
    const matches = signature.whole ? isWhole(marker, signature.line) : startsWithWord(marker, signature.line)
    if (matches) add(reading, signature.tool, line, 'text')
  }
}

/** Longer than any signature. */
const MARKER_CHARS = 250

function isWhole(line: string, expected: string): boolean {
  return line.startsWith(expected) && /^[\s.!*_)]{0,20}$/.test(line.slice(expected.length))
}

function add(reading: MutableReading, tool: Tool, line: string, strength: 'trailer' | 'text'): void {
  if (isProven(reading)) return
  const piece =
    reading.where === 'pull-request-body'
      ? // A description can be edited by anybody who may write, without a trace in git: text, trailers included.
        evidenceOf(tool, 'pull-request-body', line, 'text')
      : evidenceOf(tool, strength === 'trailer' ? 'trailer' : 'message', line, strength)
  const key = `${tool.id} ${piece.where} ${piece.match}`
  if (reading.seen.has(key)) return
  reading.seen.add(key)
  reading.evidence.push(piece)
}
