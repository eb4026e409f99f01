import type { LineRange } from './authorship.ts'

/** Who wrote some lines of one file, as a note has it. */
export interface Attestation {
  /** Undefined where the note's path cannot be read. */
  readonly path: string | undefined
  /** Of a session or a prompt (`s_…`, hexadecimal digits), or of a human (`h_…`). */
  readonly key: string
  /** Undefined where they cannot be read. */
  readonly lines: readonly LineRange[] | undefined
}

const MAX_ENTRIES = 50_000
/** Of one note, all entries together. */
const MAX_RANGES = 200_000
/** A file of more lines is nobody's source. */
const MAX_LINE = 100_000_000

/**
 * Reads the attestation section of an authorship log (git-ai standard 3.0.0, section 1.2.3): paths at the start of
 * a line, in quotes where they hold white space; below each, indented, `<key> <ranges>`. Undefined beyond the limits.
 */
export function readAttestations(section: string): readonly Attestation[] | undefined {
  const found: Attestation[] = []
  let path: string | undefined
  let ranges = 0
  for (const line of section.split('\n')) {
    const text = line.trimEnd()
    if (text === '') continue
    if (!/^\s/.test(text)) {
      path = pathOf(text)
      continue
    }
    const attestation = { path, ...entryOf(text.trimStart()) }
    found.push(attestation)
    ranges += attestation.lines?.length ?? 0
    if (found.length > MAX_ENTRIES || ranges > MAX_RANGES) return undefined
  }
  return found
}

/** A quoted path is not escaped; with a backslash in it, it may have been quoted by git, whose text is another one. */
function pathOf(text: string): string | undefined {
  if (!text.startsWith('"')) return text
  const inner = text.slice(1, -1)
  return text.length < 3 || !text.endsWith('"') || /["\\]/.test(inner) ? undefined : inner
}

function entryOf(text: string): Pick<Attestation, 'key' | 'lines'> {
  const space = text.search(/\s/)
  if (space === -1) return { key: text, lines: undefined }
  return { key: text.slice(0, space), lines: readRanges(text.slice(space).trim()) }
}

/** `1-2,4,6-9`: 1-based, both ends included. */
function readRanges(text: string): readonly LineRange[] | undefined {
  const ranges: LineRange[] = []
  for (const part of text.split(',', MAX_RANGES + 1)) {
    if (part === '') continue
    const range = rangeOf(part)
    if (range === undefined) return undefined
    ranges.push(range)
  }
  return ranges.length === 0 ? undefined : ranges
}

function rangeOf(part: string): LineRange | undefined {
  const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part)
  return match === null ? undefined : lineRange(Number(match[1]), Number(match[2] ?? match[1]))
}

/** Undefined where these are no lines of a file. */
export function lineRange(startLine: number, endLine: number): LineRange | undefined {
  const valid = Number.isInteger(startLine) && Number.isInteger(endLine) && startLine >= 1 && endLine >= startLine
  return valid && endLine <= MAX_LINE ? { startLine, endLine } : undefined
}
