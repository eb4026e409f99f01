import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { parseYaml, parseYamlStream } from '../../src/core/syntax/yaml/parse.ts'
import { readYamlText } from '../../src/core/syntax/yaml/read-text.ts'
import { flattenText, spansWithin } from '../../src/core/value/text-origin.ts'
import { textOf, type Value } from '../../src/core/value/value.ts'
import fc from '../seeded-properties.ts'

const noTags = () => undefined
const read = (text: string, limits?: Parameters<typeof parseYaml>[3]) => parseYaml('a.yaml', text, noTags, limits)
const codes = (text: string) => read(text).diagnostics.map(({ code }) => code)

/** What a value says, without its places. */
function plain(value: Value | undefined): unknown {
  switch (value?.kind) {
    case 'null':
      return null
    case 'boolean':
      return value.value
    case 'number':
      return Number(value.digits)
    case 'text':
      return value.parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('')
    case 'list':
      return value.items.map(plain)
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry.value)]))
    default:
      return undefined
  }
}

describe('parseYaml', () => {
  it('reads the words of YAML 1.1 as booleans and keeps dates and long numbers as they are written', () => {
    const { value } = read(
      "a: yes\nb: Off\nc: 2012-10-17\nd: 123456789012\ne: 012345678901\nf:\ng: 'no'\nh: !!str true\n",
    )
    expect(plain(value)).toEqual({
      a: true,
      b: false,
      c: '2012-10-17',
      d: 123456789012,
      e: '012345678901',
      f: null,
      g: 'no',
      h: 'true',
    })
  })

  it('takes over what merge keys and aliases stand for; what a map says itself wins, wherever it stands', () => {
    const { value, diagnostics } = read('a: &x {k: 1, l: 2}\nb: {k: 3, <<: *x}\nc: *x\nd: {<<: [{m: 4}, *x], l: 5}\n')
    expect(diagnostics).toEqual([])
    expect(plain(value)).toEqual({
      a: { k: 1, l: 2 },
      b: { k: 3, l: 2 },
      c: { k: 1, l: 2 },
      d: { k: 1, l: 5, m: 4 },
    })
  })

  it('knows where each line of a block of text stands', () => {
    const text = 'policy: |\n    {\n      "a": 1\n    }\n'
    const { value } = read(text)
    const policy = value?.kind === 'map' ? value.entries.get('policy')?.value : undefined
    if (policy?.kind !== 'text') throw new Error('a text is expected')
    const flat = flattenText(policy)
    const at = flat.text.indexOf('"a"')
    const [span] = spansWithin(flat, at, at + 3, 'edges')
    expect(text.slice(span?.start, span?.end)).toBe('"a"')
  })

  it('gives a collection the range that it is written in, without what stands behind it', () => {
    const text = 'a:\n  b: 1\n  # behind it\n\nc: 2\n'
    const { value } = read(text)
    const [span] = (value?.kind === 'map' ? value.entries.get('a')?.value.spans : undefined) ?? []
    expect(text.slice(span?.start, span?.end)).toBe('b: 1')
  })

  it('reports keys that stand twice, with the second place', () => {
    const { value, diagnostics } = read('a: 1\nb: 2\na: 3\n')
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'yaml-duplicate-key', subject: { start: 10 } }])
    expect(plain(value)).toEqual({ a: 3, b: 2 })
  })

  it.each([
    ['an alias that doubles what it stands for, again and again', `${'x'}: &a0 [x, x]\n${bomb(30)}`, 'yaml-node-limit'],
    ['an alias within its own anchor', 'a: &a [*a]\n', 'yaml-alias'],
    ['a key that is a list', '? [a]\n: b\n', 'yaml-key-not-text'],
    ['a merge of a text', 'a: {<<: b}\n', 'yaml-merge-key'],
    ['a tag that nobody knows', 'a: !Unknown b\n', 'yaml-unknown-tag'],
    ['two documents', 'a: 1\n---\nb: 2\n', 'yaml-multiple-docs'],
    ['a tab for an indent', 'a:\n\tb: 1\n', 'yaml-tab-as-indent'],
  ])('refuses %s, at its place', (_, text, code) => {
    const { diagnostics } = read(text)
    expect(diagnostics[0]).toMatchObject({ severity: 'error', code, subject: { file: 'a.yaml' } })
  })

  it('stops at its limits and says so', () => {
    const limits = { length: 100, depth: 3, nodes: 10, errors: 2 }
    const code = (text: string) => read(text, limits).diagnostics.map((each) => each.code)
    expect(code('a'.repeat(101))).toEqual(['yaml-length-limit'])
    expect(code('{a: {b: {c: {d: 1}}}}')).toEqual(['yaml-nesting-limit'])
    expect(code('[1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]')).toEqual(['yaml-node-limit'])
    expect(code('{a: 1, a: 1, a: 1, a: 1}')).toHaveLength(2)
  })

  it('never throws, however deep or broken the text is', () => {
    for (const text of [
      '['.repeat(20_000),
      '- '.repeat(20_000),
      '{a: '.repeat(5_000),
      '&a '.repeat(500),
      '!<',
      '"\\u',
      '%',
    ])
      expect(codes(text).length, text.slice(0, 10)).toBeGreaterThan(0)
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab:-?[]{}&*!|>\'"#%\n \t<') }), (text) => void read(text)),
    )
  })

  it('says what the library says of plain data', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (data) => {
        const text = stringify(data)
        fc.pre(!/-0\b|\de[+-]?\d/.test(text))
        expect(plain(read(text).value)).toEqual(parse(text))
      }),
      { numRuns: 200 },
    )
  })
})

