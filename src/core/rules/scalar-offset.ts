import type { Span } from '../text/span.ts'

/**
 * The place in a YAML file of a range of a scalar's value. The scalar may be folded, quoted or a block: its value
 * and its source differ in white space only, so the nth visible character of the one is the nth of the other.
 * Where that does not hold (escapes), the whole scalar is the answer.
 */
export function spanInScalar(text: string, scalar: Span, value: string, start: number, end: number): Span {
  const source = text.slice(scalar.start, scalar.end)
  const body = bodyStart(source)
  const visible = visibleOffsets(source.slice(body))
  const wanted = visibleOffsets(value)
  if (!sameCharacters(source.slice(body), visible, value, wanted)) return scalar
  const from = visible[wanted.filter((offset) => offset < start).length]
  const last = visible[wanted.filter((offset) => offset < end).length - 1]
  const at = scalar.start + body
  if (from === undefined || last === undefined || last < from) {
    const place = at + ((from ?? last) === undefined ? 0 : (from ?? (last ?? 0) + 1))
    return { file: scalar.file, start: place, end: place }
  }
  return { file: scalar.file, start: at + from, end: at + last + 1 }
}

/** Behind the header line of a block scalar, or behind an opening quote. */
function bodyStart(source: string): number {
  if (source.startsWith('|') || source.startsWith('>')) return source.indexOf('\n') + 1
  return source.startsWith('"') || source.startsWith("'") ? 1 : 0
}

function visibleOffsets(text: string): readonly number[] {
  return [...text.matchAll(/\S/g)].map((match) => match.index)
}

function sameCharacters(source: string, at: readonly number[], value: string, wanted: readonly number[]): boolean {
  return wanted.every((offset, index) => value[offset] === source[at[index] ?? -1])
}
