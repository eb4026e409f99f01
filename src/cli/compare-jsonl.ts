import { compareDocuments, DOCUMENT_KINDS, type DocumentKind } from '../core/difference/compare-documents.ts'
import type { DocumentVerdict } from '../core/difference/document-verdict.ts'
import { DEFAULT_JSON_LIMITS } from '../core/syntax/json/limits.ts'
import { parseJson } from '../core/syntax/json/parse.ts'
import type { Diagnostic } from '../core/text/diagnostic.ts'
import { knownText, type Value } from '../core/value/value.ts'
import { type CommandStreams, written } from './command-streams.ts'
import { verdictJson } from './compare-output.ts'
import { inputLines } from './input-lines.ts'

/** Two documents of a megabyte and more fit; a line of more is a mistake or an attack. */
const MAX_LINE_CHARS = 16 * 1024 * 1024
/** Answers are written in pieces of about this size. */
const PIECE_CHARS = 64 * 1024
const LINE = 'line'
/** What bytes that are no character are read as. Different bytes become the same text then, which may not be compared. */
const NO_CHARACTER = '\u{fffd}'
const NOT_UTF_8 = 'the line is not UTF-8, or holds U+FFFD, which stands for what is not: it may be written as \\ufffd'

/**
 * Answers every line of JSON with one line of JSON, in order, holding one line at a time. What cannot be read is
 * `undecided` with the reason, and the batch goes on.
 */
export async function compareJsonLines(input: AsyncIterable<Uint8Array>, streams: CommandStreams): Promise<void> {
  let piece = ''
  for await (const { text } of inputLines(input, MAX_LINE_CHARS)) {
    if (text?.trim() === '') continue
    piece += `${answerLine(text)}\n`
    if (piece.length < PIECE_CHARS) continue
    await written(streams.stdout, piece)
    piece = ''
  }
  await written(streams.stdout, piece)
}

function answerLine(text: string | null): string {
  const start = performance.now()
  const { id, verdict } = text === null ? { id: NO_ID, verdict: undecided('the line is too long') } : compareLine(text)
  return `{"id":${id},${JSON.stringify(verdictJson(answered(verdict), performance.now() - start)).slice(1)}`
}

interface LineVerdict {
  /** As JSON, so that a number comes back digit by digit. */
  readonly id: string
  readonly verdict: DocumentVerdict
}

const NO_ID = 'null'

function compareLine(text: string): LineVerdict {
  const { value, diagnostics } = parseJson(LINE, text, { ...DEFAULT_JSON_LIMITS, length: MAX_LINE_CHARS })
  const id = (value?.kind === 'map' ? idOf(value.entries.get('id')?.value) : undefined) ?? NO_ID
  const error = diagnostics.find((diagnostic) => diagnostic.severity === 'error')
  if (text.includes(NO_CHARACTER)) return { id, verdict: undecided(NOT_UTF_8) }
  if (error !== undefined) return { id, verdict: undecided(placed(error)) }
  if (value?.kind !== 'map') return { id, verdict: undecided('the line is no JSON object') }
  const unknown = [...value.entries.keys()].find((key) => !['id', 'kind', 'base', 'head'].includes(key))
  if (unknown !== undefined)
    return { id, verdict: undecided(`the line has the unknown key ${JSON.stringify(unknown)}`) }
  if (id === NO_ID) return { id, verdict: undecided('the line has no "id" that is a string or a number') }
  const kind = kindOf(value.entries.get('kind')?.value)
  if (kind === undefined) return { id, verdict: undecided(`"kind" is not one of ${DOCUMENT_KINDS.join(', ')}`) }
  const base = value.entries.get('base')?.value
  const head = value.entries.get('head')?.value
  if (base === undefined || head === undefined) {
    return { id, verdict: undecided('the line needs "base" and "head", each a document or null') }
  }
  return { id, verdict: compareDocuments(kind, base, head) }
}

function answered(verdict: DocumentVerdict): Exclude<DocumentVerdict, { verdict: 'malformed' }> {
  return verdict.verdict === 'malformed' ? undecided(placed(verdict.diagnostics[0])) : verdict
}

function undecided(reason: string): Extract<DocumentVerdict, { verdict: 'undecided' }> {
  return { verdict: 'undecided', reason }
}

/** The line is one text line, so that the offset is the column. */
function placed({ summary, detail, subject }: Diagnostic): string {
  return `column ${subject.start + 1}: ${summary}. ${detail}`
}

function idOf(value: Value | undefined): string | undefined {
  const text = value?.kind === 'text' ? knownText(value) : undefined
  if (text !== undefined) return JSON.stringify(text)
  return value?.kind === 'number' ? value.digits : undefined
}

function kindOf(value: Value | undefined): DocumentKind | undefined {
  const text = value?.kind === 'text' ? knownText(value) : undefined
  return DOCUMENT_KINDS.find((kind) => kind === text)
}