describe('parseYamlStream', () => {
  const stream = (text: string) => parseYamlStream('a.yaml', text, noTags)

  it('reads every document, within limits for all of them together', () => {
    expect(stream('a: 1\n---\n- b\n--- |\n  c\n').documents?.map(plain)).toEqual([{ a: 1 }, ['b'], 'c\n'])
    expect(stream('').documents).toEqual([])
    const limits = { length: 1_000, depth: 9, nodes: 5, errors: 9 }
    const { documents, diagnostics } = parseYamlStream('a.yaml', '[1, 2]\n---\n[3, 4]\n', noTags, limits)
    expect([documents, diagnostics.map(({ code }) => code)]).toEqual([undefined, ['yaml-node-limit']])
  })

  it('follows no alias into another document', () => {
    expect(stream('a: &x 1\n---\nb: *x\n').documents).toBeUndefined()
  })
})

describe('readYamlText', () => {
  const symbol = {
    address: 'var.x',
    fingerprint: 'x',
    reason: 'is not known',
    span: { file: 'm.tf', start: 90, end: 95 },
  }
  const place = { file: 'm.tf', start: 10, end: 80 }
  const of = (before: string, after: string) =>
    readYamlText(
      { kind: 'text', parts: [literal(before), { kind: 'symbol', symbol }, literal(after)], spans: [place] },
      noTags,
    ).value
  const literal = (text: string) => ({ kind: 'literal', text }) as const
  const member = (value: Value | undefined) => (value?.kind === 'map' ? value.entries.get('a')?.value : undefined)

  it('keeps unknown parts within scalars, and takes one that is alone for any value', () => {
    expect(member(of('a: "x-', '-y"\nb: 1\n'))).toMatchObject({
      kind: 'text',
      parts: [{ text: 'x-' }, { kind: 'symbol', symbol: { fingerprint: 'x' } }, { text: '-y' }],
    })
    expect(member(of('a: "', '"\n'))).toMatchObject({ kind: 'text', parts: [{ symbol: { fingerprint: 'x' } }] })
    expect(member(of('a: ', '\n'))).toMatchObject({ kind: 'unknown', symbol: { address: 'var.x' } })
  })

  it.each([
    ['in a key', 'a: 1\n', ': 2\n'],
    ['in a comment', 'a: 1 # ', '\n'],
    ['as the name of an anchor', 'a: &', ' 1\n'],
    ['beside a character that looks like it', 'a: "', '\\uE000"\n'],
  ])('nothing is known where an unknown part stands %s', (_, before, after) => {
    const value = of(before, after)
    expect([value?.kind, member(value)?.kind]).toContain('unknown')
  })

  it('knows where things stand in the text that holds them', () => {
    const text = 'a: 1\nb: [c, d]\n'
    const { value } = readYamlText(textOf(text, [{ file: 'm.tf', start: 100, end: 100 + text.length }]), noTags)
    const items = value?.kind === 'map' ? value.entries.get('b')?.value : undefined
    expect(items?.spans[0]).toMatchObject({ file: 'm.tf' })
  })
})

function bomb(levels: number): string {
  return Array.from({ length: levels }, (_, at) => `a${at}: &a${at + 1} [*a${at}, *a${at}]`).join('\n')
}
