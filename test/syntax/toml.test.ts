import { describe, expect, it } from 'vitest'
import { parseToml } from '../../src/core/syntax/toml/parse.ts'
import { knownText, type Value } from '../../src/core/value/value.ts'

/** A value as plain data. */
function plain(value: Value | undefined): unknown {
  if (value?.kind === 'map')
    return Object.fromEntries([...value.entries].map(([name, entry]) => [name, plain(entry.value)]))
  if (value?.kind === 'list') return value.items.map(plain)
  return value?.kind === 'text' ? knownText(value) : value?.kind
}

const TEXT = `title = "a \\"b\\""
number = 0x10
when = 1979-05-27
dotted.key = 'c'

[table]
list = [1, ["two"], { three = 3, inner.four = true }]

[table.inner]
x = "y"

[[several]]
name = "one"

[several.below]
z = 1

[[several]]
name = "two"
`

describe('a TOML document', () => {
  it('is read as tables and lists, whatever way they are written', () => {
    const { value, diagnostics } = parseToml('a.toml', TEXT)
    expect(diagnostics).toEqual([])
    expect(plain(value)).toEqual({
      title: 'a "b"',
      number: '0x10',
      when: '1979-05-27',
      dotted: { key: 'c' },
      table: { list: ['1', ['two'], { three: '3', inner: { four: 'true' } }], inner: { x: 'y' } },
      several: [{ name: 'one', below: { z: '1' } }, { name: 'two' }],
    })
  })

  it('has the place of each key and value', () => {
    const { value } = parseToml('a.toml', TEXT)
    const entry = value?.entries.get('number')
    const [span] = entry?.value.spans ?? []
    expect(TEXT.slice(entry?.keySpan.start, entry?.keySpan.end)).toBe('number')
    expect(span).toEqual({ file: 'a.toml', start: TEXT.indexOf('0x10'), end: TEXT.indexOf('0x10') + 4 })
  })

  it.each([
    ['a key twice', 'a = 1\na = 2\n', 'toml-syntax', 6],
    ['a table twice', '[a]\n[a]\n', 'toml-syntax', 5],
    ['no value', 'a =\nb = 1\n', 'toml-syntax', 4],
    ['open brackets', `a = ${'['.repeat(20_000)}`, 'toml-syntax', 20_004],
    ['depth', `a = ${'['.repeat(200)}${']'.repeat(200)}`, 'toml-depth', 0],
    ['length', `a = "${'x'.repeat(300_000)}"`, 'toml-too-long', 0],
  ])('is refused at its place: %s', (_, text, code, start) => {
    const { value, diagnostics } = parseToml('a.toml', text)
    expect(value).toBeUndefined()
    expect(diagnostics).toMatchObject([{ severity: 'error', code, subject: { file: 'a.toml', start } }])
  })

  it('knows no names of every object', () => {
    const { value } = parseToml('a.toml', '__proto__ = 1\nconstructor.x = 2\n')
    expect([...(value?.entries.keys() ?? [])]).toEqual(['__proto__', 'constructor'])
  })
})
