import { describe, expect, it } from 'vitest'
import { codeSpan, paragraphsMarkdown, proseMarkdown } from '../../src/core/report/escape-markdown.ts'
import fc from '../seeded-properties.ts'

/** What is left of a Markdown text outside of its code spans, read as CommonMark reads them (section 6.1). */
function outsideCode(markdown: string): string {
  let rest = markdown
  let outside = ''
  for (;;) {
    const open = /`+/.exec(rest)
    if (open === null) return outside + rest
    const behind = rest.slice(open.index + open[0].length)
    const close = [...behind.matchAll(/`+/g)].find((run) => run[0].length === open[0].length)
    outside += rest.slice(0, open.index)
    if (close === undefined) return outside + open[0] + behind
    rest = behind.slice(close.index + close[0].length)
  }
}

/** Nothing that GitHub's Markdown would interpret: markup, HTML, entities, mentions, references, links, emoji. */
const HARMLESS = /^[A-Za-z0-9 .,;:!?()'‘’“”…–-]*$/

/** Attacks: what is tried, and the text. */
const ATTACKS: readonly (readonly [string, string])[] = [
  ['a mention', '@octocat'],
  ['a mention of a team', 'ask @example/security-team, please'],
  ['a mention behind a bracket', '(@octocat)'],
  ['a reference to an issue', 'closes #1'],
  ['a reference in another repository', 'example/app#12'],
  ['a reference by prefix', 'GH-12'],
  ['the name of a commit', 'deadbeef1'],
  ['the name of a commit in letters only', 'deadbeef'],
  ['a commit in another repository', 'example/app@deadbeef1'],
  ['an address', 'https://example.com/login'],
  ['an address without a scheme', 'www.example.com'],
  ['an address without a scheme that was cut off', 'see www.…'],
  ['a scheme that was cut off', 'see https:…'],
  ['an e-mail address', 'ops@example.com'],
  ['an autolink', '<https://example.com>'],
  ['a link', '[click](https://example.com)'],
  ['a reference link', '[click]: https://example.com'],
  ['an image', '![x](https://example.com/x.png)'],
  ['HTML', '<img src=x onerror=alert(1)>'],
  ['the end of the details', '</details><h1>Approved</h1>'],
  ['a comment that swallows the rest', '<!-- '],
  ['an entity', '&#64;octocat &lt;b&gt;'],
  ['emphasis', '**Countersigned** _by_ ~~nobody~~'],
  ['a heading', '# Approved'],
  ['a list', '- item'],
  ['a numbered list', '1. item'],
  ['a numbered list with a bracket', '1) item'],
  ['a quotation', '> said'],
  ['a rule', '---'],
  ['an underline that makes a heading', '==='],
  ['a table', '| a | b |'],
  ['a fence', '```'],
  ['a fence of tildes', '~~~ html'],
  ['a math block', '$$ x $$'],
  ['a footnote', '[^1]'],
  ['a task', '[x] done'],
  ['an emoji', ':white_check_mark:'],
  ['one backtick', 'a ` b'],
  ['two backticks', 'a `` b ` c'],
  ['a backtick at the end', 'a`'],
  ['a backslash before a backtick', '\\`@octocat`'],
  ['a quote that opens and does not close', '"@octocat'],
  ['a quote in a quote', '"a \\"@octocat\\" b" @octocat'],
  ['Latin look-alikes', 'аpprоved'],
]

const INVISIBLE: readonly (readonly [string, string])[] = [
  ['right-to-left override', 'a\u202eb'],
  ['isolates', 'a\u2066b\u2069'],
  ['zero-width space', 'a\u200bb'],
  ['zero-width joiner', 'a\u200db'],
  ['word joiner', 'a\u2060b'],
  ['byte order mark', 'a\ufeffb'],
  ['soft hyphen', 'a\u00adb'],
  ['a tag character', 'a\u{e0041}b'],
  ['a variation selector', 'a\ufe0fb'],
  ['a Hangul filler', 'a\u3164b'],
  ['a terminal escape', 'a\u001b[2Jb'],
  ['a C1 control', 'a\u009bb'],
  ['a null', 'a\u0000b'],
  ['a line separator', 'a\u2028b'],
  ['a lone surrogate', 'a\ud800b'],
]

describe('prose', () => {
  it.each(ATTACKS)('%s stands in code', (_, text) => {
    const markdown = proseMarkdown(text)
    expect(outsideCode(markdown)).toMatch(HARMLESS)
    expect(outsideCode(`word ${proseMarkdown(`word ${text} word`)}`)).toMatch(HARMLESS)
  })

  it.each(INVISIBLE)('%s is written out', (_, text) => {
    expect(proseMarkdown(text)).toMatch(/a\\u\{[0-9a-f]+\}/)
    expect(codeSpan(text)).toMatch(/a\\u\{[0-9a-f]+\}/)
  })

  it('leaves plain sentences as they are', () => {
    const text = "Whoever holds the policy (and nobody else) can't do this before – 2 people have to agree."
    expect(proseMarkdown(text)).toBe(text)
  })

  it('shows names, patterns and quotations as code', () => {
    expect(proseMarkdown('Allows s3:DeleteObject on arn:aws:s3:::logs/*, see "my file".')).toBe(
      'Allows `s3:DeleteObject` on `arn:aws:s3:::logs/*`, see `"my file"`.',
    )
    expect(proseMarkdown('run `countersign rules validate` now')).toBe('run `countersign rules validate` now')
  })

  it('stays on one line', () => {
    expect(proseMarkdown('one\n\nClear: two')).toBe('`one\\u{a}\\u{a}Clear`: two')
  })

  it('of our own making is a paragraph a line, and no line can begin markup', () => {
    const lines = paragraphsMarkdown('one\n# two\n  - three\n\n4. four\n\tfive')
    expect(lines.length).toBe(5)
    for (const line of lines) expect(outsideCode(line)).toMatch(/^(?![-#>]|\d+[.)])/)
  })

  it('is harmless whatever the text is', () => {
    const piece = fc.constantFrom(
      '@',
      '#',
      '`',
      '``',
      '<',
      '>',
      '&',
      '[',
      ']',
      '(',
      ')',
      '!',
      '*',
      '_',
      '~',
      '|',
      '\\',
      '"',
      ' ',
      '\n',
      '\t',
      ':',
      '/',
      '.',
      'www.',
      'https://',
      'a',
      'b1',
      '1',
      '-',
      '$',
      '\u202e',
      '\u200b',
      '^',
      '=',
      '+',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 30 }),
        (pieces) => {
          expect(outsideCode(proseMarkdown(pieces.join('')))).toMatch(HARMLESS)
        },
      ),
      { numRuns: 3000 },
    )
  })
})

describe('a code span', () => {
  it.each([
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['`a', '`` `a ``'],
    ['``', '``` `` ```'],
    [' a ', '`  a  `'],
    ['', '`(empty)`'],
    ['a\nb', '`a\\u{a}b`'],
  ])('%j is %s', (text, markdown) => {
    expect(codeSpan(text)).toBe(markdown)
  })

  it('encloses whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', ' ', '\n', '@', '<', '\\') }), (text) => {
        expect(outsideCode(`before ${codeSpan(text)} behind`)).toBe('before  behind')
      }),
      { numRuns: 2000 },
    )
  })
})
