/** One line of an input: its number from 1, and its text, or null where it is longer than the limit. */
export interface InputLine {
  readonly number: number
  readonly text: string | null
}

/** Splits a stream of UTF-8 bytes at line feeds, never holding more than one line, nor more of it than `maxChars`. */
export async function* inputLines(input: AsyncIterable<Uint8Array>, maxChars: number): AsyncGenerator<InputLine> {
  const decoder = new TextDecoder()
  const open: OpenLine = { parts: [], chars: 0, number: 1 }
  for await (const chunk of input) {
    const parts = decoder.decode(chunk, { stream: true }).split('\n')
    for (const [index, part] of parts.entries()) {
      if (index > 0) yield closed(open, maxChars)
      extend(open, part, maxChars)
    }
  }
  extend(open, decoder.decode(), maxChars)
  if (open.chars > 0) yield closed(open, maxChars)
}

interface OpenLine {
  parts: string[]
  chars: number
  number: number
}

function extend(open: OpenLine, part: string, maxChars: number): void {
  open.chars += part.length
  if (open.chars > maxChars) open.parts = []
  else open.parts.push(part)
}

function closed(open: OpenLine, maxChars: number): InputLine {
  const line = { number: open.number, text: open.chars > maxChars ? null : open.parts.join('') }
  open.parts = []
  open.chars = 0
  open.number += 1
  return line
}
