import { describe, expect, it } from 'vitest'
import { parseJson } from '../../src/core/syntax/json/parse.ts'
import type { Value } from '../../src/core/value/value.ts'
import fc from '../seeded-properties.ts'

/** What JSON.parse would give, as far as doubles can hold it; objects as lists of entries, so that no key is special. */
function native(value: Value): unknown {
  switch (value.kind) {
    case 'null':
      return null
    case 'boolean':
      return value.value
    case 'number':
      return Number(value.digits)
    case 'text':
      return value.parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('')
    case 'list':
      return value.items.map(native)
    case 'map':
      return { entries: [...value.entries].map(([key, entry]) => [key, native(entry.value)]).sort() }
    case 'unknown':
      throw new Error('nothing is unknown in plain JSON')
  }
}

function entriesOf(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(entriesOf)
  if (typeof json === 'number') return json === 0 ? 0 : json
  if (typeof json !== 'object' || json === null) return json
  return {
    entries: Object.entries(json)
      .map(([key, value]) => [key, entriesOf(value)])
      .sort(),
  }
}

describe('parseJson beside JSON.parse', () => {
  it('gives the same for whatever is valid', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(undefined, 2, '\t'), (text, space) => {
        const spaced = JSON.stringify(JSON.parse(text), null, space)
        const { value, diagnostics } = parseJson('x', spaced)
        expect(diagnostics).toEqual([])
        expect(value && native(value)).toEqual(entriesOf(JSON.parse(text)))
      }),
      { numRuns: 300 },
    )
  })

  it('accepts the same texts, duplicate keys aside', () => {
    const piece = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"\\n"',
        '"',
        '\\',
        '\\u00e9',
        '\\u00',
        '1',
        '-',
        '0',
        '1.5',
        '.',
        'e5',
        'E-2',
        '01',
      ],
      ...[
        'true',
        'false',
        'null',
        'nul',
        ' ',
        '\n',
        '\r',
        '\t',
        '\f',
        '\u00a0',
        '\ufeff',
        '//',
        '/* */',
        "'",
        '+',
        'NaN',
        '\0',
        '\ue000',
        '\u2028',
      ],
    )
    const random = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
    const edited = fc
      .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.nat({ max: 3 }), piece)
      .map(([text, at, remove, insert]) => {
        const from = at % (text.length + 1)
        return text.slice(0, from) + insert + text.slice(from + remove)
      })
    fc.assert(
      fc.property(fc.oneof(random, edited), (text) => {
        // A byte order mark at the very start is skipped with a warning, which JSON.parse does not do.
        fc.pre(!text.startsWith('\ufeff'))
        const { value, diagnostics } = parseJson('x', text)
        const codes = diagnostics.map(({ code }) => code).filter((code) => code !== 'json-duplicate-key')
        expect(codes.length > 0).toBe(value === undefined)
        fc.pre(!codes.includes('json-number-limit'))
        expect(value !== undefined).toBe(isJson(text))
      }),
      { numRuns: 1_500 },
    )
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
