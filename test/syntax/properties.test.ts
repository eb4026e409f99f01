import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseHcl, parseHclExpression, parseHclTemplate } from '../../src/core/syntax/hcl/parse.ts'
import fc from '../seeded-properties.ts'
import { arbitraryExpression, type Token } from './arbitrary-expression.ts'
import { checkSound } from './check-sound.ts'
import { bodyText, treeText } from './tree-text.ts'

const FOLDER = join(import.meta.dirname, 'fixtures')
const fixtures = readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name), 'utf8'))

const inline = fc.constantFrom(' ', '\t', '  ', ' /* c */ ', ' /**/ ', ' /* a\n b */')
const anywhere = fc.oneof(inline, fc.constantFrom('\n', '\r\n', ' # c\n', ' // c }\r\n', '\n\n  '))

describe('white space and comments', () => {
  it('between tokens do not change an expression', () => {
    const spaced = arbitraryExpression().chain((tokens) =>
      fc.tuple(fc.constant(tokens), fc.tuple(...tokens.map(({ breakable }) => (breakable ? anywhere : inline)))),
    )
    fc.assert(
      fc.property(spaced, ([tokens, gaps]) => {
        const plain = parseHclExpression('x', tokens.map(({ text }) => text).join(' '))
        const other = parseHclExpression('x', tokens.map(({ text }, index) => text + gaps[index]).join(''))
        expect(plain.diagnostics).toEqual([])
        expect(other.diagnostics).toEqual([])
        expect(treeText(other.expression)).toBe(treeText(plain.expression))
      }),
      { numRuns: 500 },
    )
  })

  it('around items do not change a body', () => {
    const item = fc.tuple(
      arbitraryExpression(),
      fc.constantFrom('', '# c', '// c', '/* c */'),
      fc.constantFrom('\n', '\r\n', '\n\n'),
    )
    fc.assert(
      fc.property(fc.array(item, { maxLength: 5 }), (items) => {
        const values = items.map(([tokens]) => `(${joined(tokens)})`)
        const plain = parseHcl('x', `b {\n${values.map((value, index) => `a${index} = ${value}\n`).join('')}}\n`)
        const lines = items.map(
          ([, comment, end], index) =>
            `\t${comment.startsWith('/*') ? comment : ''}a${index}=${values[index]} ${comment}${end}`,
        )
        const other = parseHcl('x', `b {#c\r\n${lines.join('')}}`)
        expect(plain.diagnostics).toEqual([])
        expect(other.diagnostics).toEqual([])
        expect(bodyText(other.body)).toBe(bodyText(plain.body))
      }),
      { numRuns: 100 },
    )
  })
})

describe('broken input', () => {
  const junk = fc.oneof(
    fc.constantFrom(...'{}[]()"$%~\\\n\r=:,.*<>-?!|&#/ \t@;\'`^x0'),
    fc.constantFrom(
      '${',
      '%{',
      '$${',
      '<<E\n',
      '<<-E\nx\nE\n',
      '/*',
      '*/',
      '\n}\n',
      '...',
      '[*]',
      '::',
      '"${',
      'b "c" {\n',
      '\ud800',
      '\0',
    ),
  )
  const edit = fc.record({ at: fc.nat(), remove: fc.nat({ max: 8 }), insert: fc.oneof(fc.constant(''), junk) })
  const edited = fc
    .tuple(fc.constantFrom(...fixtures), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([text, edits]) =>
      edits.reduce((before, { at, remove, insert }) => {
        const from = at % (before.length + 1)
        return before.slice(0, from) + insert + before.slice(from + remove)
      }, text),
    )

  it('of edited files gives a sound tree and bounded diagnostics', () => {
    fc.assert(
      fc.property(edited, (text) => void checkSound(text)),
      { numRuns: 600 },
    )
  })

  it('of nothing but syntax gives a sound tree and bounded diagnostics', () => {
    fc.assert(
      fc.property(
        fc.array(junk, { maxLength: 60 }).map((pieces) => pieces.join('')),
        (text) => void checkSound(text),
      ),
      { numRuns: 600 },
    )
  })

  it('never makes expressions and templates throw', () => {
    fc.assert(
      fc.property(
        fc.array(junk, { maxLength: 30 }).map((pieces) => pieces.join('')),
        (text) => {
          const { expression, diagnostics } = parseHclExpression('x', text)
          expect(expression.kind === 'malformed').toBe(diagnostics.length > 0)
          const template = parseHclTemplate('x', text)
          expect(template.template === undefined).toBe(template.diagnostics.length > 0)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('in one argument’s value leaves every other item as it was', () => {
    const bad = fc.constantFrom('@', '[1', '{ x = ', '"y', 'f(', '1 2', '<<E', '"${z', '(a]')
    fc.assert(
      fc.property(fc.nat({ max: 4 }), bad, (broken, value) => {
        const item = (index: number, text: string) =>
          `block "l${index}" {\n  first = 1\n  a = ${text}\n  last = { b = 2 }\n}\n`
        const file = parseHcl(
          'x',
          [0, 1, 2, 3, 4].map((index) => item(index, index === broken ? value : '[1]')).join('\n'),
        )
        const expected = [0, 1, 2, 3, 4].map(
          (index) => `block "l${index}" {first: 1; a: ${index === broken ? 'malformed' : '[1]'}; last: {"b"=2}}`,
        )
        expect(bodyText(file.body)).toBe(expected.join('; '))
        expect(file.diagnostics.length).toBeGreaterThan(0)
      }),
    )
  })
})

function joined(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join(' ')
}
