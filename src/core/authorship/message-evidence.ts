import { assistingTool } from './assistance.ts'
import type { Evidence } from './authorship.ts'
import { type Person, recognise } from './identity.ts'
import { foldLookAlikes } from './look-alikes.ts'
import { ownLines } from './message-lines.ts'
import { LINE_KEY_CHARS, type Signatures, type Tool } from './signature-index.ts'
import { isCoAuthor, readPeople, readTrailer, type Trailer, undecorated } from './trailers.ts'

/** What a message or a description says about who wrote it. */
export interface TextReading {
  readonly evidence: readonly Evidence[]
  /** People named as co-authors that no signature recognises, in order. */
  readonly coAuthors: readonly Person[]
}

/** Named limits: what one text may contribute. */
export const TEXT_LIMITS = { evidence: 50, coAuthors: 200, matchChars: 200 }

/**
 * Reads a commit's message (`where: message`) or a pull request's description (`where: pull-request-body`).
 * One pass over the author's own lines, a constant number of look-ups each: linear in the text's length.
 */
export function readText(text: string, where: 'message' | 'pull-request-body', signatures: Signatures): TextReading {
  const reading: MutableReading = { evidence: [], seen: new Set(), coAuthors: [], where, signatures }
  let folded: Trailer | null = null
  for (const line of ownLines(text)) {
    const plain = foldLookAlikes(line)
    const trailer: Trailer | null = continuation(folded, plain) ?? (plain.includes(':') ? readTrailer(plain) : null)
    folded = trailer !== null && isCoAuthor(trailer) && !trailer.value.includes('@') ? trailer : null
    if (trailer !== null) readTrailerLine(reading, trailer, line)
    readMarkerLine(reading, plain, line)
  }
  return { evidence: reading.evidence, coAuthors: reading.coAuthors }
}

interface MutableReading {
  readonly evidence: Evidence[]
  readonly seen: Set<string>
  readonly coAuthors: Person[]
  readonly where: 'message' | 'pull-request-body'
  readonly signatures: Signatures
}

/** Git folds a long trailer: the address may stand on the next, indented line. */
function continuation(before: Trailer | null, line: string): Trailer | null {
  if (before === null || !/^[ \t]/.test(line) || !line.includes('@')) return null
  return { key: before.key, value: `${before.value} ${line.trim()}` }
}

function readTrailerLine(reading: MutableReading, trailer: Trailer, line: string): void {
  const { signatures } = reading
  if (isCoAuthor(trailer)) readCoAuthors(reading, trailer, line)
  const assisting = assistingTool(trailer, signatures)
  if (assisting !== null) add(reading, assisting, line, 'trailer')
  for (const { tool, value } of signatures.trailers.get(trailer.key) ?? []) {
    if (trailer.value !== '' && startsWithWord(trailer.value.toLowerCase(), value)) add(reading, tool, line, 'trailer')
  }
}

/** `Agent` is not the beginning of `Agents`; a value that ends in a separator may go on as it likes. */
function startsWithWord(text: string, start: string): boolean {
  return text.startsWith(start) && !/^[a-z0-9]/.test(/[a-z0-9]$/.test(start) ? text.slice(start.length) : '')
}

function readCoAuthors(reading: MutableReading, trailer: Trailer, line: string): void {
  for (const person of readPeople(trailer.value)) {
    if (person.name === '' && person.email === '') continue
    const found = recognise(person, 'co-author', reading.signatures)[0]?.tool
    if (found?.kind === 'ai') add(reading, found, line, 'trailer')
    if (found === undefined && reading.coAuthors.length < TEXT_LIMITS.coAuthors) reading.coAuthors.push(person)
  }
}

function readMarkerLine(reading: MutableReading, plain: string, line: string): void {
  if (plain.length < LINE_KEY_CHARS) return
  const marker = undecorated(plain).toLowerCase()
  for (const signature of reading.signatures.lines.get(marker.slice(0, LINE_KEY_CHARS)) ?? []) {
    const matches = signature.whole ? isWhole(marker, signature.line) : marker.startsWith(signature.line)
    if (matches) add(reading, signature.tool, line, 'text')
  }
}

function isWhole(line: string, expected: string): boolean {
  return line.startsWith(expected) && /^[\s.!*_)]{0,20}$/.test(line.slice(expected.length))
}

function add(reading: MutableReading, tool: Tool, line: string, strength: 'trailer' | 'text'): void {
  const inBody = reading.where === 'pull-request-body'
  const match = line.trim().slice(0, TEXT_LIMITS.matchChars)
  const key = `${tool.id}\u0000${strength}\u0000${match}`
  if (reading.seen.has(key) || reading.evidence.length >= TEXT_LIMITS.evidence) return
  reading.seen.add(key)
  const where = inBody ? 'pull-request-body' : strength === 'trailer' ? 'trailer' : 'message'
  // A description can be edited by anybody who may write, without a trace in git: it is text, trailers included.
  reading.evidence.push({ tool: tool.id, where, match, strength: inBody ? 'text' : strength })
}
