import { describe, expect, it } from 'vitest'
import { readJsonText } from '../../src/core/syntax/json/parse.ts'
import type { Span } from '../../src/core/text/span.ts'
import { flattenText, joinLiteralParts, spansWithin } from '../../src/core/value/text-origin.ts'
import type { LiteralPart, TextValue } from '../../src/core/value/value.ts'

const span = (file: string, start: number, end: number): Span => ({ file, start, end })

/** A piece that was written character by character from `start` on. */
function written(text: string, file: string, start: number, ...through: readonly Span[]): LiteralPart {
  return { kind: 'literal', text, origins: [{ at: 0, spans: [span(file, start, start + text.length), ...through] }] }
}

function textOfPieces(...pieces: readonly LiteralPart[]): TextValue {
  const joined = pieces.reduce(joinLiteralParts)
  return { kind: 'text', parts: [joined], spans: [span('main.tf', 0, 100), span('call.tf', 5, 6)] }
}

describe('joinLiteralParts', () => {
  it('keeps nothing where neither side knows its places', () => {
    expect(joinLiteralParts({ kind: 'literal', text: 'a' }, { kind: 'literal', text: 'b' })).toEqual({
      kind: 'literal',
      text: 'ab',
    })
  })

  it('shifts the right side, and leaves a side without places without them', () => {
    const joined = joinLiteralParts({ kind: 'literal', text: 'ab' }, written('cd', 'main.tf', 10))
    expect(joined.origins).toEqual([
      { at: 0, spans: [] },
      { at: 2, spans: [span('main.tf', 10, 12)] },
    ])
  })
})

describe('spansWithin', () => {
  const text = textOfPieces(
    written('abc', 'main.tf', 10),
    written('LOCAL', 'locals.tf', 50, span('main.tf', 13, 20)),
    written('xyz', 'main.tf', 20),
    { kind: 'literal', text: 'made' },
    { kind: 'literal', text: '"', origins: [{ at: 0, spans: [span('main.tf', 30, 32)] }] },
  )
  const flat = flattenText(text)

  it.each([
    ['within a piece', 1, 3, [span('main.tf', 11, 13), span('call.tf', 5, 6)]],
    [
      'from one piece to another of the same file',
      1,
      10,
      [span('main.tf', 11, 22), span('locals.tf', 50, 55), span('call.tf', 5, 6)],
    ],
    [
      'where the edges are in different files',
      1,
      5,
      [
        span('main.tf', 11, 12),
        span('main.tf', 11, 13),
        span('locals.tf', 50, 52),
        span('main.tf', 13, 20),
        span('call.tf', 5, 6),
      ],
    ],
    ['on an escape sequence', 15, 16, [span('main.tf', 30, 32), span('call.tf', 5, 6)]],
    ['where a function made the text', 11, 13, [span('main.tf', 0, 100), span('call.tf', 5, 6)]],
  ])('%s', (_, start, end, expected) => expect(spansWithin(flat, start, end, 'all')).toEqual(expected))

  it('leaves out the pieces between the edges where only those are asked for', () => {
    expect(spansWithin(flat, 1, 10, 'edges')).toEqual([span('main.tf', 11, 22), span('call.tf', 5, 6)])
  })

  it('falls back on the text’s own places', () => {
    const plain: TextValue = {
      kind: 'text',
      parts: [{ kind: 'literal', text: '["a"]' }],
      spans: [span('main.tf', 7, 20)],
    }
    const { value } = readJsonText(plain)
    expect(value?.kind === 'list' && value.items[0]?.spans).toEqual([span('main.tf', 7, 20)])
  })
})

it('points a diagnostic at the line of the heredoc it is about', () => {
  const text = textOfPieces(
    written('{\n', 'main.tf', 40),
    written('"a": 1\n', 'main.tf', 50),
    written('"b": 2}\n', 'main.tf', 60),
  )
  const { diagnostics } = readJsonText(text)
  expect(diagnostics.map(({ code, subject }) => [code, subject])).toEqual([['json-syntax', span('main.tf', 60, 63)]])
})
