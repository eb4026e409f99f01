/** One line of an input: its number from 1, and its text, or null where it is longer than the limit. */
export interface InputLine {
  readonly number: number
  readonly text: string | null
}

/** Splits a stream of UTF-8 bytes at line feeds, never holding more than one piece and one line of `maxChars`. */
export async function* inputLines(input: AsyncIterable<Uint8Array>, maxChars: number): AsyncGenerator<InputLine> {
  for await (const lines of inputLinesByPiece(input, maxChars)) yield* lines
}

/** As `inputLines`, with the lines that each piece of the input completes: waiting for each costs more than reading it. */
export async function* inputLinesByPiece(
  input: AsyncIterable<Uint8Array>,
  maxChars: number,
): AsyncGenerator<readonly InputLine[]> {
  const decoder = new TextDecoder()
  const open: OpenLine = { parts: [], chars: 0, number: 1 }
  for await (const chunk of input) {
    const parts = decoder.decode(chunk, { stream: true }).split('\n')
    const lines: InputLine[] = []
    for (const [index, part] of parts.entries()) {
      if (index > 0) lines.push(closed(open, maxChars))
      extend(open, part, maxChars)
    }
    if (lines.length > 0) yield lines
  }
  extend(open, decoder.decode(), maxChars)
  if (open.chars > 0) yield [closed(open, maxChars)]
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
  const [first = ''] = open.parts
  const whole = open.parts.length > 1 ? open.parts.join('') : first
  const line = { number: open.number, text: open.chars > maxChars ? null : whole }
  open.parts = []
  open.chars = 0
  open.number += 1
  return line
}
